import Appraisal
import CSV

/// What the columns of a header are read for, by their names.
///
/// Names match without regard to case, blanks, line breaks, `_` and `-`.
package struct MatchedColumns<Use: Hashable & Sendable>: Sendable {
  /// What a name means to whoever reads the file.
  package enum Meaning {
    case read(Use)
    /// It belongs to another kind of file or is a form's own, and is passed over without a word.
    case passedOver
    case unknown
  }

  /// The column of each use that the file has one for.
  package private(set) var columnOfUse: [Use: Int] = [:]
  /// The columns with a name that means nothing.
  package private(set) var unknown: [Int] = []
  /// The columns without a name, those side by side together.
  package private(set) var nameless: [Range<Int>] = []
  /// Columns that have one name, or mean the same, in words.
  package private(set) var clashes: [String] = []
  /// How many columns have a name that means something.
  fileprivate private(set) var known = 0

  /// Matches a header.
  ///
  /// - Parameters:
  ///   - header: The names of the columns as the file spells them.
  ///   - renamed: Headings that stand for other names.
  ///   - meaning: What a name, as `folded(_:)` leaves it, means.
  /// - Complexity: O(bytes of the header).
  package init(
    header: [[UInt8]], renamed: RenamedColumns,
    meaning: (_ name: [UInt8], _ column: Int) -> Meaning
  ) {
    /// `'Name' (column 2, B in a spreadsheet)`
    func words(_ column: Int) -> String {
      "\(quotedHeading(header[column])) (column \(column + 1), \(columnLetters(column + 1)) in a spreadsheet)"
    }
    var firstColumn: [[UInt8]: Int] = [:]
    for (column, name) in renamed.foldedNames(of: header).enumerated() {
      if name.isEmpty {
        appendNameless(column)
        continue
      }
      if let first = firstColumn.updateValue(column, forKey: name) {
        let isRenamed = folded(header[column]) != folded(header[first])
        clashes.append(
          isRenamed
            ? "\(words(first)) and \(words(column)) mean the same, one of them by --column"
            : "\(words(column)) has the same name as \(words(first))")
        continue
      }
      let meaning = meaning(name, column)
      if case .unknown = meaning {} else { known += 1 }
      switch meaning {
      case .unknown: unknown.append(column)
      case .passedOver: break
      case .read(let use):
        if let other = columnOfUse[use] {
          clashes.append("\(words(other)) and \(words(column)) mean the same")
        } else {
          columnOfUse[use] = column
        }
      }
    }
  }

  private mutating func appendNameless(_ column: Int) {
    if let last = nameless.last, last.upperBound == column {
      nameless[nameless.count - 1] = last.lowerBound..<column + 1
    } else {
      nameless.append(column..<column + 1)
    }
  }
}

