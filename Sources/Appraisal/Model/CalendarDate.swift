/// A day of the Gregorian calendar, without a time or a zone.
///
///     CalendarDate(iso: "2025-01-20")?.adding(days: 120).description   // "2025-05-20"
package struct CalendarDate: Hashable, Comparable, Sendable {
  /// Days since 1 March 2000, before it negative: the first day after a leap day of a year that is a
  /// multiple of 400, from which the calendar repeats itself without exceptions.
  private let number: Int32

  private init(number: Int32) { self.number = number }

  /// The day that is written `YYYY-MM-DD`, in a year from 1900 to 2199; `nil` for anything else, such as
  /// 29 February in a year without one.
  ///
  /// - Complexity: O(1).
  package init?(iso text: Span<UInt8>) {
    guard text.count == 10, text[4] == UInt8(ascii: "-"), text[7] == UInt8(ascii: "-"),
      let year = Self.digits(of: text, 0..<4), let month = Self.digits(of: text, 5..<7),
      let day = Self.digits(of: text, 8..<10), 1900...2199 ~= year, 1...12 ~= month
    else { return nil }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let days: Int32 =
      switch month {
      case 2: isLeap ? 29 : 28
      case 4, 6, 9, 11: 30
      default: 31
      }
    guard 1...days ~= day else { return nil }
    self.init(year: year, month: month, day: day)
  }

  /// The day that is written `YYYY-MM-DD`; see ``init(iso:)-(Span<UInt8>)``.
  package init?(iso text: String) {
    let bytes = Array(text.utf8)
    self.init(iso: bytes.span)
  }

  /// Years begin with March here, so that a leap day is the last day of its year.
  private init(year: Int32, month: Int32, day: Int32) {
    let years = year - 2000 - (month < 3 ? 1 : 0)
    let months = (month + 9) % 12
    // Months of 31, 30, 31, 30 and 31 days, twice: 153 days for each five.
    let daysOfYear = (153 * months + 2) / 5 + day - 1
    number =
      365 * years + Self.floor(years, 4) - Self.floor(years, 100) + Self.floor(years, 400)
      + daysOfYear
  }

  private static func digits(of text: Span<UInt8>, _ range: Range<Int>) -> Int32? {
    var value: Int32 = 0
    for index in range {
      guard let digit = digit(text[index]) else { return nil }
      value = value * 10 + Int32(digit)
    }
    return value
  }

  /// The quotient, rounded down, of a number that may be negative.
  private static func floor(_ number: Int32, _ divisor: Int32) -> Int32 {
    number >= 0 ? number / divisor : -((divisor - 1 - number) / divisor)
  }

  /// How many days this day comes after another; negative if it comes before.
  package func days(since other: CalendarDate) -> Int { Int(number) - Int(other.number) }

  /// The day that comes so many days later, or with a negative number earlier.
  ///
  /// - Precondition: the day is less than two million years away.
  package func adding(days: Int) -> CalendarDate { CalendarDate(number: number + Int32(days)) }

  package static func < (one: CalendarDate, other: CalendarDate) -> Bool {
    one.number < other.number
  }
}

extension CalendarDate: CustomStringConvertible {
  /// `YYYY-MM-DD`.
  package var description: String {
    let text = ascii
    return String(decoding: text.indices.map { text[$0] }, as: UTF8.self)
  }

  /// `YYYY-MM-DD` as bytes: no string has to be made for each cell of a column of days.
  package var ascii: [10 of UInt8] {
    let cycle = Self.floor(number, 146_097)
    // Nothing is negative from here on, which makes the divisions cheaper.
    let ofCycle = UInt32(bitPattern: number - 146_097 * cycle)
    // The last day of a cycle, and of each four years, is one more than the division expects.
    let century = min(ofCycle / 36_524, 3)
    let ofCentury = ofCycle - 36_524 * century
    let fourth = ofCentury / 1_461
    let ofFourth = ofCentury - 1_461 * fourth
    let single = min(ofFourth / 365, 3)
    let ofYear = ofFourth - 365 * single
    let months = (5 * ofYear + 2) / 153
    let day = ofYear - (153 * months + 2) / 5 + 1
    let month = months < 10 ? months + 3 : months - 9
    let year =
      UInt32(2000 + 400 * cycle) + 100 * century + 4 * fourth + single + (month < 3 ? 1 : 0)
    func digit(_ number: UInt32, _ divisor: UInt32) -> UInt8 {
      UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number / divisor % 10)
    }
    return [
      digit(year, 1000), digit(year, 100), digit(year, 10), digit(year, 1), UInt8(ascii: "-"),
      digit(month, 10), digit(month, 1), UInt8(ascii: "-"), digit(day, 10), digit(day, 1),
    ]
  }
}
