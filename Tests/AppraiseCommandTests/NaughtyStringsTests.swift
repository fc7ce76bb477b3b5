import Columns
import FoundationEssentials
import TestSupport
import Testing

/// Texts that break programs, of `fixtures/naughty-strings.json`, as names, organizations and boards
/// of executives: each is somebody's, comes back byte for byte but for blanks, and where it must not,
/// is refused with its reason.
///
/// The idea is that of Max Woolf's Big List of Naughty Strings; the texts are our own.
@Suite struct NaughtyStringsTests {
  private struct Family: Decodable {
    let family: String
    let texts: [String]
  }

  /// A text, and what becomes of it by the rules of `Inputs.md`, said here once more.
  private struct Naughty {
    let text: String

    /// The text without the blanks at its ends, each run of them inside as one space but for tabs.
    var content: String {
      let isBlank = { (scalar: Unicode.Scalar) in
        [0x09, 0x20, 0xA0, 0x202F, 0x205F, 0x3000, 0xFEFF].contains(scalar.value)
          || (0x2000...0x200B).contains(scalar.value)
      }
      let scalars = text.unicodeScalars.drop(while: isBlank).reversed().drop(while: isBlank)
      var content = String.UnicodeScalarView()
      for scalar in scalars.reversed() {
        if !isBlank(scalar) || scalar == "\t" {
          content.append(scalar)
        } else if content.last != " " {
          content.append(" ")
        }
      }
      return String(content)
    }

    /// Rejects the executive.
    var isRefused: Bool {
      content.unicodeScalars.contains { scalar in
        switch scalar.value {
        case 0..<0x20, 0x7F..<0xA0, 0x2028...0x202E, 0x2066...0x2069: true
        default: false
        }
      }
    }

    /// What a spreadsheet saves of a formula that failed: rejects the executive too.
    var isError: Bool { ["#N/A", "#REF!", "#DIV/0!", "#NAME?"].contains(content) }

    /// Has a warning.
    var isFormula: Bool { beginsFormula(content) }

    /// What stands in a roster.
    ///
    /// - Parameter spelling: The text as most records spell it.
    func shown(in column: String, as spelling: String) -> [UInt8] {
      if column == "prb", content.isEmpty || isError { return Array("unassigned".utf8) }
      return Array((needsApostrophe(spelling) ? "'" : "").utf8) + Array(spelling.utf8)
    }

    /// What texts have in common that are one board or organization: `String` compares without regard to
    /// the form of accents.
    var key: String { content.filter { $0 != " " }.lowercased() }

    /// The codes of what is said about it, but for its blanks, which are told once for the column.
    func codes(in column: String, isOtherSpelling: Bool) -> [String] {
      [
        column == "prb" && content.isEmpty ? "prb-not-given" : nil,
        content.unicodeScalars.contains("\u{FFFD}") ? "replacement-character" : nil,
        isOtherSpelling ? "spelled-differently" : nil,
        isFormula ? "unsafe-text" : nil,
        isError ? "error-in-cell" : nil,
      ].compactMap(\.self)
    }

    /// Quoted by bytes: a combining mark hides a quote from `String`.
    var quoted: [UInt8] {
      let quote = UInt8(ascii: "\"")
      return [quote] + text.utf8.flatMap { $0 == quote ? [quote, quote] : [$0] } + [quote]
    }
  }

  private static func texts() throws -> [Naughty] {
    let file = try bytes(ofFile: "\(Repository.fixtures)/naughty-strings.json")
    return try JSONDecoder().decode([Family].self, from: Data(file)).flatMap(\.texts).map(
      Naughty.init)
  }

  /// For each text the spelling that most have, ties by bytes; and whether it is the first of another.
  private static func spellings(
    of texts: [Naughty]
  ) -> [(spelling: String, isFirstOfAnother: Bool)] {
    var counts: [String: [[UInt8]: Int]] = [:]
    for text in texts where !text.isRefused && !text.content.isEmpty {
      counts[text.key, default: [:]][Array(text.content.utf8), default: 0] += 1
    }
    var met: Set<[UInt8]> = []
    return texts.map { text in
      let own = Array(text.content.utf8)
      guard let spellings = counts[text.key], !text.isRefused, !own.isEmpty else {
        return (text.content, false)
      }
      let most = spellings.max { one, other in
        one.value == other.value
          ? other.key.lexicographicallyPrecedes(one.key) : one.value < other.value
      }
      let chosen = most?.key ?? own
      return (String(decoding: chosen, as: UTF8.self), met.insert(own).inserted && own != chosen)
    }
  }

