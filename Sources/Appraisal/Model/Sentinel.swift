/// The values in a column of weights or of levels that stand for a field without a weight or level.
///
/// Columns are plain integers, so that millions of plans stay small.
@usableFromInline package enum Sentinel {
  /// Nothing was given.
  @inlinable package static var missingWeight: UInt16 { .max }
  /// Something was given that is not a weight; a finding says what.
  @inlinable package static var unreadableWeight: UInt16 { .max - 1 }
  /// Nothing was given.
  @inlinable package static var missingLevel: UInt8 { 0 }
  /// Something was given that is not a level; a finding says what.
  @inlinable package static var unreadableLevel: UInt8 { .max }
}
