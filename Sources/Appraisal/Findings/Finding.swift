/// One coded statement about the input, without its place.
///
/// A finding is a few bytes, so that millions of them can be made, counted and made again; its
/// words come from ``AppraisalSystem/write(_:of:related:to:)`` when somebody is to read them.
public struct Finding: Hashable, Sendable {
  public let code: FindingCode
  /// The index of the element that it is about, in the order of the system.
  public let element: Int?
  /// What was found, in the unit of the code: hundredths of a percent for a weight or a total, a
  /// number of fields for a record. 0 where the code has no number.
  public let found: UInt32
  /// What was expected, in the unit of `found`, where it depends on the input.
  public let expected: UInt32

  /// A finding; leave out what its code does not have.
  public init(_ code: FindingCode, element: Int? = nil, found: UInt32 = 0, expected: UInt32 = 0) {
    self.code = code
    self.element = element
    self.found = found
    self.expected = expected
  }
}
