/// Where the words of a finding go: a buffer of bytes, or a string.
package protocol TextSink: ~Copyable {
  /// Adds the UTF-8 bytes of `text`.
  mutating func write(_ text: String)
}

extension String: TextSink {}
