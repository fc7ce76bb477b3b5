#if Excel
  import Appraisal
  import CXLSXWriter
  package import Columns
  package import Tables

  /// The roster of one board as an Excel workbook, or a sheet to fill in later: a sheet `Roster` in which
  /// everything but what is to be filled in is locked, and further sheets of text.
  ///
  /// Above the table stand the marking, the board, what to do, how much is still open, and what the run was
  /// made of; they stay in sight, and are repeated on each printed page. The line with the run's inputs is the
  /// last of them: by it a reader finds the header (``InputFingerprint/ends(_:)``).
  ///
  /// Every cell of the table has a type, so that no spreadsheet takes an executive id for a number or a name
  /// for a formula: texts are stored as they are, with no `'` before them. There are no macros and no links,
  /// and but for the count of what is open no formulas. The same cells give the same bytes: the time in the
  /// workbook is fixed.
  ///
  ///     var workbook = try RosterWorkbook(design, temporaryFilesIn: "runs")
  ///     workbook.append(text: id)
  ///     workbook.append(hundredths: 400_00)
  ///     workbook.appendOpen()
  ///     workbook.endRow()
  ///     try workbook.finish { bytes in … }
  @safe package struct RosterWorkbook: ~Copyable {
    /// What a workbook is to look like.
    package struct Design: Sendable {
      let columns: [SheetLayout.Column]
      let addressee: Addressee
      let board: [UInt8]
      let marking: String?
      let runTitle: String?
      let inputs: InputFingerprint
      let needsReasons: Bool
      let isA4: Bool

      /// - Parameters:
      ///   - table: What is filled in: its columns in the order in which cells are added.
      ///   - addressee: Who fills it in.
      ///   - board: Its name, UTF-8.
      ///   - inputs: What the run was made of.
      ///   - marking: Stands above the table and at the top and bottom of each printed page; it fits
      ///     (``Marking/fits(_:)``).
      ///   - runTitle: Stands above the table.
      ///   - needsReasons: Whether a level that differs needs remarks.
      ///   - isA4: Whether it is printed on A4, or else on Letter.
      package init<Source>(
        _ table: Table<Source>, for addressee: Addressee, board: [UInt8], inputs: InputFingerprint,
        marking: String? = nil, runTitle: String? = nil, needsReasons: Bool = true,
        isA4: Bool = false
      ) {
        columns = SheetLayout.withRoom(
          table.columns.map { SheetLayout.Column($0) }, isA4: isA4)
        self.addressee = addressee
        self.board = board
        self.inputs = inputs
        self.marking = marking
        self.runTitle = runTitle
        self.needsReasons = needsReasons
        self.isA4 = isA4
      }
    }

    /// Why a workbook could not be made: memory or the room for temporary files.
    package typealias Failure = WorkbookInMemory.Failure

    var output: WorkbookInMemory
    let sheet: UnsafeMutablePointer<lxw_worksheet>
    let formats: Formats
    let design: Design
    let layout: SheetLayout
    /// The lines above the table; that of the count is empty until the end.
    let heading: [HeadingLine]
    var row: lxw_row_t
    /// Of the table, from 0: the next cell of the row.
    private var column = 0
    /// What is known of the row so far.
    private var standing = RowStanding()
    var counts = OpenCounts()

    /// An empty roster.
    ///
    /// - Parameters:
    ///   - design: What it is to look like.
    ///   - directory: Where libxlsxwriter may put temporary files; it removes their names at once.
    /// - Throws: ``Failure``.
    package init(_ design: Design, temporaryFilesIn directory: String) throws(Failure) {
      let output = try WorkbookInMemory(
        title: design.addressee.title, temporaryFilesIn: directory)
      output.setProperty("inputs", to: design.inputs.digits)
      unsafe sheet = unsafe try output.addSheet("Roster")
      self.design = design
      layout = SheetLayout(design.columns, isA4: design.isA4)
      unsafe worksheet_set_tab_color(sheet, design.addressee.tabColor)
      unsafe formats = unsafe Formats(output.workbook, for: design.addressee)
      heading = Self.heading(of: design, layout)
      self.output = output
      row = lxw_row_t(heading.count) + 1
      setHeader()
      unsafe Self.setPage(of: sheet, design)
    }

    // MARK: - Cells, in the order of the table

    /// Adds a text.
    ///
    /// - Parameter text: Valid UTF-8, no longer than a cell of Excel may be; the cell of an empty one
    ///   is blank.
    package mutating func append(text bytes: Span<UInt8>) {
      unsafe output.write(bytes, to: sheet, row, place, format(ofCell: bytes, formats.text))
      column += 1
    }

    /// Adds a number in hundredths, of a percent or of a score; `nil` for a blank cell.
    ///
    /// Excel knows no numbers but binary floating-point ones. This one is only shown: 17 digits of it
    /// are written, and a number of hundredths below 2⁵³ comes back from them as it was.
    package mutating func append(hundredths: UInt32?) {
      append(hundredths.map { Double($0) / 100 })
    }

    /// Adds a whole number; `nil` for a blank cell.
    package mutating func append(number: Int?) { append(number.map(Double.init)) }

    private mutating func append(_ number: Double?) {
      let digits = number.map { Array("\(Int($0))".utf8) } ?? []
      let format = unsafe format(ofCell: digits.span, number == nil ? formats.text : formats.number)
      if let number {
        _ = unsafe worksheet_write_number(sheet, row, place, number, format)
      } else {
        _ = unsafe worksheet_write_blank(sheet, row, place, format)
      }
      column += 1
    }

    /// Adds an empty cell to fill in.
    package mutating func appendOpen() { append(text: Span()) }

    /// Where the next cell stands in the sheet.
    private var place: lxw_col_t { lxw_col_t(layout.place[column]) }

    /// Takes note of the next cell, and says how it looks.
    ///
    /// - Parameter locked: The looks of a cell that is not to be filled in. So are the levels where there is
    ///   no initial rating: nobody is asked for one.
    private mutating func format(
      ofCell text: Span<UInt8>, _ locked: UnsafeMutablePointer<lxw_format>?
    ) -> UnsafeMutablePointer<lxw_format>? {
      let declared = design.columns[column]
      standing.height = max(standing.height, declared.height(of: text))
      if let question = layout.question {
        switch column {
        case question.status: standing.isAsked = String(copying: text) == question.asked
        case question.compared: standing.compared = String(copying: text)
        case question.answer: standing.answer = String(copying: text)
        case question.reasons: standing.hasReasons = !text.isEmpty
        default: break
        }
      }
      if declared.entry == .level, !text.isEmpty { standing.hasGrounds = true }
      return switch declared.entry {
      case .answer, .level: unsafe standing.isAsked ? formats.openLevel : locked
      case .reasons, .day: unsafe standing.isAsked ? formats.open : locked
      case nil: unsafe locked
      }
    }

    /// Ends a row.
    ///
    /// - Precondition: it has as many cells as there are columns.
    package mutating func endRow() {
      precondition(column == design.columns.count, "a row has a cell for each column")
      counts.add(standing)
      // A row of one line is left to grow with what is typed into it.
      if standing.height > LineHeight.usual {
        _ = unsafe worksheet_set_row(sheet, row, LineHeight.ofRow(standing.height), nil)
      }
      standing = RowStanding()
      row += 1
      column = 0
    }

    // MARK: - Other sheets

    /// Adds a sheet of lines in one column, such as the rules of the system.
    ///
    /// - Parameter name: At most 31 characters, and none of `[]:*?/\`.
    package mutating func appendSheet(_ name: String, lines: [String]) throws(Failure) {
      let sheet = unsafe try output.addSheet(name)
      _ = unsafe worksheet_set_column(sheet, 0, 0, 125, nil)
      var row: lxw_row_t = 0
      if let marking = design.marking {
        unsafe output.write(Array(marking.utf8).span, to: sheet, 0, 0, formats.marking)
        unsafe worksheet_freeze_panes(sheet, 1, 0)
        _ = unsafe worksheet_repeat_rows(sheet, 0, 0)
        row = 1
      }
      for line in lines {
        unsafe output.write(Array(line.utf8).span, to: sheet, row, 0, formats.typewriter)
        // So many of its letters stand on a line.
        let lines = wrapped(line, 115).count
        if lines > 1 {
          _ = unsafe worksheet_set_row(sheet, row, LineHeight.ofRow(lines * LineHeight.usual), nil)
        }
        row += 1
      }
      unsafe Self.setPage(of: sheet, design)
      unsafe worksheet_protect(sheet, nil, nil)
    }

    /// Finishes the workbook and hands over its bytes.
    ///
    /// - Parameter body: Called with all bytes at once.
    /// - Throws: ``Failure``, or what `body` throws.
    package consuming func finish<Result>(_ body: (Span<UInt8>) throws -> Result) throws -> Result {
      writeHeading()
      addEntries()
      colorAnswers()
      protect()
      return try output.finish(body)
    }
  }

  extension RosterWorkbook: CellSink {
    package mutating func append(word: Span<UInt8>) { append(text: word) }
  }

#endif
