/// Where the fields and records of a block end, found 64 bytes at a time, and which records are not
/// simple enough for that to be believed.
///
/// A record is **simple** where a quote opens only at the start of a field, where after a quote that
/// closes comes only a comma, a line end or the other half of a doubled quote, and where no line end
/// stands inside quotes. Of a block with four records
///
///     a,"b,c"⏎"d ""e"" ",f⏎"g⏎h",i⏎j"k,l⏎
///
/// the masks of ``ByteMasks`` say where quotes open and close, and so which commas and LFs separate:
///
///     quotes      ..x...x.x..xx.xx..x..x...x.....x....
///     inside      ..xxxx..xxxxxxxxxx..xxxx......xxxxx      (up to and including the quote that opens)
///     separators  .x.....x...........x.x..... x.           (commas and LFs that are not inside)
///     doubled     ............x..x                         (a quote that opens right after one that closes)
///     irregular                  an LF inside `"g⏎h"`; the quote in `j"k`, which opens inside a field
///
/// Simple quoting is read as libcsv reads it. Outside quotes libcsv ends a field at a comma and a
/// record at an LF; a quote that begins a field opens it, and until the quote that closes it every
/// byte is content. After a quote that closes, strict libcsv takes a comma, a line end or a quote, and
/// the quote opens the field again and stands for one quote: in `"d ""e"" "` the quotes come in pairs of
/// one that closes and one that opens, and nothing is between the two. The number of quotes before a
/// byte is odd exactly where libcsv is inside them, as long as no quote stands where it has no such
/// meaning; and where one does, the record is irregular. So is a record with a line end inside quotes:
/// libcsv reads it, but which record its line belongs to is better asked of libcsv. The tests compare
/// the two over every short text; decision 0025 tells how a run does so too.
struct SeparatorIndex {
  /// The offset of each comma and LF outside quotes: the first ``count`` of them.
  private(set) var separators: [UInt32] = []
  /// How many there are.
  private(set) var count = 0
  /// The offset of each byte that makes its record irregular.
  private(set) var irregularities: [UInt32] = []
  /// The offset of the second half of each doubled quote.
  private(set) var doubledQuotes: [UInt32] = []

  /// Forgets the block before, and keeps the memory.
  mutating func removeAll() {
    count = 0
    irregularities.removeAll(keepingCapacity: true)
    doubledQuotes.removeAll(keepingCapacity: true)
  }

  /// Indexes a block that starts at a record boundary, in place of the one before.
  ///
  /// - Parameters:
  ///   - block: any bytes.
  ///   - range: what to index of it: from after a byte order mark to the first byte that must not be
  ///     there (``BlockScreen/fault``). No CR stands in it outside quotes that no LF follows.
  /// - Complexity: one pass, at several bytes a cycle.
  mutating func index(_ block: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
    removeAll()
    let part = unsafe UnsafeBufferPointer(rebasing: block[..<range.upperBound])
    var inside: UInt64 = 0
    // One bit each, of the byte before: a comma or LF (as is the start of the block), and a quote that
    // closes.
    var separator: UInt64 = 1
    var closing: UInt64 = 0

    unsafe ByteMasks.forEach(in: part, from: range.lowerBound) { masks, offset in
      let insideQuotes = masks.insideQuotes(carry: &inside)
      let ends = (masks.commas | masks.lineFeeds) & ~insideQuotes
      let opens = masks.quotes & insideQuotes
      let closes = masks.quotes & ~insideQuotes
      let afterSeparator = ends &<< 1 | separator
      let afterClosing = closes &<< 1 | closing
      let irregular =
        opens & ~(afterSeparator | afterClosing)
        | afterClosing & ~(ends | opens | masks.carriageReturns)
        | (masks.lineFeeds | masks.carriageReturns) & insideQuotes
      separator = ends &>> 63
      closing = closes &>> 63

      // What fills the last 64 bytes up is irregular after a quote that ends the block; no record
      // reaches so far.
      if irregular != 0 { Self.append(irregular, at: offset, to: &irregularities) }
      let doubled = opens & afterClosing
      if doubled != 0 { Self.append(doubled, at: offset, to: &doubledQuotes) }
      append(ends: ends, at: offset)
      return true
    }
  }

  /// Notes the separators of 64 bytes.
  @inline(__always)
  private mutating func append(ends: UInt64, at offset: Int) {
    if separators.count &- count < 64 { makeRoom() }
    var count = count
    var bits = ends
    unsafe separators.withUnsafeMutableBufferPointer { separators in
      while bits != 0 {
        unsafe separators[count] = UInt32(truncatingIfNeeded: offset &+ bits.trailingZeroBitCount)
        count &+= 1
        bits &= bits &- 1
      }
    }
    self.count = count
  }

  /// The offsets of the bits of a mask.
  @inline(never)
  private static func append(_ mask: UInt64, at offset: Int, to offsets: inout [UInt32]) {
    var bits = mask
    while bits != 0 {
      offsets.append(UInt32(truncatingIfNeeded: offset + bits.trailingZeroBitCount))
      bits &= bits &- 1
    }
  }

  @inline(never)
  private mutating func makeRoom() {
    let length = max(128, 2 * separators.count)
    separators.append(contentsOf: repeatElement(0, count: length - separators.count))
  }
}
