/// What a part of a workbook refers to, from its `.rels`: ECMA-376 part 2, 6.5.
final class Relationships: XMLContent {
  struct Target {
    /// The last word of its type, such as `worksheet`: the same in transitional and strict workbooks.
    let type: [UInt8]
    /// The path in the archive, in lower case.
    let path: [UInt8]
  }

  private(set) var targets: [[UInt8]: Target] = [:]
  /// The folder of the part, with `/` at its end unless it is the archive itself.
  private let folder: [UInt8]

  /// Relationships of a part in this folder.
  init(ofPartIn folder: [UInt8]) { self.folder = folder }

  override func start(_ name: XMLName, _ attributes: XMLAttributes) {
    guard unsafe name.isLocal("Relationship"), let id = unsafe attributes.bytes("Id"),
      let type = unsafe attributes.bytes("Type"), let target = unsafe attributes.bytes("Target"),
      targets.count < Archive.Limits.entries
    else { return }
    let isOutside = unsafe attributes.with("TargetMode") { equals($0, "External") } ?? false
    let last = type.split(separator: UInt8(ascii: "/")).last.map { Array($0) } ?? []
    targets[id] = Target(type: last, path: isOutside ? [] : path(of: target))
  }

  /// A path in the archive: from its root, or from the folder of the part.
  private func path(of target: [UInt8]) -> [UInt8] {
    let isFromRoot = target.first == UInt8(ascii: "/")
    let whole = isFromRoot ? Array(target.dropFirst()) : folder + target
    var parts: [ArraySlice<UInt8>] = []
    for part in whole.split(separator: UInt8(ascii: "/")) {
      if part.elementsEqual("..".utf8) {
        _ = parts.popLast()
      } else if !part.elementsEqual(".".utf8) {
        parts.append(part)
      }
    }
    return Array(parts.joined(separator: [UInt8(ascii: "/")])).map {
      $0 >= 0x41 && $0 <= 0x5A ? $0 + 32 : $0
    }
  }

  /// The path of the first target of a type.
  func path(ofType type: String) -> [UInt8]? {
    targets.values.first { $0.type.elementsEqual(type.utf8) && !$0.path.isEmpty }?.path
  }
}

/// The types of the parts of a workbook, from `[Content_Types].xml`: whether one is a macro.
final class ContentTypes: XMLContent {
  private(set) var hasMacros = false

  override func start(_ name: XMLName, _ attributes: XMLAttributes) {
    guard let type = unsafe attributes.bytes("ContentType") else { return }
    let text = String(decoding: type, as: UTF8.self)
    if text.contains("macroEnabled") || text.contains("vbaProject") { hasMacros = true }
  }
}

/// The sheets of a workbook, from `workbook.xml`.
final class WorkbookContent: XMLContent {
  struct Sheet {
    let name: [UInt8]
    let isHidden: Bool
    /// The relationship to its part.
    let relationship: [UInt8]
  }

  private(set) var sheets: [Sheet] = []
  /// Whether days are counted from 1904 on.
  private(set) var countsFrom1904 = false

  override func start(_ name: XMLName, _ attributes: XMLAttributes) {
    guard unsafe name.isOfSpreadsheets else { return }
    if unsafe name.isLocal("sheet"), sheets.count < Archive.Limits.entries,
      let title = unsafe attributes.bytes("name"),
      let relationship = unsafe attributes.bytes("id", isQualified: true)
    {
      let isHidden = unsafe attributes.with("state") { !equals($0, "visible") } ?? false
      sheets.append(Sheet(name: title, isHidden: isHidden, relationship: relationship))
    } else if unsafe name.isLocal("workbookPr") {
      countsFrom1904 = unsafe attributes.isTrue("date1904")
    }
  }
}
