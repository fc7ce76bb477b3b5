/// A performance level: 5 is the best, 1 the worst.
///
/// The five levels are fixed by law; what an agency may choose is their labels, which are part of
/// its ``AppraisalSystem``.
///
/// Source: 5 CFR 430.305(a)(6)–(7).
public enum Level: UInt8, CaseIterable, Comparable, Hashable, Sendable {
  case one = 1
  case two
  case three
  case four
  case five

  /// The number of the level, 1–5.
  public var number: Int { Int(rawValue) }

  public static func < (lower: Level, upper: Level) -> Bool { lower.rawValue < upper.rawValue }
}
