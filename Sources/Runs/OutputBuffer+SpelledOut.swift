import Appraisal
package import Columns

extension OutputBuffer {
  /// Adds text of the input with every character that disturbs a reader spelled out: `<U+202E>`.
  package mutating func append(spelledOut text: Span<UInt8>) {
    if isPrintableASCII(text) { return append(text) }
    let string = unsafe text.withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
    for scalar in string.unicodeScalars {
      guard scalar.disturbsReader else {
        append(String(scalar))
        continue
      }
      let digits = String(scalar.value, radix: 16, uppercase: true)
      append("<U+" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits + ">")
    }
  }
}