/// What makes a header unusable, in words; what to do about it depends on what the file is for.
package struct HeaderProblems: Sendable {
  /// The names of the columns as the file spells them.
  package let header: [[UInt8]]
  /// The headings that stand for other names.
  package let renamed: RenamedColumns
  /// See ``MatchedColumns/clashes``.
  package let clashes: [String]
  /// The required columns that the file does not have, and the other names that each may have.
  package let missing: [(name: String, aliases: [String])]
  private let unknown: [Int]
  private let nameless: [Range<Int>]
  private let known: Int

  /// How many problems are told, and how many headings; a header may have one for each of its columns.
  private static let most = 20

  /// The problems of a header that was matched; `nil` where it can be used.
  package init?<Use>(
    of columns: MatchedColumns<Use>, missing: [(name: String, aliases: [String])],
    header: [[UInt8]], renamed: RenamedColumns
  ) {
    guard !columns.clashes.isEmpty || !missing.isEmpty else { return nil }
    self.header = header
    self.renamed = renamed
    clashes = columns.clashes
    self.missing = missing
    unknown = columns.unknown
    nameless = columns.nameless
    known = columns.known
  }

  /// Whether it is surely a header: two of its headings are known, or half of those that are missing stand in it
  /// nearly right. One may be in a record too, which is told to nobody: it must not end in a log.
  package var isSurelyHeader: Bool {
    missing.isEmpty || known >= 2 || 2 * suggestions.pairs.count >= missing.count
  }

  /// The fact. Cells of what may be a record are not told.
  ///
  /// - Parameter namesHeadings: Whether the headings that mean nothing help.
  package func fact(namesHeadings: Bool) -> String {
    let isHeader = isSurelyHeader
    // Each names two headings.
    var problems = Self.first(Self.most / 2, of: isHeader ? clashes : [])
    if missing.count == 1 {
      problems.append("the column \(missing[0].name) is missing")
    } else if !missing.isEmpty {
      problems.append("the columns \(listed(missing.map(\.name))) are missing")
    }
    for column in renamed.unused(in: [header]) {
      problems.append("no column has the heading '\(column.heading)' of --column")
    }
    if namesHeadings, isHeader, !missing.isEmpty {
      let shown =
        Self.first(Self.most, of: unknown.map { quotedHeading(header[$0]) })
        + Self.first(Self.most, of: nameless.map(Self.words))
      if !shown.isEmpty {
        problems.append("not recognized: \(shown.joined(separator: ", "))")
      }
    }
    return "The header cannot be used: \(problems.joined(separator: "; "))."
  }

  /// `column 6 without a name`.
  private static func words(for nameless: Range<Int>) -> String {
    let (first, last) = (nameless.lowerBound + 1, nameless.upperBound)
    return first == last
      ? "column \(first) (\(columnLetters(first)) in a spreadsheet) without a name"
      : "columns \(first) to \(last) (\(columnLetters(first)) to \(columnLetters(last)) in a "
        + "spreadsheet) without a name"
  }

  /// The first of some texts, and how many more there are.
  private static func first(_ limit: Int, of texts: [String]) -> [String] {
    let more = texts.count - limit
    return texts.prefix(limit) + (more > 0 ? ["… and \(grouped(more)) more"] : [])
  }

  /// The last line that is looked at for a header further down.
  package static let lastLine = 20

  /// What to do where a line further down looks like the header.
  ///
  /// - Parameters:
  ///   - words: What is said of the line besides.
  ///   - isRow: Whether it is a row of a sheet.
  package static func fix(
    forHeaderOnLine line: Int, _ words: String = "", isRow: Bool = false
  ) -> String {
    "\(isRow ? "Row" : "Line") \(line) looks like the header\(words): delete the "
      + "\(isRow ? "rows" : "lines") above it."
  }

  /// What may have happened to a header of which nothing is known, and of which one column was found, or a few by the
  /// commas in a heading; `nil` where nothing tells.
  package var delimiterHint: String? {
    guard let line = header.first else { return nil }
    if line.starts(with: Array("sep=".utf8)) {
      // Between quotes it is one field.
      let isComma =
        line.count == 4 && header.count == 2 || header.count == 1 && line == Array("sep=,".utf8)
      return "The first line is a spreadsheet's separator line. "
        + (isComma ? "Delete it in a text editor." : Delimiter.fix)
    }
    for delimiter in Delimiter.allCases where known == 0 {
      let count = header.reduce(0) { $0 + $1.count { $0 == delimiter.rawValue } }
      // One column more than commas is there in any case.
      guard count >= header.count else { continue }
      let found = header.count == 1 ? "One column was found" : "None of the columns found is known"
      return "\(found); \(delimiter.hint)"
    }
    return nil
  }

  /// What to do about columns that are named twice, after another sentence; nothing where none is, or where it may be a
  /// record.
  package var clashFix: String {
    clashes.isEmpty || !isSurelyHeader ? "" : " Give each column one name."
  }

  /// Which headings were probably meant.
  package var suggestions: HeaderSuggestions {
    HeaderSuggestions(missing: missing, headings: unknown.map { header[$0] })
  }
}
