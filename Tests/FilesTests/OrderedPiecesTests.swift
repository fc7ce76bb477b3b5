import Columns
import Files
import Foundation
import Glibc
import Synchronization
import Testing
import TestSupport

/// Several tasks hand in the pieces of one thing: they come in their order, each once.
@Suite struct OrderedPiecesTests {
  /// Buffers and arrays by turns, from tasks that overtake each other.
  @Test(arguments: 0..<8 as Range<UInt64>)
  func fromTasks(seed: UInt64) async {
    var random = SplitMix(seed: seed)
    let made = (0..<400).map { number in
      [UInt8](repeating: UInt8(number & 0xFF), count: Int.random(in: 0...2_000, using: &random))
    }
    let pieces = OrderedPieces(to: [UInt8]())
    await withTaskGroup { group in
      for task in 0..<8 {
        group.addTask {
          for number in stride(from: task, to: made.count, by: 8) {
            if number.isMultiple(of: 3) {
              pieces.put(made[number], number: number, Self.append)
              continue
            }
            var buffer = OutputBuffer()
            buffer.append(made[number])
            pieces.put(buffer, number: number, Self.append)
          }
        }
      }
    }
    #expect(pieces.finish(Self.append) { $0 } == Array(made.joined()))
  }

  /// The last comes first, and so on: more than may wait are there before the first one.
  @Test func backwards() {
    let pieces = OrderedPieces(to: [UInt8]())
    for number in (0..<100).reversed() {
      pieces.put([UInt8(number)], number: number, Self.append)
    }
    #expect(pieces.finish(Self.append) { $0 } == Array(0..<100))
  }

  /// What two threads tell the test.
  private final class Watch: Sendable {
    /// Who passes a piece on waits here.
    let gate = Mutex(())
    let begun = Atomic(false)
    let handedIn = Atomic(0)
    let ended = Atomic(0)
  }

  /// A target that is slower than the tasks holds them up: pieces do not gather in memory.
  @Test func `a slow target lets few pieces wait`() {
    let pieces = OrderedPieces(to: [UInt8]())
    let watch = Watch()
    watch.gate.withLock { _ in
      Thread.detachNewThread {
        pieces.put([0], number: 0) { (bytes: inout [UInt8], piece: Span<UInt8>) in
          watch.begun.store(true, ordering: .releasing)
          watch.gate.withLock { _ in }
          Self.append(&bytes, piece)
        }
        watch.ended.add(1, ordering: .releasing)
      }
      while !watch.begun.load(ordering: .acquiring) { usleep(1000) }
      Thread.detachNewThread {
        for number in 1..<40 {
          pieces.put([UInt8(number)], number: number, Self.append)
          watch.handedIn.add(1, ordering: .releasing)
        }
        watch.ended.add(1, ordering: .releasing)
      }
      while watch.handedIn.load(ordering: .acquiring) < 8 { usleep(1000) }
      usleep(200_000)
      #expect(watch.handedIn.load(ordering: .acquiring) == 8)
    }
    while watch.ended.load(ordering: .acquiring) < 2 { usleep(1000) }
    #expect(pieces.finish(Self.append) { $0 } == Array(0..<40))
  }

  /// Who hands in a piece that cannot be passed on is told.
  @Test func failuresReachWhoPassesOn() {
    struct Full: Error {}
    let pieces = OrderedPieces(to: [UInt8]())
    func fail(_ target: inout [UInt8], _ bytes: Span<UInt8>) throws(Full) { throw Full() }
    #expect(throws: Full.self) { try pieces.put([1], number: 0, fail) }
    #expect(throws: Full.self) { try pieces.put(OutputBuffer(), number: 1, fail) }
  }

  private static func append(_ bytes: inout [UInt8], _ piece: Span<UInt8>) {
    unsafe piece.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
  }
}
