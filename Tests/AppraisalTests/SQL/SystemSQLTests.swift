import Appraisal
import Testing

/// The text of the SQL; what engines make of it, `make test-engines` compares.
@Suite struct SystemSQLTests {
  /// A hash in the place of that of the file.
  private static let hash = String(repeating: "0", count: 64)

  private func script(
    of system: AppraisalSystem, _ dialect: String = "postgresql",
    _ layout: SystemSQL.Layout = .wide
  ) throws -> String {
    let dialect = try #require(SQLDialect.all.first { $0.name == dialect })
    return SystemSQL(of: system, sha256: Self.hash, dialect: dialect, layout: layout).script()
  }

  // One system shows what dialects and layouts change, and one of these what systems change.

  @Test(arguments: SQLDialect.all.map(\.name), SystemSQL.Layout.allCases)
  func `every dialect and layout`(dialect: String, layout: SystemSQL.Layout) throws {
    try Goldens.expect(
      script(of: .opmBasic2012, dialect, layout),
      equals: "sql/opm-basic-2012.\(dialect).\(layout.rawValue).sql")
  }

  @Test(arguments: try Goldens.names(in: "good", endingWith: ".yaml"))
  func `every good system`(name: String) throws {
    let system = try AppraisalSystem.decode(Goldens.bytes(of: "good/\(name).yaml"))
    try Goldens.expect(script(of: system), equals: "sql/\(name).postgresql.wide.sql")
  }

  @Test func `opm-2025`() throws {
    try Goldens.expect(script(of: .opm2025), equals: "sql/opm-2025.postgresql.wide.sql")
  }

  @Test func `every file of SQL is one of these`() throws {
    let systems = try Goldens.names(in: "good", endingWith: ".yaml") + ["opm-2025"]
    let expected =
      systems.map { "\($0).postgresql.wide" }
      + SQLDialect.all.flatMap { dialect in
        SystemSQL.Layout.allCases.map { "opm-basic-2012.\(dialect.name).\($0.rawValue)" }
      }
    #expect(try Goldens.names(in: "sql", endingWith: ".sql") == expected.sorted())
  }

  @Test func `every finding is seen, or the header says why not`() throws {
    let unseen = FindingsInSQL.unseen.flatMap(\.codes)
    let all = (FindingsInSQL.seen + unseen).map(\.rawValue)
    #expect(all.sorted() == FindingCode.allCases.map(\.rawValue).sorted())
    let text = try script(of: .opmBasic2012)
    let header = text.prefix { $0 != "\n" } + text.split(separator: "\n\n", maxSplits: 1)[0]
    for code in unseen {
      #expect(header.contains(" \(code.rawValue)"), "\(code.rawValue)")
      #expect(!text.contains("'\(code.rawValue)'"), "\(code.rawValue)")
    }
    for code in FindingsInSQL.seen { #expect(text.contains("'\(code.rawValue)'")) }
  }

  /// A name of an element may be a word of SQL: it stands in quotes wherever it names a column, and the
  /// quotes are those of the dialect.
  @Test(arguments: [
    ("postgresql", "plans.\"results\"", "'Five'"), ("duckdb", "plans.\"results\"", "'Five'"),
    ("spark", "plans.`results`", "'Five'"),
  ])
  func `names and labels are in quotes`(dialect: String, name: String, label: String) throws {
    let system = try AppraisalSystem.decode(Goldens.bytes(of: "good/one-element.yaml"))
    let text = try script(of: system, dialect)
    #expect(text.contains(name))
    #expect(text.contains(label))
  }

  /// What nobody can see in a script is written by its number.
  @Test(arguments: SQLDialect.all.map(\.name))
  func `there is no character that cannot be seen`(dialect: String) throws {
    for layout in SystemSQL.Layout.allCases {
      for scalar in try script(of: .opmBasic2012, dialect, layout).unicodeScalars
      where scalar != "\n" {
        #expect(!scalar.disturbsReader && (scalar == " " || !scalar.isBlank), "\(scalar.value)")
      }
    }
  }

  /// Numbers are integers, and nothing divides them.
  @Test(arguments: SQLDialect.all.map(\.name))
  func `there are integers only`(dialect: String) throws {
    let text = try script(
      of: AppraisalSystem.decode(Goldens.bytes(of: "good/half-percents.yaml")), dialect)
    let views = text.split(separator: "\n").filter { !$0.hasPrefix("--") }
    for line in views {
      for word in [" / ", "decimal", "numeric", "double", "float", "round("] {
        #expect(!line.lowercased().contains(word), "\(line)")
      }
    }
    #expect(text.contains("47500"))
  }
}
