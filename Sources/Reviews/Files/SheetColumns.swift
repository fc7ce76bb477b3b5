import Appraisal
import Columns
import Records
import Runs
import Tables

/// The columns that files of a kind may have, worked out once for all of them.
struct KnownSheetColumns: Sendable {
  let kind: ReviewInput
  let system: AppraisalSystem
  let fields: [ReviewField]
  /// What the columns of the roster hold.
  let sources: [RosterSource]
  /// By the folded names and aliases.
  fileprivate let uses: [[UInt8]: ReviewField.Use]

  init(of kind: ReviewInput, under system: AppraisalSystem) {
    self.kind = kind
    self.system = system
    fields = ReviewField.fields(of: kind, under: system)
    sources = Table.roster(under: system).sources
    var uses: [[UInt8]: ReviewField.Use] = [:]
    // A name goes before a heading of another column.
    for field in fields { uses[folded(field.name.utf8)] = field.use }
    for field in fields {
      for name in field.aliases where uses[folded(name.utf8)] == nil {
        uses[folded(name.utf8)] = field.use
      }
    }
    self.uses = uses
  }
}

/// What the columns of a later file hold, worked out once from its header.
struct SheetColumns: Sendable {
  /// The names of the columns, as the file spells them.
  let names: [[UInt8]]
  /// By the number of the cell its column; -1 where there is none.
  private let cells: [Int]
  /// The columns that have to come back as they went out.
  let locked: LockedColumns
  /// The names of those that the file does not have.
  let missingLocked: [String]
  /// The names of the columns to fill in that the file does not have.
  let missingOpen: [String]
  /// For each element of the system the column of its final rating; -1 where there is none.
  let finals: [Int]
  /// Every column that is read, ascending, and their names as names are compared.
  let readColumns: [Int]
  /// Those of them that hold days: in a workbook a day may be stored as one.
  let dayColumns: Set<Int>
  private let foldedHeadings: [[UInt8]]
  let unknown: [Int]
  let nameless: [Range<Int>]

  /// By the names of columns that are read, other than those that only come back, what the file calls them instead.
  let headings: [String: String]

  /// Works out the columns of a file.
  ///
  /// - Throws: ``RunError/Kind/untrustworthyInput`` where the header cannot be used.
  /// - Complexity: O(columns).
  init(of source: any RecordSource, by known: KnownSheetColumns) throws(RunError) {
    let (kind, system, fields, uses) = (known.kind, known.system, known.fields, known.uses)
    let header = source.header
    let renamed = RenamedColumns()
    let columns = MatchedColumns<ReviewField.Use>(header: header, renamed: renamed) { name, _ in
      uses[name].map { .read($0) } ?? .unknown
    }
    if let statement = Self.statement(ofOutputsIn: columns.columnOfUse, as: kind) {
      throw RunError(.untrustworthyInput, "\(source.headerPlace): \(statement)")
    }
    let missing = fields.filter { $0.isRequired && columns.columnOfUse[$0.use] == nil }
    let problems = HeaderProblems(
      of: columns, missing: missing.map { ($0.name, $0.aliases) }, header: header, renamed: renamed)
    if let problems {
      let statement =
        Self.statement(of: problems, as: kind, before: source)
        ?? Self.statement(of: problems, as: kind, under: system)
      throw RunError(
        .untrustworthyInput,
        "\(source.headerPlace): \(statement)\(source.otherSheetsHint(for: "--sheet"))")
    }
    for case .ofOther(let other) in columns.columnOfUse.keys {
      throw RunError(
        .untrustworthyInput,
        "\(source.headerPlace): \(Self.statement(ofSheetOf: other, givenAs: kind, under: system))")
    }
    names = header
    headings = Dictionary(
      uniqueKeysWithValues: fields.compactMap { field in
        guard field.use.isRead, let column = columns.columnOfUse[field.use] else { return nil }
        let heading = shownHeading(header[column])
        return heading == field.name ? nil : (field.name, heading)
      })
    cells = ReviewField.Cell.allCases.map { columns.columnOfUse[.cell($0)] ?? -1 }
    // Of no file of a review as a whole, they are columns that the office has added.
    let added = columns.columnOfUse.compactMap { use, column in
      if case .ofOutput = use { column } else { nil }
    }
    unknown = (columns.unknown + added).sorted()
    nameless = columns.nameless
    let inOrder: [(column: Int, roster: Int)] = columns.columnOfUse.compactMap { use, column in
      if case .locked(let roster) = use { (column, roster) } else { nil }
    }.sorted { $0.column < $1.column }
    locked = LockedColumns(inOrder, sources: known.sources)
    let found = Set(inOrder.map(\.roster))
    missingLocked = fields.compactMap { field in
      if case .locked(let roster) = field.use, !found.contains(roster) { field.name } else { nil }
    }
    missingOpen = fields.compactMap { field in
      !field.meaning.isEmpty && columns.columnOfUse[field.use] == nil ? field.name : nil
    }
    finals = system.elements.indices.map { columns.columnOfUse[.finalRating(element: $0)] ?? -1 }
    readColumns = columns.columnOfUse.compactMap { use, column in
      use.isRead ? column : nil
    }.sorted()
    dayColumns = Set(columns.columnOfUse.compactMap { use, column in use.isDay ? column : nil })
    foldedHeadings = readColumns.map { folded(header[$0]) }
  }

