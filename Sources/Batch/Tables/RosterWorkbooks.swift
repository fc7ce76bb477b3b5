import Appraisal
import Columns
import Files
import Pages
import ReviewBoards
import Tables
import Workbooks

#if Excel
  /// `rosters/<prb>.xlsx` for each board: the cells of its CSV file, for a board that fills in its
  /// recommendations in a spreadsheet.
  struct RosterWorkbooks: Sendable {
    private let lines: RosterLines
    private let look: PageDesign
    private let runTitle: String?
    private let inputs: InputFingerprint
    private let rules: [String]
    private let sources: [String]

    /// The workbooks of an agency.
    init(
      _ appraisals: Appraisals, lines: RosterLines, design: PageDesign, origin: PageOrigin
    ) {
      self.lines = lines
      look = design
      inputs = origin.fingerprint
      let system = appraisals.system
      rules = system.described().split(separator: "\n", omittingEmptySubsequences: false)
        .map { String(decoding: CellText.array(Array($0.utf8)), as: UTF8.self) }
      runTitle = origin.title
      sources = origin.lines(system: system.name)
    }

    /// Writes the workbook of a roster.
    ///
    /// - Parameter directory: Where libxlsxwriter may put temporary files; they have no names.
    /// - Throws: ``RunError/Kind/inputOutput``.
    func write(
      _ roster: Roster, to file: inout OutputFile, temporaryFilesIn directory: Directory
    ) throws(RunError) {
      do {
        var workbook = try RosterWorkbook(
          .init(
            lines.table, for: .board, board: roster.board.name, inputs: inputs,
            marking: look.marking, runTitle: runTitle, isA4: look.paper == .a4),
          temporaryFilesIn: directory.descriptorPath)
        var scratch = RosterRemarks.Scratch(lines.remarks)
        for place in roster.places {
          lines.append(place, on: roster.number, to: &workbook, &scratch)
        }
        try workbook.appendSheet("Rules", lines: rules)
        try workbook.appendSheet("Run", lines: sources)
        try workbook.finish { bytes in try file.write(bytes) }
      } catch let error as RunError {
        throw error
      } catch {
        throw RunError(
          .inputOutput,
          "rosters/\(roster.board.slug).xlsx: \(error). The run before is untouched; make room and "
            + "run again.")
      }
    }
  }
#else
  /// Makes no workbooks: they are part of the program only where it was built with the trait `Excel`.
  struct RosterWorkbooks: Sendable {
    /// - Precondition: never called; see ``Batch/hasWorkbooks``.
    init(
      _ appraisals: Appraisals, lines: RosterLines, design: PageDesign, origin: PageOrigin
    ) {
      preconditionFailure("this program was built without workbooks")
    }

    func write(
      _ roster: Roster, to file: inout OutputFile, temporaryFilesIn directory: Directory
    ) throws(RunError) {}
  }
#endif
