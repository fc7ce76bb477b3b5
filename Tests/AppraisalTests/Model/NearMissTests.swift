import Appraisal
import TestSupport
import Testing

/// What is near to a name that nobody has.
@Suite struct NearMissTests {
  private static func miss(_ one: String, _ other: String) -> NearMiss? {
    NearMiss(Array(one.utf8).span, Array(other.utf8).span)
  }

  @Test(arguments: [
    ("es-1", "ES-1", NearMiss.capitals),
    ("harbor prb", "Harbor PRB", .capitals),
    ("opm2025", "opm-2025", .blanks),
    ("HarborPRB", "Harbor\u{A0} PRB", .blanks),
    ("Harbor PRB ", "harbor prb", .blanks),
    ("123", "00123", .zeros),
    ("00123", "123", .zeros),
    ("1001.0", "1001", .zeros),
    ("1001.00", "01001", .zeros),
    ("--plan", "--plans", .oneCharacter),
    ("ES-12", "ES-13", .oneCharacter),
    ("ES-21", "ES-12", .oneCharacter),
    ("ES12", "ES129", .oneCharacter),
    ("opm-basic-2021", "opm-basic-2012", .oneCharacter),
    // A character of several bytes is one.
    ("Buro", "Büro", .oneCharacter),
    // A zero at the end of a whole number means something.
    ("120", "12", .oneCharacter),
    ("⚓ PRB", "港 PRB", .oneCharacter),
    ("é⚓", "⚓é", .oneCharacter),
    ("Harbor", "Harbor PRB", .beginning),
    ("opm-basic", "opm-basic-2012", .beginning),
  ])
  func isNear(asked: String, other: String, how: NearMiss) {
    #expect(Self.miss(asked, other) == how)
  }

  @Test(arguments: [
    ("ES-1", "ES-1"), ("ES-1", "ES-234"), ("", "ES-1"), ("ES-1", ""), ("", ""), ("a", "b"),
    ("-", "--"), ("--- ", "_"), ("Harbor PRB", "Harbor"), ("12", "1200"),
    ("ab", "abcdef"), ("ES-123", "ES-321"),
  ])
  func isNotNear(asked: String, other: String) {
    #expect(Self.miss(asked, other) == nil)
  }

  /// Against the distance that a table of all beginnings gives.
  @Test func oneCharacterIsOneEdit() {
    func distance(_ one: [UInt8], _ other: [UInt8]) -> Int {
      var rows = [Array(0...other.count)]
      for (row, byte) in one.enumerated() {
        var next = [row + 1]
        for (column, second) in other.enumerated() {
          var best = min(rows[row][column + 1] + 1, next[column] + 1)
          best = min(best, rows[row][column] + (byte == second ? 0 : 1))
          if row > 0, column > 0, byte == other[column - 1], one[row - 1] == second {
            best = min(best, rows[row - 1][column - 1] + 1)
          }
          next.append(best)
        }
        rows.append(next)
      }
      return rows[one.count][other.count]
    }
    var random = SplitMix(seed: 5)
    var near = 0
    for _ in 0..<20_000 {
      func draw() -> [UInt8] {
        (0..<Int.random(in: 2...6, using: &random)).map { _ in
          [0x61, 0x62, 0x63].randomElement(using: &random) ?? 0x61
        }
      }
      let (one, other) = (draw(), draw())
      let expected = distance(one, other)
      let miss = NearMiss(one.span, other.span)
      if expected == 1 { near += 1 }
      #expect((miss == .oneCharacter) == (expected == 1), "\(one) \(other)")
    }
    #expect(near > 500)
  }

  @Test func theNearestComeFirst() {
    var nearest = NearestNames(to: Array("es-12".utf8), limit: 3)
    for name in ["es-13", "es-123", "ES12", "ES-12", "es-14", "far"] {
      nearest.consider(Array(name.utf8).span)
    }
    #expect(
      nearest.names.map { String(decoding: $0.name, as: UTF8.self) } == ["ES-12", "ES12", "es-13"])
    #expect(NearestNames.nearest(to: "xyz", among: ["opm-2025"]) == nil)
  }
}
