import Appraisal
import Columns
import Tables

/// A heading as messages show it: blanks and line breaks, which do not count, as one space, and what
/// else cannot be seen spelled out.
package func shownHeading(_ heading: [UInt8]) -> String {
  var shown: [UInt8] = []
  var index = 0
  while index < heading.count {
    let isBreak = heading[index] == UInt8(ascii: "\n") || heading[index] == UInt8(ascii: "\r")
    let blank = isBreak ? 1 : heading.span.blankLength(at: index)
    if blank == 0 {
      shown.append(heading[index])
    } else if shown.last.map({ $0 != UInt8(ascii: " ") }) ?? false {
      shown.append(UInt8(ascii: " "))
    }
    index += max(blank, 1)
  }
  if shown.last == UInt8(ascii: " ") { shown.removeLast() }
  return spelledOut(shown)
}

/// A heading in quotes, cut where it is long.
package func quotedHeading(_ heading: [UInt8]) -> String {
  let shown = shownHeading(heading)
  let longest = 40
  guard shown.unicodeScalars.count > longest else { return "'\(shown)'" }
  var cut = String.UnicodeScalarView()
  cut.append(contentsOf: shown.unicodeScalars.prefix(longest))
  return "'\(String(cut))…'"
}

/// Some things in a row: `a`, `a and b`, `a, b and c`.
package func listed(_ things: [String]) -> String {
  guard let last = things.last else { return "" }
  if things.count == 1 { return last }
  return things.dropLast().joined(separator: ", ") + " and " + last
}
