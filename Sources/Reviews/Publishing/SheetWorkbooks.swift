import Appraisal
import Columns
import Files
import Pages
import Runs
import Tables
import Workbooks

#if Excel
  /// The sheets to fill in as workbooks: the cells of their CSV files, those to fill in open and all others
  /// locked.
  struct SheetWorkbooks: Sendable {
    private let look: PageDesign
    private let needsReasons: Bool
    private let system: String
    private let rules: [String]

    /// The workbooks of a review.
    ///
    /// - Parameter needsReasons: Whether a level that differs needs remarks.
    init(
      under system: AppraisalSystem, design: PageDesign, needsReasons: Bool
    ) {
      look = design
      self.system = system.name
      self.needsReasons = needsReasons
      rules = system.described().split(separator: "\n", omittingEmptySubsequences: false)
        .map { String(decoding: CellText.array(Array($0.utf8)), as: UTF8.self) }
    }

    /// Writes the workbook of a sheet.
    ///
    /// - Parameters:
    ///   - origin: What its sheet `Review` says that it was made of.
    ///   - append: Adds its rows.
    /// - Throws: ``RunError/Kind/inputOutput``.
    func write(
      _ table: Table<CycleSheetSource>, for addressee: Addressee, from origin: PageOrigin,
      of board: PublishedExecutives.Board, to path: String,
      in directory: RunDirectory, _ append: (inout RosterWorkbook) -> Void
    ) throws(RunError) -> OutputFile.Identity {
      var file = try directory.newFile(path)
      do {
        var workbook = try RosterWorkbook(
          .init(
            table, for: addressee, board: board.name, inputs: origin.fingerprint,
            marking: look.marking, runTitle: origin.title, needsReasons: needsReasons,
            isA4: look.paper == .a4),
          temporaryFilesIn: directory.folder(of: path).descriptorPath)
        append(&workbook)
        try workbook.appendSheet("Rules", lines: rules)
        try workbook.appendSheet("Review", lines: origin.lines(system: system))
        try workbook.finish { bytes in try file.write(bytes) }
      } catch let error as RunError {
        throw error
      } catch {
        throw RunError(
          .inputOutput,
          "\(path): \(error). The review before is untouched; make room and review again.")
      }
      return try file.close(as: path)
    }
  }
#else
  /// Makes no workbooks: they are part of the program only where it was built with the trait `Excel`.
  struct SheetWorkbooks: Sendable {
    /// - Precondition: never called; the command refuses to ask for workbooks.
    init(
      under system: AppraisalSystem, design: PageDesign, needsReasons: Bool
    ) {
      preconditionFailure("this program was built without workbooks")
    }

    func write(
      _ table: Table<CycleSheetSource>, for addressee: Addressee, from origin: PageOrigin,
      of board: PublishedExecutives.Board, to path: String,
      in directory: RunDirectory, _ append: (inout CSVRows) -> Void
    ) throws(RunError) -> OutputFile.Identity {
      preconditionFailure("this program was built without workbooks")
    }
  }
#endif
