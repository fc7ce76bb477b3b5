/// What can be told of a block before it is parsed: the first byte that must not be there, and how
/// much room its records can need.
///
/// libcsv knows neither encodings nor zero bytes, and takes any CR for the end of a record, so all
/// that is looked for here, at several bytes a cycle.
struct BlockScreen {
  /// The offset in the block of the first byte that must not be there, and why. Exact as long as
  /// the quotes before it are sound; otherwise libcsv refuses a quote at a smaller offset.
  private(set) var fault: (kind: CSVFault.Kind, offset: Int)?

  /// No fewer than the fields that end before the fault.
  private(set) var fieldBound = 1

  /// No fewer than the records that end before the fault.
  private(set) var recordBound = 1

  /// Whether there is any CR.
  private(set) var hasReturns = false

  /// Whether there is no byte outside printable ASCII but LFs that end records. Then every field is of
  /// printable ASCII; with a CR before an LF it is false, whatever the fields are.
  private(set) var isPrintableASCII = false

  /// Whether there may be a field with a blank at its edge, which libcsv would trim unless it is
  /// told that nothing is a space. Never false where there is one.
  private(set) var hasEdgeBlanks = false

  /// Whether a field may begin or end with a space or tab, inside quotes or not. Never false where
  /// one does.
  private(set) var hasBlanksAtEnds = false

  /// Whether there may be spaces or tabs next to each other. Never false where there are.
  private(set) var hasRunsOfBlanks = false

  /// Whether there may be a space character beyond ASCII, such as a no-break space. Never false
  /// where there is one.
  private(set) var hasWideBlanks = false

  /// Screens a block from the offset `first` on, which is 3 after a byte order mark.
  ///
  /// - Complexity: one pass, and a second one, to check the UTF-8, over what is near bytes beyond
  ///   ASCII.
  init(_ block: Span<UInt8>, from first: Int) {
    var fault: (kind: CSVFault.Kind, offset: Int)?
    var commas = 0
    var lineFeeds = 0
    // The bytes beyond ASCII are in these stretches of 64 bytes each, and as no other byte is, no
    // character crosses the edge of one.
    var stretches: [Range<Int>] = []

    unsafe block.withUnsafeBufferPointer { buffer in
      var inside: UInt64 = 0
      // One bit, of the byte before: a CR outside quotes, which needs an LF.
      var openReturn: UInt64 = 0
      // One bit each, of the byte before: the edge of a field (the start is one), and a blank.
      var edge: UInt64 = 1
      var blank: UInt64 = 0
      // The same of a blank inside quotes or not.
      var anyBlank: UInt64 = 0
      var blanksAtEnds: UInt64 = 0
      var runsOfBlanks: UInt64 = 0
      var anyReturn: UInt64 = 0
      var anyEdgeBlank: UInt64 = 0
      // LFs that end no record, and all other bytes below 0x20.
      var unprintable: UInt64 = 0

      unsafe ByteMasks.forEach(in: buffer, from: first) { masks, offset in
        commas &+= masks.commas.nonzeroBitCount
        lineFeeds &+= masks.lineFeeds.nonzeroBitCount
        if masks.nonASCII != 0 {
          let stretch = offset..<min(offset + 64, buffer.count)
          if let last = stretches.last, last.upperBound == offset {
            stretches[stretches.count - 1] = last.lowerBound..<stretch.upperBound
          } else {
            stretches.append(stretch)
          }
          if !hasWideBlanks {
            hasWideBlanks = unsafe Self.mayHaveWideBlank(
              in: buffer, from: offset, among: masks.nonASCII)
          }
        }

        let insideQuotes = masks.insideQuotes(carry: &inside)
        let returns = masks.carriageReturns & ~insideQuotes
        anyReturn |= masks.carriageReturns
        unprintable |= masks.controls & ~(masks.lineFeeds & ~insideQuotes)
        let blanks = masks.blanks & ~insideQuotes
        let edges =
          (masks.commas | masks.lineFeeds | masks.carriageReturns) & ~insideQuotes | masks.quotes
        anyEdgeBlank |= blanks & (edges &<< 1 | edge) | edges & (blanks &<< 1 | blank)
        let afterBlank = masks.blanks &<< 1 | anyBlank
        blanksAtEnds |= masks.blanks & (edges &<< 1 | edge) | edges & afterBlank
        runsOfBlanks |= masks.blanks & afterBlank
        anyBlank = masks.blanks &>> 63
        edge = edges &>> 63
        blank = blanks &>> 63
        // Bit 0 stands for the last byte before these 64; their own last byte waits.
        let bare = ((returns &<< 1) | openReturn) & ~masks.lineFeeds
        openReturn = returns &>> 63
        if bare | masks.nuls == 0 { return true }

        // A CR is one byte before the bit that found it. A NUL after a CR is the later fault.
        let bareOffset = bare == 0 ? Int.max : offset + bare.trailingZeroBitCount - 1
        let nulOffset = masks.nuls == 0 ? Int.max : offset + masks.nuls.trailingZeroBitCount
        fault =
          bareOffset < nulOffset ? (.bareCarriageReturn, bareOffset) : (.nulByte, nulOffset)
        return false
      }
      hasReturns = anyReturn != 0
      isPrintableASCII = unprintable == 0 && stretches.isEmpty
      // The end of the block is an edge as well.
      let last = unsafe buffer.last ?? 0
      hasEdgeBlanks = anyEdgeBlank != 0 || last == Byte.space || last == Byte.tab
      hasBlanksAtEnds = blanksAtEnds != 0 || hasEdgeBlanks
      hasRunsOfBlanks = runsOfBlanks != 0
      if fault == nil && openReturn != 0 {
        fault = (.bareCarriageReturn, buffer.count - 1)
      }
    }

    if let invalid = Self.firstInvalidUTF8(in: block, stretches, before: fault?.offset) {
      fault = (.notUTF8, invalid)
    }
    self.fault = fault
    fieldBound = commas + lineFeeds + 1
    recordBound = lineFeeds + 1
  }
}

