import Columns
import Testing

/// Two pieces of work side by side.
@Suite struct WorkersTests {
  private static func error(_ words: String) -> RunError { RunError(.usage, words) }

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
