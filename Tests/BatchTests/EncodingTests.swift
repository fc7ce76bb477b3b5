import Appraisal
import Columns
import FoundationEssentials
import Logging
import Runs
import TestSupport
import Testing

@testable import Batch

/// `--encoding`: what a file of another encoding gives is what the same file as UTF-8 gives, whatever
/// the size of the blocks.
@Suite struct EncodingTests {
  private static let columns = AppraisalSystem.opmBasic2012.elements.map(\.id)
    .joined(separator: ",")

  /// Plans with letters beyond ASCII in some of the fields.
  private static func plans(_ count: Int) -> String {
    var text = "executive_id,name,prb,notes,\(columns)\n"
    for number in 0..<count {
      let name = ["Renée Müller", "Ann", "Ødegård, Åse", "Ñandú"][number % 4]
      text += "ES-\(number),\"\(name)\",Büro \(number % 3),\"é\né\",10,10,10,10,60\n"
    }
    return text
  }

  private static func ratings(_ count: Int) -> String {
    "executive_id,\(columns)\n" + (0..<count).map { "ES-\($0),4,5,3,4,4\n" }.joined()
  }

  /// The bytes of a text whose characters all are of Latin-1, in an encoding.
  private static func bytes(_ text: String, in encoding: String) -> [UInt8] {
    text.unicodeScalars.flatMap { scalar -> [UInt8] in
      let (high, low) = (UInt8(scalar.value >> 8), UInt8(scalar.value & 0xFF))
      return switch encoding {
      case "UTF-16LE": [low, high]
      case "UTF-16BE": [high, low]
      case "UTF-32BE": [0, 0, high, low]
      default: [low]
      }
    }
  }

