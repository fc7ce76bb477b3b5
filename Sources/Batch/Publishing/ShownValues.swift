import Appraisal

/// Which weights and ratings of an executive stand on a roster: those that could be read. Of several
/// plans or ratings of one executive none is chosen, so none is shown.
struct ShownValues: BitwiseCopyable {
  private let weightEnd: UInt16
  private let levelsAreShown: Bool

  /// What is shown of an executive in this state.
  @inline(__always)
  init(_ state: Executives.State) {
    weightEnd = state.contains(.planIsDuplicate) ? 0 : Cell.unreadableWeight
    levelsAreShown = !state.contains(.ratingsAreDuplicate)
  }

  /// Whether a weight or ``Cell`` value is shown.
  @inline(__always)
  func shows(weight: UInt16) -> Bool { weight < weightEnd }

  /// Whether a level or ``Cell`` value is shown.
  @inline(__always)
  func shows(level: UInt8) -> Bool {
    levelsAreShown && level != Cell.missingLevel && level != Cell.unreadableLevel
  }
}
