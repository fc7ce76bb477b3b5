/// The two values in a column of weights or of levels that are not weights or levels.
///
/// Columns are plain integers, so that millions of plans stay small.
package enum Cell {
  /// Nothing was given.
  package static let missingWeight: UInt16 = .max
  /// Something was given that is not a weight; a finding says what.
  package static let unreadableWeight: UInt16 = .max - 1
  /// Nothing was given.
  package static let missingLevel: UInt8 = 0
  /// Something was given that is not a level; a finding says what.
  package static let unreadableLevel: UInt8 = .max
}