  /// The files of a run but the manifest, and the manifest.
  private static func run(
    _ plans: [UInt8], _ ratings: [UInt8], encoding: String?, blockSize: Int? = nil,
    columns: [String] = []
  ) async throws -> (files: [String: [UInt8]], manifest: Manifest) {
    let scratch = try ScratchDirectory()
    let batch = Batch(
      plans: [try scratch.write(plans, to: "plans.csv")],
      ratings: [try scratch.write(ratings, to: "ratings.csv")],
      reading: try .init(columns: columns, encoding: encoding),
      system: try .named("opm-basic-2012"), threads: 2, blockSize: blockSize,
      log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    let run = try await batch.run(output: "\(scratch.path)/runs")
    var files = try contents(below: run.path)
    let manifest = files.removeValue(forKey: "manifest.json")
    return (files, try Manifest(try #require(manifest)))
  }

  /// A file is refused, and this is said of it.
  private static func refusal(
    _ plans: [UInt8], encoding: String, blockSize: Int? = nil
  ) async throws -> String {
    let scratch = try ScratchDirectory()
    let path = try scratch.write(plans, to: "plans.csv")
    let batch = Batch(
      plans: [path], ratings: [], reading: try .init(columns: [], encoding: encoding),
      system: try .named("opm-basic-2012"), threads: 2, blockSize: blockSize,
      log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    let error = await #expect(throws: RunError.self) {
      _ = try await batch.check(format: .csv) { _ in }
    }
    #expect(error?.kind == .untrustworthyInput)
    return (error?.description ?? "").replacing(path, with: "plans.csv")
  }

  @Test(
    arguments: ["ISO-8859-1", "windows-1252", "UTF-16LE", "UTF-16BE", "UTF-32BE"],
    [nil, 1, 3, 7, 4096])
  func givesWhatUTF8Gives(encoding: String, blockSize: Int?) async throws {
    let count = blockSize.map { $0 < 100 ? 6 : 400 } ?? 400
    let (plans, ratings) = (Self.plans(count), Self.ratings(count))
    let expected = try await Self.run(Array(plans.utf8), Array(ratings.utf8), encoding: nil)
    let found = try await Self.run(
      Self.bytes(plans, in: encoding), Self.bytes(ratings, in: encoding), encoding: encoding,
      blockSize: blockSize)
    for name in ["scores.csv", "rosters/buro-0.csv", "rosters/index.csv"] {
      #expect(found.files[name] == expected.files[name], "\(name)")
    }
    #expect(Set(found.files.keys) == Set(expected.files.keys))
    let findings = String(decoding: found.files["findings.csv"] ?? [], as: UTF8.self)
    let notices = findings.split(separator: "\n").filter { $0.contains("encoding-converted") }
    #expect(notices.count == 2 && notices.allSatisfy { $0.contains(",\(encoding),") })
  }

  /// The manifest says what was done; size and hash are those of the file as it was sent.
  @Test func manifestNamesEncodingAndColumns() async throws {
    let plans = Self.bytes(Self.plans(3), in: "ISO-8859-1")
    let ratings = Self.bytes(
      Self.ratings(3).replacing("executive_id", with: "Employee\\ID"), in: "ISO-8859-1")
    let (_, manifest) = try await Self.run(
      plans, ratings, encoding: "ISO-8859-1", columns: ["Employee\\ID=executive_id"])
    #expect(manifest.inputs.map(\.encoding) == ["ISO-8859-1", "ISO-8859-1"])
    #expect(manifest.inputs.map(\.bytes) == [plans.count, ratings.count])
    #expect(
      manifest.columns
        == [Manifest.Column(heading: "Employee\\ID", name: "executive_id")])
    let plain = try await Self.run(
      Array(Self.plans(3).utf8), Array(Self.ratings(3).utf8), encoding: "utf-8")
    #expect(plain.manifest.inputs.map(\.encoding) == [nil, nil])
    #expect(plain.manifest.columns == nil)
  }

  /// Each fault, wherever the blocks end: the byte as sent, and the line.
  @Test(
    arguments: [
      ("windows-1252", [0x81], 150, "line 3, byte 150: The file is not windows-1252"),
      ("UTF-16LE", [0x00, 0xD8, 0x41, 0x00], 300, "line 3, byte 300: The file is not UTF-16LE"),
      ("SHIFT_JIS", [0x81], 150, "line 3, byte 150: The file is not SHIFT_JIS"),
      ("ASCII", [0xE9], 150, "line 3, byte 150: The file is not ASCII"),
    ] as [(String, [UInt8], Int, String)], [nil, 1, 5, 64])
  func faultIsFoundAtItsByte(
    row: (encoding: String, bad: [UInt8], byte: Int, words: String), blockSize: Int?
  ) async throws {
    let header = "executive_id,name,\(Self.columns)\n"
    let text = header + "ES-1,Ann,10,10,10,10,60\nES-2,"
    var bytes = Self.bytes(text, in: row.encoding)
    let unit = row.encoding == "UTF-16LE" ? 2 : 1
    let filler = Self.bytes("x", in: row.encoding)
    while bytes.count < row.byte { bytes += filler }
    #expect(bytes.count == row.byte && unit == filler.count)
    bytes += row.bad + Self.bytes(",10,10,10,10,60\n", in: row.encoding)
    let words = try await Self.refusal(bytes, encoding: row.encoding, blockSize: blockSize)
    #expect(words.hasPrefix("plans.csv: \(row.words)"), "\(words)")
  }

  /// Of a fault in the records and one in the encoding the first counts, whoever meets which.
  @Test(arguments: [nil, 1, 9, 64, 4096] as [Int?])
  func firstFaultCounts(blockSize: Int?) async throws {
    let start = Array("executive_id,name,\(Self.columns)\nES-1,A".utf8)
    let rest = Array("nn,10,10,10,10,60\n".utf8)
    let more = (0..<200).flatMap { Array("ES-2\($0),Bo,10,10,10,10,60\n".utf8) }
    let quoteFirst = start + [0x22] + rest + more + [0x81] + rest
    #expect(
      try await Self.refusal(quoteFirst, encoding: "windows-1252", blockSize: blockSize)
        .contains("as UTF-8 (column byte 7), in 'name' (column 2, B in a spreadsheet): There is a ")
    )
    let byteFirst = start + [0x81] + rest + more + [0x22] + rest
    #expect(
      try await Self.refusal(byteFirst, encoding: "windows-1252", blockSize: blockSize)
        .hasPrefix("plans.csv: line 2, byte \(start.count): The file is not windows-1252"))
  }

