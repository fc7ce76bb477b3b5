/// Where the bytes that mean something to CSV stand among 64 bytes, and which bytes are inside quotes.
struct Punctuation {
  let quotes: UInt64
  let commas: UInt64
  let lineFeeds: UInt64
  let returns: UInt64
  /// The bytes that are not printable ASCII, LFs and CRs among them.
  let odd: UInt64
  /// Bit i: an odd number of quotes up to and including byte i.
  let inside: UInt64

  /// The punctuation of 64 bytes.
  ///
  /// - Parameter carry: All ones if the bytes before end inside quotes, and zero otherwise; becomes the
  ///   same for the bytes after.
  @inline(__always)
  init(_ masks: NativeMasks, carry: inout UInt64) {
    quotes = masks.mask(of: Byte.quote)
    commas = masks.mask(of: Byte.comma)
    lineFeeds = masks.mask(of: Byte.lineFeed)
    odd = masks.mask(outside: 0x20...0x7E)
    // Many files have no CR at all, and it takes a twentieth of the time to look for it.
    returns = odd == lineFeeds ? 0 : masks.mask(of: Byte.carriageReturn)
    inside = quotes.runningParity(carry: &carry)
  }
}

/// What the punctuation of 64 bytes means: which commas and LFs separate, and what stands before them.
///
/// Of the four records `a,"b,c"`, `"d ""e"" ",f`, `"g⏎h",i` and `j"k"l`:
///
///     bytes         a,"b,c"⏎"d ""e"" ",f⏎"g⏎h",i⏎j"k"l⏎
///     quotes        ..x...x.x..xx.xx.x...x...x....x.x..
///     inside        ..xxxx..xxx.xx.xx....xxxx.....xx...
///     opening       ..x.....x...x..x.....x........x....    quotes, inside
///     closing       ......x....x..x..x.......x......x..    quotes, not inside
///     separators    .x.....x..........x.x.....x.x.....x    commas and LFs, not inside
///     lineEnds      .......x............x.......x.....x    LFs, not inside
///     quotedEnds    .......x..........x.......x........    separators after a closing quote
///     doubled       ............x..x...................    opening quotes after a closing one
///     irregular     .......................x......x..x.
///
/// Irregular are the LF inside `"g⏎h"`, the quote of `j"k"l` that opens where no field begins, and the `l`
/// after the one that closes.
struct Separators {
  /// The commas and LFs outside quotes.
  let separators: UInt64
  /// The LFs outside quotes.
  let lineEnds: UInt64
  /// The separators after a quote that closes: of a simple record, the ends of the fields with quotes
  /// around them. There may be a CR between the two.
  let quotedEnds: UInt64
  /// The line ends after a CR.
  let returnedEnds: UInt64
  /// The line ends of blank lines.
  let blankEnds: UInt64
  /// The bytes that keep a record from being simple; see ``SeparatorIndex``.
  let irregular: UInt64
  /// The quotes that are the second half of a doubled one.
  let doubled: UInt64

  /// What has to be known of the bytes before: where there are none, that a line ends before the first.
  struct Carry {
    /// All ones if they end inside quotes, and zero otherwise.
    var inside: UInt64 = 0
    // One bit each, of the last byte: a separator, a line end, a CR outside quotes, and a CR that is the
    // first byte of its line.
    fileprivate var separator: UInt64 = 1
    fileprivate var lineEnd: UInt64 = 1
    fileprivate var carriageReturn: UInt64 = 0
    fileprivate var openingReturn: UInt64 = 0
    /// The quotes that close among the last 64.
    fileprivate var closing: UInt64 = 0
  }

  /// The ends of fields: the separators but the line ends of blank lines.
  var fieldEnds: UInt64 {
    @inline(__always) get { separators & ~blankEnds }
  }

  /// The ends of records.
  var recordEnds: UInt64 {
    @inline(__always) get { lineEnds & ~blankEnds }
  }

  /// What 64 bytes mean after those before them.
  @inline(__always)
  init(_ marks: Punctuation, _ carry: inout Carry) {
    let outside = ~marks.inside
    let opening = marks.quotes & marks.inside
    let closing = marks.quotes & outside
    let returns = marks.returns & outside
    lineEnds = marks.lineFeeds & outside
    separators = lineEnds | marks.commas & outside

    let afterSeparator = separators &<< 1 | carry.separator
    let afterLineEnd = lineEnds &<< 1 | carry.lineEnd
    let afterReturn = returns &<< 1 | carry.carriageReturn
    let afterClosing = closing &<< 1 | carry.closing &>> 63
    let twoAfterClosing = closing &<< 2 | carry.closing &>> 62
    let openingReturns = returns & afterLineEnd

    returnedEnds = lineEnds & afterReturn
    quotedEnds = separators & afterClosing | returnedEnds & twoAfterClosing
    blankEnds = lineEnds & (afterLineEnd | openingReturns &<< 1 | carry.openingReturn)
    doubled = opening & afterClosing
    irregular =
      opening & ~(afterSeparator | afterClosing)
      | afterClosing & ~(separators | opening | returns)
      | (marks.lineFeeds | marks.returns) & marks.inside

    carry.separator = separators &>> 63
    carry.lineEnd = lineEnds &>> 63
    carry.carriageReturn = returns &>> 63
    carry.openingReturn = openingReturns &>> 63
    carry.closing = closing
  }
}
