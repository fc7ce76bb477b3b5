import Appraisal

/// A finding with its place in the input.
struct LocatedFinding: Sendable {
  /// A record of the intake.
  struct Record: Equatable, Sendable {
    let kind: InputKind
    /// Its number among the records of its kind.
    let number: AnyRecord
    let segment: Int
    let index: Int
  }

  /// What stands in the column `value`.
  enum Value: Equatable, Sendable {
    case none
    /// The field that a fault was found in, by the number of the fault in its segment.
    case fault(Int)
    /// The first value of a column that had blanks taken off, by the number of the column among
    /// those of its segment.
    case cleaned(Int)
    case count(Int)
    case hundredths(UInt32)
    /// The name of a column.
    case columnName
    /// A text of the plan record.
    case text(PlanText)
    /// The name of another sheet of the workbook.
    case otherSheet(Int)
    /// The title of an element.
    case element(Int)
    /// The name of the encoding of the file.
    case encoding
    /// What stood in place of an executive id in a run of records that were passed over.
    case skippedID(segment: Int, run: Int)
  }

  let finding: Finding
  /// The number of the file in the intake.
  let file: Int
  let line: Int
  let row: Int
  /// The record; `nil` for what is about the file or its header.
  var record: Record?
  /// The number of the first record where these are records that nobody owns, of which nothing is kept.
  var recordNumber: Int?
  /// The column of the header; `nil` for what is about the whole record or file.
  var column: Int?
  var value = Value.none
  /// The other record that it is about: that of a duplicate, whose id differs in capitals alone, that gave another
  /// text, whose plan is near ratings without one, or whose id a record without one may belong to.
  var related: Record?
}