  @Test(
    arguments: [
      ("MacRoman", "Did you mean MACINTOSH?"), ("ansi", "Did you mean windows-1252?"),
      ("windows1252x", "Did you mean windows-1252?"), ("utf16 le", "Did you mean UTF-16LE?"),
      ("klingon", "Common ones are windows-1252,"), ("", "Common ones are"),
      ("windows-1252//IGNORE", "Common ones are"), ("UTF-16//TRANSLIT", "Common ones are"),
      ("../../etc/passwd", "Common ones are"), ("ä", "Common ones are"),
    ])
  func unknownNameIsRefused(name: String, words: String) {
    let error = #expect(throws: RunError.self) {
      try Batch.ReadingOptions(columns: [], encoding: name)
    }
    #expect(error?.kind == .usage)
    #expect(error?.description.contains(words) ?? false, "\(String(describing: error))")
  }

  /// UTF-8 that is said to be something else is converted, and somebody is told, wherever the blocks
  /// end; what only looks so at its beginning, and pure ASCII, is passed over.
  @Test(
    arguments: [
      ("Renée 日 €", true), ("Rene", false), ("Renée", false), ("\u{1F600}", true),
    ], [nil, 1, 2, 3, 5] as [Int?])
  func fileThatIsUTF8AfterAllIsNamed(row: (name: String, isNamed: Bool), size: Int?) async throws {
    let plans =
      "executive_id,name,\(Self.columns)\nES-1,Ann,10,10,10,10,60\nES-0,\(row.name),10,10,10,10,60\n"
    // The last row ends with a byte that no UTF-8 has where it must not be named.
    let tail = row.isNamed || row.name == "Rene" ? [] : Array("ES-2,".utf8) + [0xE9]
    let (files, _) = try await Self.run(
      Array(plans.utf8) + tail, Array(Self.ratings(2).utf8), encoding: "ISO-8859-1",
      blockSize: size)
    let findings = String(decoding: files["findings.csv"] ?? [], as: UTF8.self)
    #expect(findings.contains("\nwarning,encoding-doubtful,plans.csv,1,") == row.isNamed)
    #expect(!findings.contains("encoding-doubtful,ratings.csv"))
  }

  /// Files are read in portions of 64 KiB, and a character may lie in two of them: each shift of one by
  /// a byte, as UTF-8 that is taken for something else, and as UTF-16.
  @Test(arguments: 0..<4)
  func characterMayLieInTwoPortions(shift: Int) async throws {
    let header = "executive_id,name,notes,\(Self.columns)\n"
    let long = String(repeating: "x", count: shift) + String(repeating: "é日\u{1F600}", count: 1000)
    let records = (0..<20).map { "ES-\($0),Ann,\(long),10,10,10,10,60\n" }.joined()
    let ratings = Array(Self.ratings(20).utf8)
    let (files, _) = try await Self.run(
      Array((header + records).utf8), ratings, encoding: "ISO-8859-1")
    let findings = String(decoding: files["findings.csv"] ?? [], as: UTF8.self)
    #expect(findings.contains("\nwarning,encoding-doubtful,plans.csv,1,"))
    let bytes = (header + records).utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    let both = try await Self.run(
      bytes, Self.bytes(Self.ratings(20), in: "UTF-16LE"), encoding: "UTF-16LE")
    #expect(both.files["scores.csv"] == files["scores.csv"])
  }

  /// A file with the mark of UTF-8 is not another, and neither is what is no text.
  @Test func fileThatShowsWhatItIsIsNotTakenForAnother() async throws {
    let marked = [0xEF, 0xBB, 0xBF] + Array(Self.plans(1).utf8)
    #expect(
      try await Self.refusal(marked, encoding: "windows-1252")
        .contains("The file begins with the mark of UTF-8"))
    let workbook = Array("PK\u{3}\u{4}".utf8) + Array(Self.plans(1).utf8)
    #expect(
      try await Self.refusal(workbook, encoding: "windows-1252").contains("The workbook is damaged")
    )
  }
}
