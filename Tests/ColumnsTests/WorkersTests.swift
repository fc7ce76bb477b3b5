import Columns
import Testing

/// Two pieces of work side by side, and how many are shared out.
@Suite struct WorkersTests {
  private static func error(_ words: String) -> RunError { RunError(.usage, words) }

  /// Each piece falls to one worker, to neighbours those that follow each other, and to none two more than to
  /// another.
  @Test func `shares are of neighbours and of nearly one size`() {
    for count in 1...9 {
      let workers = Workers(count: count)
      for pieces in 0...40 {
        let shares = (0..<count).map { workers.share(of: pieces, for: $0) }
        #expect(shares.flatMap(\.self) == Array(0..<pieces))
        #expect((shares.map(\.count).max() ?? 0) - (shares.map(\.count).min() ?? 0) <= 1)
      }
    }
    #expect((0..<3).map { Workers(count: 3).share(of: 10, for: $0) } == [0..<3, 3..<6, 6..<10])
  }

  /// Together they have no more numbers than there are records, unless one alone has.
  @Test func `workers that keep numbers are as many as the records bear`() {
    for count in 1...9 {
      for (records, numbers) in [(0, 0), (0, 5), (5, 0), (100, 1), (100, 33), (100, 100), (9, 100)]
      {
        let workers = Workers(count: count).sharing(records: records, numbersEach: numbers)
        #expect(workers.count <= count)
        #expect(workers.count == 1 || workers.count * numbers <= records)
        #expect(workers.count == count || (workers.count + 1) * max(1, numbers) > records)
      }
    }
  }

  @Test(arguments: [1, 2, 7])
  func `both give what they give`(threads: Int) async throws {
    let workers = Workers(count: threads)
    let (one, other) = try await workers.both {
      1
    } _: {
      "other"
    }
    #expect(one == 1 && other == "other")
  }

  /// The first that fails counts, whichever fails sooner.
  @Test(arguments: [1, 2, 7])
  func `the error of the first goes before that of the other`(threads: Int) async throws {
    let workers = Workers(count: threads)
    for _ in 0..<50 {
      let both = await #expect(throws: RunError.self) {
        try await workers.both { () throws(RunError) -> Int in
          throw Self.error("one")
        } _: { () throws(RunError) -> Int in
          throw Self.error("other")
        }
      }
      #expect(both?.description == "one")
    }
    let second = await #expect(throws: RunError.self) {
      try await workers.both {
        1
      } _: { () throws(RunError) -> Int in
        throw Self.error("other")
      }
    }
    #expect(second?.description == "other")
  }
}