  /// What to do about a file that a review wrote and nobody fills in; `nil` where the columns are of none.
  private static func statement(
    ofOutputsIn columns: [ReviewField.Use: Int], as kind: ReviewInput
  ) -> Statement? {
    for (path, names) in ReviewField.columnsOfOutputs
    where names.allSatisfy({ columns[.ofOutput(path: path, column: $0)] != nil }) {
      return Statement(
        "The header has the column \(names[0]), which no file of \(kind.option) has.",
        fix: "This is \(path) of a review, which nobody fills in: name the file that was handed in."
      )
    }
    return nil
  }

  /// What to do about a sheet that somebody else has filled in, or is to.
  private static func statement(
    ofSheetOf other: ReviewInput, givenAs kind: ReviewInput, under system: AppraisalSystem
  ) -> Statement {
    let fields = ReviewField.fields(of: kind, under: system)
    let column = fields.first { $0.use == .ofOther(other) }?.name ?? ""
    return Statement(
      "The header has the column \(column), which no file of \(kind.option) has.",
      fix: "This is a file of \(other.option): name it with that option.")
  }

  /// What to do about a header below which the right one stands; `nil` where none does.
  private static func statement(
    of problems: HeaderProblems, as kind: ReviewInput, before source: any RecordSource
  ) -> Statement? {
    let needed = problems.missing.map { missing in
      Set(([missing.name] + missing.aliases).map { folded($0.utf8) })
    }
    guard !needed.isEmpty else { return nil }
    let header = source.recordsAfterHeader(upToLine: HeaderProblems.lastLine).first { record in
      let names = Set(record.fields.map { folded($0) })
      return needed.allSatisfy { !$0.isDisjoint(with: names) }
    }
    return header.map { header in
      Statement(
        problems.fact(namesHeadings: false),
        fix: HeaderProblems.fix(forHeaderOnLine: header.line, isRow: source is WorkbookReader))
    }
  }

  /// What to do about a header: it may be that of another kind of file.
  private static func statement(
    of problems: HeaderProblems, as kind: ReviewInput, under system: AppraisalSystem
  ) -> Statement {
    if let hint = problems.delimiterHint {
      return Statement(problems.fact(namesHeadings: false), fix: hint)
    }
    let fact = problems.fact(namesHeadings: true)
    guard !problems.missing.isEmpty else {
      return Statement(fact, fix: "Give each column one name.")
    }
    let names = Set(problems.header.map { folded($0) })
    func isThere(_ field: ReviewField) -> Bool {
      ([field.name] + field.aliases).contains { names.contains(folded($0.utf8)) }
    }
    func columns(of kind: ReviewInput) -> Int {
      ReviewField.fields(of: kind, under: system).count { $0.use.isRead && isThere($0) }
    }
    // Of the kinds that it can be, the one that most of its columns are of.
    let others = ReviewInput.allCases.filter { other in
      ReviewField.fields(of: other, under: system).allSatisfy { !$0.isRequired || isThere($0) }
    }
    if let other = others.max(by: { columns(of: $0) < columns(of: $1) }),
      columns(of: other) > columns(of: kind)
    {
      return Statement(
        fact, fix: "These are the columns of \(other.option): name the file with that option.")
    }
    if problems.isSurelyHeader, let line = problems.suggestions.fix {
      // Headings cannot be renamed by an option here: the sheets are ours.
      let rename = line.split(separator: ", or add").first.map(String.init) ?? line
      return Statement(fact, fix: rename + "." + problems.clashFix)
    }
    if kind.preferredSheet != nil {
      // The sheets are ours, and went out with all their columns.
      return Statement(
        fact,
        fix: "Ask for the sheet again as it was sent out, with its header and all its columns."
          + problems.clashFix)
    }
    return Statement(
      fact,
      fix: "Write what is missing into the header; 'appraise template --cycle' makes one."
        + problems.clashFix)
  }

  /// What of the columns matters to a workbook.
  var read: ReadColumns {
    let values = Set(locked.all.map(\.column) + finals)
    return ReadColumns(
      count: names.count, texts: readColumns.filter { !values.contains($0) },
      values: readColumns.filter { values.contains($0) })
  }

  /// The column of a cell; -1 where the file does not have it.
  func column(of cell: ReviewField.Cell) -> Int { cells[cell.rawValue] }

  /// The name of a column, as a finding has it.
  func name(of column: Int) -> String { shownHeading(names[column]) }

  /// Whether every column that is read holds its own heading.
  func isRepeated(in row: SheetRow) -> Bool {
    zip(readColumns, foldedHeadings).allSatisfy { column, heading in
      row.withField(column) { isFolded($0, to: heading) }
    }
  }
}
