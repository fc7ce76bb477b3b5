import Batch
import Columns
import CSV
import TestSupport
import Testing

/// The whole way of a file into the program, block by block and on several threads, against the slow
/// reader that was written from RFC 4180: what the program accepts it has read the same, and what one
/// refuses the other refuses, at the same byte.
///
/// The differences that are allowed, each with its reason:
///
/// - The program reads the header before the rest, so a header that is not one of plans is refused
///   before, or instead of, a fault in the bytes behind it.
/// - A file that begins as an archive, a workbook or a PDF does is refused as such; the grammar of
///   CSV knows nothing of them.
///
/// No other is.
@Suite struct SecondReaderTests {
  private static let columns =
    ["executive_id", "name", "organization", "prb"] + Agency.elements + ["note"]

  /// What people and programs make of one agency: quoted or not, LF or CRLF or both, with a mark,
  /// with notes over several lines, without the last line end.
  private static func plans(_ random: inout SplitMix) -> [UInt8] {
    let agency = Agency(count: Int.random(in: 0...8, using: &random), generator: &random)
    let quotesAll = Int.random(in: 0..<4, using: &random) == 0
    let lineEnds = [["\n"], ["\r\n"], ["\n", "\r\n"]].randomElement(using: &random) ?? []
    let notes = ["", "plain", "two\nlines", "a\r\n\r\nb", "\"", ",", "é\u{301}"]
    func line(_ fields: [String]) -> String {
      fields.map { field in
        quotesAll ? "\"" + field.replacing("\"", with: "\"\"") + "\"" : Agency.quoted(field)
      }.joined(separator: ",") + (lineEnds.randomElement(using: &random) ?? "")
    }
    var text = Int.random(in: 0..<5, using: &random) == 0 ? "\u{FEFF}" : ""
    text += line(columns)
    for one in agency.executives {
      let note = notes.randomElement(using: &random) ?? ""
      text += line([one.id, one.name, "Office of X", one.board] + one.weights + [note])
    }
    if Int.random(in: 0..<5, using: &random) == 0 { text.unicodeScalars.removeLast() }
    return Array(text.utf8)
  }

  /// Changes a file in up to three places, now and then in its header.
  private static func mutated(_ file: [UInt8], _ random: inout SplitMix) -> [UInt8] {
    var bytes = file
    let parts: [[UInt8]] =
      ["\"", "\"\"", ",", "\n", "\r\n", "\r", "é", " ", "=", "\t", "\n\n", "\",\"", "a"].map {
        Array($0.utf8)
      } + [[0], [0xFF], [0xC3], [0xED, 0xA0, 0x80]]
    for _ in 0..<Int.random(in: 0...3, using: &random) {
      let header = (bytes.firstIndex(of: 0x0A) ?? 0) + 1
      let isInHeader = Int.random(in: 0..<12, using: &random) == 0
      let places = isInHeader ? 0..<header : min(header, bytes.count)..<bytes.count
      guard let place = places.randomElement(using: &random) else { continue }
      let end = min(bytes.count, place + Int.random(in: 1...4, using: &random))
      switch Int.random(in: 0..<6, using: &random) {
      case 0, 1: bytes.insert(contentsOf: parts.randomElement(using: &random) ?? [], at: place)
      case 2: bytes.replaceSubrange(place..<end, with: parts.randomElement(using: &random) ?? [])
      case 3: bytes.removeSubrange(place..<end)
      case 4:
        // A line once more, or a part of one.
        bytes.insert(contentsOf: bytes[place...].prefix(60), at: place)
      default:
        if Int.random(in: 0..<4, using: &random) == 0 { bytes.removeSubrange(place...) }
      }
    }
    return bytes
  }

  /// How a file fared.
  private enum Fate: Hashable { case accepted, rejectedSome, refused, refusedForHeader }

