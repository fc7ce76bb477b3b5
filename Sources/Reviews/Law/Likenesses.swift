import Appraisal
import Columns
import Runs

/// The executives of a board by their ids as spreadsheets alter them, and by their names: for a member under an id
/// that nobody has.
struct Likenesses {
  private var ids = AlteredIDs()
  /// Those whose name nobody else on the board has; of others nobody.
  private var byName: [SpellingKey: Int?] = [:]
  private let rosters: SealedRosters

  /// Those of a board.
  ///
  /// - Complexity: O(bytes of the ids and names).
  init(of board: Int, in rosters: SealedRosters) {
    self.rosters = rosters
    let executives = rosters.executives
    for executive in executives.boards[board].executives {
      executives.withID(of: executive) { ids.add($0, of: executive) }
      executives.withText(SealedRosters.nameField, of: executive) { name in
        guard !name.isBlank else { return }
        let key = SpellingKey(of: name)
        byName[key] = .some(byName[key] == nil ? executive : nil)
      }
    }
  }

  /// The only executive like a member; `nil` where there is none. Members may be numbered as executives are: an id
  /// that is only like that of an executive is nobody's where the names are others.
  func executive(like member: BoardMember) -> Int? {
    if let executive = ids.executive(of: member.id.span), mayBeCalled(executive, member.name) {
      return executive
    }
    guard !member.name.span.isBlank else { return nil }
    return byName[SpellingKey(of: member.name.span)] ?? nil
  }

  private func mayBeCalled(_ executive: Int, _ name: [UInt8]) -> Bool {
    guard !name.span.isBlank else { return true }
    return rosters.executives.withText(SealedRosters.nameField, of: executive) { own in
      own.isBlank || SpellingKey(of: own) == SpellingKey(of: name.span)
    }
  }
}
