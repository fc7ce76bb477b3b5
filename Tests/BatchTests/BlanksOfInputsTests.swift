import CSV
import Columns
import Runs
import TestSupport
import Testing

/// Blanks at the ends of values and inside texts, against a slow reading character by character: what
/// stands on rosters, who is scored, and how many values each notice counts, whatever the blocks and
/// the threads are.
@Suite struct BlanksOfInputsTests {
  private static let blanks: [Unicode.Scalar] =
    [" ", " ", " ", "\t", "\u{A0}", "\u{202F}", "\u{205F}", "\u{3000}", "\u{FEFF}"]
    + (0x2000...0x200B).compactMap { Unicode.Scalar($0 as UInt32) }
  private static let texts = ["name", "organization", "position_title", "appointment", "prb"]

  /// A value without the blanks at its ends; of a text each run of blanks inside as one space.
  static func cleaned(_ value: String, isText: Bool) -> String {
    var scalars = Array(value.unicodeScalars)
    while let last = scalars.last, blanks.contains(last) { scalars.removeLast() }
    while let first = scalars.first, blanks.contains(first) { scalars.removeFirst() }
    guard isText else { return string(scalars) }
    var single: [Unicode.Scalar] = []
    for scalar in scalars where !(blanks.contains(scalar) && single.last == " ") {
      single.append(blanks.contains(scalar) ? " " : scalar)
    }
    return string(single)
  }

  private static func string(_ scalars: [Unicode.Scalar]) -> String {
    var text = ""
    text.unicodeScalars.append(contentsOf: scalars)
    return text
  }

  /// Some blanks, mostly none.
  private static func padding(_ random: inout SplitMix) -> String {
    guard Int.random(in: 0..<4, using: &random) == 0 else { return "" }
    return string(
      (0..<Int.random(in: 1...3, using: &random)).compactMap { _ in
        blanks.randomElement(using: &random)
      })
  }

  /// A text of a few words with blanks around and between them, but no tab inside.
  private static func text(_ random: inout SplitMix) -> String {
    let words = (0..<Int.random(in: 1...3, using: &random)).map { _ in
      ["Ann", "Zoë", "O’Neil", "\"C\"", "港", "B."].randomElement(using: &random) ?? ""
    }
    var text = words[0]
    for word in words.dropFirst() {
      let between = padding(&random).replacing("\t", with: " ")
      text += (between.isEmpty ? " " : between) + word
    }
    return padding(&random) + text + padding(&random)
  }

  private static func field(_ value: String, _ random: inout SplitMix) -> String {
    let needsQuotes = value.utf8.contains { [0x22, 0x2C].contains($0) }
    return needsQuotes || Int.random(in: 0..<4, using: &random) == 0
      ? "\"" + value.replacing("\"", with: "\"\"") + "\"" : value
  }

  /// What the notices of one file should say, by column: the number of values and the first line.
  private struct Tally {
    var counts: [String: (values: Int, line: Int)] = [:]

    mutating func note(_ raw: String, isText: Bool, column: String, line: Int) {
      let clean = cleaned(raw, isText: isText)
      if clean.isEmpty || clean.utf8.elementsEqual(raw.utf8) { return }
      counts[column, default: (0, line)].values += 1
    }
  }

  private static func lines(_ run: [String: [UInt8]], _ name: String) throws -> [[String]] {
    try ReferenceReader().read(run[name] ?? []).texts
  }

  /// Two files with blanks at random places, and what should be made of them.
  private struct Delivery {
    private(set) var plans: String
    private(set) var ratings: String
    private(set) var tallies = ["plans.csv": Tally(), "ratings.csv": Tally()]
    /// By executive id the texts on the roster.
    private(set) var expected: [String: [String]] = [:]
    private var lines = ["plans.csv": 1, "ratings.csv": 1]
    private let isLong: Bool

    init(isLong: Bool) {
      self.isLong = isLong
      let columns = isLong ? ["element", "weight"] : Agency.elements
      plans = "executive_id," + (texts + columns + ["note"]).joined(separator: ",") + "\n"
      ratings =
        "executive_id," + (isLong ? "element,level" : Agency.elements.joined(separator: ",")) + "\n"
    }

