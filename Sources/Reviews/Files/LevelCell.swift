import Appraisal
import Columns

/// What a cell for a level says.
enum LevelCell: Equatable, Sendable {
  case blank
  case level(Level)
  /// The word `concur`, for the level of the stage before.
  case concurs
  case unreadable(UnreadableLevel)

  /// Reads a cell.
  ///
  /// - Parameter mayConcur: Whether the word `concur` means something.
  /// - Complexity: O(bytes x labels), O(1) for a digit.
  init(_ field: Span<UInt8>, by vocabulary: Vocabulary, mayConcur: Bool = true) {
    let number = vocabulary.level(in: field)
    if let level = Level(rawValue: number) {
      self = .level(level)
    } else if number == Sentinel.missingLevel {
      self = .blank
    } else if mayConcur, isFolded(field, to: Self.concurWord) {
      self = .concurs
    } else {
      self = .unreadable(vocabulary.unreadableLevel(field))
    }
  }

  private static let concurWord = Array("concur".utf8)

  /// The level, where `concur` stands for another one.
  func level(concurringWith before: Level?) -> Level? {
    switch self {
    case .level(let level): level
    case .concurs: before
    case .blank, .unreadable: nil
    }
  }
}
