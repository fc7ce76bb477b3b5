import Appraisal
import Columns
import ReviewBoards
import Runs
import Tables

/// What stands on a roster, in every form of it, of what the input says of an executive.
///
/// Of the weights and ratings those that could be read; of several plans or ratings of one executive
/// none is chosen, so none is shown. Of a rejected executive's texts what disturbs a reader is spelled
/// out, because it may be what he or she was rejected for; others are fit as they are. A text that is
/// too long for a cell is cut (``CellText``).
struct ShownValues: BitwiseCopyable {
  private let weightEnd: UInt16
  private let levelsAreShown: Bool
  private let textsAreFit: Bool

  /// What is shown of the executive who has a place on a roster.
  ///
  /// Only of the rejected something is not: of nobody else the facts are looked at.
  @inline(__always)
  init(of place: RosterPlace, in executives: Executives) {
    self.init(place.status == .rejected ? executives[place.member].flags : [])
  }

  /// What is shown of an executive in this state.
  @inline(__always)
  init(_ state: ExecutiveFlags) {
    textsAreFit = !state.isRejected
    weightEnd = state.contains(.planIsDuplicate) ? 0 : Sentinel.unreadableWeight
    levelsAreShown = !state.contains(.ratingsAreDuplicate)
  }

  /// Whether a weight or ``Sentinel`` value is shown.
  @inline(__always)
  func shows(weight: UInt16) -> Bool { weight < weightEnd }

  /// Calls `body` with a text of the executive as it is shown.
  @inline(__always)
  func withShown(_ text: Span<UInt8>, _ body: (Span<UInt8>) -> Void) {
    if textsAreFit { return CellText.with(text, body) }
    var spelledOut = OutputBuffer(capacity: 256)
    spelledOut.append(spelledOut: text)
    CellText.cut(&spelledOut)
    spelledOut.withBytes(body)
  }

  /// Adds a text of the executive, which is one of a row, as it is shown to a table.
  @inline(__always)
  func append<Cells: CellSink & ~Copyable>(
    _ column: Int, of row: TextRows.Row, to cells: inout Cells
  ) {
    if textsAreFit, let cell = row.cell(column), cells.append(cell: cell, of: row.bytes) { return }
    row.with(column) { text in withShown(text) { cells.append(text: $0) } }
  }

  /// Whether a level or ``Sentinel`` value is shown.
  @inline(__always)
  func shows(level: UInt8) -> Bool {
    levelsAreShown && level != Sentinel.missingLevel && level != Sentinel.unreadableLevel
  }
}
