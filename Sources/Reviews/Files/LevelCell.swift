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
  init(_ field: Span<UInt8>, by vocabulary: borrowing Vocabulary, mayConcur: Bool = true) {
    // Most cells that are no digit are this word: it is looked for first.
    if mayConcur, isFolded(field, to: Self.concurBytes) {
      self = .concurs
      return
    }
    let number = vocabulary.level(in: field)
    if let level = Level(rawValue: number) {
      self = .level(level)
    } else if number == Sentinel.missingLevel {
      self = .blank
    } else {
      self = .unreadable(vocabulary.unreadableLevel(field))
    }
  }

  private static let concurBytes = Array(Vocabulary.concur.utf8)

  /// Reads the cell of a row, and notes where it says nothing that can be read.
  ///
  /// - Parameter finding: What is noted, by the reason.
  init(
    of row: SheetRow, column: Int, by vocabulary: borrowing Vocabulary, mayConcur: Bool = true,
    executive: Int, notes: inout RowFindings, else finding: (UnreadableLevel) -> Finding
  ) {
    self = row.withContent(column) { Self($0, by: vocabulary, mayConcur: mayConcur) }
    // What a cell of a workbook holds instead of a value was noted before.
    if case .unreadable(let reason) = self, !row.isUnreadable(column) {
      notes.add(finding(reason), at: row, column: column, executive: executive)
    }
  }

  /// The level, where `concur` stands for another one.
  func level(concurringWith before: Level?) -> Level? {
    switch self {
    case .level(let level): level
    case .concurs: before
    case .blank, .unreadable: nil
    }
  }
}
