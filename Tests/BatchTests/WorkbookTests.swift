import Batch
import Columns
import Records
import Runs
import Testing
import TestSupport

/// The same records from a workbook and from CSV: scores, rosters and findings are the same, but for the
/// name of the file.
@Suite struct WorkbookTests {
  /// A workbook with the fields of a CSV text.
  private static func workbook(_ csv: String) throws -> MadeWorkbook {
    let records = try ReferenceReader().read(Array(csv.utf8)).records.map { record in
      record.fields.map { String(decoding: $0, as: UTF8.self) }
    }
    var workbook = MadeWorkbook()
    workbook.sheets = [.init("Sheet", rows: records)]
    return workbook
  }

  /// The same, with every whole number as one, and every text shared.
  private static func typed(_ workbook: MadeWorkbook) -> MadeWorkbook {
    var typed = workbook
    let inline = /t="inlineStr"><is><t xml:space="preserve">([^<]*)<\/t><\/is>/
    typed.sheets[0].data = workbook.sheets[0].data.replacing(inline) { match in
      if let number = Int(match.1), number >= 0, "\(number)" == match.1 {
        return "><v>\(number)</v>"
      }
      typed.sharedStrings.append("<t xml:space=\"preserve\">\(match.1)</t>")
      return "t=\"s\"><v>\(typed.sharedStrings.count - 1)</v>"
    }
    return typed
  }

