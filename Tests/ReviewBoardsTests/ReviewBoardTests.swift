import TestSupport
import Testing

@testable import ReviewBoards

@Suite struct ReviewBoardTests {
  static func slugs(_ names: [String]) -> [String: String] {
    let boards = ReviewBoard.boards(named: names.map { Array($0.utf8) })
    return Dictionary(
      uniqueKeysWithValues: boards.map { (String(decoding: $0.name, as: UTF8.self), $0.slug) })
  }

  @Test(arguments: [
    ("Department of Energy", "department-of-energy"),
    ("Fleet, Safety & Air (HQ)", "fleet-safety-air-hq-"),
    ("../../etc/passwd", "etc-passwd"),
    ("/x", "x"),
    ("..", "board"),
    ("-rf", "rf"),
    ("--- ⚓ 7", "7"),
    ("⚓", "board"),
    ("-", "board"),
    ("CON", "con"),
    ("Büro", "b-ro"),
    ("日本", "board"),
    // What is left out at the beginning takes no room.
    (
      String(repeating: "-", count: 70) + String(repeating: "b", count: 70),
      String(repeating: "b", count: 64)
    ),
    ("unassigned", "unassigned"),
    // The list of the rosters has this name already.
    ("Index", "index-2"),
    (String(repeating: "a", count: 300), String(repeating: "a", count: 64)),
  ])
  func slug(name: String, slug: String) {
    #expect(Self.slugs([name]) == [name: slug])
  }

  @Test func sharedSlugsGoByTheOrderOfTheNames() {
    #expect(
      Self.slugs(["a b", "A B", "A-B", "A  B"])
        == ["A  B": "a-b", "A B": "a-b-2", "A-B": "a-b-3", "a b": "a-b-4"])
  }

  @Test func boardsWithoutALetterAreNumbered() {
    #expect(
      Self.slugs(["Board", "board-2", "⚓", "港", "..", "-index"])
        == [
          "..": "board", "Board": "board-3", "board-2": "board-2", "⚓": "board-4", "港": "board-5",
          "-index": "index-2",
        ])
  }

  /// Of any name: a slug that no shell and no program takes for an option, and that is its own.
  @Test func slugsAreFitForAShell() {
    var random = SplitMix(seed: 12)
    let bytes = Array("-./ aZ0⚓港é'\"".utf8)
    let names = Set(
      (0..<2000).map { _ in
        (0..<Int.random(in: 1...70, using: &random)).map { _ in
          bytes.randomElement(using: &random) ?? 0x2D
        }
      })
    let slugs = ReviewBoard.boards(named: Array(names)).map(\.slug)
    #expect(Set(slugs).count == names.count)
    for slug in slugs {
      #expect(1...64 ~= slug.utf8.count && slug.utf8.first != 0x2D && slug != "index", "\(slug)")
      #expect(
        slug.utf8.allSatisfy { 0x61...0x7A ~= $0 || 0x30...0x39 ~= $0 || $0 == 0x2D }, "\(slug)")
    }
  }

  @Test func numberedSlugNeverTakesAnother() {
    #expect(Self.slugs(["A", "a", "a-2"]) == ["A": "a", "a": "a-3", "a-2": "a-2"])
  }

  @Test func numberedSlugStaysWithinItsLength() {
    let long = String(repeating: "x", count: 70)
    let slugs = Self.slugs([long + "1", long + "2", long + "3"])
    #expect(Set(slugs.values).count == 3)
    #expect(slugs.values.allSatisfy { $0.utf8.count <= 64 })
  }

  /// Many names whose slugs are cut to one beginning, each name in two spellings.
  @Test func slugsTakeNoSquare() {
    func tries(_ count: Int) -> Int {
      let stem = String(repeating: "a", count: 60)
      let names = (0..<count).flatMap { number -> [[UInt8]] in
        let tail = String(number + 1000)
        return [Array("\(stem)\(tail)".utf8), Array("\(stem.uppercased())\(tail)".utf8)]
      }
      var tries = 0
      let boards = ReviewBoard.boards(named: names, tries: &tries)
      #expect(Set(boards.map(\.slug)).count == names.count)
      #expect(boards.allSatisfy { $0.slug.utf8.count <= 64 })
      return tries
    }
    let (one, two) = (tries(400), tries(800))
    #expect(one > 0 && two <= one * 5 / 2, "\(one) and \(two)")
  }

  @Test func namesEqualButForNormalizationAreTwoBoards() {
    let boards = ReviewBoard.boards(named: [Array("\u{E9}".utf8), Array("e\u{301}".utf8)])
    #expect(boards.map(\.slug) == ["e-", "board"])
  }
}
