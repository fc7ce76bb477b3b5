import Columns

/// Words, kept as one run of bytes: any task takes one without a `String` or a reference count.
struct WordList: Sendable {
  private let bytes: [UInt8]
  private let ends: [Int]

  /// The words of a text, between which is the separator or a line break.
  init(_ text: String, separator: Character = " ") {
    var bytes: [UInt8] = []
    var ends: [Int] = []
    for word in text.split(whereSeparator: { $0 == separator || $0.isNewline }) {
      bytes += word.utf8
      ends.append(bytes.count)
    }
    self.bytes = bytes
    self.ends = ends
  }

  var count: Int { ends.count }

  /// Adds a word to a buffer.
  ///
  /// - Complexity: O(bytes of the word).
  func append(_ word: Int, to buffer: inout OutputBuffer) {
    let start = word == 0 ? 0 : ends[word - 1]
    buffer.append(bytes.span.extracting(start..<ends[word]))
  }
}
