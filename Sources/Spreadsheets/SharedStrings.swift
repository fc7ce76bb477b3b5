/// The texts that cells refer to by number, from `sharedStrings.xml`, one after the other.
struct SharedStrings: Sendable {
  private(set) var bytes: [UInt8] = []
  /// Where each text ends.
  private(set) var ends: [UInt32] = []

  var count: Int { ends.count }

  /// The place of a text in ``bytes``.
  func range(of number: Int) -> Range<Int> {
    (number == 0 ? 0 : Int(ends[number - 1]))..<Int(ends[number])
  }

  fileprivate mutating func append(_ text: Span<UInt8>) {
    bytes.append(unescaping: text)
    ends.append(UInt32(bytes.count))
  }
}

/// The text of one cell or shared string as it comes: runs of rich text together, without what is said
/// above it for its pronunciation.
struct TextInMaking {
  /// More than a cell takes, 32,767 characters, however they are written.
  static let limit = 1 << 19

  private(set) var bytes: [UInt8] = []
  private var isInText = false
  private var isPreserved = false
  private var start = 0
  private var phonetics = 0

  /// Whether it is longer than any text may be.
  var isTooLong: Bool { bytes.count > Self.limit }

  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    isInText = false
    phonetics = 0
  }

  mutating func start(_ name: XMLName, _ attributes: XMLAttributes) {
    if unsafe name.isLocal("rPh") {
      phonetics += 1
    } else if phonetics == 0, unsafe name.isLocal("t") {
      isInText = true
      isPreserved =
        unsafe attributes.with("space", isQualified: true) { equals($0, "preserve") } ?? false
      start = bytes.count
    }
  }

  mutating func end(_ name: XMLName) {
    if unsafe name.isLocal("rPh") {
      phonetics -= 1
    } else if isInText, unsafe name.isLocal("t") {
      isInText = false
      guard !isPreserved else { return }
      // White space that a program put there so that people can read the XML.
      let content = trimmed(bytes.span.extracting(start..<bytes.count))
      bytes.removeSubrange(start + content.upperBound..<bytes.count)
      bytes.removeSubrange(start..<start + content.lowerBound)
    }
  }

  mutating func append(_ text: Span<UInt8>) {
    guard isInText else { return }
    for index in text.indices { bytes.append(text[index]) }
  }
}

/// Reads `sharedStrings.xml`.
final class SharedStringsContent: XMLContent {
  private(set) var strings = SharedStrings()
  private var text = TextInMaking()
  private var isInItem = false
  private let limit: Int

  /// More than a sheet of a million executives has.
  private static let countLimit = 1 << 24

  /// - Parameter limit: The most bytes of all texts.
  init(limit: Int) { self.limit = limit }

  override func start(_ name: XMLName, _ attributes: XMLAttributes) {
    guard unsafe name.isOfSpreadsheets else { return }
    if unsafe name.isLocal("si") {
      isInItem = true
      text.removeAll()
    } else if isInItem {
      unsafe text.start(name, attributes)
    }
  }

  override func end(_ name: XMLName) {
    guard isInItem, unsafe name.isOfSpreadsheets else { return }
    if unsafe name.isLocal("si") {
      isInItem = false
      strings.append(text.bytes.span)
      if strings.count > Self.countLimit || strings.bytes.count > limit { fault = .unpacksTooMuch }
    } else {
      unsafe text.end(name)
    }
  }

  override func text(_ bytes: Span<UInt8>) {
    guard isInItem else { return }
    text.append(bytes)
    if text.isTooLong { fault = .damaged("a text is longer than a cell can hold") }
  }
}
