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

  @Test(arguments: [1, 2, 3, 4] as [UInt64], [false, true])
  func everyBlankIsTakenOffAndCounted(seed: UInt64, isLong: Bool) async throws {
    var random = SplitMix(seed: seed)
    let place = try Workplace()
    for round in 0..<6 {
      var tallies = ["plans.csv": Tally(), "ratings.csv": Tally()]
      var expected: [String: [String]] = [:]
      let columns = isLong ? ["element", "weight"] : Agency.elements
      var plans = "executive_id," + (Self.texts + columns + ["note"]).joined(separator: ",") + "\n"
      var ratings =
        "executive_id," + (isLong ? "element,level" : Agency.elements.joined(separator: ",")) + "\n"
      var (planLine, ratingLine) = (1, 1)
      /// Adds a record: its fields by column, the texts first.
      func add(_ fields: [(column: String, value: String)], to file: String) -> String {
        let line = file == "plans.csv" ? planLine + 1 : ratingLine + 1
        if file == "plans.csv" { planLine += 1 } else { ratingLine += 1 }
        for (column, value) in fields where column != "note" {
          tallies[file]?.note(
            value, isText: Self.texts.contains(column), column: column, line: line)
        }
        return fields.map { Self.field($0.value, &random) }.joined(separator: ",") + "\n"
      }
      for number in 0..<Int.random(in: 1...30, using: &random) {
        let id = "ES-\(number)"
        let texts = Self.texts.map { ($0, Self.text(&random)) }
        let (weights, levels) = (
          ["10", "10", "10%", "10.0", "60"], ["4", "5", "Level 3", "4", "4"]
        )
        expected[id] = texts.map { Self.cleaned($0.1, isText: true) }
        func padded(_ value: String) -> String {
          Self.padding(&random) + value + Self.padding(&random)
        }
        func note() -> String {
          ["", "two  blanks ", "\u{A0}"].randomElement(using: &random) ?? ""
        }
        if isLong {
          for (element, weight) in zip(Agency.elements, weights) {
            plans += add(
              [("executive_id", padded(id))] + texts
                + [("element", padded(element)), ("weight", padded(weight)), ("note", note())],
              to: "plans.csv")
          }
          for (element, level) in zip(Agency.elements, levels) {
            ratings += add(
              [
                ("executive_id", padded(id)), ("element", padded(element)),
                ("level", padded(level)),
              ], to: "ratings.csv")
          }
        } else {
          plans += add(
            [("executive_id", padded(id))] + texts
              + zip(Agency.elements, weights).map { ($0, padded($1)) } + [("note", note())],
            to: "plans.csv")
          ratings += add(
            [("executive_id", padded(id))] + zip(Agency.elements, levels).map { ($0, padded($1)) },
            to: "ratings.csv")
        }
      }
      let run = try await place.run(
        plans: [place.file("plans.csv", plans)], ratings: [place.file("ratings.csv", ratings)],
        threads: 1 + round % 3, blockSize: Int.random(in: 1...400, using: &random))
      var rows: [String: [String]] = [:]
      for name in run.keys where name.hasPrefix("rosters/") && name != "rosters/index.csv" {
        for row in try Self.lines(run, name).dropFirst() {
          rows[row[1]] = [row[2], row[3], row[4], row[5], row[0]]
          #expect(row.contains("rated"), "\(row)")
        }
      }
      #expect(rows == expected, "seed \(seed), round \(round)")
      var notices: [String: [String: (values: Int, line: Int)]] = [:]
      for row in try Self.lines(run, "findings.csv").dropFirst() where row[1] == "blanks-trimmed" {
        let first = row[9].split(separator: " ")[0]
        #expect(notices[row[2]]?[row[6]] == nil)
        notices[row[2], default: [:]][row[6]] = (
          first == "One" ? 1 : Int(first) ?? 0, Int(row[3]) ?? 0
        )
      }
      for (file, tally) in tallies {
        let found = notices[file] ?? [:]
        #expect(
          found.mapValues { [$0.values, $0.line] }
            == tally.counts.mapValues { [$0.values, $0.line] },
          "seed \(seed), round \(round), \(file)")
      }
    }
  }
}
