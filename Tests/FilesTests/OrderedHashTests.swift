import Files
import TestSupport
import Testing

/// Several tasks hash a file: the hash is that of its bytes in their order.
@Suite struct OrderedHashTests {
  private static let ofABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

  /// The example of FIPS 180-2, in every order of its pieces.
  @Test func everyOrder() {
    let pieces = ["", "a", "bc", ""].map { Array($0.utf8) }
    var orders: [[Int]] = [[]]
    for _ in pieces {
      orders = orders.flatMap { order in
        pieces.indices.filter { !order.contains($0) }.map { order + [$0] }
      }
    }
    #expect(orders.count == 24)
    for order in orders {
      let hash = OrderedHash()
      for number in order { hash.update(pieces[number], number: number) }
      let found = hash.finish()
      #expect(found.sha256 == Self.ofABC && found.byteCount == 3, "\(order)")
    }
  }

  /// Many pieces from tasks that overtake each other, and write to the memory of a piece that they have
  /// handed in.
  @Test(arguments: 0..<4 as Range<UInt64>)
  func fromTasks(seed: UInt64) async {
    var random = SplitMix(seed: seed)
    let pieces = (0..<200).map { number in
      [UInt8](repeating: UInt8(number), count: Int.random(in: 0...50_000, using: &random))
    }
    let whole = OrderedHash()
    whole.update(Array(pieces.joined()), number: 0)
    let hash = OrderedHash()
    await withTaskGroup { group in
      for task in 0..<8 {
        group.addTask {
          for number in stride(from: task, to: pieces.count, by: 8) {
            var piece = pieces[number]
            hash.update(piece, number: number)
            if !piece.isEmpty { piece[0] = 0xFF }
          }
        }
      }
    }
    #expect(hash.finish() == whole.finish())
  }

  @Test func pieceThatIsMissingIsAMistakeOfTheCaller() async {
    await #expect(processExitsWith: .failure) {
      let hash = OrderedHash()
      hash.update([1], number: 1)
      _ = hash.finish()
    }
  }
}
