package import Columns
import Synchronization

/// Puts pieces that several tasks make into their order.
package struct PieceQueue {
  private var next = 0
  /// Pieces that came before their turn.
  private var waiting: [Int: [UInt8]] = [:]

  /// No piece came yet.
  package init() {}

  /// Whether every piece that came was passed on.
  package var isEmpty: Bool { waiting.isEmpty }

  /// How many pieces wait.
  var count: Int { waiting.count }

  /// Keeps a piece until its turn.
  mutating func put(_ bytes: [UInt8], piece: Int) { waiting[piece] = bytes }

  /// The piece whose turn it is, if it waits: its turn is over then.
  mutating func takeNext() -> [UInt8]? {
    guard let bytes = waiting.removeValue(forKey: next) else { return nil }
    next += 1
    return bytes
  }

  /// Passes a piece on, and those that waited for it; or keeps it until its turn.
  ///
  /// - Parameters:
  ///   - piece: Its number from 0; every number must come once.
  ///   - write: Called for each piece in the order of the numbers.
  package mutating func pass<Failure: Error>(
    _ buffer: borrowing OutputBuffer, piece: Int,
    _ write: (Span<UInt8>) throws(Failure) -> Void
  ) throws(Failure) {
    guard piece == next else { return put(buffer.array, piece: piece) }
    try buffer.withBytes(write)
    next += 1
    while let bytes = takeNext() { try write(bytes.span) }
  }
}

/// A file whose pieces are made by several tasks and written in their order.
package final class OrderedFile: Sendable {
  private struct State: ~Copyable {
    var file: OutputFile?
    var queue = PieceQueue()
  }

  private let state: Mutex<State>

  /// A file to be written in pieces from 0.
  package init(_ file: consuming OutputFile) { state = Mutex(State(file: file)) }

  /// Writes a piece, or keeps it until those before it are written.
  ///
  /// - Parameter piece: Its number; every number must come once.
  package func write(_ buffer: borrowing OutputBuffer, piece: Int) throws(RunError) {
    try state.withLock { state throws(RunError) in
      try state.queue.pass(buffer, piece: piece) { bytes throws(RunError) in
        try state.file?.write(bytes)
      }
    }
  }

  /// Closes the file after its last piece.
  ///
  /// - Precondition: every piece up to the last was written.
  package func close(as name: String) throws(RunError) -> OutputFile.Identity {
    let file = state.withLock { state -> OutputFile? in
      precondition(state.queue.isEmpty, "a piece of the file is missing")
      return state.file.take()
    }
    guard let file else { preconditionFailure("the file was closed before") }
    return try file.close(as: name)
  }
}
