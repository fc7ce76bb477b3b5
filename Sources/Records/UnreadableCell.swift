package import Appraisal

/// A cell of a workbook in a column that is read, whose value cannot be taken as it is stored: its
/// record is wrong, whatever the value would be.
package struct UnreadableCell: Sendable {
  /// The record in its batch.
  package let record: Int
  /// The column of the header.
  package let column: Int
  /// Why it cannot be taken, with its place on the sheet.
  package let finding: CellFinding
  /// What a person sees who selects the cell.
  package let shown: [UInt8]
}
