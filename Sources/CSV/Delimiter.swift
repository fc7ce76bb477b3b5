/// What programs put between columns in place of the comma.
package enum Delimiter: UInt8, CaseIterable, Sendable {
  case semicolon = 0x3B
  case tab = 0x09
  case bar = 0x7C

  /// `';'`, `a tab`.
  package var name: String {
    switch self {
    case .semicolon: "';'"
    case .tab: "a tab"
    case .bar: "'|'"
    }
  }

  /// What to ask a person who sent a file with it, and to do.
  package var hint: String { "is the delimiter \(name)? \(Self.fix)" }

  /// What to do about a file with another delimiter than the comma.
  package static let fix =
    "Open the file in the spreadsheet, choose Save As, and save it as Excel Workbook (.xlsx) or with commas."
}
