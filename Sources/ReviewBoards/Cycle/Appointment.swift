import Appraisal

/// What kind of appointment an executive has, as far as the law of boards and limits distinguishes it.
package enum Appointment: Sendable {
  case career
  /// Noncareer or limited: of these there are no limits, and no career majority is asked for.
  case other
  /// It is blank or none of the known ones: nobody can say whether it is a career appointment.
  case unknown

  /// What a text says, capitals, blanks and hyphens aside.
  package init(_ text: Span<UInt8>) {
    if Self.careerWords.contains(where: { isFolded(text, to: $0) }) {
      self = .career
    } else {
      self = Self.otherWords.contains { isFolded(text, to: $0) } ? .other : .unknown
    }
  }

  /// 5 U.S.C. 3132(a)(4) to (7) name the appointments; the letters are those of OPM Form 1558. The most usual come
  /// first.
  private static let careerWords = ["career", "careerappointee", "careerappointment", "c"].map {
    Array($0.utf8)
  }
  private static let otherWords = [
    "noncareer", "limitedterm", "limitedemergency", "limited", "noncareerappointee",
    "noncareerappointment", "limitedtermappointee", "limitedtermappointment",
    "limitedemergencyappointee", "limitedemergencyappointment", "n", "l", "presidential",
    "military", "other",
  ].map { Array($0.utf8) }
}
