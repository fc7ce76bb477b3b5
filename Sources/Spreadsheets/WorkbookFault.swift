/// Why a workbook is refused as a whole: what is wrong, and what to click.
///
/// It holds nothing that stands in a cell.
package enum WorkbookFault: Error, Equatable, Sendable {
  /// The file is larger than any sheet needs; in bytes.
  case tooLarge(limit: Int)
  /// The zip archive or a part of it cannot be read; what was met.
  case damaged(String)
  /// The archive unpacks to more than it may.
  case unpacksTooMuch
  /// A zip archive that is no workbook.
  case notAWorkbook
  /// A workbook that only opens with a password.
  case encrypted
  /// A workbook of Excel 97 to 2003, or another file of that kind.
  case oldFormat
  /// A binary workbook, `.xlsb`.
  case binary
  /// An OpenDocument spreadsheet, `.ods`.
  case openDocument
  /// It has macros.
  case macros
  /// Its formulas take values from other files.
  case externalLinks
  /// A part of it declares a document type, which spreadsheets never do.
  case documentType
  /// No sheet of cells that is visible.
  case noVisibleSheet
  /// No sheet of the name asked for; the names that there are.
  case noSuchSheet(sheets: [String])
  /// There is nothing on the sheet; its name.
  case emptySheet(String)
  /// A heading of a column that is read is a formula; which cell.
  case formulaInHeader(cell: String)
  /// A cell or row stands where none can stand, or not in its order; which.
  case misplaced(String)
  /// The text of a cell is longer than a spreadsheet takes; which cell.
  case longText(cell: String)

  /// What is wrong, one sentence for people.
  package var fact: String {
    switch self {
    case .tooLarge(let limit):
      "The workbook is larger than \(limit >> 20) MiB, which no sheet of plans or ratings needs."
    case .damaged(let what):
      "The workbook is damaged or was not copied whole: \(what)."
    case .unpacksTooMuch:
      "The workbook unpacks to more than 64 MiB for each MB of the file, or to more than 1 GiB."
    case .notAWorkbook:
      "The file is a zip archive, or another document that is kept as one, and no Excel workbook."
    case .encrypted: "The workbook is protected by a password, and cannot be read without it."
    case .oldFormat:
      "The file is in the format of Excel 97 to 2003 (.xls), or another document of that time."
    case .binary: "The workbook is in the binary format (.xlsb)."
    case .openDocument: "The file is an OpenDocument spreadsheet (.ods)."
    case .macros: "The workbook has macros, which are programs."
    case .externalLinks: "The workbook is linked to other files, so its values can be out of date."
    case .documentType:
      "A part of the workbook declares a document type, which no spreadsheet does."
    case .noVisibleSheet: "The workbook has no visible sheet with cells."
    case .noSuchSheet(let sheets):
      "The workbook has no sheet of that name. Its sheets are: \(sheets.joined(separator: "; "))."
    case .emptySheet(let name): "The sheet \(name) is empty; it needs a header and records."
    case .formulaInHeader(let cell):
      "The heading in cell \(cell) is a formula, whose stored value can be false."
    case .misplaced(let what): "The sheet cannot be read: \(what)."
    case .longText(let cell):
      "The text in cell \(cell) is longer than the limit of 65,536 bytes."
    }
  }

  /// What to do about it, one sentence for people.
  package var fix: String {
    switch self {
    case .tooLarge:
      "Copy the sheet alone into a new workbook, and leave out pictures and other sheets."
    case .damaged, .misplaced:
      "Fetch the file again; or open it in a spreadsheet, and save it as Excel Workbook (.xlsx)."
    case .unpacksTooMuch:
      "Copy the cells that are filled in to a new workbook, and save that."
    case .notAWorkbook:
      "Unpack it, or save the sheet as Excel Workbook (.xlsx) or as CSV UTF-8."
    case .encrypted:
      "Open it, take the password away (File > Info > Protect Workbook > Encrypt with Password, and "
        + "empty the field), and save it."
    case .oldFormat, .binary, .openDocument:
      "Open it, choose File > Save As, and save it as Excel Workbook (.xlsx)."
    case .macros:
      "Open it, choose File > Save As, and save it as Excel Workbook (.xlsx), without macros."
    case .externalLinks:
      "Open it, choose Data > Workbook Links (or Edit Links) > Break Links, and save it; or copy the "
        + "sheet into a new workbook with Paste Special > Values."
    case .documentType:
      "Open it in a spreadsheet, and save it as Excel Workbook (.xlsx) under another name."
    case .noVisibleSheet:
      "Make the sheet visible (right-click on a tab > Unhide), or name it with --sheet."
    case .noSuchSheet: "Write the name of the sheet as its tab shows it."
    case .emptySheet: "Name the sheet that is filled in with --sheet."
    case .formulaInHeader:
      "Select the row, copy it, choose Paste Special > Values, and save the workbook."
    case .longText: "Shorten it."
    }
  }

  /// The fact and the fix. The caller puts the file before it.
  package var explanation: String { "\(fact) \(fix)" }
}
