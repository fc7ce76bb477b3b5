import Appraisal
import Columns
import CSV
import Records
import Runs

/// Why a header cannot be used, and all that helps to say what to do about it.
struct HeaderFault: Error {
  /// A record after the header, as it may be the header itself.
  struct LaterRecord: Sendable {
    let line: Int
    let fields: [[UInt8]]
  }

  let problems: HeaderProblems
  let kind: InputKind
  let known: KnownColumns
  let isLong: Bool

  private var header: [[UInt8]] { problems.header }
  private var renamed: RenamedColumns { problems.renamed }

  /// The fact and the fix.
  ///
  /// - Parameters:
  ///   - records: The first records after the header.
  ///   - areRows: Whether they are rows of a sheet.
  func statement(before records: [LaterRecord], areRows: Bool = false) -> Statement {
    let (fix, showsHeadings) = fix(before: records, areRows: areRows)
    return Statement(problems.fact(namesHeadings: showsHeadings), fix: fix)
  }

  /// What to do, and whether the headings that were found help.
  private func fix(
    before records: [LaterRecord], areRows: Bool
  ) -> (String, showsHeadings: Bool) {
    if let hint = problems.delimiterHint { return (hint, false) }
    let unclashed = problems.clashFix
    guard !problems.missing.isEmpty else { return ("Give each column one name.", false) }
    if let (line, delimiter) = headerLine(in: records) {
      let words = delimiter.map { ", with \($0.name) between the columns" } ?? ""
      let save = delimiter == nil ? "" : " \(Delimiter.fix)"
      return (HeaderProblems.fix(forHeaderOnLine: line, words, isRow: areRows) + save, false)
    }
    if looksLikeARecord {
      return (
        "The first record holds values, not the names of columns: write the header above it.", false
      )
    }
    for other in InputKind.allCases
    where other != kind && isUsable(as: other, under: known.system) && !isMostlyOfItsKind {
      return (
        "These are the columns of \(other.name): name the file with \(other.option), or rename the "
          + "columns.\(unclashed)", true
      )
    }
    if let system = fittingSystem {
      return ("These are the columns of \(system): add --system \(system).\(unclashed)", true)
    }
    guard problems.isSurelyHeader else {
      return ("Does the first record name the columns? It has to.", false)
    }
    let suggestions = problems.suggestions
    if let fix = suggestions.fix {
      let isAll = suggestions.pairs.count == problems.missing.count
      return (fix + (isAll ? "." : "; then add what is missing.") + unclashed, true)
    }
    return (
      "Write what is missing into the header, or say with --column 'HEADING=NAME' which column it "
        + "is.\(unclashed)", true
    )
  }

  /// Whether a weight or level stands where a name should: then it is no header.
  private var looksLikeARecord: Bool {
    guard !problems.isSurelyHeader else { return false }
    let vocabulary = Vocabulary(of: known.system)
    return header.contains { field in
      let weight = vocabulary.weight(in: field.span)
      let level = vocabulary.level(in: field.span)
      return weight != Sentinel.missingWeight && weight != Sentinel.unreadableWeight
        || level != Sentinel.missingLevel && level != Sentinel.unreadableLevel
    }
  }

  /// The line of the first record that has more of the required columns than the header, and at least
  /// half of them, under this system or a built-in one; and what is between them, if it is no comma.
  private func headerLine(in records: [LaterRecord]) -> (line: Int, Delimiter?)? {
    guard !records.isEmpty else { return nil }
    let here = requiredColumns(in: header, under: known).found
    let systems = [known] + Self.otherBuiltIns(than: known.system).map(KnownColumns.init(of:))
    func isHeader(_ fields: [[UInt8]]) -> Bool {
      systems.contains { known in
        let (found, all) = requiredColumns(in: fields, under: known)
        return found > here && found >= 2 && 2 * found >= all
      }
    }
    for record in records {
      if isHeader(record.fields) { return (record.line, nil) }
      let text = record.fields.joined(separator: [UInt8(ascii: ",")])
      for delimiter in Delimiter.allCases where text.contains(delimiter.rawValue) {
        if isHeader(text.split(separator: delimiter.rawValue).map(Array.init)) {
          return (record.line, delimiter)
        }
      }
    }
    return nil
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

  /// Whether the header has columns that no other kind has, and most of those that this one needs: it is this kind's
  /// with a heading that is wrong.
  private var isMostlyOfItsKind: Bool {
    let meanings = renamed.foldedNames(of: header).compactMap {
      known.meaning(of: $0, isLong: isLong)
    }
    let (found, all) = requiredColumns(in: header, under: known)
    return 2 * found > all && meanings.contains { $0.kinds == [kind] && $0.use.isText }
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
}
