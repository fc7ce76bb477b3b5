/// The values in a column of weights or of levels that stand for a field without a weight or level.
///
/// Columns are plain integers, so that millions of plans stay small.
package enum Sentinel {
  /// Nothing was given.
  package static let missingWeight: UInt16 = .max
  /// Something was given that is not a weight; a finding says what.
  package static let unreadableWeight: UInt16 = .max - 1
  /// Nothing was given.
  package static let missingLevel: UInt8 = 0
  /// Something was given that is not a level; a finding says what.
  package static let unreadableLevel: UInt8 = .max
}
