/// Eight bytes of a text as a number by which texts are put into the order of their bytes: the first of them the
/// highest, and zeros after the end, which go before every byte that a longer text has there.
///
/// - Parameter start: The index of the first of them.
/// - Complexity: O(1).
@inline(__always)
package func orderingWord(of text: Span<UInt8>, at start: Int) -> UInt64 {
  if start >= 0, start + 8 <= text.count {
    let bytes = unsafe text.bytes
    return UInt64(
      bigEndian: unsafe bytes.unsafeLoadUnaligned(fromByteOffset: start, as: UInt64.self))
  }
  var word: UInt64 = 0
  for index in start..<start + 8 {
    word = word << 8 | (index < text.count ? UInt64(text[index]) : 0)
  }
  return word
}
