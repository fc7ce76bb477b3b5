/// A number, or several side by side, one in each lane of a vector.
///
/// A rule that is written for lanes is one piece of code for the batch, which has one score, and
/// for the proof, which has sixteen at a time: what it says of one it says of each.
package protocol ScoreLanes {
  /// Yes or no for each lane.
  associatedtype Mask
  /// The same number in each lane.
  init(repeating number: UInt32)
  /// Where a number is at least the one in the same lane of the other.
  static func .>= (numbers: Self, others: Self) -> Mask
  /// These numbers, and the others where the mask says yes.
  func replacing(with others: Self, where mask: Mask) -> Self
}

extension SIMD16<UInt32>: ScoreLanes {}

extension UInt32: ScoreLanes {
  @inline(__always)
  package init(repeating number: UInt32) { self = number }

  @inline(__always)
  package static func .>= (number: UInt32, other: UInt32) -> Bool { number >= other }

  @inline(__always)
  package func replacing(with other: UInt32, where mask: Bool) -> UInt32 { mask ? other : self }
}
