import Columns

/// The columns of a segment in which blanks were taken off, each with the number of its values that
/// had some and with the first of these.
///
/// A field of nothing but blanks is not among them: nothing was given there.
struct CleanedColumns: Sendable {
  /// What is known of one column.
  struct Entry: Sendable {
    /// The column of the header.
    let column: Int
    /// The record of the first value, in the segment.
    let record: Int
    /// The first value as the file has it, cut where it is long.
    let value: [UInt8]
    /// The number of values.
    var count: Int
    /// Whether one of them had such blanks inside.
    var areInside: Bool
  }

  /// In the order in which they were met; few enough to be searched.
  private(set) var entries: [Entry] = []

  /// Notes that blanks of a value were taken off.
  ///
  /// - Parameters:
  ///   - field: The value as the file has it.
  ///   - areInside: Whether blanks inside were replaced.
  mutating func note(_ field: Span<UInt8>, column: Int, record: Int, areInside: Bool) {
    for index in entries.indices where entries[index].column == column {
      entries[index].count += 1
      if areInside { entries[index].areInside = true }
      return
    }
    let shown = field.extracting(first: min(field.count, RecordSegment.keptValueBytes))
    entries.append(
      Entry(
        column: column, record: record,
        value: shown.array, count: 1,
        areInside: areInside))
  }

  /// Empties it and keeps its memory.
  mutating func removeAll() { entries.removeAll(keepingCapacity: true) }
}
