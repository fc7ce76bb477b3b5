import Appraisal
import CSV
import Columns
import Records
import Testing
import TestSupport

/// What becomes of the rows of a workbook, and which of its sheets is read: nothing is passed over without a word.
@Suite struct WorkbookRowsTests {
  private typealias Sheet = MadeWorkbook.Sheet

  private static func source(
    _ sheets: [MadeWorkbook.Sheet], named: String? = nil, preferring: String? = nil,
    belowOwn hasSheetHeading: Bool = false, blockSize: Int? = nil
  ) throws -> any RecordSource {
    let scratch = try ScratchDirectory()
    var workbook = MadeWorkbook()
    workbook.sheets = sheets
    let path = try scratch.write(workbook.archive.bytes, to: "sheet.csv")
    return try openRecords(
      path, sheet: named, preferring: preferring, hasSheetHeading: hasSheetHeading,
      blockSize: blockSize)
  }

  private static func sheet(
    _ name: String, _ rows: [[String]], isHidden: Bool = false
  ) -> MadeWorkbook.Sheet {
    var sheet = Sheet(name, rows: rows)
    if isHidden { sheet.state = "hidden" }
    return sheet
  }

  /// The records of a source, each with its line.
  private static func records(of source: any RecordSource) throws -> [(line: Int, fields: [String])]
  {
    try source.begin(
      reading: ReadColumns(
        count: source.header.count, texts: [0], values: Array(1..<source.header.count)))
    var records: [(Int, [String])] = []
    var portion = Portion()
    while try source.take(&portion) {
      try source.parse(&portion)
      for record in 0..<portion.batch.count {
        let fields = (0..<portion.batch.fieldCount(of: record)).map {
          String(decoding: portion.batch.field($0, inRecord: record), as: UTF8.self)
        }
        records.append((portion.batch.positions.line(of: record), fields))
      }
    }
    return records
  }

  private static let table = [["id", "level"], ["H-1", "4"], ["H-2", "3"]]

  // MARK: - Which sheet

  /// A workbook, what of it is read, and what is said of its other sheets.
  struct Choice: Sendable {
    let shows: String
    let sheets: [(name: String, isHidden: Bool, rows: [[String]])]
    var named: String?
    var preferred: String?
    let read: String
    let others: [(name: String, finding: CellFinding)]
  }

  private static let old = [["id", "level"], ["H-9", "1"]]
  private static let notes = [["note"], ["for the chair"]]
  private static let pairs = [["a", "b"], ["1", "2"]]

  private static let choices: [Choice] = [
    Choice(
      shows:
        "the first visible one is read; pages of text and hidden sheets of other columns are nothing",
      sheets: [("Old", true, pairs), ("Plans", false, table), ("Notes", false, notes)],
      read: "Plans", others: []),
    Choice(
      shows: "one of other columns, and one that may be the rest of the table",
      sheets: [("Plans", false, table), ("Pairs", false, pairs), ("More", false, old)],
      read: "Plans",
      others: [
        ("Pairs", .otherSheet(isHidden: false)), ("More", .sheetOfSameTable(isHidden: false)),
      ]),
    Choice(
      shows: "a hidden one that may be the rest of the table",
      sheets: [("Plans", false, table), ("Old", true, old)], read: "Plans",
      others: [("Old", .sheetOfSameTable(isHidden: true))]),
    Choice(
      shows: "the preferred one is read, wherever it stands",
      sheets: [("Notes", false, notes), ("Roster", false, table)], preferred: "Roster",
      read: "Roster", others: []),
    Choice(
      shows: "the preferred one is hidden, and a copy of it is read",
      sheets: [("Roster", true, old), ("Roster (2)", false, table)], preferred: "Roster",
      read: "Roster (2)", others: [("Roster", .sheetOfSameTable(isHidden: true))]),
    Choice(
      shows: "the preferred one is hidden, and what is read has other columns",
      sheets: [("Mine", false, pairs), ("Roster", true, table)], preferred: "Roster",
      read: "Mine", others: [("Roster", .otherSheet(isHidden: true))]),
    Choice(
      shows: "the preferred one is hidden and has nothing in it",
      sheets: [("Mine", false, table), ("Roster", true, notes)], preferred: "Roster",
      read: "Mine", others: []),
    Choice(
      shows: "what our own workbooks have beside the table is nothing",
      sheets: [("Roster", false, table), ("Rules", false, pairs), ("Run", false, pairs)],
      preferred: "Roster", read: "Roster", others: []),
    Choice(
      shows: "where nobody read the preferred one they count like others",
      sheets: [("Plans", false, table), ("Rules", false, pairs)], read: "Plans",
      others: [("Rules", .otherSheet(isHidden: false))]),
    Choice(
      shows: "a hidden one is read that was named; of the others those are told that look like it",
      sheets: [("Plans", false, table), ("Old", true, old), ("Pairs", false, pairs)],
      named: "old", read: "Old", others: [("Plans", .sheetOfSameTable(isHidden: false))]),
  ]