extension BlockScreen {
  /// Whether a character that begins among 64 bytes may be a space character: its first two bytes
  /// are those of one. Which characters are, is not decided here.
  private static func mayHaveWideBlank(
    in block: UnsafeBufferPointer<UInt8>, from offset: Int, among nonASCII: UInt64
  ) -> Bool {
    var rest = nonASCII
    while rest != 0 {
      let index = offset &+ rest.trailingZeroBitCount
      rest &= rest &- 1
      guard index &+ 1 < block.count else { return false }
      let mayBegin =
        switch unsafe (block[index], block[index &+ 1]) {
        case (0xC2, 0xA0), (0xE2, 0x80), (0xE2, 0x81), (0xE3, 0x80), (0xEF, 0xBB): true
        default: false
        }
      if mayBegin { return true }
    }
    return false
  }

  /// The offset of the first byte that is not UTF-8; `nil` where there is none.
  ///
  /// - Parameters:
  ///   - stretches: Where there are bytes beyond ASCII; nothing else needs a look.
  ///   - limit: The offset of a fault; what follows it does not count.
  private static func firstInvalidUTF8(
    in block: Span<UInt8>, _ stretches: [Range<Int>], before limit: Int?
  ) -> Int? {
    for stretch in stretches {
      let end = min(stretch.upperBound, limit ?? .max)
      guard stretch.lowerBound < end else { break }
      do {
        _ = try UTF8Span(validating: block.extracting(stretch.lowerBound..<end))
      } catch {
        return stretch.lowerBound + error.byteOffsets.lowerBound
      }
    }
    return nil
  }

  /// How a file that is no CSV in UTF-8 shows in its first bytes; nil where it does not.
  ///
  /// A workbook comes first: it is a ZIP archive, which has zero bytes soon.
  static func signature(of block: Span<UInt8>) -> CSVFault.Kind? {
    func begins(_ signature: [UInt8]) -> Bool {
      block.count >= signature.count
        && signature.indices.allSatisfy { block[$0] == signature[$0] }
    }
    let binary: [[UInt8]] = [
      [0x1F, 0x8B],  // gzip
      [0x50, 0x4B, 0x03, 0x04],  // ZIP, and so .xlsx and .ods
      [0x50, 0x4B, 0x05, 0x06],  // ZIP without files
      [0xD0, 0xCF, 0x11, 0xE0],  // .xls
      [0x28, 0xB5, 0x2F, 0xFD],  // Zstandard
      [0xFD, 0x37, 0x7A, 0x58, 0x5A],  // xz
      [0x42, 0x5A, 0x68],  // bzip2, if what follows the level is its magic number
      [0x25, 0x50, 0x44, 0x46, 0x2D],  // PDF
    ]
    for signature in binary where begins(signature) {
      if signature == [0x42, 0x5A, 0x68] {
        guard block.count >= 6, block[4] == 0x31, block[5] == 0x41 else { continue }
      }
      return .notText
    }
    if begins([0xFF, 0xFE]) || begins([0xFE, 0xFF]) { return .utf16OrUTF32 }
    for index in 0..<min(4, block.count) where block[index] == 0 {
      return .utf16OrUTF32
    }
    return nil
  }
}
