import Appraisal
import Columns
import Records

// Which records are no executive's, and which are a note that somebody wrote below the table. Nearly
// every record is known to be somebody's after a look at the first byte of its executive id.

extension RecordCursor {
  /// Why the record is nobody's; `nil` where it is an executive's, right or wrong.
  ///
  /// - Parameter namesakes: Takes the id of an executive of plans that is a word of totals; of ratings says that
  ///   such a word is an executive's.
  /// - Complexity: O(1) for nearly every executive's record; O(bytes) at most.
  @inline(__always)
  func reasonToPassOver(
    under vocabulary: Vocabulary, _ namesakes: inout TotalsNamesakes
  ) -> SkippedRun.Reason? {
    let id = fieldIfAny(header.idColumn)
    guard id.count > 0 else { return reasonToPassOverWithoutID }
    let mayBeHeading =
      lowercased(id[0]) == header.idInitial && id.count >= header.idHeadingLength
      && mayEndHeading(id[id.count - 1])
    guard mayBeHeading || vocabulary.totalsWords.mayBegin(id) else { return nil }
    return reasonToPassOver(
      withID: id, mayBeHeading: mayBeHeading, under: vocabulary, &namesakes)
  }

  /// Whether a byte may be the last of the heading of the executive ids: its own, or one that does not count
  /// in names. Ids that begin as it does mostly end in a digit.
  @inline(__always)
  private func mayEndHeading(_ byte: UInt8) -> Bool {
    lowercased(byte) == header.idFinal || byte <= 0x20 || byte >= 0x7F
      || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
  }

  @inline(never)
  private func reasonToPassOver(
    withID id: Span<UInt8>, mayBeHeading: Bool, under vocabulary: Vocabulary,
    _ namesakes: inout TotalsNamesakes
  ) -> SkippedRun.Reason? {
    if id.isBlank { return reasonToPassOverWithoutID }
    if TotalsWord.isWritten(in: id) {
      let content = id.extracting(id.contentRange)
      let mayBeTotals = fieldIfAny(header.nameColumn).isBlank && !mayHideRecords
      if mayBeTotals, !namesakes.contains(content) { return .totals }
      if header.kind == .plans, vocabulary.isExecutiveID(content) { namesakes.met(content) }
    }
    // A blank before the heading hides its first byte.
    return (mayBeHeading || id[0] <= 0x20 || id[0] >= 0x7F) && repeatsHeader ? .header : nil
  }

  /// Of a record with a blank id: it may have its word of totals in the column of the names, or where a spreadsheet
  /// puts it.
  @inline(__always)
  private var reasonToPassOverWithoutID: SkippedRun.Reason? {
    if isBlank { return .blankRecord }
    let name = fieldIfAny(header.nameColumn)
    let isTotals =
      name.isBlank ? columnOfSubtotal != nil : TotalsWord.isWritten(in: name, evenIfName: false)
    return isTotals && !mayHideRecords ? .totals : nil
  }

  /// The column whose text ends in a word of totals where it is the only text of a record that names no element, as a
  /// spreadsheet's own subtotals below each group are: `Harbor PRB Total`. What has more texts may be an executive's.
  /// Asked of records with neither an executive id nor a name alone.
  private var columnOfSubtotal: Int? {
    guard fields.count == header.count, header.elementColumn.map({ field($0).isBlank }) ?? true
    else { return nil }
    let filled = header.groupColumns.filter { !field($0).isBlank }
    guard filled.count == 1, TextCheck(field(filled[0])).fault == nil else { return nil }
    return TotalsWord.endsSubtotal(field(filled[0])) ? filled[0] : nil
  }

  /// Whether any field may hide records, be it one of a column that is not read.
  private var mayHideRecords: Bool {
    (0..<fields.count).contains { TextCheck.mayHideRecords(field($0)) }
  }

  /// Where the word of a row of totals stands.
  var totalsColumn: Int {
    guard fieldIfAny(header.idColumn).isBlank else { return header.idColumn }
    guard fieldIfAny(header.nameColumn).isBlank else { return header.nameColumn }
    return columnOfSubtotal ?? header.nameColumn
  }

  /// Whether every column that is read is blank; of a record with too few or too many fields, every
  /// field.
  @inline(__always)
  private var isBlank: Bool {
    if contentIsEmpty { return true }
    guard fields.count == header.count else {
      for column in 0..<fields.count where !field(column).isBlank { return false }
      return true
    }
    for place in 0..<header.readColumns.count where !field(header.readColumns[place]).isBlank {
      return false
    }
    return true
  }

  /// Whether every column that is read holds its own heading.
  private var repeatsHeader: Bool {
    for place in header.readColumns.indices
    where !isFolded(fieldIfAny(header.readColumns[place]), to: header.foldedHeadings[place]) {
      return false
    }
    return true
  }

  /// What to say of a record in which nothing stands but one text, and that a note: a source, a date, a
  /// warning that the sheet is confidential. `nil` for any other record.
  ///
  /// An id that could be somebody's is no note: the weights may have been forgotten. What has a line
  /// break or a control character in it is none either, because it may have swallowed executives.
  ///
  /// - Complexity: O(1) for nearly every record; O(bytes) at most.
  @inline(__always)
  func note(under vocabulary: Vocabulary) -> (finding: RecordFinding, column: Int)? {
    guard fieldIfAny(header.valueColumns[0]).isBlank else { return nil }
    return noteWithoutValues(under: vocabulary)
  }

  @inline(never)
  private func noteWithoutValues(
    under vocabulary: Vocabulary
  ) -> (finding: RecordFinding, column: Int)? {
    let id = fieldIfAny(header.idColumn)
    let isWhole = fields.count == header.count
    var filled: Int?
    for place in 0..<(isWhole ? header.readColumns.count : fields.count) {
      let column = isWhole ? header.readColumns[place] : place
      guard !field(column).isBlank else { continue }
      guard filled == nil else { return nil }
      filled = column
    }
    guard let filled, TextCheck(field(filled)).fault == nil else { return nil }
    if filled == header.idColumn {
      let isID = vocabulary.isExecutiveID(id.extracting(id.contentRange))
      return isID ? nil : (.noteAsExecutiveID, filled)
    }
    // Of a record with other fields than the header nobody knows what the column is.
    return isWhole && header.textColumns.contains(filled) ? (.noteWithoutExecutiveID, filled) : nil
  }
}
