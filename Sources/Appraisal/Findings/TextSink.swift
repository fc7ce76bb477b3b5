/// Where the words of a finding go: a buffer of bytes, or a string.
package protocol TextSink: ~Copyable {
  /// Adds the UTF-8 bytes of `text`.
  mutating func write(_ text: String)
  /// Adds hundredths as a decimal without trailing zeros: 40000 is `400`, 47450 is `474.5`.
  mutating func write(hundredths: UInt32)
}

extension String: TextSink {
  package mutating func write(hundredths: UInt32) { write(decimal(hundredths: hundredths)) }
}
