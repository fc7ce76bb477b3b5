package import Appraisal

/// An agency's facts for one appraisal period: dates, units, certification and determinations.
///
/// Decoded from a YAML file (``decode(_:)``).
package struct Cycle: Sendable {
  /// The first and the last day of the appraisal period.
  package struct Period: Hashable, Sendable {
    package let from: CalendarDate
    package let to: CalendarDate

    /// Where a day lies on which somebody recommends, decides or responds.
    package enum Place: Sendable { case beforeEnd, inTime, late }

    /// For how many days after its end a rating is expected: a year, with a leap day.
    private static let daysToRate = 366

    /// Where a day lies: ratings are assigned at the end of a period, and the next one is due a year later.
    package func place(of day: CalendarDate) -> Place {
      switch day.days(since: to) {
      case ..<0: .beforeEnd
      case ...Self.daysToRate: .inTime
      default: .late
      }
    }
  }

  /// A population with limits of its own: the department without its Inspector General, or the office of
  /// the Inspector General.
  package struct Unit: Sendable {
    /// The boards of a unit.
    package enum Boards: Sendable {
      /// Those of these names.
      case named([Located<String>])
      /// All that no other unit names.
      case rest
    }

    package let name: Located<String>
    package let boards: Boards
    /// What the career appointees were paid as basic pay in the fiscal year before.
    package let careerBasicPayPaid: Dollars?
    /// The average of their annual rates of basic pay.
    package let careerAverageRate: Dollars?
    /// How many career executives are on board at the end of the period, where rules ask for it.
    package let careerExecutives: Int?
    /// The citation of the President's waiver of the distribution limit.
    package let waiver: String?
  }

  /// What the agency states of a board.
  package struct Board: Sendable {
    package let prb: Located<String>
    /// The day on which it recommended.
    package let recommendedOn: CalendarDate?
    /// The citation of OPM's determination that there are too few career appointees for a majority.
    package let insufficientCareer: String?
  }

  package let agency: String
  package let period: Period
  /// Whether the appraisal system is certified, which raises the ceiling of pay; `nil` if the file does
  /// not say.
  package let isCertified: Bool?
  /// The day on which new rates of pay take effect.
  package let payEffective: CalendarDate?
  /// The day of the authority's decisions, unless one says otherwise.
  package let decidedOn: CalendarDate?
  /// At least one.
  package let units: [Unit]
  package let boards: [Board]
  /// What is checked elsewhere, and by whom or where: it need not be given to close a review.
  package let checkedElsewhere: [ClosingCheck: String]
  /// Where the list of units stands.
  let unitsPlace: Statement.Place

  /// Decodes a cycle file.
  ///
  /// - Parameter yaml: The bytes of the file, UTF-8 with or without a byte order mark.
  /// - Throws: ``RefusedFile`` with everything that is wrong and the places.
  /// - Complexity: O(bytes).
  package static func decode(_ yaml: [UInt8]) throws(RefusedFile) -> Cycle {
    try CycleDecoder.decode(yaml)
  }
}
