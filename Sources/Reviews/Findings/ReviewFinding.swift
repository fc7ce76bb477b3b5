import Appraisal
import Columns
import Tables

/// A finding of a review, with its place: in one of its files, or on a roster of the run.
struct ReviewFinding: Sendable {
  let finding: Finding
  /// The name of the file.
  let file: String
  let line: Int
  let row: Int
  /// The number of the record, from 1; `nil` for what is about a header or a whole file.
  var record: Int?
  /// The name of the column; empty for what is about the whole record.
  var column = ""
  /// What was found.
  var value: [UInt8] = []
  /// What the words refer to: another place, a day, what stood in the cell.
  var related = ""
  /// The executive, by the number on the rosters of the run.
  var executive: Int?
  /// The board, by its number in the run; of a finding about an executive it is that of the executive.
  var board: Int?

  var code: FindingCode { finding.code }

  /// Where it stands, for people.
  var place: FilePlace { FilePlace(file: file, line: line, row: row) }

  /// Whether it holds its executive.
  var holds: Bool { executive != nil && code.severity == .error }

  /// What comes first where people read only the beginning: causes before what follows from them.
  enum Precedence: Int, Comparable {
    /// About a file as a whole, or the cycle.
    case file
    /// About a board or a unit.
    case board
    case executive
    /// It follows from another finding, or from something that has not come yet.
    case consequence

    static func < (one: Precedence, other: Precedence) -> Bool { one.rawValue < other.rawValue }
  }

  var precedence: Precedence {
    switch finding {
    case .decision(.decisionWithoutRecommendation), .decision(.notRecommended),
      .decision(.notAssigned), .sheet(.executiveMissingFromReturn):
      .consequence
    case .limits: .board
    default: executive != nil ? .executive : board != nil ? .board : .file
    }
  }

  /// The order of `findings.csv`: file, line, column, code; then what makes the order total.
  static func areInOrder(_ one: ReviewFinding, _ other: ReviewFinding) -> Bool {
    if one.file != other.file { return precedes(one.file, other.file) }
    if one.line != other.line { return one.line < other.line }
    if one.column != other.column { return precedes(one.column, other.column) }
    if one.code != other.code { return precedes(one.code.rawValue, other.code.rawValue) }
    if one.executive != other.executive { return one.executive ?? -1 < other.executive ?? -1 }
    if one.board != other.board { return one.board ?? -1 < other.board ?? -1 }
    if one.value != other.value { return goesBeforeByBytes(one.value, other.value) }
    return precedes(one.related, other.related)
  }

  private static func precedes(_ one: String, _ other: String) -> Bool {
    goesBeforeByBytes(one, other)
  }
}

extension [ReviewFinding] {
  /// The same with causes before what follows from them, and otherwise as they were.
  ///
  /// - Complexity: O(n).
  var causesFirst: [ReviewFinding] {
    let byPrecedence = Dictionary(grouping: self, by: \.precedence)
    return byPrecedence.keys.sorted().flatMap { byPrecedence[$0] ?? [] }
  }

  /// The errors, causes first.
  var errors: [ReviewFinding] { filter { $0.code.severity == .error }.causesFirst }
}
