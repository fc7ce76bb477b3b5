/// The characters that `Runs.md` says make a spreadsheet run a text that begins with one of them.
private let formulaStarts = "=+-@|%\t＝＋－＠".unicodeScalars

/// Whether a spreadsheet would take a text for a formula.
package func beginsFormula(_ text: some StringProtocol) -> Bool {
  text.unicodeScalars.first.map(formulaStarts.contains) ?? false
}

/// Whether a text gets an apostrophe before it in a CSV file: what follows the apostrophes that it
/// begins with, if any, is one that a spreadsheet would run.
package func needsApostrophe(_ text: some StringProtocol) -> Bool {
  beginsFormula(String(String.UnicodeScalarView(text.unicodeScalars.drop { $0 == "'" })))
}

/// The text of a CSV field without the apostrophe that keeps spreadsheets from running it.
package func unguarded(_ field: String) -> String {
  var rest = field.unicodeScalars[...]
  guard rest.popFirst() == "'", needsApostrophe(Substring(rest)) else { return field }
  return String(rest)
}
