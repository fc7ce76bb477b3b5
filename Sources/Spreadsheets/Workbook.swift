/// An Excel workbook (`.xlsx`, ECMA-376, transitional or strict): its sheets, and what their cells
/// share.
///
///     let workbook = try Workbook(bytes)
///     let rows = try workbook.rows(of: try workbook.sheet(named: nil))
package struct Workbook: Sendable {
  /// A sheet of cells.
  package struct Sheet: Sendable {
    /// The text on its tab.
    package let name: [UInt8]
    package let isHidden: Bool
    let entry: Archive.Entry
  }

  /// The largest file that is read; it is kept in memory.
  package static let sizeLimit = 256 << 20

  /// In the order of their tabs, without sheets of charts and macros.
  package let sheets: [Sheet]
  private let archive: Archive
  private let strings: SharedStrings
  private let formats: [NumberFormat]
  private let countsFrom1904: Bool

  /// How many bytes of a file tell.
  package static let signatureSize = 8

  /// Whether a file that begins with these bytes is for this reader: a zip archive, which a workbook
  /// is, or a document of the time before, which is refused with better words.
  package static func begins(with bytes: Span<UInt8>) -> Bool {
    begins(bytes, with: [0x50, 0x4B, 0x03, 0x04]) || begins(bytes, with: oldDocument)
  }

  /// A compound file: `.xls`, or what protects a workbook by a password. MS-CFB, 2.2.
  private static let oldDocument: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]

  private static func begins(_ bytes: Span<UInt8>, with signature: [UInt8]) -> Bool {
    bytes.count >= signature.count && signature.indices.allSatisfy { bytes[$0] == signature[$0] }
  }

  /// Opens a workbook and reads all but its cells.
  ///
  /// - Complexity: O(bytes).
  package init(_ bytes: [UInt8]) throws(WorkbookFault) {
    if Self.begins(bytes.span, with: Self.oldDocument) {
      throw Self.isEncrypted(bytes) ? .encrypted : .oldFormat
    }
    archive = try Archive(bytes)
    let path = try Self.mainPart(of: archive)
    let folder = Array(path[..<(path.lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0)])
    let relationships = Relationships(ofPartIn: folder)
    let relations =
      String(decoding: folder, as: UTF8.self) + "_rels/"
      + String(decoding: path[folder.count...], as: UTF8.self) + ".rels"
    if let entry = archive.entry(relations) { try archive.read(entry, into: relationships) }
    if relationships.targets.values.contains(where: { $0.type.elementsEqual("externalLink".utf8) })
    {
      throw .externalLinks
    }
    let content = WorkbookContent()
    guard let main = archive.entry(String(decoding: path, as: UTF8.self)) else {
      throw .notAWorkbook
    }
    try archive.read(main, into: content)
    countsFrom1904 = content.countsFrom1904
    let archive = archive
    sheets = content.sheets.compactMap { sheet in
      guard let target = relationships.targets[sheet.relationship],
        target.type.elementsEqual("worksheet".utf8),
        let entry = archive.entry(String(decoding: target.path, as: UTF8.self))
      else { return nil }
      return Sheet(name: sheet.name, isHidden: sheet.isHidden, entry: entry)
    }
    strings = try Self.strings(of: archive, at: relationships.path(ofType: "sharedStrings"))
    formats = try Self.formats(of: archive, at: relationships.path(ofType: "styles"))
  }

  /// The sheet of a name, capitals aside if need be; the first visible one where none is named.
  package func sheet(
    named name: String?, preferring preferred: String? = nil
  ) throws(WorkbookFault) -> Sheet {
    guard let name else {
      if let preferred,
        let sheet = sheets.first(where: { !$0.isHidden && $0.name.elementsEqual(preferred.utf8) })
      {
        return sheet
      }
      guard let first = sheets.first(where: { !$0.isHidden }) else { throw .noVisibleSheet }
      return first
    }
    if let sheet = sheets.first(where: { $0.name.elementsEqual(name.utf8) }) { return sheet }
    let alike = sheets.filter {
      String(decoding: $0.name, as: UTF8.self).lowercased() == name.lowercased()
    }
    guard alike.count == 1 else {
      throw .noSuchSheet(sheets: sheets.map { String(decoding: $0.name, as: UTF8.self) })
    }
    return alike[0]
  }

  /// The rows of a sheet, from the first on.
  package func rows(of sheet: Sheet) throws(WorkbookFault) -> SheetReader {
    try SheetReader(
      sheet.entry, of: archive,
      content: SheetContent(
        strings: strings, formats: formats, countsFrom1904: countsFrom1904,
        limit: archive.unpackedLimit))
  }

  /// Whether a sheet has a row with two cells that are not empty; a page of text has none.
  package func hasRecords(_ sheet: Sheet) throws(WorkbookFault) -> Bool {
    let reader = try rows(of: sheet)
    reader.readOnly([])
    var rows = SheetRows()
    var hasMore = true
    while hasMore {
      hasMore = try reader.next(into: &rows, atLeast: 1)
      if rows.rows.contains(where: { rows.cells(of: $0).count > 1 }) { return true }
    }
    return false
  }

  // MARK: - Parts

  /// The path of the part that lists the sheets.
  private static func mainPart(of archive: Archive) throws(WorkbookFault) -> [UInt8] {
    if archive.entry("mimetype") != nil, archive.entry("content.xml") != nil { throw .openDocument }
    guard let types = archive.entry("[content_types].xml"), let root = archive.entry("_rels/.rels")
    else { throw .notAWorkbook }
    let contentTypes = ContentTypes()
    try archive.read(types, into: contentTypes)
    let relationships = Relationships(ofPartIn: [])
    try archive.read(root, into: relationships)
    guard let path = relationships.path(ofType: "officeDocument") else { throw .notAWorkbook }
    if path.suffix(4).elementsEqual(".bin".utf8) { throw .binary }
    let hasMacroPart = archive.paths.contains { $0.suffix(14).elementsEqual("vbaproject.bin".utf8) }
    if contentTypes.hasMacros || hasMacroPart { throw .macros }
    if archive.paths.contains(where: { $0.starts(with: "xl/externallinks/".utf8) }) {
      throw .externalLinks
    }
    return path
  }

  private static func strings(
    of archive: Archive, at path: [UInt8]?
  ) throws(WorkbookFault) -> SharedStrings {
    guard let path, let entry = archive.entry(String(decoding: path, as: UTF8.self)) else {
      return SharedStrings()
    }
    let content = SharedStringsContent(limit: archive.unpackedLimit)
    try archive.read(entry, into: content)
    return content.strings
  }

  private static func formats(
    of archive: Archive, at path: [UInt8]?
  ) throws(WorkbookFault) -> [NumberFormat] {
    guard let path, let entry = archive.entry(String(decoding: path, as: UTF8.self)) else {
      return []
    }
    let content = StylesContent()
    try archive.read(entry, into: content)
    return content.formats
  }

  /// Whether a compound file holds a workbook under a password: its directory names it in UTF-16.
  private static func isEncrypted(_ bytes: [UInt8]) -> Bool {
    var name: [UInt8] = []
    for byte in "EncryptedPackage".utf8 { name += [byte, 0] }
    var start = 0
    while start + name.count <= bytes.count {
      if bytes[start] == name[0], bytes[start..<start + name.count].elementsEqual(name) {
        return true
      }
      start += 1
    }
    return false
  }
}
