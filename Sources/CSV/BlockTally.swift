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
    var rows = 0
    var blankLines = 0
    var boundary = 0

    unsafe block.withUnsafeBufferPointer { block in
      var inside: UInt64 = 0
      // One bit each, of the byte before: an LF (as is the start of the block), and a CR after
      // an LF.
      var lineFeed: UInt64 = 1
      var emptyReturn: UInt64 = 0
      var lastEnds: UInt64 = 0
      var lastOffset = 0

      unsafe ByteMasks.forEach(
        in: block, from: Byte.orderMarkLength(of: block, startingAt: start)
      ) { masks, offset in
        let ends = masks.lineFeeds & ~masks.insideQuotes(carry: &inside)
        let afterLineFeed = masks.lineFeeds &<< 1 | lineFeed
        let emptyReturns = masks.carriageReturns & afterLineFeed
        let blank = ends & (afterLineFeed | emptyReturns &<< 1 | emptyReturn)
        lineFeed = masks.lineFeeds &>> 63
        emptyReturn = emptyReturns &>> 63

        lines &+= masks.lineFeeds.nonzeroBitCount
        rows &+= ends.nonzeroBitCount
        blankLines &+= blank.nonzeroBitCount
        lastOffset = ends != 0 ? offset : lastOffset
        lastEnds = ends != 0 ? ends : lastEnds
        return true
      }

      guard lastEnds != 0 else {
        lines = 0
        return
      }
      boundary = lastOffset + 64 - lastEnds.leadingZeroBitCount
      // The LFs after the boundary are inside quotes of a record that is not whole.
      unsafe ByteMasks.forEach(in: block, from: boundary) { masks, _ in
        lines &-= masks.lineFeeds.nonzeroBitCount
        return true
      }
    }

    self.boundary = boundary == 0 ? nil : boundary
    self.lines = lines
    self.records = rows - blankLines
    self.blankLines = blankLines
    next = BlockStart(
      byte: start.byte + boundary, line: start.line + lines, row: start.row + rows,
      record: start.record + rows - blankLines)
  }
}