    /// Adds an executive.
    mutating func add(_ id: String, _ random: inout SplitMix) {
      let texts = BlanksOfInputsTests.texts.map { ($0, text(&random)) }
      let (weights, levels) = (["10", "10", "10%", "10.0", "60"], ["4", "5", "Level 3", "4", "4"])
      expected[id] = texts.map { cleaned($0.1, isText: true) }
      func padded(_ column: String, _ value: String) -> (String, String) {
        (column, padding(&random) + value + padding(&random))
      }
      func note() -> (String, String) {
        ("note", ["", "two  blanks ", "\u{A0}"].randomElement(using: &random) ?? "")
      }
      if isLong {
        for (element, weight) in zip(Agency.elements, weights) {
          let fields = [padded("executive_id", id)] + texts
          plans += record(
            fields + [padded("element", element), padded("weight", weight), note()],
            of: "plans.csv", &random)
        }
        for (element, level) in zip(Agency.elements, levels) {
          ratings += record(
            [padded("executive_id", id), padded("element", element), padded("level", level)],
            of: "ratings.csv", &random)
        }
      } else {
        plans += record(
          [padded("executive_id", id)] + texts
            + zip(Agency.elements, weights).map { padded($0, $1) }
            + [note()], of: "plans.csv", &random)
        ratings += record(
          [padded("executive_id", id)] + zip(Agency.elements, levels).map { padded($0, $1) },
          of: "ratings.csv", &random)
      }
    }

    /// A record of fields by their columns, which are noted.
    private mutating func record(
      _ fields: [(column: String, value: String)], of file: String, _ random: inout SplitMix
    ) -> String {
      let line = lines[file, default: 0] + 1
      lines[file] = line
      for (column, value) in fields where column != "note" {
        tallies[file]?.note(
          value, isText: BlanksOfInputsTests.texts.contains(column), column: column, line: line)
      }
      return fields.map { field($0.value, &random) }.joined(separator: ",") + "\n"
    }
  }

  @Test(arguments: [1, 2, 3, 4] as [UInt64], [false, true])
  func everyBlankIsTakenOffAndCounted(seed: UInt64, isLong: Bool) async throws {
    var random = SplitMix(seed: seed)
    let place = try Workplace()
    for round in 0..<6 {
      var delivery = Delivery(isLong: isLong)
      for number in 0..<Int.random(in: 1...30, using: &random) {
        delivery.add("ES-\(number)", &random)
      }
      let run = try await place.run(
        plans: [place.file("plans.csv", delivery.plans)],
        ratings: [place.file("ratings.csv", delivery.ratings)],
        threads: 1 + round % 3, blockSize: Int.random(in: 1...400, using: &random))
      #expect(try Self.textsOnRosters(of: run) == delivery.expected, "seed \(seed), round \(round)")
      let notices = try Self.notices(of: run)
      for (file, tally) in delivery.tallies {
        #expect(
          notices[file, default: [:]] == tally.counts.mapValues { [$0.values, $0.line] },
          "seed \(seed), round \(round), \(file)")
      }
    }
  }

  /// By executive id the texts on the roster; everybody is rated.
  private static func textsOnRosters(of run: [String: [UInt8]]) throws -> [String: [String]] {
    var rows: [String: [String]] = [:]
    for name in run.keys where name.hasPrefix("rosters/") && name != "rosters/index.csv" {
      for row in try lines(run, name).dropFirst() {
        rows[row[1]] = [row[2], row[3], row[4], row[5], row[0]]
        #expect(row.contains("rated"), "\(row)")
      }
    }
    return rows
  }

  /// By file and column how many values a notice counts, and its line; a column has one notice.
  private static func notices(of run: [String: [UInt8]]) throws -> [String: [String: [Int]]] {
    var notices: [String: [String: [Int]]] = [:]
    for row in try lines(run, "findings.csv").dropFirst() where row[1] == "blanks-trimmed" {
      let first = row[9].split(separator: " ")[0]
      #expect(notices[row[2]]?[row[6]] == nil)
      notices[row[2], default: [:]][row[6]] = [
        first == "One" ? 1 : Int(first) ?? 0, Int(row[3]) ?? 0,
      ]
    }
    return notices
  }
}
