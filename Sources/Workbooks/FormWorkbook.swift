#if Excel
  import Appraisal
  import CXLSXWriter
  import Glibc

  /// An empty plan or rating file as an Excel workbook, with what helps to fill it in: texts stay
  /// texts, levels come from a list, weights are summed and the sum turns red, and a second sheet says
  /// in plain words what to do.
  package struct FormWorkbook: Sendable {
    /// A column of the form.
    package struct Column: Sendable {
      /// What stands in its cells.
      package enum Kind: Sendable {
        /// A text, stored as it is typed.
        case text
        /// A weight in percent, from and to these hundredths of a percent.
        case weight(from: Int, to: Int)
        /// A level from 1 to 5.
        case level
      }

      let name: String
      let width: Int
      let kind: Kind
      let hintTitle: String
      let hint: String

      /// - Parameters:
      ///   - name: Stands in the first row.
      ///   - width: In characters.
      ///   - hintTitle: What a cell that is selected is called; cut at 32 characters.
      ///   - hint: What is shown beside a cell that is selected; cut at 255 characters.
      package init(_ name: String, width: Int, kind: Kind, hintTitle: String, hint: String) {
        self.name = name
        self.width = width
        self.kind = kind
        self.hintTitle = hintTitle
        self.hint = hint
      }
    }

    /// A column of sums, which nobody fills in.
    package struct Total: Sendable {
      let name: String
      let wanted: Int

      /// - Parameters:
      ///   - name: Stands in the first row.
      ///   - wanted: What the weights have to add up to, in hundredths of a percent.
      package init(_ name: String, wanted: Int) {
        self.name = name
        self.wanted = wanted
      }
    }

    private let title: String
    private let sheet: String
    private let columns: [Column]
    private let total: Total?
    private let instructions: [String]

    /// How many rows are prepared.
    private static let rows: lxw_row_t = 1000

    /// A form.
    ///
    /// - Parameters:
    ///   - title: Stands in the properties of the workbook.
    ///   - sheet: The name of the sheet to fill in.
    ///   - columns: From left to right, the weights side by side.
    ///   - total: Stands after the columns; `nil` for no sum.
    ///   - instructions: The lines of the second sheet.
    package init(
      title: String, sheet: String, columns: [Column], total: Total?, instructions: [String]
    ) {
      self.title = title
      self.sheet = sheet
      self.columns = columns
      self.total = total
      self.instructions = instructions
    }

    /// Makes the workbook.
    ///
    /// - Parameters:
    ///   - directory: Where libxlsxwriter may put temporary files; it removes their names at once.
    ///   - body: Called with all bytes at once.
    /// - Throws: ``WorkbookInMemory/Failure``, or what `body` throws.
    package func make<Result>(
      temporaryFilesIn directory: String, _ body: (Span<UInt8>) throws -> Result
    ) throws -> Result {
      var output = try WorkbookInMemory(title: title, temporaryFilesIn: directory)
      let form = unsafe try output.addSheet(sheet)
      let formats = unsafe Formats(output.workbook)
      unsafe addColumns(to: form, formats)
      if let total { unsafe addTotals(total, to: form, formats) }
      unsafe worksheet_freeze_panes(form, 1, 1)
      let page = unsafe try output.addSheet("Instructions")
      _ = unsafe worksheet_set_column(page, 0, 0, 100, nil)
      for (row, line) in instructions.enumerated() {
        let bytes = Array(line.utf8)
        unsafe output.write(bytes.span, to: page, lxw_row_t(row), 0, formats.wrapped)
      }
      return try output.finish(body)
    }

    @unsafe private struct Formats {
      let header: UnsafeMutablePointer<lxw_format>?
      let text: UnsafeMutablePointer<lxw_format>?
      let wrapped: UnsafeMutablePointer<lxw_format>?
      let total: UnsafeMutablePointer<lxw_format>?
      let wrong: UnsafeMutablePointer<lxw_format>?

      init(_ workbook: UnsafeMutablePointer<lxw_workbook>) {
        unsafe header = workbook_add_format(workbook)
        unsafe format_set_bold(header)
        unsafe format_set_bottom(header, UInt8(LXW_BORDER_THIN.rawValue))
        unsafe format_set_bg_color(header, 0xE8ECF0)
        unsafe text = workbook_add_format(workbook)
        // `@`: an id keeps its zeros and its digits.
        unsafe format_set_num_format(text, "@")
        unsafe wrapped = workbook_add_format(workbook)
        unsafe format_set_text_wrap(wrapped)
        unsafe format_set_align(wrapped, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
        unsafe total = workbook_add_format(workbook)
        unsafe format_set_font_color(total, 0x606060)
        unsafe format_set_italic(total)
        unsafe wrong = workbook_add_format(workbook)
        unsafe format_set_font_color(wrong, 0xFFFFFF)
        unsafe format_set_bg_color(wrong, 0xC00000)
      }
    }

    private func addColumns(to sheet: UnsafeMutablePointer<lxw_worksheet>, _ formats: Formats) {
      for (number, column) in columns.enumerated() {
        let index = lxw_col_t(number)
        let isText = if case .text = column.kind { true } else { false }
        _ = unsafe worksheet_set_column(
          sheet, index, index, Double(column.width), isText ? formats.text : nil)
        _ = unsafe worksheet_write_string(sheet, 0, index, column.name, formats.header)
        unsafe addHint(of: column, at: index, to: sheet)
      }
    }

    private func addHint(
      of column: Column, at index: lxw_col_t, to sheet: UnsafeMutablePointer<lxw_worksheet>
    ) {
      var validation = unsafe lxw_data_validation()
      var levels: [UnsafeMutablePointer<CChar>?] = unsafe (1...5).map { unsafe strdup("\($0)") }
      unsafe levels.append(nil)
      let title = unsafe strdup(Self.short(column.hintTitle, 32))
      let hint = unsafe strdup(Self.short(column.hint, 255))
      defer {
        unsafe levels.forEach { unsafe free($0) }
        unsafe free(title)
        unsafe free(hint)
      }
      switch column.kind {
      case .text:
        unsafe validation.validate = UInt8(LXW_VALIDATION_TYPE_ANY.rawValue)
      case .weight(let lowest, let highest):
        unsafe validation.validate = UInt8(LXW_VALIDATION_TYPE_DECIMAL.rawValue)
        unsafe validation.criteria = UInt8(LXW_VALIDATION_CRITERIA_BETWEEN.rawValue)
        unsafe validation.minimum_number = Double(lowest) / 100
        unsafe validation.maximum_number = Double(highest) / 100
        unsafe validation.error_type = UInt8(LXW_VALIDATION_ERROR_TYPE_WARNING.rawValue)
      case .level:
        unsafe validation.validate = UInt8(LXW_VALIDATION_TYPE_LIST.rawValue)
      }
      unsafe validation.input_title = title
      unsafe validation.input_message = hint
      if case .text = column.kind {} else { unsafe validation.error_message = hint }
      unsafe levels.withUnsafeMutableBufferPointer { levels in
        if case .level = column.kind { unsafe validation.value_list = levels.baseAddress }
        _ = unsafe worksheet_data_validation_range(sheet, 1, index, Self.rows, index, &validation)
      }
    }

    /// Adds the column of sums, which nothing reads: a formula in it does no harm.
    ///
    /// It adds what a reader of the workbook takes for weights: 20, `20%` in a percent format, which is stored as 0.2,
    /// and either as a text. Excel for the web does not tell the format of a cell; there a percentage counts as it is
    /// stored.
    private func addTotals(
      _ total: Total, to sheet: UnsafeMutablePointer<lxw_worksheet>, _ formats: Formats
    ) {
      let weights = columns.indices.filter {
        if case .weight = columns[$0].kind { true } else { false }
      }
      guard let first = weights.first, let last = weights.last else { return }
      let letters = weights.map { columnLetters($0 + 1) }
      let index = lxw_col_t(columns.count)
      let (from, to) = (columnLetters(first + 1), columnLetters(last + 1))
      _ = unsafe worksheet_set_column(sheet, index, index, 10, formats.total)
      _ = unsafe worksheet_write_string(sheet, 0, index, total.name, formats.header)
      for row in 1...Self.rows {
        let cells = "\(from)\(row + 1):\(to)\(row + 1)"
        let sum = letters.map { Self.percent(of: "\($0)\(row + 1)") }.joined(separator: "+")
        _ = unsafe worksheet_write_formula_str(
          sheet, row, index, "=IF(COUNTA(\(cells))=0,\"\",ROUND(\(sum),2))", formats.total, "")
      }
      let cell = "$\(columnLetters(columns.count + 1))2"
      let wanted = decimal(hundredths: UInt32(total.wanted))
      unsafe "=AND(\(cell)<>\"\",\(cell)<>\(wanted))".withCString { formula in
        var rule = unsafe lxw_conditional_format()
        unsafe rule.type = UInt8(LXW_CONDITIONAL_TYPE_FORMULA.rawValue)
        unsafe rule.value_string = UnsafeMutablePointer(mutating: formula)
        unsafe rule.format = formats.wrong
        _ = unsafe worksheet_conditional_format_range(sheet, 1, index, Self.rows, index, &rule)
      }
    }

    /// The weight in a cell in percent, as a formula; 0 where there is none.
    private static func percent(of cell: String) -> String {
      let factor = "IF(LEFT(IFERROR(CELL(\"format\",\(cell)),\"\"))=\"P\",100,1)"
      let text = "IFERROR(VALUE(SUBSTITUTE(\(cell),\"%\",\"\")),0)"
      return "IF(ISNUMBER(\(cell)),\(cell)*\(factor),\(text))"
    }

    private static func short(_ text: String, _ count: Int) -> String {
      text.unicodeScalars.count <= count
        ? text : String(String.UnicodeScalarView(text.unicodeScalars.prefix(count - 1))) + "…"
    }
  }
#endif
