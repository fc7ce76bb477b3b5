/// What is said of the files in a folder that is named in place of the sheets in it, and of sheets as a
/// whole.
public enum FolderFinding: FindingFamily {
  /// A sheet in a form that is not read.
  case sheetNotRead(SheetForm)
  case filePassedOver(PassedOver)
  case sheetWithoutEntries

  /// A form of sheets that is not read.
  public enum SheetForm: UInt8, Hashable, BitwiseCopyable, Sendable {
    /// `.xls`, `.xlsb`, `.xlsm`
    case otherExcel
    /// `.ods`, `.fods`
    case openDocument
    /// `.numbers`
    case numbers
    /// `.tsv`, `.tab`
    case otherText
  }

  /// Why a file that is no sheet is passed over.
  public enum PassedOver: UInt8, Hashable, BitwiseCopyable, Sendable {
    /// A spreadsheet keeps it next to a sheet that is open: `~$prb-1.xlsx`, `.~lock.prb-1.csv#`.
    case lock
    case folder
    /// `index.csv` among the rosters of a run.
    case indexOfRosters
    /// Neither CSV nor a workbook.
    case noSheet
  }

  static let codes: [FindingCode] = [.sheetNotRead, .sheetWithoutEntries, .filePassedOver]

  var code: FindingCode {
    switch self {
    case .sheetNotRead: .sheetNotRead
    case .filePassedOver: .filePassedOver
    case .sheetWithoutEntries: .sheetWithoutEntries
    }
  }

  func phrase(_ part: FindingText, under system: AppraisalSystem, related: String) -> Phrase {
    switch self {
    case .sheetNotRead(let form):
      part.of(
        message: "The file is \(form.words), which is not read; what is in it was not taken.",
        fix: """
          Open it, choose File > Save As and the type \(form.types), and put that file into the folder in \
          its place.
          """,
        citation: .sheets)
    case .filePassedOver(let reason):
      part.of(
        message: "The file was passed over: it is \(reason.words).", fix: Phrase(reason.fix),
        citation: .sheets)
    case .sheetWithoutEntries:
      part.of(
        message: "No row of the sheet is filled in.",
        fix: "If it was to be filled in, look for the right file, or ask for it again.",
        citation: .sheets)
    }
  }
}

extension FolderFinding.SheetForm {
  /// What the file is.
  fileprivate var words: String {
    switch self {
    case .otherExcel: "an Excel workbook of another kind than .xlsx"
    case .openDocument: "an OpenDocument spreadsheet"
    case .numbers: "a spreadsheet of Numbers"
    case .otherText: "a text file, and not CSV by its name"
    }
  }

  /// What it can be saved as.
  fileprivate var types: String {
    switch self {
    case .otherExcel, .otherText:
      "Excel Workbook (.xlsx) or CSV UTF-8 (.csv)"
    case .openDocument: "Excel 2007-365 (.xlsx)"
    case .numbers: "Excel (in Numbers: File > Export To)"
    }
  }
}

extension FolderFinding.PassedOver {
  /// What the file is.
  fileprivate var words: String {
    switch self {
    case .lock: "the mark of a spreadsheet that has the sheet open"
    case .folder: "a folder"
    case .indexOfRosters: "the index of the rosters"
    case .noSheet: "neither CSV (.csv) nor an Excel workbook (.xlsx)"
    }
  }

  fileprivate var fix: String {
    switch self {
    case .lock:
      "Save and close the sheet, and review again. If nobody has it open, delete this file."
    case .folder: "If sheets are in it, name it as well, or move them."
    case .indexOfRosters: "Nothing."
    case .noSheet: "Nothing, if it is no sheet."
    }
  }
}

extension Phrase {
  fileprivate static var sheets: Phrase {
    "Appraise returned sheets: CSV files and Excel workbooks (.xlsx) are read"
  }
}

extension FindingCode {
  /// A sheet in another form.
  public static let sheetNotRead = FindingCode(
    "sheet-not-read", .warning,
    meaning: """
      A folder with sheets has one in a form that is not read, such as `.xls` or `.ods`: what is in it was \
      not taken.
      """,
    remedy: """
      Open it, choose *Save As* and *Excel Workbook (.xlsx)* or *CSV UTF-8 (.csv)*, and put that file into \
      the folder in its place.
      """)
  /// A sheet that says nothing.
  public static let sheetWithoutEntries = FindingCode(
    "sheet-without-entries", .warning,
    meaning: "No row of a returned or decided sheet is filled in.",
    remedy: "If it was to be filled in, look for the right file, or ask for it again.")
  /// A file that is no sheet.
  public static let filePassedOver = FindingCode(
    "file-passed-over", .notice,
    meaning: """
      A folder with sheets has a file that is none: one that a spreadsheet keeps while a sheet is open, a \
      folder, the index of a run's rosters, or anything that is neither `.csv` nor `.xlsx`. Other hidden \
      files are not mentioned.
      """,
    remedy: "Nothing, if it is no sheet; save and close a sheet that is open.")
}
