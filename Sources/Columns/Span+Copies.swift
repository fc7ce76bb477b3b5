extension Span<UInt8> {
  /// The bytes as an array.
  @inlinable package var array: [UInt8] { unsafe withUnsafeBufferPointer { unsafe Array($0) } }
}

extension String {
  /// The text of bytes; what is no UTF-8 becomes U+FFFD.
  ///
  /// - Complexity: O(bytes).
  @inlinable package init(copying bytes: Span<UInt8>) {
    self = unsafe bytes.withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
  }
}
