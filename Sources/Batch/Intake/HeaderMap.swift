import Appraisal
import CSV

/// What the columns of one file hold, worked out once from its header.
///
/// It is made from the names in a header, wherever these come from.
struct HeaderMap: Sendable {
  /// What is read from a column.
  enum Use: Hashable, Sendable {
    case executiveID
    case text(PlanText)
    /// Wide layout: the weight or level of an element.
    case value(element: Int)
    /// Long layout: the element that the record is about.
    case elementName
    /// Long layout: the weight or level of that element.
    case elementValue
  }

  let kind: InputKind
  /// The header, for findings: a name for each column as the file spells it.
  let names: [[UInt8]]
  /// What is read from which column.
  private let columnOfUse: [Use: Int]
  /// The column of the executive id.
  let idColumn: Int
  /// The columns of the texts by their numbers, -1 for those that the file does not have; empty for
  /// a kind of input that has no texts.
  let textColumns: [Int]
  /// Long layout: the column that names the element.
  let elementColumn: Int?
  /// The columns of the weights or levels: one for each element, or in the long layout one.
  let valueColumns: [Int]
  /// The columns of the executive id and the texts, those side by side together.
  let adjacentTexts: [Range<Int>]
  /// Every column that is read, in ascending order, and their names as names are compared.
  let readColumns: [Int]
  let foldedHeadings: [[UInt8]]
  /// The first byte of the heading of the executive ids, as names are compared.
  var idInitial: UInt8 { folded(names[idColumn]).first ?? 0 }
  /// The column of the name, in a file of any kind: a record with a name is an executive's. -1 where
  /// there is none.
  let nameColumn: Int
  /// The columns that nothing reads and nobody expects; each gets a notice.
  let unknown: [Int]
  /// One record for each executive and element, instead of one for each executive.
  let isLong: Bool

  /// The number of fields that every record must have.
  var count: Int { names.count }

  /// The column of a use; `nil` when the file does not have it.
  func column(of use: Use) -> Int? { columnOfUse[use] }

  /// The column of a text; `nil` when the file does not have it.
  @inline(__always)
  func column(of text: PlanText) -> Int? {
    guard text.number < textColumns.count else { return nil }
    let column = textColumns[text.number]
    return column < 0 ? nil : column
  }

  /// Works out the columns of a file.
  ///
  /// Names match without regard to case, spaces, `_` and `-`. An element's column may be named by
  /// its id or title, alone or followed by `weight` (plans) or `rating` or `level` (ratings). A
  /// column that only the other kind reads is passed over without a word, so that one sheet can
  /// serve as both.
  ///
  /// - Parameters:
  ///   - header: The names of the columns as the file spells them.
  /// - Throws: ``HeaderFault`` with everything that makes the header unusable.
  init(header: [[UInt8]], kind: InputKind, system: AppraisalSystem) throws(HeaderFault) {
    let foldedNames = header.map { folded($0) }
    let isLong = foldedNames.contains { name in
      InputField.all.contains { $0.content == .element && $0.foldedNames.contains(name) }
    }
    let known = Self.knownNames(isLong: isLong, system: system)
    var columnOfUse: [Use: Int] = [:]
    var unknown: [Int] = []
    var problems: [String] = []
    var nameColumn = -1
    var firstColumn: [[UInt8]: Int] = [:]
    for (column, name) in foldedNames.enumerated() {
      if name.isEmpty {
        problems.append("column \(column + 1) has no name")
        continue
      }
      if let first = firstColumn.updateValue(column, forKey: name) {
        problems.append("column \(column + 1) has the same name as column \(first + 1)")
        continue
      }
      guard let meaning = known[name] else {
        unknown.append(column)
        continue
      }
      if meaning.use == .text(.name) { nameColumn = column }
      guard meaning.kinds.contains(kind) else { continue }
      if let other = columnOfUse[meaning.use] {
        problems.append("columns \(other + 1) and \(column + 1) mean the same")
        continue
      }
      columnOfUse[meaning.use] = column
    }
    for (use, name) in Self.required(isLong: isLong, kind: kind, system: system)
    where columnOfUse[use] == nil {
      problems.append("the column \(name) is missing")
    }
    guard problems.isEmpty else {
      let hint =
        Self.hint(for: header)
        ?? (columnOfUse.isEmpty ? "Does the first record name the columns? It has to." : nil)
      throw HeaderFault(problems: problems, hint: hint)
    }
    self.kind = kind
    names = header
    readColumns = columnOfUse.values.sorted()
    foldedHeadings = readColumns.map { foldedNames[$0] }
    self.nameColumn = nameColumn
    self.columnOfUse = columnOfUse
    idColumn = columnOfUse[.executiveID] ?? 0
    elementColumn = columnOfUse[.elementName]
    textColumns = PlanText.all(of: kind).map { columnOfUse[.text($0)] ?? -1 }
    adjacentTexts = Self.runs(
      of: columnOfUse.compactMap { use, column in
        switch use {
        case .executiveID, .text: column
        case .value, .elementName, .elementValue: nil
        }
      })
    valueColumns =
      isLong
      ? [columnOfUse[.elementValue] ?? 0]
      : system.elements.indices.map { columnOfUse[.value(element: $0)] ?? 0 }
    self.unknown = unknown
    self.isLong = isLong
  }

