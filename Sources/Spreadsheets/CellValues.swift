/// How the value of a cell is stored: ECMA-376 part 1, 18.18.11.
enum CellType {
  case number
  case sharedText
  case inlineText
  /// A text in the cell itself, mostly what a formula gave.
  case text
  case bool
  case error
  /// A day as text.
  case day

  /// `nil` for a type that is not known.
  init?(_ text: Span<UInt8>) {
    if equals(text, "n") {
      self = .number
    } else if equals(text, "s") {
      self = .sharedText
    } else if equals(text, "inlineStr") {
      self = .inlineText
    } else if equals(text, "str") {
      self = .text
    } else if equals(text, "b") {
      self = .bool
    } else if equals(text, "e") {
      self = .error
    } else if equals(text, "d") {
      self = .day
    } else {
      return nil
    }
  }
}

/// Writes the numbers of cells as the formats of their styles show them, where these are exact.
struct CellValues: Sendable {
  let formats: [NumberFormat]
  let countsFrom1904: Bool

  /// Appends the number of a cell.
  ///
  /// - Returns: What it is; `nil` if the text is no number. Nothing is appended for no text.
  func append(_ text: Span<UInt8>, style: Int, to shown: inout [UInt8]) -> SheetRows.Kind? {
    guard !text.isEmpty else { return .value }
    guard let number = DecimalNumber(text) else { return nil }
    switch style < formats.count ? formats[style] : .plain {
    case .plain: number.append(to: &shown)
    case .percent:
      number.append(to: &shown, timesTenTo: 2)
      shown.append(UInt8(ascii: "%"))
    case .zeros(let count):
      let start = shown.count
      number.append(to: &shown)
      if number.isWhole, shown.count - start < count {
        shown.insert(
          contentsOf: repeatElement(UInt8(ascii: "0"), count: count - (shown.count - start)),
          at: start)
      }
    case .date:
      appendDay(text, to: &shown)
      return .date
    }
    return .value
  }

  /// Appends the day of a number as `2026-10-01`; the number itself where it is none.
  private func appendDay(_ text: Span<UInt8>, to shown: inout [UInt8]) {
    let end = text.indices.first { text[$0] == UInt8(ascii: ".") } ?? text.count
    // Up to the last day of the year 9999.
    guard let serial = number(in: text.extracting(first: end)), 1...2_958_465 ~= serial else {
      shown.append(copying: text)
      return
    }
    // Day 60 of the count from 1900 is a 29 February that never was.
    let days = countsFrom1904 ? serial + 1462 : serial < 60 ? serial + 1 : serial
    shown += Self.day(days - 25_569).utf8
  }

  /// The date of a day, counted from 1970-01-01.
  ///
  /// Source: H. Hinnant, chrono-Compatible Low-Level Date Algorithms, civil_from_days.
  private static func day(_ day: Int) -> String {
    let shifted = day + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    func padded(_ number: Int, _ width: Int) -> String {
      let digits = String(number)
      return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
    return padded(year, 4) + "-" + padded(month, 2) + "-"
      + padded(dayOfYear - (153 * shiftedMonth + 2) / 5 + 1, 2)
  }
}
