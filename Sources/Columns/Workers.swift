import Synchronization

/// Tasks that share out numbered pieces of work among the processors.
///
/// Each worker takes the next piece that nobody has taken, so the pieces are begun in their order
/// and no processor waits while there is work. What a piece yields must not depend on who does it.
package struct Workers: Sendable {
  /// The number of workers, at least 1.
  package let count: Int

  /// What the workers of one call have in common.
  private final class Shared: Sendable {
    let next = Atomic(0)
    let failure = Mutex<(piece: Int, error: RunError)?>(nil)
  }

  /// As many workers as said; at least 1.
  package init(count: Int) { self.count = max(1, count) }

  /// Does the pieces 0 ..< `pieces`, each once.
  ///
  /// - Parameters:
  ///   - makeState: What a worker keeps from piece to piece: its buffers.
  ///   - work: Does one piece.
  /// - Throws: The error of the first piece, in their order, that failed; no piece after it is
  ///   begun once it has.
  package func forEach<State: ~Copyable>(
    _ pieces: Int, state makeState: @escaping @Sendable () -> State,
    _ work: @escaping @Sendable (Int, inout State) throws(RunError) -> Void
  ) async throws(RunError) {
    let shared = Shared()
    let takePieces = { @Sendable in
      var state = makeState()
      while true {
        let piece = shared.next.add(1, ordering: .relaxed).oldValue
        guard piece < pieces else { return }
        do throws(RunError) {
          try work(piece, &state)
        } catch {
          shared.next.store(pieces, ordering: .relaxed)
          shared.failure.withLock { first in
            if first.map({ piece < $0.piece }) ?? true { first = (piece, error) }
          }
          return
        }
      }
    }
    // The caller is a worker too: where there is one piece, nobody has to be woken for it.
    await withTaskGroup(of: Void.self) { group in
      for _ in 1..<max(1, min(count, pieces)) { group.addTask { takePieces() } }
      if pieces > 0 { takePieces() }
    }
    if let failure = shared.failure.withLock({ $0 }) { throw failure.error }
  }

  /// Does the pieces 0 ..< `pieces`, each once, without state.
  package func forEach(
    _ pieces: Int, _ work: @escaping @Sendable (Int) throws(RunError) -> Void
  ) async throws(RunError) {
    try await forEach(pieces, state: { () }) { piece, _ throws(RunError) in try work(piece) }
  }

  /// The pieces that fall to one worker where each takes neighbours: of ten pieces and three workers 0–2, 3–5
  /// and 6–9.
  package func share(of pieces: Int, for worker: Int) -> Range<Int> {
    pieces * worker / count..<pieces * (worker + 1) / count
  }

  /// As many of these workers as keep, all together, no more numbers than there are records, where each keeps some:
  /// one for each board or official, say, of whom there may be as many as records. At least one.
  package func sharing(records: Int, numbersEach numbers: Int) -> Workers {
    Workers(count: min(count, records / max(1, numbers)))
  }

  /// What each piece yields, in the order of the pieces.
  package func map<Value: Sendable, State: ~Copyable>(
    _ pieces: Int, state makeState: @escaping @Sendable () -> State,
    _ work: @escaping @Sendable (Int, inout State) throws(RunError) -> Value
  ) async throws(RunError) -> [Value] {
    let values = Mutex([Value?](repeating: nil, count: pieces))
    try await forEach(pieces, state: makeState) { piece, state throws(RunError) in
      let value = try work(piece, &state)
      values.withLock { $0[piece] = value }
    }
    // A key path would have to be made at every call, for this function does not know its types.
    return values.withLock { values in values.compactMap { $0 } }
  }

  /// What two pieces of work yield that do not need each other, done side by side.
  ///
  /// - Throws: The error of the first, or else that of the other.
  package func both<One: Sendable, Other: Sendable>(
    _ one: @escaping @Sendable () throws(RunError) -> One,
    _ other: @escaping @Sendable () throws(RunError) -> Other
  ) async throws(RunError) -> (One, Other) {
    let values = Mutex<(One?, Other?)>((nil, nil))
    try await forEach(2) { piece throws(RunError) in
      if piece == 0 {
        let value = try one()
        values.withLock { $0.0 = value }
      } else {
        let value = try other()
        values.withLock { $0.1 = value }
      }
    }
    guard case (let one?, let other?) = values.withLock({ $0 }) else {
      preconditionFailure("both pieces are done")
    }
    return (one, other)
  }

  /// What each piece yields, in the order of the pieces, without state.
  package func map<Value: Sendable>(
    _ pieces: Int, _ work: @escaping @Sendable (Int) throws(RunError) -> Value
  ) async throws(RunError) -> [Value] {
    try await map(pieces, state: { () }) { piece, _ throws(RunError) in try work(piece) }
  }
}
