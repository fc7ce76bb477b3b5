@testable import Batch
import Columns
import FoundationEssentials
import Runs
import Tables
import TestSupport

/// What is written into CSV and JSON files: read again it has to be the same texts, but for what is
/// written otherwise on purpose.
///
/// The first byte of an input is the room that the buffer has at first. The texts come after it,
/// with a byte 0xFF between them, and 0xFE before each that begins a new record.
@Sendable func fuzzWriter(_ input: [UInt8]) -> Verdict {
  guard let room = input.first else { return .useless }
  let records = input.dropFirst().split(separator: 0xFE, omittingEmptySubsequences: false)
    .map { $0.split(separator: 0xFF, omittingEmptySubsequences: false).map(text) }
  checkFields(records, room: Int(room) + 1)
  for text in records.joined() {
    checkSpelledOut(text)
    checkJSON(text)
  }
  checkNumbers(input)
  return .used
}

/// Bytes as a text that the reader lets through: UTF-8 without zero bytes.
private func text(_ bytes: some Sequence<UInt8>) -> [UInt8] {
  Array(String(decoding: bytes.filter { $0 != 0 }, as: UTF8.self).utf8)
}

private func checkFields(_ records: [[[UInt8]]], room: Int) {
  var buffer = OutputBuffer(capacity: room)
  var expected: [[[UInt8]]] = []
  for record in records {
    // As in every file that the program writes, there is more than one column.
    buffer.append("id")
    for text in record {
      buffer.append(UInt8(ascii: ","))
      buffer.append(field: text.span)
    }
    buffer.append(UInt8(ascii: "\n"))
    expected.append([Array("id".utf8)] + record.map(neutralized))
  }
  let written = buffer.array
  do {
    let reading = try read(written)
    expectEqual(reading.records.map(\.fields), expected, "the fields of \(written)")
  } catch {
    expect(false, "\(written) cannot be read: \(error)")
  }
}

/// A text as `Runs.md` says that a CSV file of a run has it.
func neutralized(_ text: [UInt8]) -> [UInt8] {
  needsApostrophe(String(decoding: text, as: UTF8.self)) ? [UInt8(ascii: "'")] + text : text
}

private func checkSpelledOut(_ text: [UInt8]) {
  var buffer = OutputBuffer(capacity: 1)
  buffer.append(spelledOut: text.span)
  let written = String(decoding: buffer.array, as: UTF8.self).unicodeScalars
  // Each scalar stands as it is, or as its number where that would steer a terminal.
  var rest = written[...]
  for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
    let isControl = scalar.properties.generalCategory == .control
    let turns = scalar.properties.isBidiControl
    if rest.first == scalar, !isControl, !turns {
      rest.removeFirst()
    } else {
      let digits = String(scalar.value, radix: 16, uppercase: true)
      let spelled = "<U+\(String(repeating: "0", count: max(0, 4 - digits.count)))\(digits)>"
      expect(
        rest.starts(with: spelled.unicodeScalars), "\(digits) of \(text) is \(buffer.array)")
      rest.removeFirst(spelled.unicodeScalars.count)
    }
  }
  expect(rest.isEmpty, "\(text) became longer: \(buffer.array)")
}

private func checkJSON(_ text: [UInt8]) {
  var buffer = OutputBuffer(capacity: 1)
  buffer.append(json: text.span)
  let decoded = try? JSONDecoder().decode(String.self, from: Data(buffer.array))
  expectEqual(decoded.map { Array($0.utf8) }, text, "the JSON \(buffer.array)")
}

private func checkNumbers(_ input: [UInt8]) {
  let word = input.prefix(8).reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
  let number = Int(word >> UInt64(1 + (input.first ?? 0) % 63))
  var buffer = OutputBuffer(capacity: 1)
  buffer.append(decimal: number)
  expectEqual(String(decoding: buffer.array, as: UTF8.self), "\(number)", "a number")

  let hundredths = UInt32(truncatingIfNeeded: word)
  buffer.removeAll()
  buffer.append(hundredths: hundredths)
  let parts = buffer.array.split(separator: UInt8(ascii: "."))
  var fraction = parts.count == 2 ? String(decoding: parts[1], as: UTF8.self) : ""
  expect(parts.count == 1 || !fraction.hasSuffix("0"), "\(hundredths) has zeros at its end")
  while fraction.utf8.count < 2 { fraction += "0" }
  expectEqual(
    UInt64(String(decoding: parts[0], as: UTF8.self) + fraction), UInt64(hundredths),
    "hundredths as \(buffer.array)")
}
