import Spreadsheets
import TestSupport
import Testing

/// What becomes of cells: texts, as a person reads them, or words for why they cannot be read.
@Suite struct CellTests {
  /// The cells of a sheet, as `A1=text`; `?` after the place of a formula, `!` of an error, `#` of a day.
  static func cells(
    of workbook: MadeWorkbook, sheet: String? = nil, columns: Set<Int>? = nil
  ) throws -> [String] {
    try cells(in: workbook.archive.bytes, sheet: sheet, columns: columns)
  }

  static func cells(
    in bytes: [UInt8], sheet: String? = nil, columns: Set<Int>? = nil
  ) throws -> [String] {
    let workbook = try Workbook(bytes)
    let reader = try workbook.rows(of: try workbook.sheet(named: sheet))
    if let columns { reader.readOnly(columns) }
    var found: [String] = []
    var rows = SheetRows()
    var hasMore = true
    while hasMore {
      hasMore = try reader.next(into: &rows, atLeast: 2)
      for row in rows.rows {
        for cell in rows.cells(of: row) {
          let place = "\(CellReference(column: cell.column, row: row.number))"
          let mark =
            switch cell.kind {
            case .value: ""
            case .formula: "?" + String(decoding: rows.formula(of: cell), as: UTF8.self)
            case .date: "#"
            case .error: "!"
            }
          let text = String(decoding: rows.text(of: cell), as: UTF8.self)
          found.append((row.isHidden ? "(hidden)" : "") + "\(place)\(mark)=\(text)")
        }
      }
    }
    return found
  }

  /// The XML of one row, and the cells that come out of it. Style 1 is `0%`, 2 `yyyy-mm-dd`, 3 `00000`.
  @Test(
    arguments: [
      ("<row r=\"1\"><c r=\"A1\"><v>60</v></c></row>", ["A1=60"]),
      ("<row r=\"1\"><c r=\"A1\" s=\"1\"><v>0.6</v></c></row>", ["A1=60%"]),
      ("<row r=\"1\"><c r=\"A1\" s=\"2\"><v>45931</v></c></row>", ["A1#=2025-10-01"]),
      ("<row r=\"1\"><c r=\"A1\" s=\"3\"><v>123</v></c></row>", ["A1=00123"]),
      ("<row r=\"1\"><c r=\"A1\" s=\"99\"><v> 7 </v></c></row>", ["A1=7"]),
      ("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>1</v></c></row>", ["A1=two runs"]),
      ("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>2</v></c></row>", ["A1=Tokyo"]),
      ("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>3</v></c></row>", ["A1= kept "]),
      ("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>4</v></c></row>", ["A1=laid out"]),
      ("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>5</v></c></row>", []),
      ("<row r=\"1\"><c r=\"A1\" t=\"s\"/></row>", []),
      (
        "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>a&amp;b_x0041_</t></is></c></row>",
        ["A1=a&bA"]
      ),
      (
        "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><r><t>a</t></r><rPh sb=\"0\" eb=\"1\">"
          + "<t>no</t></rPh><r><t>b</t></r></is></c></row>", ["A1=ab"]
      ),
      ("<row r=\"1\"><c r=\"A1\" t=\"str\"><v>text</v></c></row>", ["A1=text"]),
      (
        "<row r=\"1\"><c r=\"A1\" t=\"b\"><v>1</v></c><c r=\"B1\" t=\"b\"><v>0</v></c></row>",
        ["A1=TRUE", "B1=FALSE"]
      ),
      ("<row r=\"1\"><c r=\"A1\" t=\"e\"><v>#N/A</v></c></row>", ["A1!=#N/A"]),
      ("<row r=\"1\"><c r=\"A1\" t=\"d\"><v>2026-10-01</v></c></row>", ["A1#=2026-10-01"]),
      ("<row r=\"1\"><c r=\"A1\"><f>1+1</f><v>2</v></c></row>", ["A1?1+1=2"]),
      ("<row r=\"1\"><c r=\"A1\"><f>1+1</f></c></row>", ["A1?1+1="]),
      ("<row r=\"1\"><c r=\"A1\"><f t=\"shared\" si=\"0\"/><v>2</v></c></row>", ["A1?=2"]),
      (
        "<row r=\"1\"><c r=\"A1\"><f t=\"array\" ref=\"A1:B2\">X</f><v>1</v></c><c r=\"B1\"><v>2</v></c>"
          + "<c r=\"C1\"><v>3</v></c></row><row r=\"2\"><c r=\"A2\"><v>4</v></c></row>"
          + "<row r=\"3\"><c r=\"A3\"><v>5</v></c></row>",
        ["A1?X=1", "B1?=2", "C1=3", "A2?=4", "A3=5"]
      ),
      ("<row r=\"1\" hidden=\"1\"><c r=\"A1\"><v>1</v></c></row>", ["(hidden)A1=1"]),
      (
        "<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>",
        ["A1=1", "B1=2", "A2=3"]
      ),
      ("<row r=\"5\"><c r=\"C5\"><v>1</v></c><c><v>2</v></c></row>", ["C5=1", "D5=2"]),
      ("<row r=\"1\"><c r=\"A1\" s=\"1\"/><c r=\"B1\"><v></v></c></row>", []),
      ("<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>", ["XFD1048576=1"]),
      (
        "<row r=\"1\"><c r=\"A1\"><v>1</v><extLst><ext><v xmlns=\"urn:x\">9</v></ext></extLst></c></row>",
        ["A1=1"]
      ),
      ("<x:row xmlns:x=\"urn:x\" r=\"1\"/>", []),
    ] as [(String, [String])])
  func readsCells(data: String, expected: [String]) throws {
    var workbook = MadeWorkbook()
    workbook.formats = ["0%", "yyyy-mm-dd", "00000"]
    workbook.sharedStrings = [
      "<t>unused</t>", "<r><rPr><b/></rPr><t>two</t></r><r><t xml:space=\"preserve\"> runs</t></r>",
      "<t>Tokyo</t><rPh sb=\"0\" eb=\"2\"><t>pronounced</t></rPh><phoneticPr fontId=\"1\"/>",
      "<t xml:space=\"preserve\"> kept </t>", "<t>\n  laid out\n</t>", "<t/>",
    ]
    workbook.sheets = [.init("Sheet", data: data)]
    #expect(try Self.cells(of: workbook) == expected)
    workbook.namespace = "http://purl.oclc.org/ooxml/spreadsheetml/main"
    workbook.relations = "http://purl.oclc.org/ooxml/officeDocument/relationships"
    #expect(try Self.cells(of: workbook) == expected, "strict")
  }

