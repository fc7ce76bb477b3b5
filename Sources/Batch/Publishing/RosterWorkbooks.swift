import Appraisal
import Pages
import ReviewBoards
import Workbooks

#if Excel
  /// `rosters/<prb>.xlsx` for each board: the cells of its CSV file, for a board that fills in its
  /// recommendations in a spreadsheet.
  struct RosterWorkbooks: Sendable {
    private let executives: Executives
    private let remarks: RosterRemarks
    private let columns: [RosterColumn]
    private let design: (columns: [RosterWorkbook.Column], look: PageDesign)
    private let labels: [[UInt8]]
    private let rules: [String]
    private let sources: [String]

    /// The workbooks of an agency.
    init(
      _ appraisals: Appraisals, remarks: RosterRemarks, design: PageDesign, origin: PageOrigin
    ) {
      executives = appraisals.executives
      self.remarks = remarks
      let system = appraisals.system
      columns = RosterColumn.all(elements: system.elements.count)
      let looks = columns.map { column -> RosterWorkbook.Column in
        switch column {
        case .board, .organization, .label: .init(column.name(under: system), width: 24)
        case .name, .positionTitle: .init(column.name(under: system), width: 28)
        case .executiveID, .appointment: .init(column.name(under: system), width: 14)
        case .weight, .rating, .score, .initialRating, .status:
          .init(column.name(under: system), width: 11)
        case .remarks, .boardRemarks: .init(column.name(under: system), width: 40)
        case .recommendedRating: .init(column.name(under: system), width: 14, listsLevels: true)
        }
      }
      labels = system.levels.map { Array($0.label.utf8) }
      self.design = (looks, design)
      rules = system.described().split(separator: "\n", omittingEmptySubsequences: false)
        .map(String.init)
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
            columns: design.columns, title: roster.board.name, marking: design.look.marking,
            isA4: design.look.paper == .a4),
          temporaryFilesIn: directory.descriptorPath)
        var text = OutputBuffer(capacity: 256)
        for executive in roster.executives {
          append(Int(executive), of: roster.board, to: &workbook, &text)
          workbook.endRow()
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

    private func append(
      _ executive: Int, of board: ReviewBoard, to workbook: inout RosterWorkbook,
      _ buffer: inout OutputBuffer
    ) {
      let shown = ShownValues(executives.flags[executive])
      let rating = executives.rating(of: executive)
      func append(_ text: Span<UInt8>) {
        shown.withShown(text) { workbook.append(text: $0) }
      }
      for column in columns {
        switch column {
        case .board: workbook.append(text: board.name.span)
        case .executiveID: executives.plans.withID(of: executive) { append($0) }
        case .name: executives.withText(.name, of: executive) { append($0) }
        case .organization: executives.withText(.organization, of: executive) { append($0) }
        case .positionTitle: executives.withText(.positionTitle, of: executive) { append($0) }
        case .appointment: executives.withText(.appointment, of: executive) { append($0) }
        case .weight(let element):
          let weight = executives.withWeights(of: executive) { $0[element] }
          workbook.append(hundredths: shown.shows(weight: weight) ? UInt32(weight) : nil)
        case .rating(let element):
          let level = executives.withLevels(of: executive) { $0[element] }
          workbook.append(number: shown.shows(level: level) ? Int(level) : nil)
        case .score: workbook.append(hundredths: rating?.score.hundredths)
        case .initialRating: workbook.append(number: rating?.level.number)
        case .label:
          let label = rating.map { labels[$0.level.number - 1] } ?? []
          workbook.append(text: label.span)
        case .status:
          let name = Array(executives.status(of: executive).name.utf8)
          workbook.append(text: name.span)
        case .remarks:
          remarks.put(executive, into: &buffer)
          buffer.withBytes { workbook.append(text: $0) }
        case .recommendedRating, .boardRemarks: workbook.appendOpen()
        }
      }
    }
  }
#else
  /// Makes no workbooks: they are part of the program only where it was built with the trait `Excel`.
  struct RosterWorkbooks: Sendable {
    /// - Precondition: never called; see ``Batch/hasWorkbooks``.
    init(
      _ appraisals: Appraisals, remarks: RosterRemarks, design: PageDesign, origin: PageOrigin
    ) {
      preconditionFailure("this program was built without workbooks")
    }

    func write(
      _ roster: Roster, to file: inout OutputFile, temporaryFilesIn directory: Directory
    ) throws(RunError) {}
  }
#endif
