import Appraisal
package import Columns
import ReviewBoards

/// A way in which an executive is another in what is compared later.
package protocol ComparedChange: RawRepresentable<UInt8>, CaseIterable, Sendable {
  /// The stable name: `level-changed`.
  var name: String { get }
  /// What it says, for the documents: a phrase without a full stop.
  var meaning: String { get }
}

/// How an executive is another in a later run. An executive may be so in several ways: one who moved to
/// another board may have another level there.
package enum Change: UInt8, ComparedChange {
  /// Nobody had the id before.
  case appeared
  /// Nobody has the id any more.
  case left
  /// On the roster of another board.
  case movedBoard
  /// Rated before and after, at another level.
  case levelChanged
  /// Rated before and after, with another score.
  case scoreChanged
  /// Rated, and was not rated or rejected before.
  case becameRated
  /// Not rated, and was rated or rejected before.
  case becameNotRated
  /// Rejected, and was rated or not rated before.
  case becameRejected
  /// Other weights or ratings, and the same score, or none before and after.
  case elementsChanged

  /// The stable name: `level-changed`.
  package var name: String {
    switch self {
    case .appeared: "appeared"
    case .left: "left"
    case .movedBoard: "moved-board"
    case .levelChanged: "level-changed"
    case .scoreChanged: "score-changed"
    case .becameRated: "became-rated"
    case .becameNotRated: "became-not-rated"
    case .becameRejected: "became-rejected"
    case .elementsChanged: "elements-changed"
    }
  }

  /// What it says, for the documents: a phrase without a full stop.
  package var meaning: String {
    switch self {
    case .appeared: "nobody had the id before"
    case .left: "nobody has the id any more"
    case .movedBoard: "on the roster of another board"
    case .levelChanged: "rated before and after, at another level"
    case .scoreChanged: "rated before and after, with another score"
    case .becameRated: "rated, and was not rated or rejected before"
    case .becameNotRated: "not rated, and was rated or rejected before"
    case .becameRejected: "rejected, and was rated or not rated before"
    case .elementsChanged:
      "other weights or ratings, but the same score and level, or none before and after"
    }
  }
}

/// The changes of one executive.
package struct ChangeSet<Kind: ComparedChange>: OptionSet, Sendable {
  /// A bit for each kind of change, by its number.
  package let rawValue: UInt16

  /// The changes of these bits.
  package init(rawValue: UInt16) { self.rawValue = rawValue }

  /// One change.
  package init(_ change: Kind) { rawValue = 1 << UInt16(change.rawValue) }

  /// Adds a change, which may be there.
  package mutating func add(_ change: Kind) { insert(ChangeSet(change)) }

  /// Whether a change is one of them.
  package func contains(_ change: Kind) -> Bool { contains(ChangeSet(change)) }

  /// All of them, in the order of their kind.
  package var all: [Kind] { Kind.allCases.filter(contains) }

  /// Their names with blanks between them.
  package var names: String { all.map(\.name).joined(separator: " ") }

  /// Adds `changes`: a list of their names.
  package func append(to object: inout JSONObject, _ out: inout OutputBuffer) {
    object.begin("changes", to: &out)
    var list = JSONObject(isArray: true, to: &out)
    for change in all { list.add(change.name, for: "", to: &out) }
    list.end(to: &out)
  }
}

typealias Changes = ChangeSet<Change>

/// Where an executive stands in a run: a line or a column of the table of movements.
enum Standing: Equatable, Sendable {
  case rated(Level)
  case notRated, rejected
  /// Not there.
  case absent

  /// All, in the order in which they are shown.
  static let all: [Standing] =
    Level.allCases.reversed().map(Standing.rated) + [.notRated, .rejected, .absent]

  /// The number in ``all``.
  var number: Int {
    switch self {
    case .rated(let level): 5 - level.number
    case .notRated: 5
    case .rejected: 6
    case .absent: 7
    }
  }

  /// The name for programs: `5`, `not-rated`; `absent`.
  var name: String {
    switch self {
    case .rated(let level): "\(level.number)"
    case .notRated: RosterStatus.notRated.name
    case .rejected: RosterStatus.rejected.name
    case .absent: "absent"
    }
  }
}
