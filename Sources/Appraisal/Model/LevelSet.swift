/// Some of the five levels, such as those that a limit counts.
///
///     LevelSet([.five, .four]).words   // "Levels 4 and 5"
///     LevelSet([.five]).name           // "level-5"
public struct LevelSet: Hashable, BitwiseCopyable, Sendable {
  /// The bit of each level's number.
  private let bits: UInt8

  /// The set of some levels.
  public init(_ levels: some Sequence<Level>) {
    bits = levels.reduce(0) { $0 | 1 << $1.rawValue }
  }

  /// The set that has a ``name``; `nil` where none has it.
  package init?(named name: some Sequence<UInt8>) {
    let levels = Level.allCases.filter { level in
      name.contains(UInt8(ascii: "0") + level.rawValue)
    }
    self.init(levels)
    guard !levels.isEmpty, self.name.utf8.elementsEqual(name) else { return nil }
  }

  /// Whether a level is among them.
  public func contains(_ level: Level) -> Bool { bits & 1 << level.rawValue != 0 }

  /// In words, from the lowest: `Level 5`, `Levels 4 and 5`, `Levels 3, 4 and 5`.
  public var words: String {
    listed(one: "Level ", several: "Levels ", between: ", ", beforeLast: " and ")
  }

  /// As a word of a table: `level-5`, `levels-4-and-5`, `levels-3-4-and-5`.
  package var name: String {
    listed(one: "level-", several: "levels-", between: "-", beforeLast: "-and-")
  }

  /// The numbers after what stands before one or several, from the lowest.
  private func listed(
    one: String, several: String, between: String, beforeLast: String
  ) -> String {
    let numbers = numbers
    let last = numbers.last ?? ""
    return numbers.count == 1
      ? one + last
      : several + numbers.dropLast().joined(separator: between) + beforeLast + last
  }

  /// The numbers of the levels, ascending.
  private var numbers: [String] {
    Level.allCases.filter { contains($0) }.map { "\($0.number)" }
  }
}