  @Test(arguments: [4180, 1, 2, 3] as [UInt64])
  func programReadsWhatTheSecondReaderReads(seed: UInt64) async throws {
    var random = SplitMix(seed: seed)
    let place = try Workplace()
    let ratings = try place.file(
      "ratings.csv", "executive_id," + Agency.elements.joined(separator: ",") + "\n")
    var fates: [Fate: Int] = [:]
    #if DEBUG
      let rounds = 150
    #else
      let rounds = 1_000
    #endif
    for round in 0..<rounds {
      let file = Self.plans(&random)
      let bytes = Self.mutated(file, &random)
      let blockSize = Int.random(in: 1...300, using: &random)
      let path = try place.file("plans.csv", bytes: bytes)
      let expected = Result(catching: { () throws(CSVFault) in try ReferenceReader().read(bytes) })
      var problem: String?
      do throws(RunError) {
        let run = try await place.run(
          plans: [path], ratings: [ratings], threads: 1 + round % 3, blockSize: blockSize)
        guard case .success(let reading) = expected else {
          Issue.record("seed \(seed), round \(round): accepted, but \(expected)")
          return
        }
        let hasErrors = Self.lines(run["findings.csv"]).contains { $0.hasPrefix("error,") }
        fates[hasErrors ? .rejectedSome : .accepted, default: 0] += 1
        problem = Self.difference(of: run, from: reading)
      } catch {
        let header = file.prefix { $0 != 0x0A } + [0x0A]
        let isHeaderChanged = !bytes.starts(with: header)
        switch expected {
        case .failure(let fault):
          // Between the place and the words the column is named.
          let place = ": line \(fault.line), byte \(fault.byte) (column byte \(fault.byteInLine))"
          let message = "\(place): \(fault.explanation)"
          if error.kind == .untrustworthyInput, error.description.contains(place),
            error.description.hasSuffix(": \(fault.explanation)")
          {
            fates[.refused, default: 0] += 1
          } else if isHeaderChanged, error.kind == .untrustworthyInput {
            fates[.refusedForHeader, default: 0] += 1
          } else {
            problem = "\(error), but \(message)"
          }
        case .success:
          fates[.refusedForHeader, default: 0] += 1
          if !isHeaderChanged || error.kind != .untrustworthyInput { problem = "\(error)" }
        }
      }
      if let problem {
        let text = String(decoding: bytes, as: UTF8.self).debugDescription
        Issue.record("seed \(seed), round \(round), blocks of \(blockSize): \(problem)\n\(text)")
        return
      }
    }
    for fate in [Fate.accepted, .rejectedSome, .refused, .refusedForHeader] {
      #expect(fates[fate, default: 0] > 2, "seed \(seed) shows too few: \(fates)")
    }
  }

  private static func lines(_ bytes: [UInt8]?) -> [String] {
    String(decoding: (bytes ?? []).dropFirst(3), as: UTF8.self).split(separator: "\n").map(
      String.init)
  }

  private static func table(_ bytes: [UInt8]?) -> [[String]] {
    do { return try ReferenceReader().read(bytes ?? []).texts } catch {
      Issue.record("the run has a file that is no CSV: \(error)")
      return []
    }
  }

  /// Whether a field has nothing but the blanks in it that the files here can have.
  private static func isBlank(_ field: [UInt8]) -> Bool {
    field.allSatisfy { $0 == 0x20 || $0 == 0x09 }
  }

  private static func withoutBlanks(_ text: String) -> String {
    text.lowercased().filter { $0 != " " && $0 != "\t" }
  }

  /// Whether a field may be an executive id, without the blanks at its ends.
  private static func isID(_ field: [UInt8]) -> Bool {
    let blanks: [UInt8] = [0x20, 0x09]
    let id = field.drop { blanks.contains($0) }.reversed().drop { blanks.contains($0) }.reversed()
    guard let first = id.first, 1...64 ~= id.count else { return false }
    let isLetterOrDigit =
      48...57 ~= first || 65...90 ~= first || 97...122 ~= first
    return isLetterOrDigit
      && id.allSatisfy { 0x21...0x7E ~= $0 && !Array(",\"/\\".utf8).contains($0) }
  }

