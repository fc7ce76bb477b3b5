/// What is known of an executive; a set of bits.
struct ExecutiveFlags: OptionSet, BitwiseCopyable, Sendable {
  let rawValue: UInt8
  /// Something about the plan is an error.
  static let planIsWrong = ExecutiveFlags(rawValue: 1)
  /// Ratings were given, right or wrong.
  static let hasRatings = ExecutiveFlags(rawValue: 2)
  /// Something about the ratings is an error.
  static let ratingsAreWrong = ExecutiveFlags(rawValue: 4)
  /// Long layout: the plan put together from its records breaks a rule.
  static let planBreaksRule = ExecutiveFlags(rawValue: 8)
  /// Long layout: the ratings put together from their records lack one.
  static let ratingsBreakRule = ExecutiveFlags(rawValue: 16)
  /// Long layout: the records disagree about a text.
  static let textsConflict = ExecutiveFlags(rawValue: 32)
  /// There is more than one plan, so that none is chosen.
  static let planIsDuplicate = ExecutiveFlags(rawValue: 64)
  /// There is more than one set of ratings, so that none is chosen.
  static let ratingsAreDuplicate = ExecutiveFlags(rawValue: 128)

  /// What an executive is rejected for. Bits and no list of flags, for which each look would allocate memory.
  private static let errors: UInt8 = planIsWrong.rawValue | ratingsAreWrong.rawValue

  /// Something is an error, so that the executive is not scored.
  @inline(__always)
  var isRejected: Bool { rawValue & Self.errors != 0 }
}
