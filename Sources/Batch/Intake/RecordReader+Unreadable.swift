import Appraisal
import Columns
import Records

extension RecordReader {
  /// A record of nothing but a note: an error, and one only. Its writer knows that no weight is
  /// missing.
  func appendNote(
    _ finding: RecordFinding, in column: Int, at cursor: inout RecordCursor,
    to segment: inout RecordSegmentBuilder
  ) {
    cursor.flags = [.withoutElement, .unidentified]
    appendBlankCells(at: cursor, to: &segment)
    segment.note(.record(finding), column: column, value: cursor.field(column), at: &cursor)
    appendRaggedTexts(cursor.fieldIfAny(cursor.header.idColumn), at: cursor, to: &segment)
    if cursor.header.isLong { segment.elements.append(.max) }
    segment.flags.append(cursor.flags)
  }

  /// A record of another number of fields than the header: which field stands in which column is
  /// anybody's guess, so nothing is taken from it but an executive id, to name whose it may be.
  func appendRaggedRecord(
    at cursor: inout RecordCursor, to segment: inout RecordSegmentBuilder
  ) {
    cursor.flags = [.withoutElement]
    appendBlankCells(at: cursor, to: &segment)
    let count = cursor.fields.count
    segment.note(
      .record(.wrongFieldCount(.init(found: count, expected: cursor.header.count))), at: &cursor)
    let idColumn = cursor.header.idColumn
    let id = cursor.content(idColumn < count ? idColumn : -1)
    if id.count > 0, id.count != cursor.field(idColumn).count {
      noteCleaned(column: idColumn, at: cursor, in: &segment)
    }
    appendRaggedTexts(id, at: cursor, to: &segment)
    for column in 0..<count {
      let field = cursor.field(column)
      if column == idColumn {
        checkID(id, at: &cursor, in: &segment)
      } else if TextCheck(field).fault == .lineBreakInField {
        segment.note(
          .record(.lineBreakInField), column: min(column, cursor.header.count - 1), value: field,
          at: &cursor)
      }
    }
    if count <= idColumn { checkID(id, at: &cursor, in: &segment) }
    if cursor.header.isLong { segment.elements.append(.max) }
    segment.flags.append(cursor.flags)
  }

  private func appendRaggedTexts(
    _ id: Span<UInt8>, at cursor: borrowing RecordCursor, to segment: inout RecordSegmentBuilder
  ) {
    let texts = cursor.header.textColumns.count
    segment.texts.append(id)
    for _ in 0..<min(ownTexts, texts) { segment.texts.append(Span()) }
    for slot in 0..<max(0, texts - ownTexts) {
      _ = segment.append(shared: Span(), inField: slot) { _ in true }
    }
    segment.texts.endRow()
    segment.append(hashOf: id, of: cursor.header.kind)
    segment.model = nil
  }

  /// Appends the cells of a record, with nothing in them yet.
  private func appendBlankCells(
    at cursor: borrowing RecordCursor, to segment: inout RecordSegmentBuilder
  ) {
    let count = cursor.header.valueColumns.count
    switch cursor.header.kind.values {
    case .weights: segment.weights.append(Sentinel.missingWeight, times: count)
    case .levels: segment.levels.append(Sentinel.missingLevel, times: count)
    }
  }

  /// Notes a field that could not be read: for a line break or control character in it, or else
  /// for `finding`.
  ///
  /// - Parameter value: The field without the blanks at its ends; the finding shows them.
  func noteUnreadable(
    _ finding: Finding, _ value: Span<UInt8>, column: Int,
    at cursor: inout RecordCursor, in segment: inout RecordSegmentBuilder
  ) {
    segment.note(
      TextCheck(value).fault.map(Finding.record) ?? finding, column: column,
      value: cursor.field(column), at: &cursor)
  }

  /// Notes what makes a text unfit.
  func check(
    _ text: Span<UInt8>, column: Int, at cursor: inout RecordCursor,
    in segment: inout RecordSegmentBuilder
  ) {
    let check = TextCheck(text)
    let field = cursor.field(column)
    if let fault = check.fault {
      segment.note(.record(fault), column: column, value: field, at: &cursor)
    }
    if check.hasReplacementCharacter {
      segment.note(.text(.replacementCharacter), column: column, value: field, at: &cursor)
    }
    if beginsFormula(text) {
      let finding: TextFinding = isTextAsFormula(text) ? .textAsFormula : .unsafeText
      segment.note(.text(finding), column: column, value: field, at: &cursor)
    }
    if isSpreadsheetError(text) {
      segment.note(.cell(.spreadsheetErrorInText), column: column, value: field, at: &cursor)
    }
  }
}
