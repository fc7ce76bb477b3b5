import Appraisal
package import Columns

extension OutputBuffer {
  /// Adds text of the input with every character that disturbs a reader spelled out: `<U+202E>`.
  package mutating func append(spelledOut text: Span<UInt8>) {
    if isPrintableASCII(text) { return append(text) }
    let string = String(copying: text)
    for scalar in string.unicodeScalars {
      if scalar.disturbsReader { append(numberOf: scalar) } else { append(String(scalar)) }
    }
  }

  /// Adds a value that was found in the input, so that all of it can be seen: besides what
  /// ``append(spelledOut:)`` spells out every blank but a single space between two other characters,
  /// as in `20<U+00A0>` and `<U+0020>ES-1`.
  package mutating func append(found text: Span<UInt8>) {
    let string = String(copying: text)
    var rest = string.unicodeScalars[...]
    var before: Unicode.Scalar?
    while let scalar = rest.popFirst() {
      let isBetween = before.map { !$0.isBlank } ?? false && rest.first.map { !$0.isBlank } ?? false
      if scalar.disturbsReader || scalar.isBlank && !(scalar == " " && isBetween) {
        append(numberOf: scalar)
      } else {
        append(String(scalar))
      }
      before = scalar
    }
  }

  /// Adds the number of a character: `<U+00A0>`.
  private mutating func append(numberOf scalar: Unicode.Scalar) {
    append("<U+\(digits(ofCharacter: scalar.value))>")
  }
}

/// A text of the input, fit for a terminal.
package func spelledOut(_ text: [UInt8]) -> String {
  var buffer = OutputBuffer()
  buffer.append(spelledOut: text.span)
  return String(decoding: buffer.array, as: UTF8.self)
}
