#if Excel
  import Appraisal
  import CXLSXWriter
  package import Columns
  import Glibc
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
      let board: [UInt8]
      let marking: String?
      let runTitle: String?
      let inputs: InputFingerprint
      let needsReasons: Bool
      let isA4: Bool

      /// - Parameters:
      ///   - table: What is filled in: its columns in the order in which cells are added.
      ///   - board: Its name, UTF-8.
      ///   - inputs: What the run was made of.
      ///   - marking: Stands above the table and at the top and bottom of each printed page; it fits
      ///     (``Marking/fits(_:)``).
      ///   - runTitle: Stands above the table.
      ///   - needsReasons: Whether a level that differs needs remarks.
      ///   - isA4: Whether it is printed on A4, or else on Letter.
      package init<Source>(
        _ table: Table<Source>, board: [UInt8], inputs: InputFingerprint, marking: String? = nil,
        runTitle: String? = nil, needsReasons: Bool = true, isA4: Bool = false
      ) {
        columns = table.columns.map { SheetLayout.Column($0) }
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

    private var output: WorkbookInMemory
    private let sheet: UnsafeMutablePointer<lxw_worksheet>
    private let formats: Formats
    private let design: Design
    private let layout: SheetLayout
    /// The lines above the table; that of the count is empty until the end.
    private let heading: [HeadingLine]
    private var row: lxw_row_t
    /// Of the table, from 0: the next cell of the row.
    private var column = 0
    /// What is known of the row so far.
    private var standing = RowStanding()
    private var counts = OpenCounts()

    /// An empty roster.
    ///
    /// - Parameters:
    ///   - design: What it is to look like.
    ///   - directory: Where libxlsxwriter may put temporary files; it removes their names at once.
    /// - Throws: ``Failure``.
    package init(_ design: Design, temporaryFilesIn directory: String) throws(Failure) {
      let output = try WorkbookInMemory(
        title: "Roster of a Performance Review Board", temporaryFilesIn: directory)
      output.setProperty("inputs", to: design.inputs.digits)
      unsafe sheet = unsafe try output.addSheet("Roster")
      self.design = design
      layout = SheetLayout(design.columns, isA4: design.isA4)
      unsafe formats = unsafe Formats(output.workbook)
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
      standing.lines = max(standing.lines, declared.lines(of: text))
      if let question = layout.question {
        switch column {
        case question.status: standing.isAsked = String(copying: text) == question.asked
        case question.compared: standing.compared = String(copying: text)
        case question.answer: standing.answer = String(copying: text)
        case question.reasons: standing.hasReasons = !text.isEmpty
        default: break
        }
      }
      return switch declared.entry {
      case .answer, .level: unsafe standing.isAsked ? formats.openLevel : locked
      case .reasons, .day: unsafe formats.open
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
      if standing.lines > 1 {
        _ = unsafe worksheet_set_row(sheet, row, SheetLayout.height(ofLines: standing.lines), nil)
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
          _ = unsafe worksheet_set_row(sheet, row, SheetLayout.height(ofLines: lines), nil)
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

    // MARK: - Above the table

    /// A line above the table.
    private enum HeadingLine {
      case marking([UInt8])
      case board([UInt8])
      case plain([UInt8])
      /// How much is still open.
      case count
    }

    private static func heading(of design: Design, _ layout: SheetLayout) -> [HeadingLine] {
      var lines: [HeadingLine] = []
      if let marking = design.marking { lines.append(.marking(Array(marking.utf8))) }
      lines += layout.boardLines(design.board).map { .board(Array($0.utf8)) }
      if let question = layout.question {
        lines.append(.plain(Array(question.task(needsReasons: design.needsReasons).utf8)))
        lines.append(.count)
      }
      let title = design.runTitle.map { "\($0) · " } ?? ""
      lines.append(.plain(Array("\(title)\(design.inputs)".utf8)))
      return lines
    }

    /// The row of the header, from 0.
    private var headerRow: lxw_row_t { lxw_row_t(heading.count) }

    /// The rows of the executives, from 0; `nil` where there is none.
    private var tableRows: ClosedRange<lxw_row_t>? {
      row > headerRow + 1 ? headerRow + 1...row - 1 : nil
    }

    private mutating func writeHeading() {
      for (number, line) in heading.enumerated() {
        let row = lxw_row_t(number)
        switch line {
        case .marking(let text): unsafe output.write(text.span, to: sheet, row, 0, formats.marking)
        case .board(let text):
          unsafe output.write(text.span, to: sheet, row, 0, formats.board)
          _ = unsafe worksheet_set_row(sheet, row, 20, nil)
        case .plain(let text): unsafe output.write(text.span, to: sheet, row, 0, formats.heading)
        case .count: writeCount(in: row)
        }
      }
    }

    /// Writes how much is still open: a formula, so that it counts while somebody types, with the value that
    /// it has now.
    private func writeCount(in row: lxw_row_t) {
      guard let rows = tableRows, let question = layout.question else { return }
      let cells = QuestionCells(
        question, layout: layout, first: Int(rows.lowerBound) + 1, last: Int(rows.upperBound) + 1)
      _ = unsafe worksheet_write_formula_str(
        sheet, row, 0, cells.countFormula(of: counts.asked, needsReasons: design.needsReasons),
        formats.count, counts.words(needsReasons: design.needsReasons))
    }

    // MARK: - How it looks

    /// The looks of cells.
    @unsafe private struct Formats {
      let marking: UnsafeMutablePointer<lxw_format>?
      let board: UnsafeMutablePointer<lxw_format>?
      let heading: UnsafeMutablePointer<lxw_format>?
      let count: UnsafeMutablePointer<lxw_format>?
      let header: UnsafeMutablePointer<lxw_format>?
      let numberHeader: UnsafeMutablePointer<lxw_format>?
      let text: UnsafeMutablePointer<lxw_format>?
      let number: UnsafeMutablePointer<lxw_format>?
      let open: UnsafeMutablePointer<lxw_format>?
      let openLevel: UnsafeMutablePointer<lxw_format>?
      let differs: UnsafeMutablePointer<lxw_format>?
      let lacking: UnsafeMutablePointer<lxw_format>?
      let typewriter: UnsafeMutablePointer<lxw_format>?

      init(_ workbook: UnsafeMutablePointer<lxw_workbook>) {
        let top = UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue)
        let thin = UInt8(LXW_BORDER_THIN.rawValue)
        unsafe marking = workbook_add_format(workbook)
        unsafe format_set_bold(marking)
        unsafe format_set_num_format(marking, "@")
        unsafe board = workbook_add_format(workbook)
        unsafe format_set_bold(board)
        unsafe format_set_font_size(board, 14)
        unsafe format_set_num_format(board, "@")
        unsafe heading = workbook_add_format(workbook)
        unsafe format_set_num_format(heading, "@")
        unsafe count = workbook_add_format(workbook)
        unsafe format_set_bold(count)
        unsafe header = workbook_add_format(workbook)
        unsafe numberHeader = workbook_add_format(workbook)
        let center = UInt8(LXW_ALIGN_CENTER.rawValue)
        unsafe format_set_align(numberHeader, center)
        unsafe [header, numberHeader].forEach {
          unsafe format_set_bold($0)
          unsafe format_set_text_wrap($0)
          unsafe format_set_align($0, top)
          unsafe format_set_border($0, thin)
          unsafe format_set_border_color($0, 0x808080)
          unsafe format_set_bg_color($0, 0xE8ECF0)
        }
        unsafe text = workbook_add_format(workbook)
        unsafe format_set_text_wrap(text)
        unsafe format_set_align(text, top)
        // `@`: stays text when somebody unlocks the sheet and edits it.
        unsafe format_set_num_format(text, "@")
        unsafe number = workbook_add_format(workbook)
        unsafe format_set_align(number, top)
        unsafe format_set_align(number, center)
        unsafe open = workbook_add_format(workbook)
        unsafe openLevel = workbook_add_format(workbook)
        unsafe format_set_align(openLevel, center)
        unsafe [open, openLevel].forEach {
          unsafe format_set_unlocked($0)
          unsafe format_set_text_wrap($0)
          unsafe format_set_align($0, top)
          unsafe format_set_border($0, thin)
          unsafe format_set_bg_color($0, 0xFFF8DC)
        }
        unsafe [text, number].forEach {
          unsafe format_set_border($0, thin)
          unsafe format_set_border_color($0, 0xC8CCD0)
        }
        unsafe differs = workbook_add_format(workbook)
        unsafe format_set_bold(differs)
        unsafe format_set_bg_color(differs, 0xF8B878)
        unsafe lacking = workbook_add_format(workbook)
        unsafe format_set_bg_color(lacking, 0xF0A0A0)
        unsafe typewriter = workbook_add_format(workbook)
        unsafe format_set_font_name(typewriter, "Courier New")
        unsafe format_set_font_size(typewriter, 9)
        unsafe format_set_text_wrap(typewriter)
        unsafe format_set_align(typewriter, top)
        unsafe format_set_num_format(typewriter, "@")
      }
    }

    private mutating func setHeader() {
      for (number, column) in design.columns.enumerated() {
        let index = lxw_col_t(layout.place[number])
        var options = lxw_row_col_options(
          hidden: column.place == .hidden ? 1 : 0, level: 0, collapsed: 0)
        _ = unsafe worksheet_set_column_opt(
          sheet, index, index, Double(column.width), nil, &options)
        unsafe output.write(
          Array(column.heading.utf8).span, to: sheet, headerRow, index,
          column.isNumber ? formats.numberHeader : formats.header)
      }
      _ = unsafe worksheet_set_row(
        sheet, headerRow, SheetLayout.height(ofLines: layout.headerLines), nil)
      unsafe worksheet_freeze_panes(sheet, headerRow + 1, 1)
      _ = unsafe worksheet_repeat_rows(sheet, 0, headerRow)
    }

    private static func setPage(of sheet: UnsafeMutablePointer<lxw_worksheet>, _ design: Design) {
      unsafe worksheet_set_landscape(sheet)
      unsafe worksheet_set_paper(sheet, design.isA4 ? 9 : 1)
      unsafe worksheet_set_margins(sheet, SheetLayout.sideMargin, SheetLayout.sideMargin, 0.6, 0.7)
      unsafe worksheet_fit_to_pages(sheet, 1, 0)
      var marking = ""
      for scalar in (design.marking ?? "").unicodeScalars {
        marking.unicodeScalars.append(scalar)
        // Here `&` begins a command.
        if scalar == "&" { marking += "&" }
      }
      if !marking.isEmpty { _ = unsafe worksheet_set_header(sheet, "&C\(marking)") }
      let separator = marking.isEmpty ? "" : "\n"
      _ = unsafe worksheet_set_footer(sheet, "&C\(marking)\(separator)Page &P of &N")
    }

    // MARK: - Filling in

    /// What may be written into the open cells, and what is said when one of them is selected.
    private func addEntries() {
      guard let rows = tableRows else { return }
      for (number, column) in design.columns.enumerated() {
        guard let entry = column.entry else { continue }
        let words = EntryWords(
          entry, comparedWith: layout.question?.comparedHeading ?? "",
          needsReasons: design.needsReasons)
        var list: [UnsafeMutablePointer<CChar>?] = unsafe words.list.map { unsafe strdup($0) }
        unsafe list.append(nil)
        let title = unsafe strdup(column.shortHeading)
        let hint = unsafe strdup(words.hint)
        defer {
          unsafe list.forEach { unsafe free($0) }
          unsafe free(title)
          unsafe free(hint)
        }
        unsafe list.withUnsafeMutableBufferPointer { list in
          var validation = unsafe lxw_data_validation()
          unsafe validation.input_title = title
          unsafe validation.input_message = hint
          if words.list.isEmpty {
            unsafe validation.validate = UInt8(LXW_VALIDATION_TYPE_ANY.rawValue)
          } else {
            unsafe validation.validate = UInt8(LXW_VALIDATION_TYPE_LIST.rawValue)
            unsafe validation.value_list = list.baseAddress
            unsafe validation.error_message = hint
          }
          let place = lxw_col_t(layout.place[number])
          _ = unsafe worksheet_data_validation_range(
            sheet, rows.lowerBound, place, rows.upperBound, place, &validation)
        }
      }
    }

    /// Marks an answer that differs, and remarks that are missing.
    private func colorAnswers() {
      guard let rows = tableRows, let question = layout.question else { return }
      let cells = QuestionCells(
        question, layout: layout, first: Int(rows.lowerBound) + 1, last: Int(rows.lowerBound) + 1)
      unsafe color(question.answer, in: rows, where: "=\(cells.differsCondition)", formats.differs)
      guard design.needsReasons else { return }
      unsafe color(
        question.reasons, in: rows, where: "=\(cells.lacksReasonsCondition)", formats.lacking)
    }

    private func color(
      _ column: Int, in rows: ClosedRange<lxw_row_t>, where condition: String,
      _ format: UnsafeMutablePointer<lxw_format>?
    ) {
      let place = lxw_col_t(layout.place[column])
      unsafe condition.withCString { condition in
        var rule = unsafe lxw_conditional_format()
        unsafe rule.type = UInt8(LXW_CONDITIONAL_TYPE_FORMULA.rawValue)
        unsafe rule.value_string = UnsafeMutablePointer(mutating: condition)
        unsafe rule.format = format
        _ = unsafe worksheet_conditional_format_range(
          sheet, rows.lowerBound, place, rows.upperBound, place, &rule)
      }
    }

    /// The lock, the filter, and what is printed.
    private func protect() {
      let last = tableRows?.upperBound ?? headerRow
      _ = unsafe worksheet_autofilter(
        sheet, headerRow, 0, last, lxw_col_t(design.columns.count - 1))
      _ = unsafe worksheet_print_area(sheet, 0, 0, last, lxw_col_t(layout.printedColumns - 1))
      var allowed = lxw_protection()
      allowed.format_columns = 1
      allowed.format_rows = 1
      allowed.autofilter = 1
      // Excel sorts no locked cell all the same; other spreadsheets do.
      allowed.sort = 1
      unsafe worksheet_protect(sheet, nil, &allowed)
    }
  }

  extension RosterWorkbook: CellSink {
    package mutating func append(word: Span<UInt8>) { append(text: word) }
  }

  /// What is known of a row before it ends.
  private struct RowStanding {
    var lines = 1
    /// Whether a level is asked for.
    var isAsked = false
    var compared = ""
    var answer = ""
    var hasReasons = false
  }

  /// How much of a sheet is to be filled in, and is open.
  private struct OpenCounts {
    var asked = 0
    var open = 0
    /// The answers that differ and have no remarks.
    var withoutReasons = 0

    mutating func add(_ row: RowStanding) {
      guard row.isAsked else { return }
      asked += 1
      if row.answer.isEmpty {
        open += 1
      } else if row.answer != row.compared, !row.hasReasons {
        withoutReasons += 1
      }
    }

    func words(needsReasons: Bool) -> String {
      "Still open: \(open) of \(asked)"
        + (needsReasons ? ". Remarks missing: \(withoutReasons)" : "")
    }
  }

  /// The formulas over the cells that are filled in.
  private struct QuestionCells {
    private let answer: String
    private let compared: String
    private let reasons: String
    private let status: String
    private let asked: String

    /// The cells of rows, by their numbers from 1.
    init(_ question: SheetLayout.Question, layout: SheetLayout, first: Int, last: Int) {
      func cells(_ column: Int) -> String {
        let letters = columnLetters(layout.place[column] + 1)
        return first == last ? "$\(letters)\(first)" : "$\(letters)$\(first):$\(letters)$\(last)"
      }
      answer = cells(question.answer)
      compared = cells(question.compared)
      reasons = cells(question.reasons)
      status = cells(question.status)
      asked = question.asked
    }

    /// A product of conditions, each for one row or for many.
    private static func all(_ conditions: [String]) -> String {
      conditions.map { "(\($0))" }.joined(separator: "*")
    }

    private var isAsked: String { "\(status)=\"\(asked)\"" }
    private var differs: [String] {
      [
        "LEN(TRIM(\(answer)))>0", "LOWER(TRIM(\(answer)))<>\"\(SheetLayout.concur)\"",
        "TRIM(\(answer))<>TRIM(\(compared))",
      ]
    }
    private var lacksReasons: String { "LEN(TRIM(\(reasons)))=0" }

    var differsCondition: String { Self.all([isAsked] + differs) }
    var lacksReasonsCondition: String { Self.all([isAsked] + differs + [lacksReasons]) }

    /// - Parameter asked: How many rows there are to fill in.
    func countFormula(of asked: Int, needsReasons: Bool) -> String {
      let open = "SUMPRODUCT(\(Self.all([isAsked, "LEN(TRIM(\(answer)))=0"])))"
      let lacking = "SUMPRODUCT(\(lacksReasonsCondition))"
      return "=\"Still open: \"&\(open)&\" of \(asked)"
        + (needsReasons ? ". Remarks missing: \"&\(lacking)" : "\"")
    }
  }
#endif
