#if Excel
  import CXLSXWriter
  package import Columns
  import Glibc

  /// The roster of one board as an Excel workbook, or a sheet to fill in later: a sheet `Roster` in which
  /// everything but what is to be filled in is locked, and further sheets of text.
  ///
  /// Every cell has a type, so that no spreadsheet takes an executive id for a number or a name for
  /// a formula: texts are stored as they are, with no `'` before them. There are no macros, no
  /// formulas and no links. The same cells give the same bytes: the time in the workbook is fixed.
  ///
  ///     var workbook = try RosterWorkbook(
  ///       .init(columns: columns, title: board.name), temporaryFilesIn: "runs")
  ///     workbook.append(text: id)
  ///     workbook.append(hundredths: 400_00)
  ///     workbook.appendOpen()
  ///     workbook.endRow()
  ///     try workbook.finish { bytes in … }
  @safe package struct RosterWorkbook: ~Copyable {
    /// A column of the roster.
    package struct Column: Sendable {
      /// What may be written into the cells of a column that is to be filled in.
      package enum Entry: Sendable {
        /// A level, from a list.
        case level
        /// A level or the word `concur`, from a list.
        case levelOrConcur
        case anything

        fileprivate var list: (texts: [String], message: String)? {
          let levels = (1...5).map { "\($0)" }
          return switch self {
          case .level: (levels, "A level from 1 to 5.")
          case .levelOrConcur: (levels + ["concur"], "A level from 1 to 5, or concur.")
          case .anything: nil
          }
        }
      }

      let name: String
      let width: Int
      let entry: Entry?

      /// - Parameters:
      ///   - name: Stands in the first row.
      ///   - width: In characters.
      ///   - entry: What is to be filled in; `nil` where everything is locked.
      package init(_ name: String, width: Int, entry: Entry? = nil) {
        self.name = name
        self.width = width
        self.entry = entry
      }
    }

    /// What a workbook is to look like.
    package struct Design: Sendable {
      let columns: [Column]
      let title: [UInt8]
      let marking: String?
      let runTitle: String?
      let isA4: Bool

      /// - Parameters:
      ///   - columns: Of the roster, at least one.
      ///   - title: The name of the board, UTF-8, at the top of each printed page.
      ///   - marking: Stands at the top and bottom of each printed page.
      ///   - runTitle: Stands at the bottom of each printed page.
      ///   - isA4: Whether it is printed on A4, or else on Letter.
      package init(
        columns: [Column], title: [UInt8], marking: String? = nil, runTitle: String? = nil,
        isA4: Bool = false
      ) {
        self.columns = columns
        self.title = title
        self.marking = marking
        self.runTitle = runTitle
        self.isA4 = isA4
      }
    }

    /// Why a workbook could not be made: memory or the room for temporary files.
    package typealias Failure = WorkbookInMemory.Failure

    private var output: WorkbookInMemory
    private let sheet: UnsafeMutablePointer<lxw_worksheet>
    private let formats: Formats
    private let design: Design
    private var row: lxw_row_t = 1
    private var column: lxw_col_t = 0

    /// An empty roster.
    ///
    /// - Parameters:
    ///   - design: What it is to look like.
    ///   - directory: Where libxlsxwriter may put temporary files; it removes their names at once.
    /// - Throws: ``Failure``.
    package init(_ design: Design, temporaryFilesIn directory: String) throws(Failure) {
      let output = try WorkbookInMemory(
        title: "Roster of a Performance Review Board", temporaryFilesIn: directory)
      unsafe sheet = unsafe try output.addSheet("Roster")
      self.design = design
      unsafe formats = unsafe Formats(output.workbook)
      self.output = output
      setHeader()
      unsafe Self.setPage(of: sheet, design)
    }

    // MARK: - Cells, from left to right

    /// Adds a text.
    ///
    /// - Parameter text: Valid UTF-8, no longer than a cell of Excel may be; the cell of an empty one
    ///   is blank.
    package mutating func append(text bytes: Span<UInt8>) {
      unsafe output.write(bytes, to: sheet, row, column, isOpen ? formats.open : formats.text)
      column += 1
    }

    /// Whether the next cell is to be filled in.
    private var isOpen: Bool { design.columns[Int(column)].entry != nil }

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
      if let number {
        _ = unsafe worksheet_write_number(
          sheet, row, column, number, isOpen ? formats.open : formats.number)
      } else {
        _ = unsafe worksheet_write_blank(
          sheet, row, column, isOpen ? formats.open : formats.text)
      }
      column += 1
    }

    /// Adds an empty cell to fill in: cells of its column are the only ones that are not locked.
    package mutating func appendOpen() {
      _ = unsafe worksheet_write_blank(sheet, row, column, formats.open)
      column += 1
    }

    /// Ends a row.
    ///
    /// - Precondition: it has as many cells as there are columns.
    package mutating func endRow() {
      precondition(Int(column) == design.columns.count, "a row has a cell for each column")
      row += 1
      column = 0
    }

    // MARK: - Other sheets

    /// Adds a sheet of lines in one column, such as the rules of the system.
    ///
    /// - Parameter name: At most 31 characters, and none of `[]:*?/\`.
    package mutating func appendSheet(_ name: String, lines: [String]) throws(Failure) {
      let sheet = unsafe try output.addSheet(name)
      _ = unsafe worksheet_set_column(sheet, 0, 0, 140, nil)
      for (row, line) in lines.enumerated() {
        let bytes = Array(line.utf8)
        unsafe output.write(bytes.span, to: sheet, lxw_row_t(row), 0, formats.typewriter)
      }
      unsafe Self.setPage(of: sheet, design)
      unsafe worksheet_protect(sheet, nil, nil)
    }

    /// Finishes the workbook and hands over its bytes.
    ///
    /// - Parameter body: Called with all bytes at once.
    /// - Throws: ``Failure``, or what `body` throws.
    package consuming func finish<Result>(_ body: (Span<UInt8>) throws -> Result) throws -> Result {
      protectRoster()
      return try output.finish(body)
    }

    // MARK: - How it looks

    /// The looks of cells.
    @unsafe private struct Formats {
      let header: UnsafeMutablePointer<lxw_format>?
      let text: UnsafeMutablePointer<lxw_format>?
      let number: UnsafeMutablePointer<lxw_format>?
      let open: UnsafeMutablePointer<lxw_format>?
      let typewriter: UnsafeMutablePointer<lxw_format>?

      init(_ workbook: UnsafeMutablePointer<lxw_workbook>) {
        unsafe header = workbook_add_format(workbook)
        unsafe format_set_bold(header)
        unsafe format_set_text_wrap(header)
        unsafe format_set_align(header, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
        unsafe format_set_bottom(header, UInt8(LXW_BORDER_THIN.rawValue))
        unsafe format_set_bg_color(header, 0xE8ECF0)
        unsafe text = workbook_add_format(workbook)
        unsafe format_set_text_wrap(text)
        unsafe format_set_align(text, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
        // `@`: stays text when somebody unlocks the sheet and edits it.
        unsafe format_set_num_format(text, "@")
        unsafe number = workbook_add_format(workbook)
        unsafe format_set_align(number, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
        unsafe open = workbook_add_format(workbook)
        unsafe format_set_unlocked(open)
        unsafe format_set_text_wrap(open)
        unsafe format_set_align(open, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
        unsafe format_set_border(open, UInt8(LXW_BORDER_THIN.rawValue))
        unsafe format_set_bg_color(open, 0xFFF8DC)
        unsafe typewriter = workbook_add_format(workbook)
        unsafe format_set_font_name(typewriter, "Courier New")
        unsafe format_set_num_format(typewriter, "@")
      }
    }

    private func setHeader() {
      for (number, column) in design.columns.enumerated() {
        let index = lxw_col_t(number)
        _ = unsafe worksheet_set_column(sheet, index, index, Double(column.width), nil)
        _ = unsafe worksheet_write_string(sheet, 0, index, column.name, formats.header)
      }
      unsafe worksheet_freeze_panes(sheet, 1, 2)
      _ = unsafe worksheet_repeat_rows(sheet, 0, 0)
    }

    private static func setPage(of sheet: UnsafeMutablePointer<lxw_worksheet>, _ design: Design) {
      unsafe worksheet_set_landscape(sheet)
      unsafe worksheet_set_paper(sheet, design.isA4 ? 9 : 1)
      unsafe worksheet_fit_to_pages(sheet, 1, 0)
      let marking = design.marking.map { headerText(Array($0.utf8), characters: 60) } ?? ""
      let title = headerText(design.title, characters: 100)
      _ = unsafe worksheet_set_header(sheet, "&L\(title)&C\(marking)")
      let runTitle = design.runTitle.map { "&L" + headerText(Array($0.utf8), characters: 50) } ?? ""
      _ = unsafe worksheet_set_footer(sheet, "\(runTitle)&C\(marking)&RPage &P of &N")
    }

    /// A text for the head or foot of a page, in which `&` begins a command: doubled, and short
    /// enough for the 255 characters that Excel allows.
    private static func headerText(_ text: [UInt8], characters: Int) -> String {
      var short = ""
      for scalar in String(decoding: text, as: UTF8.self).unicodeScalars.prefix(characters) {
        short.unicodeScalars.append(scalar)
        if scalar == "&" { short += "&" }
      }
      return short
    }

    /// The lists of levels, and the lock.
    private func protectRoster() {
      for (number, column) in design.columns.enumerated() where row > 1 {
        guard let list = column.entry?.list else { continue }
        var texts: [UnsafeMutablePointer<CChar>?] = unsafe list.texts.map { unsafe strdup($0) }
        unsafe texts.append(nil)
        defer { unsafe texts.forEach { unsafe free($0) } }
        unsafe texts.withUnsafeMutableBufferPointer { texts in
          unsafe list.message.withCString { message in
            var validation = unsafe lxw_data_validation()
            unsafe validation.validate = UInt8(LXW_VALIDATION_TYPE_LIST.rawValue)
            unsafe validation.value_list = texts.baseAddress
            unsafe validation.error_message = UnsafeMutablePointer(mutating: message)
            _ = unsafe worksheet_data_validation_range(
              sheet, 1, lxw_col_t(number), row - 1, lxw_col_t(number), &validation)
          }
        }
      }
      var allowed = lxw_protection()
      allowed.format_columns = 1
      allowed.format_rows = 1
      unsafe worksheet_protect(sheet, nil, &allowed)
    }
  }

  extension RosterWorkbook: CellSink {
    package mutating func append(word: Span<UInt8>) { append(text: word) }
  }
#endif
