package import Columns
import Glibc

/// An input file whose bytes are UTF-8 or are made so as they are read, block by block.
///
/// Where a byte is met that the encoding does not have, one byte that no UTF-8 has, `FF`, stands in its
/// place and the text ends: the reader of the records finds it in its order among the other faults of
/// the file, and asks for the ``fault``. Its identity is that of the bytes as they were sent.
@safe package struct TextFile: ~Copyable {
  /// Why a file is not of the encoding that was named.
  package enum Fault: Equatable, Sendable {
    /// The encoding has no character for the bytes at this offset of the file, or the file ends in the
    /// middle of one.
    case notOfEncoding(byte: Int)
    /// The file begins with the mark of UTF-8.
    case isMarkedAsUTF8
  }

  private var file: InputFile
  /// The encoding that it is converted from; `nil` for UTF-8 as it is.
  package let encoding: TextEncoding?
  /// What the bytes of the text are to be handed in to, in pieces from the first byte on, where they are
  /// those of the file; `nil` where they are converted, and those of the file are hashed as they are read,
  /// or where nothing is hashed.
  package let hash: OrderedHash?
  /// What is wrong with the bytes as sent; `nil` as far as nothing was met.
  package private(set) var fault: Fault?
  private let converter: iconv_t?
  /// Bytes that were read and are not converted, and the offset in the file of the first.
  private var raw: [UInt8] = []
  private var rawOffset = 0
  /// Bytes that are converted and not handed over.
  private var converted: [UInt8] = []
  private var isAtEnd = false
  /// Whether all bytes so far are UTF-8, and any of them is beyond ASCII; see ``looksLikeUTF8``.
  private var isUTF8 = true
  private var isBeyondASCII = false
  /// The bytes of a character whose others are still to come.
  private var openCharacter: [UInt8] = []

  /// How much is read at a time.
  private static let portion = 1 << 16
  private static let markOfUTF8: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// The text of a file.
  ///
  /// - Parameters:
  ///   - file: It, from its first byte on.
  ///   - encoding: What its bytes are; `nil` for UTF-8.
  package init(_ file: consuming InputFile, encoding: TextEncoding?) {
    let isHashed = file.isHashed
    self.file = file
    let encoding = encoding.flatMap { $0.isUTF8 ? nil : $0 }
    self.encoding = encoding
    hash = encoding == nil && isHashed ? OrderedHash() : nil
    unsafe converter = encoding.flatMap { unsafe TextEncoding.converter(from: $0.name) }
    precondition(unsafe (converter == nil) == (encoding == nil), "an encoding can be opened twice")
  }

  deinit {
    if let converter = unsafe converter { unsafe iconv_close(converter) }
  }

  /// The size of the file in bytes as sent; 0 for standard input.
  package var expectedBytes: Int { file.expectedBytes }

  /// Whether the whole file, though it is converted from something else, is UTF-8 as it was sent, with
  /// characters beyond ASCII: texts of another encoding hardly ever are. Ask for it at the end.
  package var looksLikeUTF8: Bool {
    encoding != nil && isAtEnd && isUTF8 && isBeyondASCII && openCharacter.isEmpty
  }

  /// Reads on, behind what `bytes` holds.
  ///
  /// - Returns: The number of bytes added; fewer than `limit` only at the end of the text.
  /// - Throws: ``RunError/Kind/inputOutput``.
  /// - Complexity: O(limit), in memory of the limit and a portion.
  package mutating func append(
    to bytes: inout [UInt8], atMost limit: Int
  ) throws(RunError) -> Int {
    guard encoding != nil else { return try file.append(unhashedTo: &bytes, atMost: limit) }
    while converted.count < limit, !isAtEnd { try convertPortion() }
    let count = min(limit, converted.count)
    bytes += converted[..<count]
    converted.removeFirst(count)
    return count
  }

  /// Ends the reading; see ``InputFile/finish(name:hashedBy:)``.
  ///
  /// - Precondition: all that was read was handed in to ``hash``, if there is one.
  package func finish(name: String) throws(RunError) -> InputFile.Identity {
    try file.finish(name: name, hashedBy: hash)
  }

  private mutating func convertPortion() throws(RunError) {
    let read = try file.append(to: &raw, atMost: Self.portion)
    let isLast = read < Self.portion
    if isUTF8 { look(at: Array(raw.suffix(read))) }
    if rawOffset == 0, converted.isEmpty, raw.starts(with: Self.markOfUTF8) {
      return end(with: .isMarkedAsUTF8)
    }
    let (consumed, error) = convert()
    raw.removeFirst(consumed)
    rawOffset += consumed
    // EINVAL says that the bytes end in the middle of a character: the next portion has the rest.
    if let error, error != EINVAL || isLast {
      return end(with: .notOfEncoding(byte: rawOffset))
    }
    if isLast {
      flush()
      isAtEnd = true
    }
  }

  /// Looks whether the next bytes are UTF-8.
  private mutating func look(at bytes: [UInt8]) {
    let bytes = openCharacter + bytes
    // The last character may go on in the next portion: then its first byte asks for more than come.
    let start = bytes.indices.suffix(4).last { bytes[$0] & 0xC0 != 0x80 } ?? bytes.endIndex
    let length = start < bytes.endIndex ? max(1, (~bytes[start]).leadingZeroBitCount) : 0
    let end = start + length > bytes.endIndex ? start : bytes.endIndex
    openCharacter = Array(bytes[end...])
    isBeyondASCII = isBeyondASCII || bytes.contains { $0 >= 0x80 }
    isUTF8 = (try? UTF8Span(validating: bytes.span.extracting(first: end))) != nil
  }

  private mutating func end(with fault: Fault) {
    self.fault = fault
    converted.append(0xFF)
    isAtEnd = true
  }

  /// Converts what was read, as far as it can be.
  ///
  /// - Returns: How many bytes of it were converted, and what stopped the conversion before its end.
  private mutating func convert() -> (consumed: Int, error: Int32?) {
    let count = raw.count
    let start = converted.count
    // Most encodings make at most three bytes of one.
    let room = 3 * count + 64
    var consumed = 0
    var written = 0
    while true {
      converted.append(
        contentsOf: repeatElement(0, count: start + written + room - converted.count))
      let outcome = unsafe raw.withUnsafeMutableBytes { input in
        unsafe converted.withUnsafeMutableBytes { output in
          var from = unsafe input.baseAddress.map {
            unsafe ($0 + consumed).assumingMemoryBound(to: CChar.self)
          }
          var to = unsafe output.baseAddress.map {
            unsafe ($0 + start + written).assumingMemoryBound(to: CChar.self)
          }
          var (fromLeft, toLeft) = (count - consumed, room)
          let result = unsafe iconv(converter, &from, &fromLeft, &to, &toLeft)
          let error = result == -1 ? errno : nil
          consumed = count - fromLeft
          written += room - toLeft
          return error
        }
      }
      guard outcome == E2BIG else {
        converted.removeLast(converted.count - start - written)
        return (consumed, outcome)
      }
    }
  }

  /// Adds what an encoding with states keeps back until it knows that nothing follows.
  private mutating func flush() {
    var tail = [UInt8](repeating: 0, count: 64)
    let written = unsafe tail.withUnsafeMutableBytes { output in
      var to = unsafe output.baseAddress.map {
        unsafe $0.assumingMemoryBound(to: CChar.self)
      }
      var left = output.count
      _ = unsafe iconv(converter, nil, nil, &to, &left)
      return output.count - left
    }
    converted += tail[..<written]
  }
}
