#if Excel
  import CXLSXWriter
  import Columns
  import Glibc
  import Tables

  extension RosterWorkbook {
    /// What may be written into the open cells, and what is said when one of them is selected.
    func addEntries() {
      guard let rows = tableRows else { return }
      for (number, column) in design.columns.enumerated() {
        guard let entry = column.entry else { continue }
        let words = EntryWords(
          entry, comparedWith: layout.question?.comparedHeading ?? "",
          needsReasons: design.needsReasons, isDerived: layout.question?.grounds.isEmpty == false)
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
    func colorAnswers() {
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
    func protect() {
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

#endif
