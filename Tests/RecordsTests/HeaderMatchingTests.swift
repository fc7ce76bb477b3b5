import Appraisal
import Columns
import Records
import Testing

/// What a header means, what is wrong with one that cannot be used, and what was probably meant.
@Suite struct HeaderMatchingTests {
  private static func header(_ names: [String]) -> [[UInt8]] { names.map { Array($0.utf8) } }

  /// A file whose columns are `id` (or `number`), `level` and `name`; `score` is that of another kind of file.
  private static func match(
    _ names: [String], renamed: RenamedColumns = RenamedColumns()
  ) -> MatchedColumns<String> {
    MatchedColumns(header: header(names), renamed: renamed) { name, _ in
      switch String(decoding: name, as: UTF8.self) {
      case "id", "number": .read("id")
      case "level": .read("level")
      case "name": .read("name")
      case "score": .passedOver
      default: .unknown
      }
    }
  }

  // MARK: - Columns

  @Test(
    arguments: [
      ([], [:], [], []),
      (["ID", "Level"], ["id": 0, "level": 1], [], []),
      (["score", "number"], ["id": 1], [], []),
      (["id", "remarks", "", " ", "note"], ["id": 0], [1, 4], [2..<4]),
      (["", "id", "\u{A0}_-\n"], ["id": 1], [], [0..<1, 2..<3]),
      // What is unknown stays in its place, however often a name of it is there.
      (["remarks", "id"], ["id": 1], [0], []),
    ] as [([String], [String: Int], [Int], [Range<Int>])])
  func `each column is read, known, unknown or has no name`(
    names: [String], read: [String: Int], unknown: [Int], nameless: [Range<Int>]
  ) {
    let columns = Self.match(names)
    #expect(columns.columnOfUse == read)
    #expect(columns.unknown == unknown)
    #expect(columns.nameless == nameless)
    #expect(columns.clashes.isEmpty)
  }

  @Test(
    arguments: [
      (
        ["id", "ID"],
        "'ID' (column 2, B in a spreadsheet) has the same name as 'id' (column 1, A in a spreadsheet)"
      ),
      (
        ["id", "x", "Number"],
        "'id' (column 1, A in a spreadsheet) and 'Number' (column 3, C in a spreadsheet) mean the same"
      ),
      (
        ["note", "No\nte"],
        "'No te' (column 2, B in a spreadsheet) has the same name as 'note' (column 1, A in a spreadsheet)"
      ),
      (
        ["score", "Score"],
        "'Score' (column 2, B in a spreadsheet) has the same name as 'score' (column 1, A in a spreadsheet)"
      ),
    ])
  func `two columns of one meaning are named`(names: [String], words: String) {
    #expect(Self.match(names).clashes == [words])
  }

