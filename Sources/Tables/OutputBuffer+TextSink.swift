import Appraisal
package import Columns

extension OutputBuffer: TextSink {
  /// Adds a text as it is.
  package mutating func write(_ text: String) { append(text) }
  /// Adds an exact decimal, `12.5` for 1250.
  package mutating func write(hundredths: UInt32) { append(hundredths: hundredths) }
}
