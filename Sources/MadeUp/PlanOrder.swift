import Columns

/// In which order the plans of a made-up agency stand, and who stands at which place.
///
/// Executives are numbered board by board. An export of a personnel system has them in another order:
/// sorted by id or name, or as they come.
struct PlanOrder: Sendable {
  private enum Places: Sendable {
    case asNumbered
    case shuffled(Permutation, renumbersIDs: Bool)
    case listed([UInt32])
  }

  private let places: Places

  /// The order of an agency.
  ///
  /// - Parameter name: The name that an executive is drawn by.
  /// - Complexity: O(1), but for the order of names: O(executives log executives), and memory for all.
  init(
    _ order: Synthesis.Order, executives: Int, seed: UInt64, name: (_ executive: Int) -> NameDraw
  ) {
    var generator = SeededGenerator(seed: seed, .plansOrder)
    let shuffle = Permutation(count: executives, key: generator.next())
    places =
      switch order {
      case .boards: .asNumbered
      case .ids: .shuffled(shuffle, renumbersIDs: true)
      case .random: .shuffled(shuffle, renumbersIDs: false)
      case .names: .listed(Self.sorted(executives, by: name))
      }
  }

  /// The number of the executive at a place of the file.
  func executive(at place: Int) -> Int {
    switch places {
    case .asNumbered: place
    case .shuffled(let order, _): order[place]
    case .listed(let executives): Int(executives[place])
    }
  }

  /// The number that the executive id at a place of the file is made of: the executive's, or in a file
  /// sorted by id the place.
  func id(at place: Int) -> Int {
    if case .shuffled(_, renumbersIDs: true) = places { place } else { executive(at: place) }
  }

  /// For each executive the number that the id is made of; `nil` where that is the executive's own.
  ///
  /// - Complexity: O(executives) where they differ.
  func idNumbers(_ executives: Int) -> [UInt32]? {
    guard case .shuffled(let order, renumbersIDs: true) = places else { return nil }
    var numbers = [UInt32](repeating: 0, count: executives)
    for place in 0..<executives { numbers[order[place]] = UInt32(place) }
    return numbers
  }

  private static func sorted(
    _ executives: Int, by name: (_ executive: Int) -> NameDraw
  ) -> [UInt32] {
    precondition(executives < 1 << 32, "the list of an order has numbers of four bytes")
    // The ranks of the parts of a name, and below them the number of the executive.
    let (surnames, givenNames) = (NamePool.surnames.ranks, NamePool.givenNames.ranks)
    let keys = (0..<executives).map { executive in
      let name = name(executive)
      let ranks =
        (surnames[name.surname] << 8 | givenNames[name.givenName]) << 8
        | (name.initial.map { Int($0) + 1 } ?? 0)
      return UInt64(ranks) << 32 | UInt64(executive)
    }
    return keys.sorted().map { UInt32(truncatingIfNeeded: $0) }
  }
}

/// The parts of a made-up name: `Coleman, Mei K.`.
struct NameDraw: BitwiseCopyable, Sendable {
  /// The place of the family name in ``NamePool/surnames``.
  let surname: Int
  /// The place of the given name in ``NamePool/givenNames``.
  let givenName: Int
  /// A capital from 0 for `A`; `nil` for none.
  let initial: UInt8?

  /// Draws a name.
  init(_ generator: inout SeededGenerator) {
    surname = generator.next(below: NamePool.surnames.count)
    givenName = generator.next(below: NamePool.givenNames.count)
    let initial = generator.next(below: 72)
    self.initial = initial < 26 ? UInt8(initial) : nil
  }
}