  @Test(arguments: BatchLawsTests.seeds, [true, false])
  func aWorkbookGivesWhatItsTextGives(seed: UInt64, isWide: Bool) async throws {
    let agency = BatchLawsTests.agency(seed)
    let place = try Workplace()
    let (plans, ratings) = isWide ? agency.wide() : agency.long()
    let expected = try await place.run(
      plans: [place.file("plans", plans)], ratings: [place.file("ratings", ratings)])
    let books = (try Self.workbook(plans), try Self.workbook(ratings))
    for (plans, ratings) in [books, (Self.typed(books.0), Self.typed(books.1))] {
      let files = [
        try place.file("plans", bytes: plans.archive.bytes),
        try place.file("ratings", bytes: ratings.archive.bytes),
      ]
      for (threads, blockSize) in [(1, nil), (2, 64), (5, 1000)] as [(Int, Int?)] {
        var run = try await place.run(
          plans: [files[0]], ratings: [files[1]], threads: threads, blockSize: blockSize)
        for (name, bytes) in run {
          run[name] = Array(
            String(decoding: bytes, as: UTF8.self).replacing("[Sheet], row", with: ", line")
              .replacing(/row ([\d,]+) of (\w+)\[Sheet\]/) { "line \($0.1) of \($0.2)" }
              .replacing("[Sheet]", with: "").utf8)
        }
        // Pages name the hashes of the inputs.
        for name in Set(run.keys).union(expected.keys) where !name.hasSuffix(".html") {
          let (found, wanted) = (
            BatchLawsTests.lines(run[name]), BatchLawsTests.lines(expected[name])
          )
          let differing = zip(found, wanted).first { $0 != $1 }
          #expect(
            run[name] == expected[name],
            "\(name), \(threads) threads, \(found.count) lines: \(String(describing: differing))")
        }
        #expect(run.count == expected.count && run.count > 4)
      }
    }
  }

  /// Rows that have nothing in them, wherever they are, are blank lines and change no other byte.
  @Test func rowsWithoutAnythingChangeNothing() async throws {
    let place = try Workplace()
    let rows = [
      "executive_id,name,prb," + Agency.elements.joined(separator: ","),
      "ES-1,Doe,North,10,10,10,10,60", "ES-2,Roe,North,10,10,10,10,61",
    ].map { $0.split(separator: ",").map(String.init) }
    let ratings = try place.file(
      "ratings.csv", "executive_id,\(Agency.elements.joined(separator: ","))\nES-1,4,4,4,4,4\n")
    func run(_ rows: [[String]]) async throws -> [String: [UInt8]] {
      var workbook = MadeWorkbook()
      workbook.sheets = [.init("Sheet", rows: rows)]
      return try await place.run(
        plans: [place.file("plans.xlsx", bytes: workbook.archive.bytes)], ratings: [ratings])
    }
    let expected = try await run(rows)
    let blank = [[]] as [[String]]
    for more in [blank + rows, [rows[0]] + blank + blank + rows[1...], rows + blank] {
      let files = try await run(more)
      for name in ["scores.csv", "rosters/north.csv"] {
        let same = BatchLawsTests.lines(files[name]).map { $0.replacing(/row \d+/, with: "row") }
        #expect(
          same
            == BatchLawsTests.lines(expected[name]).map { $0.replacing(/row \d+/, with: "row") })
      }
    }
  }

  /// Sums that were filled down past the last executive are no records; values there are.
  @Test func formulasThatNobodyReadsMakeNoRecords() async throws {
    let place = try Workplace()
    let ratings = try place.file(
      "ratings.csv", "executive_id,\(Agency.elements.joined(separator: ","))\nES-1,4,4,4,4,4\n")
    var workbook = MadeWorkbook()
    workbook.sheets = [
      .init("Sheet", rows: [["executive_id"] + Agency.elements + ["total"]])
    ]
    let plan = "<c t=\"str\"><v>ES-1</v></c>" + String(repeating: "<c><v>20</v></c>", count: 5)
    let total = "<c r=\"G%\"><f>SUM(B%:F%)</f><v>0</v></c>"
    func row(_ number: Int, _ cells: String) -> String {
      "<row r=\"\(number)\">\(cells.replacing("%", with: "\(number)"))</row>"
    }
    let header = workbook.sheets[0].data
    for (rows, records, blankLines) in [
      (row(2, plan + total) + row(3, total) + row(4, total), 1, 0),
      (row(3, total) + row(5, plan + total) + row(6, total), 1, 1),
      (row(2, plan + total) + row(3, "<c r=\"G3\"><v>0</v></c>"), 2, 0),
    ] {
      workbook.sheets[0].data = header + rows
      let files = try await place.run(
        plans: [place.file("plans.xlsx", bytes: workbook.archive.bytes)], ratings: [ratings])
      let summary = String(decoding: files["summary.json"] ?? [], as: UTF8.self)
      #expect(summary.contains("\"plan_records\": \(records),"), "\(rows)")
      let notices = BatchLawsTests.lines(files["findings.csv"])
      #expect(notices.count { $0.contains("blank-line") } == blankLines)
    }
  }

  /// Of a cell that cannot be read as it is, that alone is said; all else that is wrong is said too.
  @Test func anUnreadableCellIsSaidOnceAndRejects() async throws {
    let place = try Workplace()
    var workbook = MadeWorkbook()
    let names = ["executive_id", "prb"] + Agency.elements
    let header = names.enumerated().map { column, name in
      "<c r=\"\(MadeWorkbook.letters(column))1\" t=\"inlineStr\"><is><t>\(name)</t></is></c>"
    }
    func row(_ number: Int, _ cells: String) -> String {
      "<row r=\"\(number)\"><c r=\"A\(number)\" t=\"str\"><v>ES-\(number)</v></c>\(cells)</row>"
    }
    let rest = "<c><v>10</v></c><c><v>10</v></c><c><v>10</v></c><c><v>60</v></c>"
    workbook.sheets = [
      .init(
        "Sheet",
        data: "<row r=\"1\">\(header.joined())</row>"
          // The value that is stored would be a wrong weight, a weight that is fine, or none.
          + row(2, "<c r=\"C2\"><f>A1</f><v>99</v></c>" + rest)
          + row(3, "<c r=\"C3\"><f>A1</f><v>10</v></c>" + rest)
          + row(4, "<c r=\"C4\"><f>A1</f></c>" + rest)
          + row(5, "<c r=\"C5\" t=\"e\"><f>A1</f><v>#N/A</v></c>" + rest)
          + row(
            6, "<c r=\"B6\" t=\"str\"><f>A1</f><v>North</v></c><c r=\"C6\"><v>11</v></c>" + rest)
          + row(7, "<c r=\"C7\"><v>10</v></c>" + rest))
    ]
    let ratings = (2...7).map { "ES-\($0),4,4,4,4,4\n" }.joined()
    let files = try await place.run(
      plans: [place.file("plans.xlsx", bytes: workbook.archive.bytes)],
      ratings: [
        place.file(
          "ratings.csv", "executive_id,\(Agency.elements.joined(separator: ","))\n\(ratings)")
      ])
    let errors = BatchLawsTests.lines(files["findings.csv"]).filter { $0.contains("error,") }.map {
      let fields = $0.split(separator: ",", omittingEmptySubsequences: false)
      return "\(fields[3]) \(fields[1])"
    }
    #expect(
      errors == [
        "2 formula-in-cell", "3 formula-in-cell", "4 formula-in-cell", "5 formula-in-cell",
        "6 weights-do-not-total-100", "6 formula-in-cell",
      ])
    #expect(BatchLawsTests.lines(files["scores.csv"]).dropFirst().map { $0.prefix(4) } == ["ES-7"])
    // Whose record it is, the value that was stored says all the same.
    #expect(files["rosters/north.csv"] != nil)
  }

  /// The value that is stored with a formula in place of an id may be another executive's: the record is nobody's,
  /// and takes nothing from whoever has that id.
  @Test func anIDByFormulaNamesNobody() async throws {
    let place = try Workplace()
    var workbook = MadeWorkbook()
    workbook.sheets = [.init("Sheet", rows: [["executive_id"] + Agency.elements])]
    let levels = String(repeating: "<c><v>4</v></c>", count: 5)
    let blank = "<c r=\"A5\" t=\"str\"><f>IF(B5=0,\"\",B5)</f><v></v></c>"
    workbook.sheets[0].data +=
      "<row r=\"2\"><c t=\"str\"><v>ES-1</v></c>\(levels)</row>"
      + "<row r=\"3\"><c t=\"str\"><f>A2</f><v>ES-1</v></c>\(levels)</row>"
      + "<row r=\"4\"><c t=\"str\"><f>TEXT(2,0)</f><v>ES-2</v></c>\(levels)</row>"
      // A formula that was filled down and shows nothing is no executive.
      + "<row r=\"5\">\(blank)</row>"
    let plans =
      "executive_id,\(Agency.elements.joined(separator: ","))\n"
      + ["ES-1", "ES-2"].map { "\($0),10,10,10,10,60\n" }.joined()
    let files = try await place.run(
      plans: [place.file("plans.csv", plans)],
      ratings: [place.file("ratings.xlsx", bytes: workbook.archive.bytes)])
    let said = try ReferenceReader().read(try #require(files["findings.csv"])).texts.dropFirst().map
    {
      "\($0[3]) \($0[1]) \($0[7]) \($0[8])"
    }
    #expect(
      said.filter { !$0.contains("prb-not-given") } == [
        "3 plan-without-ratings ES-2 ", "3 formula-in-cell  '=A2", "4 formula-in-cell  '=TEXT(2,0)",
        "5 blank-record  ",
      ])
    #expect(BatchLawsTests.lines(files["scores.csv"]).dropFirst().map { $0.prefix(4) } == ["ES-1"])
  }

  /// What is merged hides something only where a cell has something in it.
  @Test(
    arguments: [
      ("A2:A3", 1), ("B2:C2", 1), ("B4:B5", 0), ("B4:C900", 1), ("B7:F799", 0), ("G2:H3", 0),
      ("A1:B1", 0), ("A6:F7", 0), ("B4:B4", 0), ("B3:B4", 1),
    ] as [(String, Int)])
  func emptyMergedCellsHideNothing(area: String, warnings: Int) async throws {
    let place = try Workplace()
    var workbook = MadeWorkbook()
    workbook.sheets = [.init("Sheet", rows: [["executive_id"] + Agency.elements])]
    let weights = ["10", "10", "10", "10", "60"].map { "<c><v>\($0)</v></c>" }.joined()
    func row(_ number: Int, _ cells: String) -> String {
      "<row r=\"\(number)\"><c r=\"A\(number)\" t=\"str\"><v>ES-\(number)</v></c>\(cells)</row>"
    }
    workbook.sheets[0].data +=
      row(2, weights) + row(3, weights) + row(4, "<c r=\"F4\"><v>60</v></c>") + row(5, "")
      + "<row r=\"800\"><c r=\"C800\"><v>1</v></c></row>"
    workbook.sheets[0].rest = "<mergeCells count=\"1\"><mergeCell ref=\"\(area)\"/></mergeCells>"
    let files = try await place.run(
      plans: [place.file("plans.xlsx", bytes: workbook.archive.bytes)],
      ratings: [
        place.file("ratings.csv", "executive_id,\(Agency.elements.joined(separator: ","))\n")
      ])
    let found = BatchLawsTests.lines(files["findings.csv"])
    #expect(found.count { $0.contains(",merged-cells,") } == warnings)
  }

  /// A workbook has rows, a file of text lines.
  @Test func workbooksHaveRows() async throws {
    let place = try Workplace()
    let plan = ["10", "10", "10", "10", "60"]
    let blank = [String](repeating: "", count: 6)
    let rows =
      [["executive_id"] + Agency.elements, ["ES-1"] + plan, ["ES-1"] + plan, ["Total"] + plan]
      + [["Mean"] + plan, blank, blank, ["executive_id"] + Agency.elements, ["ES-2"] + plan]
    var workbook = MadeWorkbook()
    workbook.sheets = [.init("Sheet", rows: rows)]
    let files = try await place.run(
      plans: [place.file("plans.xlsx", bytes: workbook.archive.bytes)],
      ratings: [
        place.file(
          "ratings.csv", "executive_id,\(Agency.elements.joined(separator: ","))\nES-2,4,4,4,4,4\n")
      ])
    let said = try ReferenceReader().read(try #require(files["findings.csv"])).texts.filter {
      $0[2] == "plans.xlsx[Sheet]"
    }.flatMap { $0[9...10] }.joined(separator: "\n")
    #expect(said.contains("another is at row 3 of plans.xlsx[Sheet]"))
    #expect(said.contains("Rows 4 to 5 have no executive ids but words such as Total"))
    #expect(said.contains("Rows 6 to 7 are empty"))
    #expect(!said.lowercased().contains(/\blines?\b/), "\(said)")
    let rosters = files.filter { $0.key.hasPrefix("rosters/") && $0.key != "rosters/index.csv" }
    let remarks = rosters.values.map { String(decoding: $0, as: UTF8.self) }.joined()
    #expect(remarks.contains("(plans.xlsx[Sheet], row 2)"))
  }

  /// Numbers of the manifest are those of the file as it was sent.
  @Test func theManifestNamesFileAndSheet() async throws {
    let place = try Workplace()
    var workbook = MadeWorkbook()
    workbook.sheets = [
      .init("First", rows: [["x"]]),
      .init(
        "FY 2026 \"A\"",
        rows: [
          ["executive_id"] + Agency.elements, ["ES-1", "10", "10", "10", "10", "60"],
        ]),
    ]
    let bytes = workbook.archive.bytes
    let path = try place.file("plans.xlsx", bytes: bytes)
    let ratings = try place.file(
      "ratings.csv", "executive_id,\(Agency.elements.joined(separator: ","))\nES-1,4,4,4,4,4\n")
    let run = try await Batch(
      plans: [path], ratings: [ratings], reading: .init(sheets: .init(all: "FY 2026 \"A\"")),
      system: .named("opm-basic-2012"), threads: 1, log: Workplace.silence
    ).run(output: path + ".out")
    let manifest = try Manifest(TestSupport.bytes(ofFile: "\(run.path)/manifest.json"))
    #expect(manifest.inputs.map(\.sheet) == ["FY 2026 \"A\"", nil])
    #expect(manifest.inputs.map(\.name) == ["plans.xlsx", "ratings.csv"])
    #expect(manifest.inputs.map(\.records) == [1, 1])
    #expect(manifest.inputs[0].bytes == bytes.count)
  }
  /// The row of totals of a workbook has formulas: it is passed over like any other, and what is said of
  /// the record after it stands there.
  @Test func totalsWithFormulasArePassedOver() async throws {
    let place = try Workplace()
    var workbook = MadeWorkbook()
    workbook.sheets = [.init("Sheet", rows: [["executive_id"] + Agency.elements])]
    let sums = "BCDEF".map { "<c r=\"\($0)3\"><f>SUM(\($0)2:\($0)2)</f><v>20</v></c>" }.joined()
    let plan = String(repeating: "<c><v>20</v></c>", count: 4)
    workbook.sheets[0].data +=
      "<row r=\"2\"><c t=\"str\"><v>ES-1</v></c><c><v>20</v></c>\(plan)</row>"
      + "<row r=\"3\"><c t=\"str\"><v>Average</v></c>\(sums)</row>"
      + "<row r=\"4\"><c t=\"str\"><v>ES-2</v></c><c><f>B2</f><v>20</v></c>\(plan)</row>"
    let ratings = ["ES-1", "ES-2"].map { "\($0),4,4,4,4,4\n" }.joined()
    let files = try await place.run(
      plans: [place.file("plans.xlsx", bytes: workbook.archive.bytes)],
      ratings: [
        place.file(
          "ratings.csv", "executive_id,\(Agency.elements.joined(separator: ","))\n\(ratings)")
      ])
    let said = BatchLawsTests.lines(files["findings.csv"]).dropFirst().map {
      let fields = $0.split(separator: ",", omittingEmptySubsequences: false)
      return "\(fields[3]) \(fields[1]) \(fields[7])"
    }
    #expect(
      said.filter { !$0.contains("prb-not-given") } == [
        "3 totals-row ", "4 formula-in-cell ES-2",
      ])
    #expect(BatchLawsTests.lines(files["scores.csv"]).dropFirst().map { $0.prefix(4) } == ["ES-1"])
  }
}
