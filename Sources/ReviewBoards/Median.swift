/// The median of hundredths that ascend: the one in the middle, or of two there their mean, half of a hundredth
/// rounded up.
///
///     median(ofAscending: [39_900, 40_000])   // 39_950
///
/// - Precondition: there is one.
package func median(ofAscending hundredths: [UInt32]) -> UInt32 {
  let (lower, upper) = (
    hundredths[(hundredths.count - 1) / 2], hundredths[hundredths.count / 2]
  )
  return lower + (upper - lower + 1) / 2
}
