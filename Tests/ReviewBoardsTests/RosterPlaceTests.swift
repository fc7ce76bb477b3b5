import Appraisal
import ReviewBoards
import Testing

@Suite struct RosterPlaceTests {
  struct Member {
    var status = RosterStatus.rated
    var level: Level? = .three
    var score: UInt32 = 300
    var name = ""
    var id = ""
  }

  static func order(_ members: [Member]) -> [String] {
    var places = members.enumerated().map { index, member in
      let name = Array(member.name.utf8)
      return RosterPlace(
        executive: UInt32(index), status: member.status,
        rating: member.level.map { ($0, SummaryScore(hundredths: member.score * 100)) },
        name: name.span)
    }
    RosterPlace.sort(&places) { one, other in
      let (one, other) = (members[Int(one)], members[Int(other)])
      let keys = (Array(one.name.utf8), Array(other.name.utf8))
      if keys.0 != keys.1 { return keys.0.lexicographicallyPrecedes(keys.1) }
      return one.id.utf8.lexicographicallyPrecedes(other.id.utf8)
    }
    return places.map { members[Int($0.executive)].id }
  }

  @Test func ratingThenScoreThenNameThenID() {
    let members = [
      Member(level: .three, score: 399, name: "A", id: "level 3"),
      Member(level: .five, score: 475, name: "B", id: "475"),
      Member(level: .five, score: 500, name: "Z", id: "500"),
      Member(level: .one, score: 480, name: "A", id: "overridden"),
      Member(level: .four, score: 400, name: "Smith, Ann", id: "Ann"),
      Member(level: .four, score: 400, name: "Smith, Al", id: "Al"),
      Member(level: .four, score: 400, name: "Smith, Al", id: "Al 2"),
      Member(level: .four, score: 400, name: "Smi", id: "Smi"),
      Member(level: .four, score: 400, name: "", id: "nameless"),
      Member(level: .four, score: 400, name: "\u{E9}", id: "é"),
    ]
    #expect(
      Self.order(members.shuffled())
        == [
          "500", "475", "nameless", "Smi", "Al", "Al 2", "Ann", "é", "level 3", "overridden",
        ])
  }

  @Test func notRatedAndRejectedComeLast() {
    let members = [
      Member(status: .rejected, level: nil, name: "A", id: "rejected"),
      Member(status: .notRated, level: nil, name: "B", id: "not rated B"),
      Member(status: .notRated, level: nil, name: "A", id: "not rated A"),
      Member(level: .one, score: 100, name: "Z", id: "rated"),
    ]
    #expect(Self.order(members) == ["rated", "not rated A", "not rated B", "rejected"])
  }

  /// A place says what it was made from, for every rating and the scores at both ends.
  @Test func placesSayTheirStanding() {
    for name in ["", "A", "Abbott, Ann"] {
      for level in Level.allCases {
        for score: UInt32 in [0, 1, 50_000, 1 << 24 - 1] {
          let place = RosterPlace(
            executive: .max, status: .rated,
            rating: (level, SummaryScore(hundredths: score)), name: Array(name.utf8).span)
          #expect(place.status == .rated)
          #expect(place.rating?.level == level)
          #expect(place.rating?.score == SummaryScore(hundredths: score))
          #expect(place.executive == .max)
        }
      }
      for status in [RosterStatus.notRated, .rejected] {
        let place = RosterPlace(
          executive: 0, status: status, rating: nil, name: Array(name.utf8).span)
        #expect(place.status == status)
        #expect(place.rating == nil)
      }
    }
  }

  /// A place that was never given to anybody is not taken for that of the first plan.
  @Test func nobodysPlaceEndsTheProgram() async {
    await #expect(processExitsWith: .failure) { _ = RosterPlace.none.status }
  }

  @Test func tallyCounts() {
    var tally = Tally()
    tally.add(.rated, level: .five)
    tally.add(.rated, level: .five)
    tally.add(.notRated, level: nil)
    var all = Tally()
    all.add(.rejected, level: nil)
    all.add(tally)
    #expect(all.executives == 4)
    #expect((all.rated, all.notRated, all.rejected) == (2, 1, 1))
    #expect(all.count(at: .five) == 2)
    #expect(all != tally)
  }
}