  @Test func `a heading that was renamed clashes with what it stands for`() throws {
    let renamed = try RenamedColumns([RenamedColumn(heading: "Employee", name: "id")]) { _, _ in nil
    }
    #expect(
      Self.match(["employee", "level"], renamed: renamed).columnOfUse == ["id": 0, "level": 1])
    let clashes = Self.match(["Employee", "id"], renamed: renamed).clashes
    #expect(clashes.count == 1 && clashes[0].hasSuffix("mean the same, one of them by --column"))
  }

  /// A hundred thousand of them are not looked at twice, and each is there.
  @Test func `a header may be very wide`() {
    let columns = Self.match((0..<100_000).map { "c\($0)" } + ["id"])
    #expect(columns.unknown.count == 100_000 && columns.columnOfUse == ["id": 100_000])
  }

  // MARK: - Headings of other systems

  @Test(
    arguments: [
      ("O'Brien's id", "O\u{2019}Brien\u{2019}s id", true), ("Pay-plan", "Pay\u{2013}plan", true),
      ("\"Id\"", "\u{201C}ID\u{201D}", true), ("Pay plan", "Payplan", true),
      ("Pay plan", "Pay plans", false), ("Ident.", "Ident", false),
    ])
  func `a heading is found as it can be typed`(typed: String, stands: String, isFound: Bool) throws
  {
    let renamed = try RenamedColumns([RenamedColumn(heading: typed, name: "id")]) { _, _ in nil }
    let header = Self.header(["x", stands])
    #expect((renamed.foldedNames(of: header)[1] == Array("id".utf8)) == isFound)
    #expect(renamed.unused(in: [header]).isEmpty == isFound)
    guard !isFound else { return try renamed.requireUse(in: [header]) }
    let error = #expect(throws: RunError.self) { try renamed.requireUse(in: [header]) }
    #expect(error?.kind == .usage)
    #expect(error?.description.hasPrefix("--column '\(typed)=id': no file has a column") == true)
  }

  @Test func `a heading stands for one column`() throws {
    let columns = [("Id", "id"), ("ID ", "level")].map { RenamedColumn(heading: $0.0, name: $0.1) }
    let error = #expect(throws: RunError.self) { _ = try RenamedColumns(columns) { _, _ in nil } }
    #expect(error?.kind == .usage)
    // Named twice for the same it says nothing new.
    #expect(throws: Never.self) {
      _ = try RenamedColumns([columns[0], columns[0]]) { _, _ in nil }
    }
    let refusal = RunError(.usage, "no such name")
    #expect(throws: RunError.self) { _ = try RenamedColumns(columns) { _, _ in refusal } }
  }

  // MARK: - What was probably meant

  @Test(
    arguments: [
      (["leading_change"], ["1. Leading Change"], ["leading_change"]),
      (["leading_change"], ["Leading Change Weight (%)"], ["leading_change"]),
      (["leading_change"], ["Leading Chagne"], ["leading_change"]),
      (["executive_id"], ["Employee ID"], ["executive_id"]),
      // Nothing near, or nothing that has letters.
      (["leading_change"], ["Acumen", "12", "", "日"], []),
      (["executive_id"], ["Idea", "Paid"], []),
      // Two that are as near tell nothing.
      (["executive_id"], ["Employee ID", "Position ID"], []),
      (["leading_change"], ["Leading Change 1", "Leading Change 2"], []),
      // One heading is not two columns.
      (["leading_change", "leading_change_too"], ["Leading Changes"], ["leading_change"]),
      // A nearer one goes before one that only has the word.
      (["executive_id"], ["Executiv ID", "Position ID"], ["executive_id"]),
      // What is very long was never a heading.
      (["leading_change"], [String(repeating: " ", count: 101) + "Leading Change"], []),
      (["leading_change"], Array(repeating: "日", count: 100) + ["1. Leading Change"], []),
      (
        ["leading_change"], Array(repeating: "日", count: 99) + ["1. Leading Change"],
        ["leading_change"]
      ),
    ] as [([String], [String], [String])])
  func `what is clear is suggested, and nothing else`(
    missing: [String], headings: [String], suggested: [String]
  ) {
    let suggestions = HeaderSuggestions(
      missing: missing.map { ($0, []) }, headings: Self.header(headings))
    #expect(suggestions.pairs.map(\.name) == suggested)
    #expect((suggestions.fix == nil) == suggested.isEmpty)
  }

  @Test(
    arguments: [
      (
        "1. Leading Change",
        "Rename '1. Leading Change' to leading_change, or add --column '1. Leading Change=leading_change'"
      ),
      // What a shell would take apart, and what cannot be seen, cannot be typed.
      ("Leading Change's", "Rename 'Leading Change's' to leading_change"),
      ("1.\u{1}Leading Change", "Rename '1.<U+0001>Leading Change' to leading_change"),
      (
        "1. Leading\nChange",
        "Rename '1. Leading Change' to leading_change, or add --column '1. Leading Change=leading_change'"
      ),
    ])
  func `a suggestion can be typed`(heading: String, fix: String) {
    let suggestions = HeaderSuggestions(
      missing: [("leading_change", [])], headings: Self.header([heading]))
    #expect(suggestions.fix == fix)
  }

  // MARK: - Problems

  private static func problems(_ names: [String]) -> HeaderProblems? {
    let columns = match(names)
    let missing = ["id", "level"].filter { columns.columnOfUse[$0] == nil }.map { ($0, [String]()) }
    return HeaderProblems(
      of: columns, missing: missing, header: header(names), renamed: RenamedColumns())
  }

  /// The cells of what may be a record are told to nobody.
  @Test(
    arguments: [
      (["Doe, Jane", "H-01", "4"], "the columns id and level are missing", false),
      (["level", "Doe, Jane"], "the column id is missing", false),
      (
        ["level", "name", "Employee"], "the column id is missing; not recognized: 'Employee'", true
      ),
      (
        ["id", "id", "level"],
        "'id' (column 2, B in a spreadsheet) has the same name as 'id' (column 1, A in a spreadsheet)",
        true
      ),
      (
        ["level", "score", "", "x"],
        "the column id is missing; not recognized: 'x', column 3 (C in a spreadsheet) without a name",
        true
      ),
    ])
  func `what is wrong is told of a header, and of a record nothing`(
    names: [String], fact: String, isHeader: Bool
  ) throws {
    let problems = try #require(Self.problems(names))
    #expect(problems.isSurelyHeader == isHeader)
    #expect(problems.fact(namesHeadings: true) == "The header cannot be used: \(fact).")
  }

  @Test func `a header that can be used has none`() {
    #expect(Self.problems(["id", "level", "x"]) == nil)
  }

  @Test(
    arguments: [
      (["id;level;name"], "One column was found; is the delimiter ';'?"),
      (["id\tlevel\tname"], "One column was found; is the delimiter a tab?"),
      (["a|b|c", "d|e"], "None of the columns found is known; is the delimiter '|'?"),
      (["sep=;"], "The first line is a spreadsheet's separator line. Open the file"),
      (
        ["sep=", ""],
        "The first line is a spreadsheet's separator line. Delete it in a text editor."
      ),
      (["sep=,"], "The first line is a spreadsheet's separator line. Delete it in a text editor."),
      // A comma more than columns is there in any case.
      (["a;b", "c"], nil), (["Doe, Jane"], nil), (["level", "a;b;c;d"], nil),
    ] as [([String], String?)])
  func `another delimiter is guessed at`(names: [String], hint: String?) throws {
    let found = try #require(Self.problems(names)).delimiterHint
    if let hint {
      #expect(found?.hasPrefix(hint) == true, "\(String(describing: found))")
    } else {
      #expect(found == nil)
    }
  }

  // MARK: - Headings in words

  @Test(
    arguments: [
      ("Leading\nChange", "'Leading Change'"), (" \u{A0}a \r\n b ", "'a b'"), ("", "''"),
      ("a\u{1}b", "'a<U+0001>b'"),
      (String(repeating: "x", count: 40), "'\(String(repeating: "x", count: 40))'"),
      (String(repeating: "é", count: 41), "'\(String(repeating: "é", count: 40))…'"),
    ])
  func `a heading is shown on one line`(heading: String, shown: String) {
    #expect(quotedHeading(Array(heading.utf8)) == shown)
  }

  @Test(
    arguments: [
      ([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c"),
    ] as [([String], String)])
  func `things in a row`(things: [String], words: String) { #expect(listed(things) == words) }

  // MARK: - Names of files

  @Test(
    arguments: [
      (["a/plans.csv", "b/ratings.csv"], ["plans.csv", "ratings.csv"]),
      (["a/x.csv", "b/x.csv"], ["a/x.csv", "b/x.csv"]),
      (["n/a/x.csv", "s/a/x.csv", "y.csv"], ["n/a/x.csv", "s/a/x.csv", "y.csv"]),
      (["x.csv", "b/x.csv"], ["x.csv", "b/x.csv"]),
      (["a/x.csv", "a/x.csv"], ["x.csv", "x.csv"]),
      // Two spellings of one path are two.
      (["a//x.csv", "a/x.csv"], ["a/x.csv", "a/x.csv"]),
      (["-", "/"], ["-", "/"]), (["a\n.csv"], ["a<U+000A>.csv"]),
      (["é", "e\u{301}"], ["é", "e\u{301}"]),
    ])
  func `files have the shortest names that tell them apart`(paths: [String], names: [String]) {
    let found = shortestDistinctNames(of: paths)
    #expect(found.map { Array($0.utf8) } == names.map { Array($0.utf8) })
  }
}
