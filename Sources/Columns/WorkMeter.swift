#if DEBUG
  import Synchronization
#endif

/// Counts the steps of those loops whose length the input decides, for laws about cost: twice the
/// input, at most 2.5 times the steps.
///
/// There are counts in debug builds only, in tasks that a meter was given to; in release builds
/// ``step(_:)`` is nothing.
@usableFromInline package enum WorkMeter {
  #if DEBUG
    /// A count that several tasks add to.
    private final class Count: Sendable {
      let steps = Atomic<Int>(0)
    }

    @TaskLocal private static var count: Count?

    @usableFromInline static func note(_ steps: Int) {
      count?.steps.add(steps, ordering: .relaxed)
    }

    /// Runs `body` and counts the steps that it takes, in all its tasks.
    package static func steps(of body: () async throws -> Void) async rethrows -> Int {
      let count = Count()
      try await $count.withValue(count) { try await body() }
      return count.steps.load(ordering: .relaxed)
    }
  #endif

  /// Counts some steps.
  @inline(__always)
  @inlinable package static func step(_ steps: @autoclosure () -> Int = 1) {
    #if DEBUG
      note(steps())
    #endif
  }
}