  /// Who has a text where.
  private static let columns = [("N", "name"), ("O", "organization"), ("B", "prb")]
  private static let elements =
    "leading_change,leading_people,business_acumen,building_coalitions,results_driven"

  /// Runs the batch over executives with these texts, and gives the fields of all rosters by id.
  private func run(
    _ texts: [Naughty], status: Int32
  ) throws -> (rows: [String: [[UInt8]]], files: [String: [UInt8]]) {
    var plans = Array("executive_id,name,organization,prb,\(Self.elements)\n".utf8)
    var ratings = Array("executive_id,\(Self.elements)\n".utf8)
    for (number, naughty) in texts.enumerated() {
      for (letter, column) in Self.columns {
        let others = ["Ann", "Office", "North"].map { Array($0.utf8) }
        let fields = zip(Self.columns, others).map { $0.1 == column ? naughty.quoted : $1 }
        plans += Array("\(letter)-\(number),".utf8) + fields.joined(separator: Array(",".utf8))
        plans += Array(",10,10,10,10,60\n".utf8)
        ratings += Array("\(letter)-\(number),4,4,4,4,4\n".utf8)
      }
    }
    let batch = try NightlyBatch()
    let ended = try batch.run(
      plans: try batch.file("plans.csv", plans), ratings: try batch.file("ratings.csv", ratings))
    #expect(ended.status == status, "\(ended.errorText)")
    let files = try contents(below: try batch.newest())
    var rows: [String: [[UInt8]]] = [:]
    for (name, bytes) in files
    where name.hasSuffix(".csv") && name.hasPrefix("rosters/") && name != "rosters/index.csv" {
      for record in try ReferenceReader().read(bytes).records.dropFirst() {
        let id = String(decoding: record.fields[1], as: UTF8.self)
        #expect(rows[id] == nil, "\(id) stands on two rosters")
        rows[id] = record.fields
      }
    }
    return (rows, files)
  }

  @Test func everybodyIsAccountedFor() throws {
    let texts = try Self.texts()
    #expect(texts.count > 300)
    #expect(texts.contains(where: \.isRefused) && texts.contains(where: \.isFormula))
    let (rows, files) = try run(texts, status: 1)
    #expect(rows.count == 3 * texts.count)
    let findings = try ReferenceReader().read(files["findings.csv"] ?? []).texts
    let spellings = Self.spellings(of: texts)
    for (number, naughty) in texts.enumerated() {
      let escaped = naughty.text.debugDescription
      for (place, (letter, column)) in Self.columns.enumerated() {
        let row = try #require(rows["\(letter)-\(number)"], "\(escaped)")
        let status = String(decoding: row[20], as: UTF8.self)
        let found = findings.filter {
          $0[7] == "\(letter)-\(number)" && $0[1] != "blanks-trimmed"
        }.map { [$0[1], $0[6]] }
        if naughty.isRefused {
          #expect(status == "rejected", "\(escaped)")
          #expect(found.contains(["control-character", column]), "\(escaped)")
        } else {
          #expect(status == (naughty.isError ? "rejected" : "rated"), "\(escaped)")
          let isShared = column != "name"
          let spelling = isShared ? spellings[number].spelling : naughty.content
          #expect(row[[2, 3, 0][place]] == naughty.shown(in: column, as: spelling), "\(escaped)")
          let codes = naughty.codes(
            in: column, isOtherSpelling: isShared && spellings[number].isFirstOfAnother)
          #expect(found == codes.map { [$0, column] }, "\(escaped)")
        }
      }
    }
    for (name, bytes) in files { try expectHarmless(bytes, name) }
  }

  @Test func whatIsNotRefusedIsNoError() throws {
    let texts = try Self.texts().filter { !$0.isRefused && !$0.isError }
    #expect(try run(texts, status: 0).rows.count == 3 * texts.count)
  }

  /// No file has a control character in it but its line ends, and the tab that an apostrophe is
  /// before.
  private func expectHarmless(_ bytes: [UInt8], _ name: String) throws {
    let text = try #require(String(validating: bytes, as: UTF8.self), "\(name)")
    var before: Unicode.Scalar?
    for scalar in text.unicodeScalars {
      let isControl = scalar.properties.generalCategory == .control
      let turns = [0x2028...0x202E, 0x2066...0x2069].contains { $0.contains(scalar.value) }
      // A tab at the beginning of a text is a blank in a page; in CSV files an apostrophe is before it.
      let isTab = scalar == "\t" && (before == "'" || name.hasSuffix(".html"))
      if (isControl && scalar != "\n" && !isTab) || turns {
        Issue.record("\(name) has U+\(String(scalar.value, radix: 16)) in it")
      }
      before = scalar
    }
  }
}
