#if Excel
  import CXLSXWriter
  import Columns
  import Tables

  extension RosterWorkbook {
    /// A line above the table.
    enum HeadingLine {
      case marking([UInt8])
      case board([UInt8])
      case plain([UInt8])
      /// How much is still open.
      case count
    }

    static func heading(of design: Design, _ layout: SheetLayout) -> [HeadingLine] {
      var lines: [HeadingLine] = []
      if let marking = design.marking { lines.append(.marking(Array(marking.utf8))) }
      lines += layout.boardLines(design.board, after: design.addressee.heading).map {
        .board(Array($0.utf8))
      }
      if let question = layout.question {
        lines.append(.plain(Array(question.task(needsReasons: design.needsReasons).utf8)))
        lines.append(.count)
      }
      let title = design.runTitle.map { "\($0) · " } ?? ""
      lines.append(.plain(Array("\(title)\(design.inputs)".utf8)))
      return lines
    }

    /// The row of the header, from 0.
    var headerRow: lxw_row_t { lxw_row_t(heading.count) }

    /// The rows of the executives, from 0; `nil` where there is none.
    var tableRows: ClosedRange<lxw_row_t>? {
      row > headerRow + 1 ? headerRow + 1...row - 1 : nil
    }

    mutating func writeHeading() {
      for (number, line) in heading.enumerated() {
        let row = lxw_row_t(number)
        switch line {
        case .marking(let text): unsafe output.write(text.span, to: sheet, row, 0, formats.marking)
        case .board(let text):
          unsafe output.write(text.span, to: sheet, row, 0, formats.board)
          _ = unsafe worksheet_set_row(sheet, row, 20, formats.board)
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

    mutating func setHeader() {
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
        sheet, headerRow, LineHeight.ofRow(layout.headerHeight), nil)
      unsafe worksheet_freeze_panes(sheet, headerRow + 1, 1)
      _ = unsafe worksheet_repeat_rows(sheet, 0, headerRow)
    }

    static func setPage(of sheet: UnsafeMutablePointer<lxw_worksheet>, _ design: Design) {
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
  }
#endif
