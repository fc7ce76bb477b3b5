import Appraisal
import Batch
import ReviewBoards
import Runs
import Synchronization
import TestSupport

/// The files of a published run, read again with nothing but the slow reference reader.
struct RunAudit {
  /// A line of a roster.
  struct Row {
    let id: [UInt8]
    let weights: [String]
    let ratings: [String]
    let score: String
    let rating: String
    let label: String
    let status: String
    let remarks: String
  }

  let rows: [Row]
  /// `findings.csv` without its byte order mark.
  let findings: [UInt8]
  /// How many there are.
  let findingCount: Int
  private let system: AppraisalSystem
  private let scores: [[String]]
  private let boards: [[String]]
  private let rowsOfBoards: [String: [Row]]

  /// Reads the files, every one of which has to be CSV that no spreadsheet would run.
  init(of files: [String: [UInt8]], under system: AppraisalSystem) {
    self.system = system
    var tables: [String: [[[UInt8]]]] = [:]
    for (name, bytes) in files where name.hasSuffix(".csv") {
      tables[name] = Self.table(bytes, named: name)
    }
    findings = Array((files["findings.csv"] ?? []).dropFirst(3))
    findingCount = (tables["findings.csv"]?.count ?? 0) - 1
    scores = (tables["scores.csv"] ?? []).dropFirst().map { $0.map(Self.text) }
    boards = (tables["rosters/index.csv"] ?? []).dropFirst().map { $0.map(Self.text) }
    var rowsOfBoards: [String: [Row]] = [:]
    let count = system.elements.count
    for (name, table) in tables
    where name.hasPrefix("rosters/") && name != "rosters/index.csv" {
      rowsOfBoards[name] = table.dropFirst().map { fields in
        // Before the weights stand the board, the id and the five texts that rosters take over.
        let values = fields.dropFirst(7).map(Self.text)
        return Row(
          id: fields[1], weights: Array(values[..<count]),
          ratings: Array(values[count..<2 * count]), score: values[2 * count],
          rating: values[2 * count + 1], label: values[2 * count + 2],
          status: values[2 * count + 3], remarks: values[2 * count + 4])
      }
    }
    self.rowsOfBoards = rowsOfBoards
    rows = rowsOfBoards.sorted { $0.key < $1.key }.flatMap(\.value)
  }

  private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  private static func table(_ bytes: [UInt8], named name: String) -> [[[UInt8]]] {
    let reading: Reading
    do { reading = try ReferenceReader().read(bytes) } catch {
      fatalError("\(name) cannot be read: \(error)")
    }
    expect(!reading.endsWithoutNewline && reading.blankLines.isEmpty, "\(name) has bad line ends")
    let width = reading.records.first?.fields.count ?? 0
    for (number, record) in reading.records.enumerated() {
      expectEqual(record.fields.count, width, "the width of \(name), record \(number)")
      for field in record.fields {
        expect(!beginsFormula(text(field)), "\(text(field)) in \(name) is a formula")
        // A tab that stands first is data, and stands after its apostrophe.
        let rest = field.starts(with: [UInt8(ascii: "'"), 0x09]) ? field.dropFirst(2) : field[...]
        expect(
          rest.allSatisfy { $0 >= 0x20 && $0 != 0x7F },
          "\(text(field)) in \(name) has a control character")
      }
    }
    return reading.records.map(\.fields)
  }

  // MARK: - The laws

  /// Nobody is lost between the summary, the rosters, their index and the scores.
  func checkTotals(_ summary: RunSummary) {
    let overall = summary.overall
    expectEqual(
      overall.executives, overall.rated + overall.notRated + overall.rejected, "executives")
    expectEqual(rows.count, overall.executives, "lines of rosters and executives")
    for (status, count) in [
      ("rated", overall.rated), ("not-rated", overall.notRated), ("rejected", overall.rejected),
    ] {
      expectEqual(rows.count { $0.status == status }, count, status)
    }
    expectEqual(
      summary.ratingRecords,
      summary.matchedRatingRecords + summary.strayRatingRecords
        + summary.passedOverRatingRecords.all, "ratings")
    expectEqual(
      summary.planRecords,
      overall.executives + summary.furtherPlanRecords + summary.passedOverPlanRecords.all,
      "plan records")
    expectEqual(
      Severity.allCases.reduce(0) { $0 + summary.findings[severity: $1] }, findingCount, "findings")
    expectEqual(boards.count, rowsOfBoards.count, "boards of the index, and rosters")
    for board in boards {
      let rows = rowsOfBoards["rosters/\(board[1])"] ?? []
      expectEqual(board[2], "\(rows.count)", "\(board[0]) in the index")
      let levels = (1...5).reversed().map { level in rows.count { $0.rating == "\(level)" } }
      expectEqual(Array(board[6...]), levels.map { "\($0)" }, "the levels of \(board[0])")
    }
    let rated = rows.filter { $0.status == "rated" }
    let onRosters: [[String]] = rated.map { [Self.text($0.id), $0.score, $0.rating, $0.label] }
    let inScores: [[String]] = scores.map { [$0[0]] + $0.suffix(4).dropLast() }
    func inOrder(_ rows: [[String]]) -> [[String]] { rows.sorted { $0[0] < $1[0] } }
    expectEqual(inOrder(inScores), inOrder(onRosters), "scores.csv and the rosters")
  }

