/// A workbook in the making: sheets of XML, the texts they share and the number formats of their
/// styles.
///
///     var workbook = MadeWorkbook()
///     workbook.sheets = [.init("Plans", rows: [["executive_id", "leading_change"], ["ES-1", "10"]])]
///     let bytes = workbook.archive.bytes
package struct MadeWorkbook {
  /// A sheet by its name and its XML.
  package struct Sheet {
    package var name: String
    /// What stands in `sheetData`.
    package var data: String
    /// What comes after it.
    package var rest = ""
    package var state: String?

    /// A sheet of XML.
    package init(_ name: String, data: String, rest: String = "", state: String? = nil) {
      self.name = name
      self.data = data
      self.rest = rest
      self.state = state
    }

    /// A sheet of texts; an empty one is no cell.
    package init(_ name: String, rows: [[String]]) {
      self.init(
        name,
        data: rows.enumerated().map { row, cells in
          let cells = cells.enumerated().filter { !$1.isEmpty }.map { column, text in
            "<c r=\"\(MadeWorkbook.letters(column))\(row + 1)\" t=\"inlineStr\">"
              + "<is><t xml:space=\"preserve\">\(MadeWorkbook.escaped(text))</t></is></c>"
          }
          return "<row r=\"\(row + 1)\">\(cells.joined())</row>"
        }.joined())
    }
  }

  package var sheets: [Sheet] = []
  /// The XML of each `si`.
  package var sharedStrings: [String] = []
  /// The code of each style from 1 on; style 0 is `General`.
  package var formats: [String] = []
  /// Before the root of the sheets, the shared strings, and so on.
  package var prolog = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>"
  package var namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
  package var relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
  package var type =
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
  package var workbookProperties = ""
  /// More of `workbook.xml.rels`.
  package var moreRelationships = ""

  /// An empty workbook.
  package init() {}

  /// The letters of a column, from 0.
  package static func letters(_ column: Int) -> String {
    let last = String(UnicodeScalar(UInt8(65 + column % 26)))
    return column < 26 ? last : letters(column / 26 - 1) + last
  }

  /// A text as it may stand in XML.
  package static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      default:
        let hex = String(scalar.value, radix: 16, uppercase: true)
        if scalar.value < 0x20 {
          escaped += "_x" + String(repeating: "0", count: 4 - hex.count) + hex + "_"
        } else {
          escaped.unicodeScalars.append(scalar)
        }
      }
    }
    return escaped
  }

  /// The parts of the workbook as an archive.
  package var archive: ZipArchive {
    let packageRelations = "http://schemas.openxmlformats.org/package/2006/relationships"
    var entries = [
      ZipArchive.Entry(
        "[Content_Types].xml",
        prolog + "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
          + "<Override PartName=\"/xl/workbook.xml\" ContentType=\"\(type)\"/></Types>"),
      ZipArchive.Entry(
        "_rels/.rels",
        prolog + "<Relationships xmlns=\"\(packageRelations)\"><Relationship Id=\"rId1\" "
          + "Type=\"\(relations)/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"),
      ZipArchive.Entry("xl/workbook.xml", workbookText),
      ZipArchive.Entry(
        "xl/_rels/workbook.xml.rels",
        prolog + "<Relationships xmlns=\"\(packageRelations)\">"
          + sheets.indices.map {
            "<Relationship Id=\"rId\($0)\" Type=\"\(relations)/worksheet\" "
              + "Target=\"worksheets/sheet\($0).xml\"/>"
          }.joined()
          + "<Relationship Id=\"s\" Type=\"\(relations)/sharedStrings\" Target=\"sharedStrings.xml\"/>"
          + "<Relationship Id=\"t\" Type=\"\(relations)/styles\" Target=\"/xl/styles.xml\"/>"
          + moreRelationships + "</Relationships>"),
      ZipArchive.Entry(
        "xl/sharedStrings.xml",
        prolog + "<sst xmlns=\"\(namespace)\">"
          + sharedStrings.map { "<si>\($0)</si>" }.joined() + "</sst>"),
      ZipArchive.Entry("xl/styles.xml", stylesText),
    ]
    for (number, sheet) in sheets.enumerated() {
      entries.append(
        ZipArchive.Entry(
          "xl/worksheets/sheet\(number).xml",
          prolog + "<worksheet xmlns=\"\(namespace)\"><sheetData>\(sheet.data)</sheetData>"
            + sheet.rest + "</worksheet>"))
    }
    return ZipArchive(entries)
  }

  private var workbookText: String {
    let list = sheets.enumerated().map { number, sheet in
      "<sheet name=\"\(Self.escaped(sheet.name))\" sheetId=\"\(number + 1)\" "
        + (sheet.state.map { "state=\"\($0)\" " } ?? "") + "r:id=\"rId\(number)\"/>"
    }
    return prolog + "<workbook xmlns=\"\(namespace)\" xmlns:r=\"\(relations)\">"
      + "\(workbookProperties)<sheets>\(list.joined())</sheets></workbook>"
  }

  private var stylesText: String {
    let codes = formats.enumerated().map { number, code in
      "<numFmt numFmtId=\"\(164 + number)\" formatCode=\"\(Self.escaped(code))\"/>"
    }
    let styles = formats.indices.map { "<xf numFmtId=\"\(164 + $0)\" applyNumberFormat=\"1\"/>" }
    return prolog + "<styleSheet xmlns=\"\(namespace)\"><numFmts>\(codes.joined())</numFmts>"
      + "<cellStyleXfs><xf numFmtId=\"9\"/></cellStyleXfs>"
      + "<cellXfs><xf numFmtId=\"0\"/>\(styles.joined())</cellXfs></styleSheet>"
  }
}
