import Synchronization

/// How far a long piece of work has come, for a progress display.
///
/// The work advances it from any task; somebody else looks at ``state`` now and then.
package final class Progress: Sendable {
  /// What is being done, and how much of it is.
  package struct State: Sendable {
    /// The name of the step, `reading`; empty before the first.
    package var step = ""
    /// How much is done, in the unit of ``total``, which is the step's own.
    package var done = 0
    /// 0 if unknown.
    package var total = 0
  }

  private let step = Mutex((name: "", total: 0))
  private let done = Atomic(0)

  /// Nothing begun yet.
  package init() {}

  /// Begins a step of this many units.
  package func begin(_ name: String, total: Int) {
    done.store(0, ordering: .relaxed)
    step.withLock { $0 = (name, total) }
  }

  /// This many more units are done.
  package func advance(by units: Int) { done.add(units, ordering: .relaxed) }

  /// How far the work is now.
  package var state: State {
    let (name, total) = step.withLock { $0 }
    return State(step: name, done: done.load(ordering: .relaxed), total: total)
  }
}
