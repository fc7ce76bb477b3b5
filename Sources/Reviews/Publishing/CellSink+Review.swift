import Appraisal
import Columns
import Tables

extension CellSink where Self: ~Copyable {
  /// Adds a text of UTF-8, perhaps empty.
  mutating func append(text: [UInt8]) { append(text: text.span) }

  /// Adds a text that may be longer than what spreadsheets open.
  mutating func append(short text: [UInt8]) { append(text: CellText.array(text)) }

  /// Adds a day; `nil` for a blank cell.
  mutating func append(day: CalendarDate?) {
    guard let ascii = day?.ascii else { return append(word: "") }
    append(word: ascii.span)
  }

  /// Adds `yes` or `no`; `nil` for a blank cell.
  mutating func append(answer: Bool?) { append(word: answer.map { $0 ? "yes" : "no" } ?? "") }
}