  @Test(arguments: choices)
  func `one sheet is read and the others are told`(choice: Choice) throws {
    let source = try Self.source(
      choice.sheets.map { Self.sheet($0.name, $0.rows, isHidden: $0.isHidden) },
      named: choice.named, preferring: choice.preferred)
    let reader = try #require(source as? WorkbookReader)
    #expect(reader.sheetName == choice.read, "\(choice.shows)")
    #expect(reader.otherSheets.map(\.name) == choice.others.map(\.name), "\(choice.shows)")
    #expect(reader.otherSheets.map(\.finding) == choice.others.map(\.finding), "\(choice.shows)")
    let rows = try #require(choice.sheets.first { $0.name == choice.read }).rows
    #expect(try Self.records(of: source).map(\.fields) == Array(rows.dropFirst()))
  }

  @Test func `a hint names the sheets that could have been meant`() throws {
    let source = try Self.source(
      [
        Self.sheet("Rules", [["text"]]), Self.sheet("Pairs", Self.pairs),
        Self.sheet("Roster", Self.table, isHidden: true),
      ],
      preferring: "Roster")
    #expect(
      source.otherSheetsHint(for: "--sheet")
        == " To read another sheet of the workbook, name it with --sheet: it has 'Pairs' and 'Roster' (hidden)."
    )
    let alone = try Self.source([Self.sheet("Rules", [["text"]])])
    #expect(alone.otherSheetsHint(for: "--sheet") == "")
  }

  @Test(
    arguments: [
      ([("Plans", true)], nil), ([], nil), ([("Plans", false)], "Ratings"),
      // Capitals do not count, unless they tell two apart.
      ([("PLANS", false), ("plans", false)], "Plans"),
    ] as [([(String, Bool)], String?)])
  func `a workbook without the sheet is refused`(
    sheets: [(String, Bool)], named: String?
  ) throws {
    let made = sheets.map { Self.sheet($0.0, Self.table, isHidden: $0.1) }
    let error = #expect(throws: RunError.self) { _ = try Self.source(made, named: named) }
    #expect(error?.kind == (named == nil ? .untrustworthyInput : .unreadableInput))
  }

  // MARK: - Rows

  /// Sheets as XML: what a row becomes, however many rows are taken at a time.
  @Test(arguments: [nil, 64, 128, 256] as [Int?])
  func `rows keep their numbers, and blank ones are none`(blockSize: Int?) throws {
    func text(_ cell: String, _ text: String) -> String {
      "<c r=\"\(cell)\" t=\"str\"><v>\(text)</v></c>"
    }
    let rows = [
      "<row r=\"3\">\(text("A3", "id"))\(text("B3", "level"))</row>",
      // A row that is blank but for a format, one of formulas beside the table, one with a gap.
      "<row r=\"5\"><c r=\"A5\" s=\"0\"/></row>",
      "<row r=\"6\"><c r=\"D6\"><f>SUM(B1:B5)</f><v>4</v></c></row>",
      "<row r=\"7\">\(text("B7", "4"))</row>",
      "<row r=\"9\" hidden=\"1\">\(text("A9", "H-9"))</row>",
      "<row r=\"20\">\(text("A20", "H-20"))\(text("B20", "5"))\(text("C20", "beside"))</row>",
      "<row r=\"30\"><c r=\"A30\" s=\"0\"/></row>",
    ]
    let source = try Self.source([Sheet("Roster", data: rows.joined())], blockSize: blockSize)
    #expect(source.headerPosition == (3, 3))
    #expect(source.blankLinesBeforeHeader == [RecordBatch.BlankLines(line: 1, row: 1, count: 2)])
    let records = try Self.records(of: source)
    #expect(records.map(\.line) == [7, 9, 20])
    #expect(records.map(\.fields) == [["", "4"], ["H-9", ""], ["H-20", "5"]])
    #expect(source.recordEnds == 3, "another count gives as many")
    let notes = try #require(source as? WorkbookReader).notes
    #expect(notes.hidden.count == 1 && notes.hidden.firstRow == 9)
    #expect(notes.withoutHeading.count == 1 && notes.withoutHeading.firstRow == 20)
    #expect(notes.merged.count == 0)
    #expect(notes.portionStarts.first == 4)
  }

  /// The lines that our own workbooks have above the table, where they may stand, and nowhere else.
  @Test(
    arguments: [
      (true, ["inputs c239eb98·ae159aa2"], "id"),
      (true, ["FY 2026 · inputs c239eb98·ae159aa2"], "id"),
      (true, ["Harbor PRB 1", "", "inputs c239eb98·ae159aa2"], "id"),
      (false, ["inputs c239eb98·ae159aa2"], "inputs c239eb98·ae159aa2"),
      (true, ["inputs"], "inputs"),
      (true, Array(repeating: "x", count: 12) + ["inputs c239eb98·ae159aa2"], "x"),
    ])
  func `the table begins below our own lines`(isAllowed: Bool, above: [String], header: String)
    throws
  {
    let source = try Self.source(
      [Self.sheet("Roster", above.map { [$0] } + Self.table)], belowOwn: isAllowed)
    #expect(source.header.first == Array(header.utf8))
    guard header == "id" else { return }
    #expect(try Self.records(of: source).map(\.fields) == Array(Self.table.dropFirst()))
    #expect(source.recordEnds == 2)
  }

  @Test(arguments: [[], [[]], [[""], ["", ""]]] as [[[String]]])
  func `a sheet without anything is refused`(rows: [[String]]) throws {
    for preferred in [nil, "Roster"] {
      let error = #expect(throws: RunError.self) {
        _ = try Self.source(
          [Self.sheet("Roster", rows)], preferring: preferred, belowOwn: preferred != nil)
      }
      #expect(error?.kind == .untrustworthyInput)
    }
  }

  @Test func `a formula is no heading of a column that is read`() throws {
    func source(_ value: String) throws -> any RecordSource {
      try Self.source([
        Sheet(
          "Plans",
          data:
            "<row r=\"1\"><c r=\"A1\" t=\"str\"><v>id</v></c><c r=\"B1\" t=\"str\"><f>C1</f>\(value)</c></row>"
        )
      ])
    }
    let named = try source("<v>level</v>")
    #expect(named.header.map { String(decoding: $0, as: UTF8.self) } == ["id", "level"])
    #expect(throws: Never.self) {
      try named.begin(reading: ReadColumns(count: 2, texts: [0], values: []))
    }
    let error = #expect(throws: RunError.self) {
      try named.begin(reading: ReadColumns(count: 2, texts: [0], values: [1]))
    }
    #expect(error?.kind == .untrustworthyInput)
    #expect(error?.description.contains("B1") == true)
    // Without a value nobody knows what it calls the column.
    #expect(throws: RunError.self) { _ = try source("") }
  }
}