  /// In what a run differs from what the second reader has read; `nil` for nothing.
  private static func difference(
    of run: [String: [UInt8]], from reading: Reading
  ) -> String? {
    let findings = Dictionary(grouping: table(run["findings.csv"])) { $0[1] }.mapValues { rows in
      rows.map { "\($0[3])/\($0[4])/\($0[5])" }
    }
    if let difference = difference(ofRecords: run, findings, from: reading) { return difference }
    guard reading.records[0].fields == columns.map({ Array($0.utf8) }) else { return nil }
    let whole = reading.records.dropFirst().filter { $0.fields.count == columns.count }
    return difference(ofLineBreaks: Set(findings["line-break-in-field", default: []]), in: whole)
      ?? difference(ofRosters: run, from: whole)
  }

  /// Where a record stands, as findings say it.
  private static func place(of record: Reading.Record) -> String {
    "\(record.line)/\(record.number)/\(record.row)"
  }

  /// In how many records there are, in which are ragged, and in the lines between them.
  ///
  /// - Parameter findings: By code their places.
  private static func difference(
    ofRecords run: [String: [UInt8]], _ findings: [String: [String]], from reading: Reading
  ) -> String? {
    let summary = String(decoding: run["summary.json"] ?? [], as: UTF8.self)
    let records = reading.records.dropFirst()
    guard summary.contains("\"plan_records\": \(records.count),") else {
      return "not \(records.count) records"
    }
    func found(_ code: String) -> [String] { findings[code, default: []] }
    let header = reading.records[0]
    // A record of nothing but blanks, or of one text that is no id, is not looked at for its fields.
    let ragged = records.filter { record in
      let filled = record.fields.filter { !isBlank($0) }
      let isNote = filled.count == 1 && record.fields[0] == filled[0] && !isID(filled[0])
      let isLineBreak = filled.joined().contains { $0 == 0x0A || $0 == 0x0D }
      return record.fields.count != header.fields.count && !filled.isEmpty
        && !(isNote && !isLineBreak)
    }.map(place)
    if found("wrong-field-count") != ragged {
      return "wrong-field-count at \(found("wrong-field-count")), not \(ragged)"
    }
    // Those that follow each other are told together.
    let blankLines = reading.blankLines.filter { blank in
      !reading.blankLines.contains { $0.row == blank.row - 1 }
    }
    if found("blank-line") != blankLines.map({ "\($0.line)//\($0.row)" }) {
      return "blank-line at \(found("blank-line")), not \(reading.blankLines)"
    }
    return found("no-final-newline").isEmpty == reading.endsWithoutNewline
      ? "the last line end" : nil
  }

  /// In which records have line breaks; the last column, the note, is not read.
  private static func difference(
    ofLineBreaks reported: Set<String>, in whole: [Reading.Record]
  ) -> String? {
    for record in whole {
      let isBroken = record.fields.dropLast().contains { $0.contains(0x0A) || $0.contains(0x0D) }
      if isBroken != reported.contains(place(of: record)) {
        return "\(isBroken ? "no " : "")line-break-in-field at line \(record.line)"
      }
    }
    return nil
  }

  /// In what stands on the rosters: who is not rejected, with the fields of the record, but for blanks at
  /// their ends and runs of them inside.
  private static func difference(
    ofRosters run: [String: [UInt8]], from whole: [Reading.Record]
  ) -> String? {
    var rows: [String: [String]] = [:]
    for (name, bytes) in run where name.hasPrefix("rosters/") && name != "rosters/index.csv" {
      for row in table(bytes).dropFirst() where row[20] != "rejected" { rows[row[1]] = row }
    }
    var met = 0
    for record in whole {
      let fields = record.fields.enumerated().map { column, field in
        BlanksOfInputsTests.cleaned(
          String(decoding: field, as: UTF8.self), isText: 1...3 ~= column)
      }
      guard let row = rows[fields[0]], row[1].utf8.elementsEqual(fields[0].utf8) else { continue }
      met += 1
      let name = (needsApostrophe(fields[1]) ? "'" : "") + fields[1]
      // A percent sign is not shown.
      let weights: [Int?] = fields[4..<9].map { Int($0.replacing("%", with: "")) }
      let shown: [Int?] = row[7..<12].map { Int($0) }
      // The organization may be shown as the others spell it.
      guard weights == shown, row[2].utf8.elementsEqual(name.utf8),
        withoutBlanks(row[3]) == withoutBlanks(fields[2])
      else { return "\(row), not \(fields)" }
    }
    return met == rows.count ? nil : "\(rows.count) executives of \(met) records"
  }
}

