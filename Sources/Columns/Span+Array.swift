extension Span<UInt8> {
  /// The bytes as an array.
  @inlinable package var array: [UInt8] { unsafe withUnsafeBufferPointer { unsafe Array($0) } }
}
