import CSV
import TestSupport

/// The CSV reader, which splits records of simple quoting by itself and leaves the others to libcsv:
/// it has to find what libcsv alone finds and what the slow reference finds, the records with every
/// field and position, or the fault and its byte; read at once and read in blocks.
///
/// The first byte of an input is the size of the blocks less 1, the second one chooses the limits,
/// beyond any input or narrow; the file is what comes after.
@Sendable func fuzzReader(_ input: [UInt8]) -> Verdict {
  guard input.count >= 2 else { return .useless }
  let blockSize = Int(input[0]) + 1
  let limits =
    input[1] < 0x80
    ? CSVLimits(fieldBytes: 1024, recordBytes: 2048)
    : CSVLimits(fieldBytes: Int(input[1] & 7) + 1, recordBytes: Int(input[1] & 0x7F) / 4 + 1)
  let file = Array(input[2...])

  let whole = Result(catching: { () throws(CSVFault) in try read(file, limits: limits) })
  compareWithLibCSV(whole, file)
  // libcsv and the reference know no other formats by their first bytes.
  if case .failure(let fault) = whole, fault.kind == .notText { return .used }
  let expected = Result(catching: { () throws(CSVFault) in
    try ReferenceReader(limits: limits).read(file)
  })
  expectEqual(whole, expected, "the reader and the reference")
  // A zero byte among the first four tells another encoding if the first block shows it.
  if file.prefix(4).contains(0) { return .used }
  let split = Result(catching: { () throws(CSVFault) in
    try read(file, inBlocksOf: blockSize, limits: limits)
  })
  expectEqual(split, whole, "blocks of \(blockSize) bytes and the whole file")
  return .used
}

private func compareWithLibCSV(_ outcome: Result<Reading, CSVFault>, _ file: [UInt8]) {
  switch outcome {
  case .success(let reading):
    let alone = LibCSV(file)
    expectEqual(alone.refusal, nil, "libcsv refuses a byte of a file that was accepted")
    expectEqual(reading, alone.reading, "the reader and libcsv")
  case .failure(let fault):
    switch fault.kind {
    case .quoteInUnquotedField, .textAfterClosingQuote:
      expectEqual(LibCSV(file).refusal, fault.byte, "libcsv refuses another byte")
    case .unterminatedQuote:
      expectEqual(LibCSV(file).refusal, file.count, "libcsv does not refuse the end")
    default:
      // libcsv does not know these faults, and has none to find before them.
      let before = LibCSV(Array(file[..<fault.byte]), hasEnd: false)
      expectEqual(before.refusal, nil, "libcsv refuses a byte before \(fault)")
    }
  }
}
