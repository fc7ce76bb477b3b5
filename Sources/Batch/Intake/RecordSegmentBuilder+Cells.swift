import Appraisal
import Columns
import Records

extension RecordSegmentBuilder {
  /// Whether a cell of the record that is being read cannot be read as it is.
  func isUnreadable(_ column: Int, ofRecord record: Int) -> Bool {
    var index = nextCell
    while index < cells.count, cells[index].record == record {
      if cells[index].column == column { return true }
      index += 1
    }
    return false
  }

  /// Notes the cells of the record that was read last, and rejects it if there are any.
  mutating func noteCells(at cursor: inout RecordCursor) {
    guard nextCell < cells.count, cells[nextCell].record == cursor.indexInBatch else { return }
    // The texts may be those of the next record, what is wrong with them is not.
    model = nil
    while nextCell < cells.count, cells[nextCell].record == cursor.indexInBatch {
      let cell = cells[nextCell]
      nextCell += 1
      // A day is no id, whatever its text looks like.
      if case .date = cell.finding, cell.column == cursor.header.idColumn {
        cursor.flags.insert(.unidentified)
      }
      note(
        .cell(cell.finding), column: cell.column, value: cell.shown.span, record: count - 1,
        at: &cursor)
    }
    flags[count - 1] = cursor.flags
  }

  /// Passes over the cells of the record that was read last, which is nobody's.
  mutating func passOverCells(at cursor: borrowing RecordCursor) {
    while nextCell < cells.count, cells[nextCell].record == cursor.indexInBatch { nextCell += 1 }
  }
}
