/// In what two executive ids differ that may be one person's: what spreadsheets and programs make of an
/// id that looks like a number, and capitals.
///
///     IDDifference.core(of: "00123.0")       // 2..<5: 123
///     IDDifference(between: "00123", "123")  // .leadingZeros
public struct IDDifference: OptionSet, Hashable, BitwiseCopyable, Sendable {
  public let rawValue: UInt8

  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// `00123` and `123`.
  public static let leadingZeros = IDDifference(rawValue: 1)
  /// `123.0` and `123`.
  public static let pointZero = IDDifference(rawValue: 2)
  /// `ES-1` and `es-1`.
  public static let capitals = IDDifference(rawValue: 4)

  /// Where the part of an id stands that has to be the same, capitals aside: without leading zeros and
  /// without a point and zeros after a number.
  ///
  /// - Complexity: O(bytes).
  package static func core(of id: Span<UInt8>) -> Range<Int> {
    let zero = UInt8(ascii: "0")
    var end = id.count
    while end > 0, id[end - 1] == zero { end -= 1 }
    let isNumber =
      end > 1 && end < id.count && id[end - 1] == UInt8(ascii: ".")
      && (0..<end - 1).allSatisfy { zero...UInt8(ascii: "9") ~= id[$0] }
    end = isNumber ? end - 1 : id.count
    var start = 0
    while start < end - 1, id[start] == zero { start += 1 }
    return start..<end
  }

  /// In what two ids differ; `nil` where it is something else, or nothing.
  ///
  /// - Complexity: O(bytes).
  package init?(between one: Span<UInt8>, _ other: Span<UInt8>) {
    let (core, otherCore) = (Self.core(of: one), Self.core(of: other))
    guard core.count == otherCore.count else { return nil }
    self = []
    for offset in 0..<core.count {
      let (byte, otherByte) = (one[core.lowerBound + offset], other[otherCore.lowerBound + offset])
      if byte == otherByte { continue }
      guard lowercased(byte) == lowercased(otherByte) else { return nil }
      insert(.capitals)
    }
    if core.lowerBound != otherCore.lowerBound { insert(.leadingZeros) }
    if one.count - core.upperBound != other.count - otherCore.upperBound { insert(.pointZero) }
    if isEmpty { return nil }
  }

  /// The differences in words: `in leading zeros alone`.
  package var words: String {
    let parts = [
      contains(.leadingZeros) ? "leading zeros" : nil,
      contains(.pointZero) ? "a .0 at the end" : nil,
      contains(.capitals) ? "capitals" : nil,
    ].compactMap(\.self)
    return "in " + parts.joined(separator: " and ") + " alone"
  }
}
