import Appraisal

/// The marking of a workbook, such as `CUI//SP-PRVCY`: in a row of its own above the table, and at the top
/// and bottom of each printed page.
package enum Marking {
  /// How many columns of a terminal it may be wide; so many letters stand on one line of a page.
  package static let mostColumns = 100

  /// Whether a marking can be read whole on each printed page. Excel cuts or wraps what is longer, and a
  /// marking that is cut says something else.
  package static func fits(_ text: String) -> Bool { text.displayWidth <= mostColumns }
}
