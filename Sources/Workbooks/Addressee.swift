/// Who fills a workbook in. Both kinds have the sheet `Roster` with nearly the same columns, and whoever has one of
/// each open sees by the words and the color of the first line, and by the color of the tab, which one it is.
package enum Addressee: Sendable {
  /// A Performance Review Board: a roster of the run, or the next sheet of a review.
  case board
  /// The appointing authority.
  case authority

  /// The title in the properties of the workbook.
  var title: String {
    switch self {
    case .board: "Roster of a Performance Review Board"
    case .authority: "Decisions of the appointing authority"
    }
  }

  /// What stands before the name of the board above the table.
  var heading: String {
    switch self {
    case .board: "Recommendations of the board"
    case .authority: "Decisions of the authority"
    }
  }

  /// Behind the lines with the board: light blue or light orange, which are told apart by everybody.
  var lineColor: UInt32 {
    switch self {
    case .board: 0xD6E4F5
    case .authority: 0xFBDDC4
    }
  }

  /// Of the tab: a stronger shade of the same.
  var tabColor: UInt32 {
    switch self {
    case .board: 0x2F6DB5
    case .authority: 0xD9730D
    }
  }
}
