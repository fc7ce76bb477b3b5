import Spreadsheets
import TestSupport
import Testing

/// Archives and workbooks that are not what they say, or want more than they may have.
@Suite struct HostileWorkbookTests {
  private static let data = "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>"

  private static func workbook(_ data: String = data) -> MadeWorkbook {
    var workbook = MadeWorkbook()
    workbook.sheets = [.init("Sheet", data: data)]
    return workbook
  }

  /// The archive of a small workbook, changed.
  private static func archive(_ change: (inout ZipArchive) -> Void = { _ in }) -> ZipArchive {
    var archive = workbook().archive
    change(&archive)
    return archive
  }

  private static func changed(_ change: (inout ZipArchive.Entry) -> Void) -> [UInt8] {
    archive { change(&$0.entries[$0.entries.count - 1]) }.bytes
  }

  private static func fault(in bytes: [UInt8]) -> WorkbookFault? {
    do throws(any Error) {
      _ = try CellTests.cells(in: bytes)
      return nil
    } catch { return error as? WorkbookFault }
  }

  /// What producers do, and none is a lie.
  @Test func readsWhatIsTrue() {
    #expect(Self.fault(in: Self.archive().bytes) == nil)
    #expect(Self.fault(in: Self.changed { $0.isDeflated = false }) == nil)
    #expect(Self.fault(in: Self.changed { $0.hasDescriptor = true }) == nil)
    #expect(Self.fault(in: Self.changed { $0.isLong = true }) == nil)
    #expect(Self.fault(in: Self.archive { $0.isLong = true }.bytes) == nil)
    #expect(Self.fault(in: Self.archive { $0.comment = Array("by hand".utf8) }.bytes) == nil)
    #expect(Self.fault(in: Self.archive { $0.entries.append(.init("xl/media/", "")) }.bytes) == nil)
    #expect(
      Self.fault(in: Self.archive { $0.entries.reverse() }.bytes) == nil, "in another order")
  }

  @Test func `sizes, checksums and places that are not true are refused`() {
    let lies: [(String, [UInt8])] = [
      ("smaller than it is", Self.changed { $0.statedSize = 10 }),
      ("larger than it is", Self.changed { $0.statedSize = 10_000 }),
      ("another checksum", Self.changed { $0.statedChecksum = 7 }),
      ("cut short", Self.changed { $0.statedPackedSize = 20 }),
      ("beyond the end", Self.changed { $0.statedPackedSize = 1_000_000 }),
      (
        "not packed, and another size",
        Self.changed {
          $0.isDeflated = false; $0.statedSize = 1
        }
      ),
      ("packed in another way", Self.changed { $0.statedMethod = 14 }),
      (
        "not deflated although it says so",
        Self.changed {
          $0.isDeflated = false; $0.statedMethod = 8
        }
      ),
      ("two names", Self.changed { $0.localName = "xl/worksheets/sheet9.xml" }),
      ("beyond the directory", Self.changed { $0.statedOffset = 1_000_000 }),
      ("overlapping", Self.changed { $0.statedOffset = 0 }),
      ("into the middle", Self.changed { $0.statedOffset = 5 }),
      ("fewer than there are", Self.archive { $0.statedCount = 3 }.bytes),
      ("more than there are", Self.archive { $0.statedCount = 30 }.bytes),
      ("twice", Self.archive { $0.entries.append($0.entries[3]) }.bytes),
      (
        "twice but for capitals",
        Self.archive { $0.entries.append(.init("XL/Workbook.xml", "")) }.bytes
      ),
    ]
    for (what, bytes) in lies {
      guard case .damaged = Self.fault(in: bytes) else {
        Issue.record("\(what): \(String(describing: Self.fault(in: bytes)))")
        continue
      }
    }
  }

  @Test(arguments: [
    "../evil", "/etc/passwd", "xl/../../evil", "C:/evil", "xl\\evil", "", "a\u{0}b",
  ])
  func refusesPathsThatLeadOutOfTheArchive(name: String) {
    let bytes = Self.archive { $0.entries.append(.init(name, "x")) }.bytes
    #expect(Self.fault(in: bytes) == .damaged("the name of a part leads out of the file"))
  }

  /// Whatever is cut off, at whatever byte.
  @Test func refusesWhatIsCutOff() {
    let bytes = Self.archive().bytes
    for count in 4..<bytes.count {
      #expect(Self.fault(in: Array(bytes.prefix(count))) != nil, "\(count) of \(bytes.count) bytes")
    }
  }

  /// One byte that is another: never a crash, and no other cell than the true one.
  @Test func `a byte that is wrong never gives another value`() throws {
    let bytes = Self.archive().bytes
    for index in bytes.indices {
      for mask in [0x01, 0x80, 0xFF] as [UInt8] {
        var damaged = bytes
        damaged[index] ^= mask
        if let cells = try? CellTests.cells(in: damaged) { #expect(cells == ["A1=1"], "\(index)") }
      }
    }
  }

  @Test func refusesWhatUnpacksToTooMuch() {
    let zeros = [UInt8](repeating: UInt8(ascii: " "), count: 65 << 20)
    #expect(
      Self.fault(in: Self.archive { $0.entries.append(.init("xl/bomb.xml", zeros)) }.bytes)
        == .unpacksTooMuch)
    // Stated alone, 4 GiB of it; nothing is unpacked.
    #expect(
      Self.fault(
        in: Self.changed {
          $0.isLong = true; $0.statedSize = 4 << 30
        }) == .unpacksTooMuch)
    // Within the limits of the archive, but one text stands in a million cells.
    var workbook = Self.workbook(
      (1...20_000).map { "<row r=\"\($0)\"><c r=\"A\($0)\" t=\"s\"><v>0</v></c></row>" }.joined())
    workbook.sharedStrings = ["<t>" + String(repeating: "x", count: 10_000) + "</t>"]
    #expect(Self.fault(in: workbook.archive.bytes) == .unpacksTooMuch)
  }

  @Test func `more parts than a workbook has are refused`() {
    let bytes = Self.archive {
      $0.entries += (0..<10_000).map { ZipArchive.Entry("x/\($0)", "") }
    }.bytes
    #expect(Self.fault(in: bytes) == .damaged("it has more than 10,000 parts"))
  }

  @Test func refusesDocumentTypes() {
    var workbook = Self.workbook("<row><c t=\"inlineStr\"><is><t>&e;</t></is></c></row>")
    workbook.prolog =
      "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>"
    #expect(Self.fault(in: workbook.archive.bytes) == .documentType)
    workbook.prolog = "<!DOCTYPE x>"
    #expect(Self.fault(in: workbook.archive.bytes) == .documentType)
  }

  @Test func `XML that has no end, no order or no bottom is refused`() {
    let deep = String(repeating: "<a>", count: 200)
    let long = "<a b=\"" + String(repeating: "x", count: 3 << 20) + "\"/>"
    for data in [
      deep, long, "<row", "</row>", "<row>&undefined;</row>", "<row r=\"1\" r=\"1\"/>", "\u{1}",
    ] {
      guard case .damaged = Self.fault(in: Self.workbook(data).archive.bytes) else {
        Issue.record(
          "\(data.prefix(20)): \(String(describing: Self.fault(in: Self.workbook(data).archive.bytes)))"
        )
        continue
      }
    }
    let text = String(repeating: "x", count: 600_000)
    #expect(
      Self.fault(in: Self.workbook("<row><c t=\"str\"><v>\(text)</v></c></row>").archive.bytes)
        == .longText(cell: "A1"))
  }

  @Test func `protection, macros, links and other formats are named`() {
    let ole: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]
    let name = Array("EncryptedPackage".utf8).flatMap { byte -> [UInt8] in [byte, 0] }
    #expect(Self.fault(in: ole + [UInt8](repeating: 0, count: 500)) == .oldFormat)
    #expect(Self.fault(in: ole + name) == .encrypted)
    #expect(Self.fault(in: ole) == .oldFormat)
    #expect(Self.fault(in: Self.changed { $0.flags = 1 }) == .encrypted)
    var workbook = Self.workbook()
    workbook.type = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    #expect(Self.fault(in: workbook.archive.bytes) == .macros)
    #expect(
      Self.fault(in: Self.archive { $0.entries.append(.init("xl/vbaProject.bin", "x")) }.bytes)
        == .macros)
    #expect(
      Self.fault(in: Self.archive { $0.entries.append(.init("xl/externalLinks/a.xml", "x")) }.bytes)
        == .externalLinks)
    workbook = Self.workbook()
    workbook.moreRelationships =
      "<Relationship Id=\"x\" Type=\"\(workbook.relations)/externalLink\" Target=\"a.xml\"/>"
    #expect(Self.fault(in: workbook.archive.bytes) == .externalLinks)
    workbook.moreRelationships =
      "<Relationship Id=\"x\" Type=\"\(workbook.relations)/hyperlink\" TargetMode=\"External\" "
      + "Target=\"http://example.gov\"/>"
    #expect(Self.fault(in: workbook.archive.bytes) == nil)
    let ods = ZipArchive([
      .init("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
      .init("content.xml", "x"),
    ])
    #expect(Self.fault(in: ods.bytes) == .openDocument)
    #expect(Self.fault(in: ZipArchive([.init("plans.csv", "a,b")]).bytes) == .notAWorkbook)
    let binary = Self.archive {
      $0.entries[1].content = Array(
        String(decoding: $0.entries[1].content, as: UTF8.self).replacing(
          "workbook.xml", with: "workbook.bin"
        ).utf8)
    }
    #expect(Self.fault(in: binary.bytes) == .binary)
  }

  /// Each in words, with a way out, and in one line.
  @Test func everyRefusalSaysWhatToDo() {
    let faults: [WorkbookFault] = [
      .tooLarge(limit: 1 << 28), .damaged("x"), .unpacksTooMuch, .notAWorkbook, .encrypted,
      .oldFormat, .binary, .openDocument, .macros, .externalLinks, .documentType, .noVisibleSheet,
      .noSuchSheet(sheets: ["a", "b"]), .emptySheet("a"), .formulaInHeader(cell: "A1"),
      .misplaced("x"),
      .longText(cell: "A1"),
    ]
    for fault in faults {
      for text in [fault.fact, fault.fix] {
        #expect(text.hasSuffix(".") && text.utf8.count > 10 && !text.contains("\n"))
      }
    }
  }
}
