/// What is known of a record besides its values; a set of bits.
struct RecordFlags: OptionSet, BitwiseCopyable, Sendable {
  let rawValue: UInt8
  /// No valid executive id: the record belongs to nobody that can be named.
  static let unidentified = RecordFlags(rawValue: 1)
  /// Something in the record is an error: its executive is rejected.
  static let wrong = RecordFlags(rawValue: 2)
  /// A wide record whose own weights or ratings break a rule: ask the rules which.
  static let breaksRule = RecordFlags(rawValue: 4)
  /// Every rating of the record is blank: nobody was rated by it.
  static let withoutValues = RecordFlags(rawValue: 8)
  /// The file has a column for the board, and this record leaves it blank.
  static let boardIsBlank = RecordFlags(rawValue: 16)
  /// A field count or element that leaves no value to read.
  static let withoutElement = RecordFlags(rawValue: 32)
}
