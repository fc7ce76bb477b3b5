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

  /// For each word its place in the order of the bytes; there are at most 256.
  ///
  /// - Complexity: O(n log n) for n words.
  var ranks: [Int] {
    precondition(count <= 256, "a rank is a byte")
    func word(_ number: Int) -> ArraySlice<UInt8> {
      bytes[(number == 0 ? 0 : ends[number - 1])..<ends[number]]
    }
    var ranks = [Int](repeating: 0, count: count)
    let order = (0..<count).sorted { word($0).lexicographicallyPrecedes(word($1)) }
    for (rank, number) in order.enumerated() { ranks[number] = rank }
    return ranks
  }

  /// Adds a word to a buffer.
  ///
  /// - Complexity: O(bytes of the word).
  func append(_ word: Int, to buffer: inout OutputBuffer) {
    let start = word == 0 ? 0 : ends[word - 1]
    buffer.append(bytes.span.extracting(start..<ends[word]))
  }
}
