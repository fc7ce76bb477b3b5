extension StringProtocol {
  /// How many columns a text takes on a terminal: two for each character of the East Asian scripts
  /// and most pictures, none for a mark that stands on the character before it, one for all others.
  ///
  ///     "Results".displayWidth   // 7
  ///     "人事".displayWidth       // 4
  ///
  /// Source: Unicode Standard Annex 11, in its main blocks; terminals differ on the rest.
  ///
  /// - Complexity: O(length of the text).
  package var displayWidth: Int {
    if utf8.allSatisfy({ $0 < 0x80 }) { return utf8.count }
    return unicodeScalars.reduce(0) { $0 + $1.displayWidth }
  }
}

/// A text with blanks after it, up to a number of columns.
package func padded(_ text: String, _ width: Int) -> String {
  text + String(repeating: " ", count: max(0, width - text.displayWidth))
}

/// A text with blanks before it, up to a number of columns.
package func aligned(_ text: String, _ width: Int) -> String {
  String(repeating: " ", count: max(0, width - text.displayWidth)) + text
}

extension Unicode.Scalar {
  /// How many columns the character takes on a terminal, 0–2.
  package var displayWidth: Int {
    switch value {
    case 0..<0x300: return 1
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3,
      0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F,
      0x1F680...0x1F6FF, 0x1F900...0x1FAFF, 0x20000...0x3FFFD:
      return 2
    default:
      switch properties.generalCategory {
      case .nonspacingMark, .enclosingMark, .format: return 0
      default: return 1
      }
    }
  }
}

/// A text in lines of at most this many columns, broken at blanks where there are some.
package func wrapped(_ text: String, _ limit: Int) -> [String] {
  func columns(_ scalars: [Unicode.Scalar]) -> Int { scalars.reduce(0) { $0 + $1.displayWidth } }
  var lines: [[Unicode.Scalar]] = [[]]
  for scalar in text.unicodeScalars {
    let line = lines[lines.count - 1]
    if columns(line) + columns([scalar]) > limit {
      let rest = line.lastIndex(of: " ").map { $0 + 1 } ?? line.count
      lines[lines.count - 1] = Array(line[..<rest])
      lines.append(Array(line[rest...]))
    }
    lines[lines.count - 1].append(scalar)
  }
  return lines.map { line in
    String(String.UnicodeScalarView(line.last == " " ? line.dropLast() : line[...]))
  }
}

/// A line in parts of at most so many columns, broken at blanks; those after the first stand two columns
/// further to the right than the line begins. A word that is longer, such as a path, stays whole.
///
///     fitted("  plans.csv:4 duplicate-plan", 18)   // ["  plans.csv:4", "    duplicate-plan"]
///
/// - Parameter columns: `nil` for a line of any length, as for a pipe.
/// - Complexity: O(length of the line).
package func fitted(_ line: String, _ columns: Int?) -> [String] {
  guard let columns, line.displayWidth > columns else { return [line] }
  let scalars = Array(line.unicodeScalars)
  let indentation = scalars.prefix { $0 == " " }.count
  let margin = String(repeating: " ", count: min(indentation + 2, columns / 2))
  var parts: [String] = []
  var start = 0
  while start < scalars.count {
    let room = columns - (parts.isEmpty ? 0 : margin.count)
    let first = parts.isEmpty ? indentation : start
    var width = first - start
    var end = first
    // After the last word that fits, or the only one.
    var wordEnd: Int?
    while end < scalars.count {
      if scalars[end] == " ", scalars[end - 1] != " " { wordEnd = end }
      width += scalars[end].displayWidth
      if width > room, wordEnd != nil { break }
      end += 1
    }
    let cut = end == scalars.count ? end : wordEnd ?? end
    let text = String(String.UnicodeScalarView(scalars[start..<cut]))
    parts.append(parts.isEmpty ? text : margin + text)
    start = cut
    while start < scalars.count, scalars[start] == " " { start += 1 }
  }
  return parts
}
