package import Columns
import Files
import Tables

extension ReviewInput {
  /// The files that some paths stand for: in place of its sheets a directory may be named.
  ///
  ///     try ReviewInput.returned.files(at: ["returned"])   // ["returned/fleet.csv", "returned/port.xlsx"]
  ///
  /// Of a directory those are taken whose names end with `.csv` or `.xlsx`, by the bytes of their names;
  /// not hidden ones, those that a spreadsheet keeps while it is open (`~$fleet.xlsx`), folders, and the
  /// index that stands among the rosters of a run.
  ///
  /// - Throws: ``RunError/Kind/unreadableInput`` where a directory has none.
  package func files(at paths: [String]) throws(RunError) -> [String] {
    guard self == .returned || self == .decided else { return paths }
    var files: [String] = []
    for path in paths {
      // With the slash it may be a link, and a file is none.
      let prefix = path.hasSuffix("/") ? path : path + "/"
      guard path != "-", let directory = try? Directory(reading: prefix) else {
        files.append(path)
        continue
      }
      let sheets = try directory.entries().filter { Self.isSheet($0) }.map { prefix + $0 }
        .filter { (try? Directory(reading: $0 + "/")) == nil && !Self.isIndex($0) }
      guard !sheets.isEmpty else {
        throw RunError(
          .unreadableInput,
          "\(path): \(option): there is no sheet in this directory: no file whose name ends with .csv or "
            + ".xlsx. Name the directory that the sheets are in, or the sheets.")
      }
      files += sheets
    }
    return files
  }

  /// Whether a file of this name can be a sheet.
  private static func isSheet(_ name: String) -> Bool {
    let ending = name.utf8.suffix(5).map { $0 | 0x20 }
    return !name.hasPrefix(".") && !name.hasPrefix("~$")
      && (ending == Array(".xlsx".utf8) || ending.suffix(4) == Array(".csv".utf8))
  }

  /// Whether a file is `rosters/index.csv` of a run.
  private static func isIndex(_ path: String) -> Bool {
    var rows = CSVRows()
    Table.boards.appendHeader(to: &rows)
    guard path.hasSuffix("/index.csv"), var file = try? InputFile(path: path) else { return false }
    return (try? file.firstBytes(rows.buffer.count)) == rows.buffer.array
  }
}
