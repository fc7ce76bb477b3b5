package import Columns

/// One thing, counted in two ways of their own before something is published: who was lost on one way is missed on
/// the other.
package struct ControlTotal: Sendable {
  /// What was counted; names no person.
  package let name: String
  /// How many there are on one way.
  package var one: Int
  /// How many there are on the other.
  package var other: Int

  /// Two counts of one thing.
  package init(_ name: String, _ one: Int, _ other: Int) {
    self.name = name
    self.one = one
    self.other = other
  }

  /// Whether both ways counted the same.
  package var isClosed: Bool { one == other }

  /// Refuses to publish where somebody was lost.
  ///
  /// - Throws: ``RunError/Kind/inputOutput`` where the counts differ.
  package func close() throws(RunError) {
    guard !isClosed else { return }
    throw RunError(
      .inputOutput,
      "The control totals do not close: \(name), \(one) and \(other). Nothing was published; please report this."
    )
  }
}
