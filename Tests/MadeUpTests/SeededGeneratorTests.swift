import MadeUp
import Testing

@Suite struct SeededGeneratorTests {
  /// The numbers that other implementations of SplitMix64 give for this seed.
  @Test func knownNumbers() {
    var generator = SeededGenerator(state: 1_234_567)
    #expect(generator.next() == 6_457_827_717_110_365_317)
    #expect(generator.next() == 3_203_168_211_198_807_973)
    #expect(generator.next() == 9_817_491_932_198_370_423)
    #expect(generator.next() == 4_593_380_528_125_082_431)
    #expect(generator.next() == 16_408_922_859_458_223_821)
  }

  @Test func sequencesOfPurposesAndIndexesDiffer() {
    var firsts: Set<UInt64> = []
    for seed in [0, 1, UInt64.max] {
      for purpose in [SeededGenerator.Purpose.texts, .weights, .ratings] {
        for index in 0..<100 {
          var generator = SeededGenerator(seed: seed, purpose, index: index)
          firsts.insert(generator.next())
        }
      }
    }
    #expect(firsts.count == 900)
  }

  @Test(arguments: [1, 2, 3, 10, 1000]) func numbersBelowABoundAreEven(bound: Int) {
    var generator = SeededGenerator(state: 1)
    var counts = [Int](repeating: 0, count: bound)
    for _ in 0..<(1000 * bound) { counts[generator.next(below: bound)] += 1 }
    #expect(counts.allSatisfy { (800...1200).contains($0) })
  }
}

@Suite struct PermutationTests {
  @Test func everyNumberStandsInOnePlace() {
    for count in Array(0...200) + [1000, 4096, 9999, 65_537] {
      let order = Permutation(count: count, key: 5)
      var isTaken = [Bool](repeating: false, count: count)
      for place in 0..<count { isTaken[order[place]] = true }
      #expect(isTaken.allSatisfy { $0 }, "\(count) numbers")
    }
  }

  @Test func theOrderIsShuffled() {
    let order = Permutation(count: 10_000, key: 5)
    let other = Permutation(count: 10_000, key: 6)
    var (unmoved, neighbors, ascents, same) = (0, 0, 0, 0)
    for place in 0..<9999 {
      if order[place] == place { unmoved += 1 }
      if order[place + 1] == order[place] + 1 { neighbors += 1 }
      if order[place + 1] > order[place] { ascents += 1 }
      if order[place] == other[place] { same += 1 }
    }
    #expect(unmoved < 10)
    #expect(neighbors < 10)
    #expect((4800...5200).contains(ascents))
    #expect(same < 10)
  }
}
