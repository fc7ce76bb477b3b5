import Appraisal
import Columns
import Runs

/// Why a header cannot be used, and all that helps to say what to do about it.
struct HeaderFault: Error {
  /// A record after the header, as it may be the header itself.
  struct LaterRecord: Sendable {
    let line: Int
    let fields: [[UInt8]]
  }

  /// The last line that is looked at for a header further down.
  static let lastLine = 20

  let header: [[UInt8]]
  let kind: InputKind
  let known: KnownColumns
  let renamed: RenamedColumns
  let isLong: Bool
  /// Whether any column means something.
  let knowsAny: Bool
  /// Columns that are named twice, or mean the same.
  let clashes: [String]
  /// The required columns that the file does not have.
  let missing: [KnownColumns.Required]
  /// The columns that have a name which means nothing.
  let unknown: [Int]
  /// The columns that have no name, those side by side together.
  let nameless: [Range<Int>]

  /// How many problems are told, and how many headings; a header may have one for each of its columns.
  private static let most = 20

  /// The fact and the fix.
  ///
  /// - Parameter records: The first records after the header.
  func statement(before records: [LaterRecord]) -> Statement {
    let (fix, showsHeadings) = fix(before: records)
    // Values that stand twice in a record are no clash of names.
    var problems = Self.first(Self.most, of: looksLikeARecord ? [] : clashes)
    if missing.count == 1 {
      problems.append("the column \(missing[0].name) is missing")
    } else if !missing.isEmpty {
      problems.append("the columns \(listed(missing.map(\.name))) are missing")
    }
    for column in renamed.unused(in: [header]) {
      problems.append("no column has the heading '\(column.heading)' of --column")
    }
    if showsHeadings, !missing.isEmpty {
      let shown =
        Self.first(Self.most, of: unknown.map { quotedHeading(header[$0]) })
        + Self.first(Self.most, of: nameless.map(Self.words))
      if !shown.isEmpty {
        problems.append("found and not known: \(shown.joined(separator: ", "))")
      }
    }
    return Statement(
      "The header cannot be used: \(problems.joined(separator: "; ")).", fix: fix)
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

  /// What to do, and whether the headings that were found help: they do not where they are no headings,
  /// and a record must not end in a log.
  private func fix(before records: [LaterRecord]) -> (String, showsHeadings: Bool) {
    if let hint = delimiterHint { return (hint, false) }
    let unclashed = clashes.isEmpty ? "" : " Give each column one name."
    guard !missing.isEmpty else { return ("Give each column one name.", false) }
    if let line = headerLine(in: records) {
      return ("Line \(line) looks like the header: delete the lines above it.", false)
    }
    if looksLikeARecord {
      return (
        "The first record holds values, not the names of columns: write the header above it.", false
      )
    }
    for other in InputKind.allCases
    where other != kind && isUsable(as: other, under: known.system) {
      return (
        "These are the columns of \(other.name): name the file with \(other.option), or rename the "
          + "columns.\(unclashed)", true
      )
    }
    if let system = fittingSystem {
      return ("These are the columns of \(system): add --system \(system).\(unclashed)", true)
    }
    let suggestions = suggestions
    if let fix = suggestions.fix {
      let isAll = suggestions.pairs.count == missing.count
      return (fix + (isAll ? "." : "; then add what is missing.") + unclashed, true)
    }
    return knowsAny
      ? (
        "Write what is missing into the header, or say with --column 'HEADING=NAME' which column it "
          + "is.\(unclashed)", true
      )
      : ("Does the first record name the columns? It has to.", true)
  }

  /// What may have happened to a header of one column.
  private var delimiterHint: String? {
    guard let line = header.first else { return nil }
    if line.starts(with: Array("sep=".utf8)) {
      return "The first line is a spreadsheet's separator line: delete it, and use commas."
    }
    for delimiter in [";", "\t", "|"]
    where header.count == 1 && line.contains(delimiter.utf8.first ?? 0) {
      let name = delimiter == "\t" ? "a tab" : "'\(delimiter)'"
      return "One column was found; is the delimiter \(name)? Save the file with commas."
    }
    return nil
  }

  /// Whether a weight or level stands where a name should, and nothing that is known: then it is no
  /// header.
  private var looksLikeARecord: Bool {
    guard !knowsAny else { return false }
    let vocabulary = Vocabulary(of: known.system)
    return header.contains { field in
      let weight = vocabulary.weight(in: field.span)
      let level = vocabulary.level(in: field.span)
      return weight != Sentinel.missingWeight && weight != Sentinel.unreadableWeight
        || level != Sentinel.missingLevel && level != Sentinel.unreadableLevel
    }
  }

  /// The line of the first record that has more of the required columns than the header, and at least
  /// half of them, under this system or a built-in one.
  private func headerLine(in records: [LaterRecord]) -> Int? {
    guard !records.isEmpty else { return nil }
    let here = requiredColumns(in: header, under: known).found
    let systems = [known] + Self.otherBuiltIns(than: known.system).map(KnownColumns.init(of:))
    return records.first { record in
      systems.contains { known in
        let (found, all) = requiredColumns(in: record.fields, under: known)
        return found > here && found >= 2 && 2 * found >= all
      }
    }?.line
  }

  private func requiredColumns(
    in names: [[UInt8]], under known: KnownColumns
  ) -> (found: Int, all: Int) {
    let names = renamed.foldedNames(of: names)
    let isLong = KnownColumns.isLong(names)
    let found = Set(names.compactMap { known.meaning(of: $0, isLong: isLong)?.use })
    let required = known.required(isLong: isLong, kind: kind)
    return (required.count { found.contains($0.use) }, required.count)
  }

  private func isUsable(as kind: InputKind, under system: AppraisalSystem) -> Bool {
    (try? HeaderMap(
      header: header, kind: kind, known: KnownColumns(of: system), renamed: renamed)) != nil
  }

  /// Another built-in system that has the columns of this header.
  private var fittingSystem: String? {
    guard !isLong else { return nil }
    return Self.otherBuiltIns(than: known.system).first { isUsable(as: kind, under: $0) }?.name
  }

  private static func otherBuiltIns(than system: AppraisalSystem) -> [AppraisalSystem] {
    AppraisalSystem.builtInNames.compactMap(AppraisalSystem.builtIn(named:)).filter {
      $0.name != system.name
    }
  }

  private var suggestions: HeaderSuggestions {
    HeaderSuggestions(
      missing: missing.map { column in
        guard case .value(let element) = column.use else { return (column.name, []) }
        return (column.name, [known.system.elements[element].title])
      },
      headings: unknown.map { header[$0] })
  }
}
