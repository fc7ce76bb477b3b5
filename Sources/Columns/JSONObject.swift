/// The object or array of JSON that is being written into a buffer.
///
/// A writer of our own, because the run's summary has a few lines for each of thousands of boards:
/// the order of the keys stays that of the code, and nothing becomes a `String` on the way. Reading
/// JSON is left to the library.
package struct JSONObject {
  private let indentation: Int
  private let close: UInt8
  private var isEmpty = true

  /// Begins an object, `{`, or an array, `[`.
  ///
  /// - Parameter indentation: The depth of the members' lines; `nil` for one line.
  package init(isArray: Bool = false, indentation: Int? = nil, to buffer: inout OutputBuffer) {
    self.indentation = indentation ?? -1
    close = UInt8(ascii: isArray ? "]" : "}")
    buffer.append(UInt8(ascii: isArray ? "[" : "{"))
  }

  /// Ends it.
  package mutating func end(to buffer: inout OutputBuffer) {
    if indentation >= 0 && !isEmpty { breakLine(indentation - 1, &buffer) }
    buffer.append(close)
  }

  /// Begins the next member of an object, or with an empty key the next of an array; the caller
  /// writes its value.
  package mutating func begin(_ key: String = "", to buffer: inout OutputBuffer) {
    if !isEmpty { buffer.append(indentation >= 0 ? "," : ", ") }
    isEmpty = false
    if indentation >= 0 { breakLine(indentation, &buffer) }
    guard !key.isEmpty else { return }
    buffer.append(json: key)
    buffer.append(": ")
  }

  /// Adds a member that is a text.
  package mutating func add(_ text: String, for key: String, to buffer: inout OutputBuffer) {
    begin(key, to: &buffer)
    buffer.append(json: text)
  }

  /// Adds a member that is a whole number.
  package mutating func add(_ number: Int, for key: String, to buffer: inout OutputBuffer) {
    begin(key, to: &buffer)
    buffer.append(decimal: number)
  }

  /// Adds a member that is an array of texts.
  package mutating func add(_ texts: [String], for key: String, to buffer: inout OutputBuffer) {
    begin(key, to: &buffer)
    var array = JSONObject(isArray: true, to: &buffer)
    for text in texts { array.add(text, for: "", to: &buffer) }
    array.end(to: &buffer)
  }

  /// Adds a member that is a number of hundredths, as an exact decimal.
  package mutating func add(
    decimal hundredths: UInt32, for key: String, to buffer: inout OutputBuffer
  ) {
    begin(key, to: &buffer)
    buffer.append(hundredths: hundredths)
  }

  /// Adds a member that is a text held in a buffer.
  package mutating func add(
    text: borrowing OutputBuffer, for key: String, to buffer: inout OutputBuffer
  ) {
    begin(key, to: &buffer)
    text.withBytes { buffer.append(json: $0) }
  }

  /// Adds a member that is a number held in a buffer as digits, or null if there are none.
  package mutating func add(
    number: borrowing OutputBuffer, for key: String, to buffer: inout OutputBuffer
  ) {
    begin(key, to: &buffer)
    if number.count == 0 { buffer.append("null") } else { buffer.append(number) }
  }

  private func breakLine(_ depth: Int, _ buffer: inout OutputBuffer) {
    buffer.append(UInt8(ascii: "\n"))
    for _ in 0..<depth { buffer.append("  ") }
  }
}

extension OutputBuffer {
  /// Adds a text as a string of JSON, RFC 8259.
  package mutating func append(json text: String) {
    var text = text
    text.withUTF8 { unsafe append(json: $0.span) }
  }

  /// Adds valid UTF-8 as a string of JSON, RFC 8259.
  package mutating func append(json text: Span<UInt8>) {
    append(UInt8(ascii: "\""))
    // Nearly all texts are copied as they are.
    var copied = 0
    for index in text.indices where Self.isEscaped(text[index]) {
      append(text.extracting(copied..<index))
      append(escaped: text[index])
      copied = index + 1
    }
    append(text.extracting(copied..<text.count))
    append(UInt8(ascii: "\""))
  }

  @inline(__always)
  private static func isEscaped(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == 0x7F || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
  }

  private mutating func append(escaped byte: UInt8) {
    if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
      append(UInt8(ascii: "\\"))
      append(byte)
    } else {
      append("\\u00")
      append(Self.hexadecimal[Int(byte >> 4)])
      append(Self.hexadecimal[Int(byte & 15)])
    }
  }

  private static let hexadecimal = Array("0123456789abcdef".utf8)
}
