/// A text in pieces that is written where it is wanted without being put together first.
///
///     let phrase: Phrase = "\(title) weighs \(weight)%, below its minimum of \(minimum)%."
///     phrase.write(to: &buffer)
///
/// The pieces stand in the value itself, so that a phrase costs no allocation: findings come by the
/// million.
struct Phrase: ExpressibleByStringInterpolation {
  enum Piece {
    case text(String)
    case number(Int)
    case weight(Weight)
  }

  /// Pieces as the compiler finds them in a literal.
  struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var pieces = InlineArray<12, Piece>(repeating: .number(0))
    fileprivate var count = 0

    init(literalCapacity: Int, interpolationCount: Int) {}

    mutating func appendLiteral(_ text: String) {
      if !text.isEmpty { append(.text(text)) }
    }

    mutating func appendInterpolation(_ text: String) { append(.text(text)) }

    mutating func appendInterpolation(_ number: Int) { append(.number(number)) }

    mutating func appendInterpolation(_ weight: Weight) { append(.weight(weight)) }

    private mutating func append(_ piece: Piece) {
      precondition(count < pieces.count, "a phrase has at most 12 pieces")
      pieces[count] = piece
      count += 1
    }
  }

  private let content: StringInterpolation

  init(stringInterpolation: StringInterpolation) { content = stringInterpolation }

  init(stringLiteral text: String) { self.init(text) }

  /// A phrase of one text.
  init(_ text: String) {
    var content = StringInterpolation(literalCapacity: 0, interpolationCount: 0)
    content.appendLiteral(text)
    self.content = content
  }

  /// Writes the pieces, one after the other.
  ///
  /// - Complexity: O(length of the text).
  func write(to sink: inout some TextSink & ~Copyable) {
    for index in 0..<content.count {
      switch content.pieces[index] {
      case .text(let text): sink.write(text)
      case .number(let number): sink.write("\(number)")
      case .weight(let weight): sink.write(hundredths: weight.hundredths)
      }
    }
  }
}
