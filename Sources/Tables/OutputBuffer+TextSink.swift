import Appraisal
package import Columns

extension OutputBuffer: TextSink {
  package mutating func write(_ text: String) { append(text) }
  package mutating func write(hundredths: UInt32) { append(hundredths: hundredths) }
}
