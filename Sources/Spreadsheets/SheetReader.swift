/// The rows of a sheet, one after the other, as they are unpacked.
package final class SheetReader {
  private var bytes: EntryReader
  private let content: SheetContent
  private let xml: XMLReader
  private var piece: [UInt8] = []

  init(_ entry: Archive.Entry, of archive: Archive, content: SheetContent) throws(WorkbookFault) {
    bytes = try EntryReader(entry, of: archive)
    self.content = content
    xml = try XMLReader(content)
    packedSize = entry.packedSize
    start = bytes.position
  }

  /// The bytes of the sheet in the file, and how many of them were read.
  package let packedSize: Int
  private let start: Int
  package var packedBytesRead: Int { bytes.position - start }

  /// Only the texts of these columns are read from now on; of others, whether there is something. Until it is said,
  /// nothing is noted of merged cells.
  ///
  /// - Parameter header: The row of the header, from 1; `nil` for the first row with something in it.
  package func readOnly(_ columns: Set<Int>, below header: Int? = nil) {
    content.readOnly(columns, below: header)
  }

  /// What was met besides the cells, complete at the end of the sheet.
  package var remarks: SheetRemarks { content.remarks }

  /// Reads on, until there are enough rows or none comes any more.
  ///
  /// - Parameters:
  ///   - rows: Becomes the next rows.
  ///   - count: The fewest rows, unless the sheet ends.
  /// - Returns: Whether there can be more.
  package func next(into rows: inout SheetRows, atLeast count: Int) throws(WorkbookFault) -> Bool {
    while !bytes.isAtEnd && content.rows.rows.count < count {
      try bytes.next(into: &piece)
      try xml.read(piece, isLast: bytes.isAtEnd)
    }
    rows.removeAll()
    swap(&rows, &content.rows)
    rows.moveUnfinishedRow(to: &content.rows)
    return !bytes.isAtEnd
  }
}

/// What is known of a sheet besides its cells.
package struct SheetRemarks: Sendable {
  /// Rows with something in them.
  package internal(set) var rows = 0
  /// Areas of merged cells with something in them below the header, in columns that are read.
  package internal(set) var mergedAreas = 0
  /// The first row of one.
  package internal(set) var firstMergedRow: Int?
}