  /// Distinct columns in ascending order, those side by side as one range.
  private static func runs(of columns: [Int]) -> [Range<Int>] {
    columns.sorted().reduce(into: []) { runs, column in
      if let last = runs.last, last.upperBound == column {
        runs[runs.count - 1] = last.lowerBound..<column + 1
      } else {
        runs.append(column..<column + 1)
      }
    }
  }

  /// Every name that means something: the use, and the kinds that read it.
  private static func knownNames(
    isLong: Bool, system: AppraisalSystem
  ) -> [[UInt8]: (use: Use, kinds: [InputKind])] {
    var known: [[UInt8]: (use: Use, kinds: [InputKind])] = [:]
    for field in InputField.all {
      switch field.content {
      case .executiveID: field.foldedNames.forEach { known[$0] = (.executiveID, field.kinds) }
      case .text:
        let use = Use.text(PlanText(of: field.name))
        field.foldedNames.forEach { known[$0] = (use, field.kinds) }
      case .element where isLong:
        field.foldedNames.forEach { known[$0] = (.elementName, field.kinds) }
      case .value where isLong:
        field.foldedNames.forEach { known[$0] = (.elementValue, field.kinds) }
      case .element: break
      case .value:
        for (index, element) in system.elements.enumerated() {
          for name in [folded(element.id.utf8), folded(element.title.utf8)] {
            known[name] = (.value(element: index), InputKind.allCases)
            for ending in field.foldedNames {
              known[name + ending] = (.value(element: index), field.kinds)
            }
          }
        }
      }
    }
    return known
  }

  private static func required(
    isLong: Bool, kind: InputKind, system: AppraisalSystem
  ) -> [(Use, String)] {
    InputField.all.filter { $0.isRequired && $0.kinds.contains(kind) }.flatMap {
      field -> [(Use, String)] in
      switch field.content {
      case .executiveID: [(Use.executiveID, field.name)]
      case .text: [(Use.text(PlanText(of: field.name)), field.name)]
      case .element: []
      case .value where isLong: [(Use.elementValue, field.name)]
      case .value: system.elements.enumerated().map { (Use.value(element: $0), $1.id) }
      }
    }
  }

  /// What may have happened to a header of one column.
  private static func hint(for header: [[UInt8]]) -> String? {
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
}

/// Why a header cannot be used.
struct HeaderFault: Error {
  /// Each one problem, without names of columns that the file may have by mistake.
  let problems: [String]
  let hint: String?

  /// How many problems are told; a header may have one for each of its columns.
  private static let shownProblems = 20

  /// The problems and the fix in one line.
  var explanation: String {
    let fix = hint ?? "Give each column one name, and add what is missing."
    let more = problems.count - Self.shownProblems
    let shown =
      problems.prefix(Self.shownProblems) + (more > 0 ? ["… and \(grouped(more)) more"] : [])
    return "The header cannot be used: \(shown.joined(separator: "; ")). \(fix)"
  }
}

extension InputField {
  /// All names that a header may use, as they are compared.
  fileprivate var foldedNames: [[UInt8]] { names.map { folded($0.utf8) } }
}
