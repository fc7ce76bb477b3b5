/// What can be told of a block before any of its records is believed: the first byte that must not be
/// there, and what its fields have, or have not, in them.
///
/// libcsv knows neither encodings nor zero bytes, and takes any CR for the end of a record, so all
/// that is looked for here, 64 bytes at a time as ``SeparatorIndex`` goes through the block.
struct BlockScreen {
  /// The offset in the block of the first byte that must not be there, and why. Exact as long as
  /// the quotes before it are sound; otherwise libcsv refuses a quote at a smaller offset.
  private(set) var fault: (kind: CSVFault.Kind, offset: Int)?

  /// Whether there is no byte outside printable ASCII but LFs that end records. Then every field is of
  /// printable ASCII; with a CR before an LF it is false, whatever the fields are.
  private(set) var isPrintableASCII = true

  /// Whether a field may begin or end with a space or tab, inside quotes or not. Never false where
  /// one does. libcsv would trim such a blank outside quotes unless it is told that nothing is a space.
  private(set) var hasBlanksAtEnds = false

  /// Whether there may be spaces or tabs next to each other. Never false where there are.
  private(set) var hasRunsOfBlanks = false

  /// Whether there may be a space character beyond ASCII, such as a no-break space. Never false
  /// where there is one. Known at the end.
  private(set) var hasWideBlanks = false

  // One bit each, of the byte before: a CR outside quotes, which needs an LF; the edge of a field, as
  // the start of the block is; and a blank.
  private var openReturn: UInt64 = 0
  private var edge: UInt64 = 1
  private var blank: UInt64 = 0

  /// What is known of the bytes beyond ASCII.
  struct BytesBeyondASCII {
    /// Those that may not be UTF-8 are in these stretches of 64 bytes each. No character crosses the edge
    /// of a stretch.
    fileprivate var stretches: [Range<Int>] = []
    fileprivate var hasWideBlanks = false

    /// Notes those of 64 bytes.
    @inline(never)
    fileprivate mutating func note(
      _ masks: NativeMasks, from offset: Int, in block: UnsafeBufferPointer<UInt8>
    ) {
      let bytes = masks.mask(outside: 0...0x7F)
      if !hasWideBlanks {
        hasWideBlanks = unsafe Self.mayHaveWideBlank(in: block, from: offset, among: bytes)
      }
      // Characters of two bytes and nothing else, as most letters with accents, are UTF-8.
      let leading = ~masks.mask(outside: 0xC2...0xDF)
      let trailing = ~masks.mask(outside: 0x80...0xBF)
      if leading | trailing == bytes, trailing == leading &<< 1, leading &>> 63 == 0 { return }

      let stretch = offset..<min(offset + 64, block.count)
      if let last = stretches.last, last.upperBound == offset {
        stretches[stretches.count - 1] = last.lowerBound..<stretch.upperBound
      } else {
        stretches.append(stretch)
      }
    }

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
  }

  /// Looks at the next 64 bytes of a block. LFs inside quotes are to be noted by the caller
  /// (``noteInnerLineFeed()``), who meets them in any case.
  @inline(__always)
  mutating func look(
    at masks: NativeMasks, _ marks: Punctuation, from offset: Int,
    in block: UnsafeBufferPointer<UInt8>, noting beyondASCII: inout BytesBeyondASCII
  ) {
    let outside = ~marks.inside
    var blanks = masks.mask(of: Byte.space)
    if marks.odd != marks.lineFeeds || openReturn != 0 {
      isPrintableASCII = false
      var nuls: UInt64 = 0
      if marks.odd & ~(marks.lineFeeds | marks.returns) != 0 {
        blanks |= masks.mask(of: Byte.tab)
        nuls = masks.mask(of: 0)
        unsafe beyondASCII.note(masks, from: offset, in: block)
      }
      noteFault(
        returns: marks.returns & outside, lineFeeds: marks.lineFeeds, nuls: nuls, from: offset)
    }

    let edges = (marks.commas | marks.lineFeeds | marks.returns) & outside | marks.quotes
    let afterBlank = blanks &<< 1 | blank
    let ends = blanks & (edges &<< 1 | edge) | edges & afterBlank
    let runs = blanks & afterBlank
    if ends | runs != 0 {
      if ends != 0 { hasBlanksAtEnds = true }
      if runs != 0 { hasRunsOfBlanks = true }
    }
    blank = blanks &>> 63
    edge = edges &>> 63
  }

  /// Notes that there is an LF inside quotes: a field that is not of printable characters alone.
  mutating func noteInnerLineFeed() { isPrintableASCII = false }

  /// Notes the first CR that no LF follows, or zero byte.
  @inline(__always)
  private mutating func noteFault(
    returns: UInt64, lineFeeds: UInt64, nuls: UInt64, from offset: Int
  ) {
    // Bit 0 stands for the last byte before these 64; their own last byte waits.
    let bare = (returns &<< 1 | openReturn) & ~lineFeeds
    openReturn = returns &>> 63
    if bare | nuls == 0 { return }

    // A CR is one byte before the bit that found it. A NUL after a CR is the later fault.
    let bareOffset = bare == 0 ? Int.max : offset + bare.trailingZeroBitCount - 1
    let nulOffset = nuls == 0 ? Int.max : offset + nuls.trailingZeroBitCount
    fault = bareOffset < nulOffset ? (.bareCarriageReturn, bareOffset) : (.nulByte, nulOffset)
  }

  /// Looks at the end of a block, after all its bytes.
  mutating func finish(_ block: UnsafeBufferPointer<UInt8>, _ beyondASCII: BytesBeyondASCII) {
    hasWideBlanks = beyondASCII.hasWideBlanks
    // It is an edge as well.
    if let last = unsafe block.last, last == Byte.space || last == Byte.tab {
      hasBlanksAtEnds = true
    }
    if fault == nil && openReturn != 0 { fault = (.bareCarriageReturn, block.count - 1) }
    if let invalid = unsafe Self.firstInvalidUTF8(
      in: block, beyondASCII.stretches, before: fault?.offset)
    {
      fault = (.notUTF8, invalid)
    }
  }
}

extension BlockScreen {
  /// The offset of the first byte that is not UTF-8; `nil` where there is none.
  ///
  /// - Parameters:
  ///   - stretches: Where there are bytes beyond ASCII; nothing else needs a look.
  ///   - limit: The offset of a fault; what follows it does not count.
  private static func firstInvalidUTF8(
    in block: UnsafeBufferPointer<UInt8>, _ stretches: [Range<Int>], before limit: Int?
  ) -> Int? {
    for stretch in stretches {
      let end = min(stretch.upperBound, limit ?? .max)
      guard stretch.lowerBound < end else { break }
      do {
        _ = unsafe try UTF8Span(
          validating: block.span.extracting(stretch.lowerBound..<end))
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
