/// Where the last whole record of a block ends, and how many lines, records and blank lines stand
/// before that: what a reader needs to cut a file into blocks and to know where the next one
/// starts, before any of them is parsed.
///
/// A record ends at an LF with an even number of quotes before it, counted from the start of the
/// block. That holds as long as the quotes are sound; where they are not, the parser refuses the
/// block that holds the first unsound one, so a wrong boundary after it is never used.
///
///     let block = Array("id,name\n1,\"a\nb\"\n2,c".utf8)
///     let tally = BlockTally(of: block.span, startingAt: .file)
///     // tally.boundary == 16, after the second record
///     // tally.next: byte 16, line 4, row 3, record 2
package struct BlockTally: Sendable, Equatable {
  /// The length of the longest prefix of the block that ends right after an LF outside quotes;
  /// nil where there is no such LF.
  package let boundary: Int?

  /// The LFs of that prefix, inside quotes or out.
  package let lines: Int

  /// The records that end in that prefix, a header among them.
  package let records: Int

  /// The blank lines of that prefix: an LF or CRLF and nothing else.
  package let blankLines: Int

  /// Where the block after that prefix starts; the given start where there is no boundary.
  package let next: BlockStart

  /// Tallies a block that starts at a record boundary.
  ///
  /// - Parameters:
  ///   - block: any bytes. One byte order mark is stepped over if `start.byte` is 0.
  ///   - start: where the block starts.
  /// - Complexity: one pass, at several bytes a cycle.
  package init(of block: Span<UInt8>, startingAt start: BlockStart) {
    var lines = 0
    var innerLineFeeds = 0
    var blankLines = 0
    var boundary = 0

    unsafe block.withUnsafeBufferPointer { block in
      let first = unsafe Byte.orderMarkLength(of: block, startingAt: start)
      var inside: UInt64 = 0
      // The LFs of the 64 bytes before. What stands before the block counts as one.
      var lastLineFeeds: UInt64 = 1 << 63
      var lastEnds: UInt64 = 0
      var lastOffset = 0

      var offset = first
      while offset < block.count {
        let masks = unsafe NativeMasks(block, from: offset)
        let lineFeeds = masks.mask(of: Byte.lineFeed)
        let ends = lineFeeds & ~masks.mask(of: Byte.quote).runningParity(carry: &inside)

        // To count bits takes longer than to ask whether there are any.
        lines &+= lineFeeds.nonzeroBitCount
        if lineFeeds != ends { innerLineFeeds &+= (lineFeeds ^ ends).nonzeroBitCount }
        let oneBefore = lineFeeds &<< 1 | lastLineFeeds &>> 63
        let twoBefore = lineFeeds &<< 2 | lastLineFeeds &>> 62
        let short = ends & (oneBefore | twoBefore)
        if short != 0 {
          unsafe blankLines += Self.blankLines(among: short, at: offset, in: block, from: first)
        }
        lastLineFeeds = lineFeeds
        lastOffset = ends != 0 ? offset : lastOffset
        lastEnds = ends != 0 ? ends : lastEnds
        offset &+= 64
      }

      if lastEnds != 0 { boundary = lastOffset + 64 - lastEnds.leadingZeroBitCount }
      // The LFs after the boundary are inside quotes of a record that is not whole.
      offset = boundary
      while offset < block.count {
        let rest = unsafe NativeMasks(block, from: offset).mask(of: Byte.lineFeed).nonzeroBitCount
        lines &-= rest
        innerLineFeeds &-= rest
        offset &+= 64
      }
    }

    let rows = lines - innerLineFeeds
    self.boundary = boundary == 0 ? nil : boundary
    self.lines = lines
    self.records = rows - blankLines
    self.blankLines = blankLines
    next = BlockStart(
      byte: start.byte + boundary, line: start.line + lines, row: start.row + rows,
      record: start.record + rows - blankLines)
  }
  /// How many lines are blank among those that end at some of 64 bytes and have a byte at most.
  @inline(never)
  private static func blankLines(
    among ends: UInt64, at offset: Int, in block: UnsafeBufferPointer<UInt8>, from first: Int
  ) -> Int {
    var count = 0
    var ends = ends
    while ends != 0 {
      let end = offset + ends.trailingZeroBitCount
      ends &= ends &- 1
      func isLineFeed(_ index: Int) -> Bool {
        unsafe index < first || block[index] == Byte.lineFeed
      }
      let isBlank =
        unsafe isLineFeed(end - 1) || block[end - 1] == Byte.carriageReturn && isLineFeed(end - 2)
      if isBlank { count += 1 }
    }
    return count
  }
}