/// The nastiest input: a pair of stray quotes that makes one record of several and swallows the
/// executives between them.
@Suite struct StrayQuotesTests {
  private static let header = "executive_id,name," + Agency.elements.joined(separator: ",")
  private static let executives = ["E1", "E2"]
  private static let plans =
    header + "\n" + executives.map { "\($0),A,10,10,10,10,60\n" }.joined()
  private static let ratings =
    "executive_id," + Agency.elements.joined(separator: ",") + "\n"
    + executives.map { "\($0),4,4,4,4,4\n" }.joined()

  /// Two quotes at every two places of the records of the plans: the file is refused, or there is an
  /// error, or everybody is rated as without them.
  @Test func everyPairIsReportedOrHarmless() async throws {
    let place = try Workplace()
    let ratings = try place.file("ratings.csv", Self.ratings)
    let file = Array(Self.plans.utf8)
    let whole = try await place.run(
      plans: [place.file("plans.csv", bytes: file)], ratings: [ratings])
    let scores = try #require(whole["scores.csv"])
    var (refused, reported, harmless) = (0, 0, 0)
    for first in (Self.header.utf8.count + 1)...file.count {
      for second in first...file.count {
        var bytes = file
        bytes.insert(UInt8(ascii: "\""), at: second)
        bytes.insert(UInt8(ascii: "\""), at: first)
        do throws(RunError) {
          let run = try await place.run(
            plans: [place.file("plans.csv", bytes: bytes)], ratings: [ratings], threads: 1)
          let findings = String(decoding: run["findings.csv"] ?? [], as: UTF8.self)
          if findings.contains("\nerror,") {
            reported += 1
          } else if run["scores.csv"] == scores {
            harmless += 1
          } else {
            Issue.record("nobody was told of \(String(decoding: bytes, as: UTF8.self))")
          }
        } catch {
          #expect(error.kind == .untrustworthyInput)
          refused += 1
        }
      }
    }
    // Quotes around a whole field do no harm, and each executive has seven; nor do two quotes at the
    // end, which are a blank record. Quotes that hold a line end have to begin and end with a field,
    // or the file is refused.
    #expect(harmless == 7 * Self.executives.count + 1)
    #expect(reported >= 7 * 7 && refused > 500, "\(refused), \(reported), \(harmless)")
  }

  /// In a column that is not read, quotes may go on over lines. The executives whom such a pair
  /// swallows are missed by their ratings.
  @Test func pairInAnIgnoredColumnIsNoticedByTheRatings() async throws {
    let place = try Workplace()
    let lines = Self.executives.map { "\($0),A,10,10,10,10,60,note\n" }.joined()
    let swallowed = lines.replacing(
      "60,note\nE2,A,10,10,10,10,60,note\n", with: "60,\"note\nE2,A,10,10,10,10,60,note\"\n")
    let run = try await place.run(
      plans: [place.file("plans.csv", Self.header + ",note\n" + swallowed)],
      ratings: [place.file("ratings.csv", Self.ratings)])
    let findings = String(decoding: run["findings.csv"] ?? [], as: UTF8.self)
    #expect(findings.contains("\nerror,rating-without-plan,ratings.csv,3,2,3,executive_id,E2,"))
  }
}
