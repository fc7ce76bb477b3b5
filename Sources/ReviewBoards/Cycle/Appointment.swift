import Appraisal

/// What kind of appointment an executive has, as far as the law of boards and limits distinguishes it.
package enum Appointment: Sendable {
  case career
  case other
  /// It is not given.
  case unknown

  /// What a text says, capitals and blanks aside.
  package init(_ text: Span<UInt8>) {
    self = isFolded(text, to: Self.careerWord) ? .career : text.isBlank ? .unknown : .other
  }

  private static let careerWord = Array("career".utf8)
}
