/// Whole runs over any bytes.
///
/// The first byte of an input chooses how the run is made (``RunChoices``). The files come after
/// it, each after a line `=== plans`, `=== ratings` or `=== both`.
@Sendable func fuzzChecker(_ input: [UInt8]) -> Verdict {
  guard let choices = input.first else { return .useless }
  var sheets = RunSheets()
  var role: Substring?
  var sheet: [UInt8] = []
  func endSheet() {
    if role == "plans" || role == "both" { sheets.plans.append(sheet) }
    if role == "ratings" { sheets.ratings.append(sheet) }
    if role == "both" { sheets.both.append(sheets.plans.count - 1) }
    sheet = []
  }
  for line in input.dropFirst().split(separator: 0x0A, omittingEmptySubsequences: false) {
    let text = String(decoding: line.prefix(12), as: UTF8.self)
    if ["=== plans", "=== ratings", "=== both"].contains(text), line.count == text.utf8.count {
      endSheet()
      role = text.dropFirst(4)
    } else {
      sheet += line + [0x0A]
    }
  }
  // What follows the last LF of the input is a line without an end.
  sheet.removeLast()
  endSheet()
  return checkRun(over: sheets, RunChoices(choices))
}