  /// Every id of the plans is on one roster, and so is every record without an id, but for those that
  /// the summary says were passed over; each is there with the score and the level that a slow
  /// calculation gives.
  ///
  /// - Returns: The lines of those who have an id.
  func checkEverybody(onPlans plans: [[UInt8]], _ summary: RunSummary) -> [Row] {
    var expected: Set<[UInt8]> = []
    var unidentified = 0
    for plan in plans {
      guard let records = (try? ReferenceReader().read(plan))?.records, let header = records.first,
        let column = header.fields.firstIndex(where: Self.namesTheID)
      else { fatalError("a run over plans that cannot be read was published") }
      for record in records.dropFirst() {
        let id = Self.withoutBlanks(column < record.fields.count ? record.fields[column] : [])
        if Self.isExecutiveID(id) { expected.insert(id) } else { unidentified += 1 }
      }
    }
    let present = Set(rows.map(\.id))
    let passedOver = summary.passedOverPlanRecords
    // What else has a word for an id, or the heading itself, is an executive.
    if passedOver.totals + passedOver.headers > 0 {
      expected = expected.filter {
        present.contains($0) || !(Self.namesTheID($0) || TotalsWord.isWritten(in: $0.span))
      }
    }
    let count = expected.count + unidentified
    expect(
      (count - passedOver.all...count).contains(rows.count),
      "\(rows.count) executives on rosters, of \(count) records")
    for id in expected { expect(present.contains(id), "\(Self.text(id)) is on no roster") }
    for row in rows { check(row) }
    for rows in rowsOfBoards.values {
      let places = rows.map(place)
      expect(
        zip(places, places.dropFirst()).allSatisfy { $0 <= $1 }, "a roster is out of order")
    }
    return rows.filter { expected.contains($0.id) }
  }

  /// A column that holds the executive id.
  private static func namesTheID(_ name: [UInt8]) -> Bool {
    name.filter { !" _-".utf8.contains($0) }.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
      == Array("executiveid".utf8)
  }

  /// A field without the blanks at its ends.
  private static func withoutBlanks(_ field: [UInt8]) -> [UInt8] {
    let isBlank = { (scalar: Unicode.Scalar) in
      [0x09, 0x20, 0xA0, 0x202F, 0x205F, 0x3000, 0xFEFF].contains(scalar.value)
        || (0x2000...0x200B).contains(scalar.value)
    }
    let scalars = String(decoding: field, as: UTF8.self).unicodeScalars
    let content = scalars.drop(while: isBlank).reversed().drop(while: isBlank).reversed()
    return content.flatMap { Array(String($0).utf8) }
  }

  /// 1 to 64 bytes of printable ASCII without spaces, `,` `"` `/` and `\`; the first is a letter or
  /// digit. A number that a spreadsheet has shortened is none.
  private static func isExecutiveID(_ bytes: [UInt8]) -> Bool {
    guard let first = bytes.first, bytes.count <= 64 else { return false }
    let isWord = { (byte: UInt8) in
      ("0"..."9").contains(Unicode.Scalar(byte))
        || ("a"..."z").contains(Unicode.Scalar(byte | 0x20))
    }
    if Self.text(bytes).wholeMatch(of: /[0-9](\.[0-9]+[Ee][+-]?|[Ee][+-])[0-9]+/) != nil {
      return false
    }
    return isWord(first)
      && bytes.allSatisfy { (0x21...0x7E).contains($0) && !",\"/\\".utf8.contains($0) }
  }

  /// Rated from high to low, then not rated, then rejected.
  private func place(of row: Row) -> (Int, Int, Int) {
    switch row.status {
    case "rated": (0, -(Int(row.rating) ?? 0), -(hundredths(row.score) ?? 0))
    case "not-rated": (1, 0, 0)
    default: (2, 0, 0)
    }
  }

  private func hundredths(_ text: String) -> Int? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, let whole = Int(parts[0]) else { return nil }
    guard parts.count == 2 else { return 100 * whole }
    guard let fraction = Int(parts[1]), (1...2).contains(parts[1].utf8.count) else { return nil }
    return 100 * whole + (parts[1].utf8.count == 1 ? 10 * fraction : fraction)
  }

  private func check(_ row: Row) {
    let id = Self.text(row.id)
    guard row.status == "rated" else {
      expectEqual([row.score, row.rating, row.label], ["", "", ""], "\(id) is not rated")
      expect(!row.remarks.isEmpty, "\(id) has no remark")
      return
    }
    let weights = row.weights.compactMap(hundredths)
    let ratings = row.ratings.compactMap { Int($0) }.filter((1...5).contains)
    expectEqual(weights.count, system.elements.count, "the weights of \(id)")
    expectEqual(ratings.count, system.elements.count, "the ratings of \(id)")
    let expected = SlowReckoning(of: system).rate(weights, ratings)
    expectEqual(
      [hundredths(row.score), Int(row.rating)], [expected.score, expected.level],
      "the rating of \(id)")
    expectEqual(row.label, system.levels[expected.level - 1].label, "the label of \(id)")
  }
}

/// The pieces that `check` hands over, from any task.
final class Pieces: Sendable {
  private let pieces = Mutex<[UInt8]>([])

  func append(_ piece: [UInt8]) { pieces.withLock { $0 += piece } }

  var bytes: [UInt8] { pieces.withLock { $0 } }
}
