import Appraisal
import Columns
import FoundationEssentials
import Tables
import TestSupport
import Testing

/// Tables that were published come back as they were.
@Suite struct TableRowsTests {
  typealias Rows = TableRows<ScoreSource>

  static let system = AppraisalSystem.opmBasic2012

  /// The CSV files of all published runs and reviews among the fixtures.
  static func published() throws -> [String] {
    let root = "\(Repository.fixtures)/cases"
    var paths: [String] = []
    func collect(_ folder: String) throws {
      for name in try FileManager.default.contentsOfDirectory(atPath: folder).sorted() {
        let path = "\(folder)/\(name)"
        if name.hasSuffix(".csv"), path.contains("/expected/run/") { paths.append(path) }
        var isFolder = false
        if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder {
          try collect(path)
        }
      }
    }
    try collect(root)
    return paths
  }

  /// The systems that the fixtures use.
  static func systems() throws -> [AppraisalSystem] {
    let folder = "\(Repository.fixtures)/systems/good"
    return try AppraisalSystem.builtIn
      + FileManager.default.contentsOfDirectory(atPath: folder).sorted()
      .filter { $0.hasSuffix(".yaml") }
      .map {
        try .decode([UInt8](FileManager.default.contents(atPath: "\(folder)/\($0)") ?? Data()))
      }
  }

  private static func rewritten<Source: Hashable>(
    _ bytes: [UInt8], _ table: Table<Source>
  ) throws -> [UInt8] {
    var rows = CSVRows()
    try TableRows(bytes, of: table).write(to: &rows)
    return rows.buffer.array
  }

  @Test func `every published table is written again byte for byte`() throws {
    let systems = try Self.systems()
    let paths = try Self.published()
    #expect(paths.count > 100)
    for path in paths {
      let bytes = [UInt8](FileManager.default.contents(atPath: path) ?? Data())
      let again: [UInt8]?
      switch path.split(separator: "/").last {
      case "scores.csv":
        again = systems.firstRewritten { try Self.rewritten(bytes, .scores(under: $0)) }
      case "index.csv": again = try Self.rewritten(bytes, .boards)
      case "findings.csv": again = try Self.rewritten(bytes, .findings)
      case "register.csv": again = try Self.rewritten(bytes, .register)
      case "changes.csv": again = try Self.rewritten(bytes, .changes)
      case "places.csv": again = try Self.rewritten(bytes, .places)
      case "final-elements.csv":
        again = systems.firstRewritten { try Self.rewritten(bytes, .finalElements(under: $0)) }
      case "boards.csv": again = try Self.rewritten(bytes, .reviewedBoards)
      case "limits.csv": again = try Self.rewritten(bytes, .limits)
      case "statistics.csv": again = try Self.rewritten(bytes, .statistics)
      case "annual-ratings.csv": again = try Self.rewritten(bytes, .annualRatings)
      case _ where path.contains("/sheets/board/"):
        again = systems.firstRewritten { try Self.rewritten(bytes, .boardSheet(under: $0)) }
      case _ where path.contains("/sheets/authority/"):
        again = systems.firstRewritten { try Self.rewritten(bytes, .authoritySheet(under: $0)) }
      default: again = systems.firstRewritten { try Self.rewritten(bytes, .roster(under: $0)) }
      }
      #expect(again == bytes, "\(path)")
    }
  }

  /// Whatever the size of the blocks, the cells and lines are those of the whole file.
  @Test(arguments: [1, 100, 1000, 1 << 18])
  func `block by block every cell is the same`(blockSize: Int) throws {
    let systems = try Self.systems()
    var rosters = 0
    for path in try Self.published()
    where path.contains("/rosters/") && !path.hasSuffix("index.csv") {
      let bytes = [UInt8](FileManager.default.contents(atPath: path) ?? Data())
      let whole = try #require(
        systems.lazy.compactMap { try? TableRows(bytes, of: .roster(under: $0)) }.first)
      var reader = TableReader(of: whole.table, blockSize: blockSize)
      var next = 0
      try reader.read(bytes) { rows in
        for row in 0..<rows.count {
          let areSame = whole.table.columns.indices.allSatisfy {
            rows.cell(row, column: $0) == whole.cell(next, column: $0)
          }
          #expect(areSame && rows.line(of: row) == whole.line(of: next), "\(path), row \(next)")
          next += 1
        }
      }
      #expect(next == whole.count)
      rosters += 1
    }
    #expect(rosters > 50)
  }

  @Test(arguments: [
    "=A1", "'=A1", "''=A1", "'", "''", "'t Hooft", "-", "'-", "＝A1", "'＝A1", "plain", "a,b", "'|x",
    "\"=\"", "'\"=", "\t", "'\tx",
  ])
  func `a text comes back from its cell`(text: String) throws {
    let table = Table<FindingSource>(
      [.init("value", .text, .value, "")], isForSpreadsheets: true)
    var rows = CSVRows()
    table.appendHeader(to: &rows)
    rows.append(text: Array(text.utf8).span)
    rows.endRow()
    let read = try TableRows(rows.buffer.array, of: table)
    #expect(read.cell(0, column: 0) == .text(Array(text.utf8)))
  }

  static let header = Table.scores(under: system).names.joined(separator: ",") + "\n"

  @Test(arguments: [
    ("", 1, nil),
    ("executive_id\nES-1\n", 1, nil),
    (header.replacing("prb,", with: "board,"), 1, nil),
    (header + "ES-1,A,40,50,30,40,240,400,4,Good\n", 2, nil),
    (header + "ES-1,A,40,50,30,40,240,400,6,Good,range\n", 2, "initial_summary_rating"),
    (header + "ES-1,A,40,50,30,40,240,4e2,4,Good,range\n", 2, "summary_score"),
    (
      header + "ES-1,A,40,50,30,40,240,400,4,Good,range\nES-2,A,40,50,30,40,x,400,4,Good,range\n",
      3, "results_driven_score"
    ),
    (header + "ES-1,\"A\"x,40,50,30,40,240,400,4,Good,range\n", 2, nil),
  ])
  func `another file is refused with its place`(text: String, line: Int, column: String?) {
    #expect(throws: Rows.Fault(line: line, column: column)) {
      try Rows(Array(text.utf8), of: .scores(under: Self.system))
    }
  }

  @Test func `cells have their types`() throws {
    let line = "ES-1,'=A,40,50,30,40.5,240,400.25,4,,range\n"
    let rows = try Rows(Array((Self.header + line).utf8), of: .scores(under: Self.system))
    func cell(_ source: ScoreSource) -> Rows.Cell? {
      rows.column(of: source).map { rows.cell(0, column: $0) }
    }
    #expect(rows.count == 1)
    #expect(cell(.board) == .text(Array("=A".utf8)))
    #expect(cell(.product(3)) == .hundredths(4050))
    #expect(cell(.score) == .hundredths(40025))
    #expect(cell(.initialRating) == .number(4))
    #expect(cell(.label) == .blank)
    #expect(cell(.basis) == .text(Array("range".utf8)))
  }
}

extension [AppraisalSystem] {
  /// The table under the first system whose columns it has.
  fileprivate func firstRewritten(_ write: (AppraisalSystem) throws -> [UInt8]) -> [UInt8]? {
    for system in self {
      if let bytes = try? write(system) { return bytes }
    }
    return nil
  }
}
