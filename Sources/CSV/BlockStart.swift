/// Where a block of a file starts: what a position within the block must have added to become a
/// position in the file.
///
/// A block is a run of whole records. Its start is known before it is parsed (``BlockTally``), so
/// the blocks of one file can be parsed at the same time.
package struct BlockStart: Sendable, Equatable {
  /// The offset in the file of the block's first byte, from 0.
  package var byte: Int

  /// The physical line, from 1, that the first byte stands on: 1 + the number of LF before it.
  package var line: Int

  /// The row, from 1, that a spreadsheet shows for the first line of the block: 1 + the number of
  /// records and blank lines before it.
  package var row: Int

  /// The number of the first record of the block. A file that starts with 0 has its header as
  /// record 0 and its data records from 1.
  package var record: Int

  /// A start with these positions.
  package init(byte: Int, line: Int, row: Int, record: Int) {
    self.byte = byte
    self.line = line
    self.row = row
    self.record = record
  }

  /// The start of a file: byte 0, line 1, row 1, and the header as record 0.
  package static let file = BlockStart(byte: 0, line: 1, row: 1, record: 0)
}