  /// What is in no order, twice, or nowhere on a sheet.
  @Test(
    arguments: [
      ("<row r=\"2\"/><row r=\"1\"/>", "row 1 comes twice, or after row 2"),
      ("<row r=\"2\"/><row r=\"2\"/>", "row 2 comes twice, or after row 2"),
      ("<row r=\"0\"/>", "a row has a number that is none"),
      ("<row r=\"-1\"/>", "a row has a number that is none"),
      ("<row r=\"1048577\"/>", "it has more than 1,048,576 rows"),
      ("<row r=\"1048576\"/><row/>", "it has more than 1,048,576 rows"),
      ("<row r=\"1\"><row r=\"2\"/></row>", "a row stands inside another one"),
      ("<row r=\"1\"><c r=\"B1\"/><c r=\"A1\"/></row>", "a cell of row 1 stands twice"),
      ("<row r=\"1\"><c r=\"A1\"/><c r=\"A1\"/></row>", "a cell of row 1 stands twice"),
      ("<row r=\"1\"><c r=\"A2\"/></row>", "a cell of row 1 stands twice"),
      ("<row r=\"1\"><c r=\"1A\"/></row>", "a cell of row 1 stands twice"),
      ("<row r=\"1\"><c r=\"XFE1\"/></row>", "a cell of row 1 stands twice"),
      ("<row r=\"1\"><c r=\"XFD1\"/><c/></row>", "a cell of row 1 stands twice"),
      ("<row r=\"1\"><c r=\"A1\"><c r=\"B1\"/></c></row>", "a cell stands inside another one"),
      ("<row r=\"1\"><c r=\"A1\" t=\"zzz\"/></row>", "cell A1 is of a kind that is not known"),
      ("<row r=\"1\"><c r=\"A1\"><v>ten</v></c></row>", "cell A1 holds no number although"),
      ("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>1</v></c></row>", "the text of cell A1 is missing"),
      ("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>-1</v></c></row>", "the text of cell A1 is missing"),
    ])
  func refusesCells(data: String, words: String) throws {
    var workbook = MadeWorkbook()
    workbook.sharedStrings = ["<t>only</t>"]
    workbook.sheets = [.init("Sheet", data: data)]
    let fault = #expect(throws: WorkbookFault.self) { try Self.cells(of: workbook) }
    #expect(fault?.fact.contains(words) == true, "\(fault?.fact ?? "")")
  }

  /// The texts of other columns are not taken, however long they are.
  @Test func readsOnlyTheColumnsThatAreAskedFor() throws {
    var workbook = MadeWorkbook()
    workbook.sheets = [.init("Sheet", rows: [["a", "b", "c"], ["1", "", "3"]])]
    #expect(
      try Self.cells(of: workbook, columns: [0, 2]) == ["A1=a", "B1=", "C1=c", "A2=1", "C2=3"])
  }

  @Test func choosesTheFirstVisibleSheetOrTheOneThatIsNamed() throws {
    var workbook = MadeWorkbook()
    workbook.sheets = [
      .init("Old", data: "<row><c><v>1</v></c></row>", state: "hidden"),
      .init("Older", data: "<row><c><v>2</v></c></row>", state: "veryHidden"),
      .init("Plans & <more>", data: "<row><c><v>3</v></c></row>", state: "visible"),
      .init("PLANS", data: "<row><c><v>4</v></c></row>"),
      .init("Empty", data: "<row><c s=\"1\"/></row>"),
    ]
    #expect(try Self.cells(of: workbook) == ["A1=3"])
    #expect(try Self.cells(of: workbook, sheet: "Old") == ["A1=1"])
    #expect(try Self.cells(of: workbook, sheet: "Plans & <more>") == ["A1=3"])
    #expect(try Self.cells(of: workbook, sheet: "plans") == ["A1=4"])
    #expect(
      throws: WorkbookFault.noSuchSheet(
        sheets: ["Old", "Older", "Plans & <more>", "PLANS", "Empty"])
    ) { try Self.cells(of: workbook, sheet: "Ratings") }
    let read = try Workbook(workbook.archive.bytes)
    #expect(try !read.sheets.contains { try read.hasRecords($0) })
    for (data, expected) in [
      ("<row><c><v>1</v></c></row><row><c/><c><v>1</v></c></row>", false),
      ("<row><c><v>1</v></c></row><row><c><f>1</f></c><c/><c><v>1</v></c></row>", true),
    ] {
      workbook.sheets[0].data = data
      let read = try Workbook(workbook.archive.bytes)
      #expect(try read.hasRecords(read.sheets[0]) == expected)
    }
    for index in workbook.sheets.indices { workbook.sheets[index].state = "hidden" }
    #expect(throws: WorkbookFault.noVisibleSheet) { try Self.cells(of: workbook) }
  }
}
