/// libcsv's own reading of some blocks, beside the one by masks: a run asks for the first and the last
/// block of a file and every 64th between them, and publishes nothing where the two differ. Of more than
/// 16 files of a kind it asks so for every 64th only: each of thousands of small files is one block.
///
/// That costs a few hundredths of the time of a run, and says of every run, on every machine, that the
/// masks read as libcsv does (decision 0025).
package struct SecondReading: ~Copyable {
  private var parser = RecordParser(leavesAllToLibCSV: true)
  private var batch = RecordBatch()

  /// Nothing read yet.
  package init() {}

  /// Whether a block is one of those to read twice.
  ///
  /// - Parameters:
  ///   - number: The number of the block in its file, from 0.
  ///   - file: The number of the file among those of its kind, from 0.
  package static func isDue(block number: Int, isLast: Bool, ofFile file: Int) -> Bool {
    (number.isMultiple(of: 64) || isLast) && (file < 16 || file.isMultiple(of: 64))
  }

  /// Whether libcsv reads a block as a parser has, to which its memory was given.
  ///
  /// - Parameters:
  ///   - reading: What the parser made of the block.
  ///   - byteCount: The number of bytes of the block.
  /// - Complexity: O(bytes), several times that of the parser.
  package mutating func agrees(
    with reading: borrowing RecordBatch, ofBytes byteCount: Int, startingAt start: BlockStart,
    isLast: Bool
  ) -> Bool {
    agrees(
      with: reading, of: reading.bytes.span.extracting(first: byteCount), startingAt: start,
      isLast: isLast)
  }

  /// Whether libcsv reads a block as a parser has.
  ///
  /// - Parameters:
  ///   - reading: What the parser made of the block.
  ///   - block: The block, and what is known of it, as the parser was told.
  /// - Complexity: O(bytes), several times that of the parser.
  package mutating func agrees(
    with reading: borrowing RecordBatch, of block: Span<UInt8>, startingAt start: BlockStart,
    isLast: Bool
  ) -> Bool {
    do throws(CSVFault) {
      try parser.parse(block, startingAt: start, isLast: isLast, into: &batch)
    } catch {
      return false
    }
    return batch.hasSameRecords(as: reading)
  }
}

extension RecordBatch {
  /// Whether two batches have the same records at the same places, wherever the bytes of their fields
  /// stand.
  fileprivate func hasSameRecords(as other: borrowing RecordBatch) -> Bool {
    guard recordEnds == other.recordEnds, positions == other.positions,
      blankLines == other.blankLines, endsWithoutNewline == other.endsWithoutNewline
    else { return false }
    for index in fieldEnds.indices {
      let own = bytes[Int(fieldStarts[index])..<Int(fieldEnds[index])]
      let others = other.bytes[Int(other.fieldStarts[index])..<Int(other.fieldEnds[index])]
      guard own.elementsEqual(others) else { return false }
    }
    return true
  }
}
