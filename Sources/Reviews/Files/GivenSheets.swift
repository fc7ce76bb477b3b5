import Appraisal
package import Columns
import Files
import Runs
import Tables

/// The files that some paths stand for: in place of its sheets a directory may be named.
package struct GivenSheets: Sendable {
  /// A file of a directory that is not read.
  struct Unread: Sendable {
    let path: String
    let finding: FolderFinding
  }

  /// The files to read.
  package private(set) var paths: [String] = []
  /// What else is in the directories, but for hidden files.
  private(set) var unread: [Unread] = []
}

extension ReviewInput {
  /// The files that some paths stand for.
  ///
  ///     try ReviewInput.returned.files(at: ["returned"]).paths   // ["returned/fleet.csv", "returned/port.xlsx"]
  ///
  /// Of a directory those are taken whose names end with `.csv` or `.xlsx`, by the bytes of their names;
  /// not hidden ones, those that a spreadsheet keeps while it is open (`~$fleet.xlsx`), folders, and the
  /// index that stands among the rosters of a run.
  ///
  /// - Throws: ``RunError/Kind/unreadableInput`` where a directory has none.
  package func files(at paths: [String]) throws(RunError) -> GivenSheets {
    var given = GivenSheets()
    for path in paths {
      // With the slash it may be a link, and a file is none.
      let prefix = path.hasSuffix("/") ? path : path + "/"
      guard self == .returned || self == .decided, path != "-",
        let directory = try? Directory(reading: prefix)
      else {
        given.add(path)
        continue
      }
      let entries = try directory.entries()
      guard given.add(entries, in: prefix) > 0 else {
        throw RunError(
          .unreadableInput,
          "\(path): \(option): there is no sheet in this directory: no file whose name ends with .csv or "
            + ".xlsx. \(Self.fix(for: entries))")
      }
    }
    return given
  }

  /// What to do about a directory without sheets.
  private static func fix(for entries: [String]) -> String {
    entries.contains { FolderFinding.SheetForm(ofFileNamed: $0) != nil }
      ? "There is a spreadsheet of another kind: save it as an Excel workbook (.xlsx) or as CSV UTF-8 (.csv)."
      : "Name the directory that the sheets are in, or the sheets."
  }
}

extension GivenSheets {
  /// Adds a file.
  fileprivate mutating func add(_ path: String) { paths.append(path) }

  /// Adds what is in a directory, and returns how many sheets there are.
  fileprivate mutating func add(_ entries: [String], in prefix: String) -> Int {
    let before = paths.count
    for name in entries {
      if let finding = Self.reasonNotToRead(name, in: prefix) {
        unread.append(Unread(path: prefix + name, finding: finding))
      } else if !name.hasPrefix(".") {
        paths.append(prefix + name)
      }
    }
    return paths.count - before
  }

  /// Why a file is not read; `nil` for a sheet, and for a hidden file, which nobody has to be told of.
  private static func reasonNotToRead(_ name: String, in prefix: String) -> FolderFinding? {
    if name.hasPrefix("~$") || name.hasPrefix(".~lock.") { return .filePassedOver(.lock) }
    if name.hasPrefix(".") { return nil }
    if (try? Directory(reading: prefix + name + "/")) != nil { return .filePassedOver(.folder) }
    if let form = FolderFinding.SheetForm(ofFileNamed: name) { return .sheetNotRead(form) }
    guard hasEnding(name, [".csv", ".xlsx"]) else { return .filePassedOver(.noSheet) }
    return isIndex(prefix + name) ? .filePassedOver(.indexOfRosters) : nil
  }

  /// Whether a file is `rosters/index.csv` of a run.
  private static func isIndex(_ path: String) -> Bool {
    var rows = CSVRows()
    Table.boards.appendHeader(to: &rows)
    guard path.hasSuffix("/index.csv"), var file = try? InputFile(path: path) else { return false }
    return (try? file.firstBytes(rows.buffer.count)) == rows.buffer.array
  }
}

extension FolderFinding.SheetForm {
  /// The form of a sheet that is not read; `nil` for one that is, and for what is no sheet.
  fileprivate init?(ofFileNamed name: String) {
    if hasEnding(name, [".xls", ".xlsb", ".xlsm"]) {
      self = .otherExcel
    } else if hasEnding(name, [".ods", ".fods"]) {
      self = .openDocument
    } else if hasEnding(name, [".numbers"]) {
      self = .numbers
    } else if hasEnding(name, [".tsv", ".tab"]) {
      self = .otherText
    } else {
      return nil
    }
  }
}

/// Whether the name of a file has one of some endings, in capitals or not.
private func hasEnding(_ name: String, _ endings: [String]) -> Bool {
  let folded = name.utf8.map { 0x41...0x5A ~= $0 ? $0 | 0x20 : $0 }
  return endings.contains { folded.suffix($0.utf8.count) == Array($0.utf8)[...] }
}

extension SheetFile where Row: SheetRowToFillIn {
  /// The same, with a word where nothing is filled in: that a board or the authority hands back a blank sheet
  /// can be by mistake.
  func notingWhetherBlank() -> SheetFile {
    guard !rows.isEmpty, !rows.contains(where: \.isFilledIn) else { return self }
    var file = self
    file.findings.append(
      ReviewFinding(
        finding: .folder(.sheetWithoutEntries), file: name, line: header.line, row: header.row))
    return file
  }
}
