import Appraisal
import Columns
import Pages
import ReviewBoards

/// The texts of one executive as a page shows them. Where they stand is found out once for all of them.
///
/// The executives, whose texts they are, are handed over with each call: to hold them would be a copy of
/// them for each executive.
struct ShownTexts {
  let shown: ShownValues
  private let executive: Executive
  private let own: TextRows.Row

  /// How much of a name there is room for on a line, in bytes.
  static let mostCalled = 60

  /// The texts of the executive who has a place on a roster.
  @inline(__always)
  init(of place: RosterPlace, in executives: Executives) {
    shown = ShownValues(of: place, in: executives)
    executive = place.member
    own = executives.plans.texts(of: executive.firstRecord)
  }

  /// Calls `body` with a text of the plan.
  @inline(__always)
  private func with(
    _ text: PlanText, in executives: Executives, _ body: (Span<UInt8>) -> Void
  ) {
    let (row, column) = executives.place(of: text, of: executive, own: own)
    row.with(column, body)
  }

  /// Adds a text.
  @inline(__always)
  func append(_ text: PlanText, in executives: Executives, to buffer: inout OutputBuffer) {
    with(text, in: executives) { text in shown.withShown(text) { buffer.append(folded: $0) } }
  }

  /// Adds a text as the second line of a cell, where there is one.
  @inline(__always)
  func appendSecondLine(
    _ text: PlanText, in executives: Executives, to buffer: inout OutputBuffer
  ) {
    with(text, in: executives) { text in
      guard text.count > 0 else { return }
      buffer.append("<small>")
      shown.withShown(text) { buffer.append(folded: $0) }
      buffer.append("</small>")
    }
  }

  /// Adds the executive id.
  @inline(__always)
  func appendID(to buffer: inout OutputBuffer) {
    own.with(0) { id in shown.withShown(id) { buffer.append(html: $0) } }
  }

  /// Adds what somebody is called on a line: the name, or the id where there is none.
  @inline(__always)
  func appendName(in executives: Executives, to buffer: inout OutputBuffer) {
    let append = { (text: Span<UInt8>, buffer: inout OutputBuffer) in
      shown.withShown(text) { buffer.append(beginningOf: $0, atMost: Self.mostCalled) }
    }
    var isNamed = false
    with(.name, in: executives) { name in
      isNamed = !name.isEmpty
      if isNamed { append(name, &buffer) }
    }
    if !isNamed { own.with(0) { append($0, &buffer) } }
  }
}

extension OutputBuffer {
  /// How long a text is before the rest of it is folded, in bytes.
  private static let mostUnfolded = 400

  /// Adds a text, of which a long one is folded: no text makes a row that fills the screen.
  @inline(__always)
  mutating func append(folded text: Span<UInt8>) {
    guard text.count > Self.mostUnfolded else { return append(html: text) }
    let end = OutputBuffer.end(of: text, atMost: Self.mostUnfolded / 2)
    append("<details class=more><summary>")
    append(html: text.extracting(..<end))
    append("</summary>")
    append(html: text.extracting(end...))
    append("</details>")
  }
}
