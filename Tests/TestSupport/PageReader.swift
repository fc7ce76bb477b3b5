/// Reads the tables of a page back, as the program writes them: a slow and obvious reading of the
/// part of HTML that it uses, which leaves out end tags that may be left out.
package struct PageReader {
  /// A table of a page.
  package struct Table {
    /// For each column the names in `data-columns`.
    package let columns: [[String]]
    /// For each row the cells, each with its values: its own text, then its second line.
    package let rows: [[[String]]]

    /// The value of a row in the column of a CSV file; `nil` where the table does not show it.
    package func value(_ name: String, row: Int) -> String? {
      for (number, names) in columns.enumerated() {
        guard let place = names.firstIndex(of: name) else { continue }
        let values = rows[row][number]
        return place < values.count ? values[place] : ""
      }
      return nil
    }

    /// Every name of a column of a CSV file that is shown.
    package var names: [String] { columns.flatMap(\.self) }
  }

  private let text: String

  /// A page.
  package init(_ page: [UInt8]) { text = String(decoding: page, as: UTF8.self) }

  /// The table whose start tag begins so: `<table id=rated`; `nil` where there is none.
  package func table(_ start: String) -> Table? {
    guard let open = text.range(ofBytes: start),
      let end = text.range(ofBytes: "</table>", from: open.upperBound)
    else { return nil }
    let table = String(text[open.lowerBound..<end.lowerBound])
    guard let body = table.range(ofBytes: "<tbody>") else { return nil }
    let head = String(table[..<body.lowerBound])
    let columns = head.matches(of: /<th scope=col[^>]*data-columns=(?:"([^"]*)"|([a-z0-9_]+))/)
      .map { match in
        (match.1 ?? match.2 ?? "").split(separator: " ").map(String.init)
      }
    // Heads of groups and derivations are rows with a class.
    let rows = table[body.upperBound...].split(byBytes: "<tr>").dropFirst().map { row in
      row.split(byBytes: "<tr class=")[0].split(byBytes: "<tbody>")[0].split(
        separator: /<t[hd](?: scope=row)?>/, omittingEmptySubsequences: false
      )
      .dropFirst()
      .enumerated()
      .map { column, cell in
        let values = Self.values(String(cell))
        // A second line that would be empty is left out.
        let missing = column < columns.count ? max(0, columns[column].count - values.count) : 0
        return values + Array(repeating: "", count: missing)
      }
    }
    return Table(columns: columns, rows: rows)
  }

  /// The pieces of a table that begin so, as they stand there.
  package func pieces(of table: String, from start: String) -> [String] {
    guard let open = text.range(ofBytes: table),
      let end = text.range(ofBytes: "</table>", from: open.upperBound)
    else { return [] }
    return Array(text[open.lowerBound..<end.lowerBound].split(byBytes: start).dropFirst())
  }

  /// The names of all elements, in the order of their start tags, each with its attributes.
  package var startTags: [String] {
    text.matches(of: /<([a-z!][^>]*)>/).map { String($0.1) }
  }

  /// The text of each element of a name.
  package func contents(of element: String) -> [String] {
    text.split(byBytes: "<\(element)>").dropFirst().map { piece in
      piece.range(ofBytes: "</\(element)>").map { String(piece[..<$0.lowerBound]) } ?? piece
    }
  }

  /// A text without references to characters.
  package static func unescaped(_ text: String) -> String {
    var text = text
    for (reference, character) in [
      ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&"),
    ] {
      text = text.split(byBytes: reference).joined(separator: character)
    }
    return text
  }

  private static func values(_ cell: String) -> [String] {
    if cell.range(ofBytes: "<div class=finding>") != nil { return [remarks(cell)] }
    var cell = cell
    for fold in ["<details class=more><summary>", "<details><summary>", "</summary>"] {
      cell = cell.split(byBytes: fold).joined()
    }
    // The number of a row, and whose derivation it is.
    for (start, end) in [("<b>", "</b>"), ("<span class=", "</span>")] {
      cell = cell.split(byBytes: start).enumerated().map { number, piece in
        number == 0 ? piece : piece.split(byBytes: end).dropFirst().joined(separator: end)
      }.joined()
    }
    cell = cell.split(byBytes: "</details>").joined()
    let start = cell.utf8.firstIndex(of: UInt8(ascii: "<")) ?? cell.endIndex
    let second = cell.range(ofBytes: "<br>") ?? cell.range(ofBytes: "<small>")
    let lines =
      [cell[..<start]]
      + (second.map { second in
        let end = cell.range(ofBytes: "</small>", from: second.upperBound)?.lowerBound
        return [cell[second.upperBound..<(end ?? cell.endIndex)]]
      } ?? [])
    // The line end of the template after the last cell of a row.
    return lines.map { unescaped(String($0.utf8.last == 0x0A ? $0.dropLast() : $0)) }
  }
}

extension PageReader {
  /// What the CSV file says of the findings of a cell: `code: sentences (place) | …`.
  private static func remarks(_ cell: String) -> String {
    cell.split(byBytes: "<div class=finding>").dropFirst().map { finding in
      let finding = finding.split(byBytes: "</div>")[0]
      let parts = finding.split(byBytes: "<small>")
      guard parts.count == 2 else { return "… and " + finding.dropLast() }
      let sentence = ["<details class=more><summary>", "</summary>", "</details>"].reduce(parts[0])
      {
        $0.split(byBytes: $1).joined()
      }
      let source = parts[1].split(byBytes: "</small>")[0].split(byBytes: " · ")
      return unescaped("\(source[0]): \(sentence) (\(source[1]))")
    }.joined(separator: " | ")
  }
}

extension String {
  /// The place of a text, compared by bytes: a combining mark after `<` hides it from `String`.
  fileprivate func range(ofBytes other: String, from start: Index? = nil) -> Range<Index>? {
    utf8[(start ?? startIndex)...].firstRange(of: Array(other.utf8))
  }

  /// The pieces between a text.
  fileprivate func split(byBytes separator: String) -> [String] {
    var pieces: [String] = []
    var start = startIndex
    while let range = range(ofBytes: separator, from: start) {
      pieces.append(String(self[start..<range.lowerBound]))
      start = range.upperBound
    }
    return pieces + [String(self[start...])]
  }
}

extension Substring {
  fileprivate func split(byBytes separator: String) -> [String] {
    String(self).split(byBytes: separator)
  }
}
