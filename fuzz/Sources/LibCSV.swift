import CLibCSV
import CSV
import TestSupport

/// What libcsv makes of a file when nothing helps it: every byte goes to `csv_parse`, in the strict
/// mode of the reader and with nothing taken for a space.
///
/// The bytes go in one at a time, which is all the same to libcsv, and so each record is known to
/// begin and end at a byte. A file is not checked for anything that libcsv does not check.
struct LibCSV {
  /// The records, with the positions that follow from the bytes that they begin at.
  private(set) var reading = Reading()
  /// The offset of the byte that libcsv refused, or the size where it refused the end.
  private(set) var refusal: Int?

  /// Where the callbacks put what they are given.
  private final class Sink {
    var fields: [[UInt8]] = []
    var record: [[UInt8]]?
  }

  /// Reads a file, or the beginning of one.
  ///
  /// - Parameter hasEnd: Whether the file ends with the bytes.
  init(_ bytes: [UInt8], hasEnd: Bool = true) {
    let parser = UnsafeMutablePointer<csv_parser>.allocate(capacity: 1)
    defer { unsafe parser.deallocate() }
    unsafe csv_init(parser, UInt8(CSV_STRICT | CSV_STRICT_FINI))
    defer { unsafe csv_free(parser) }
    unsafe csv_set_space_func(parser) { _ in 0 }
    let sink = Sink()
    let context = unsafe Unmanaged.passUnretained(sink).toOpaque()
    defer { withExtendedLifetime(sink) {} }
    let first = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    var (line, row) = (1, 1)
    var start: (line: Int, row: Int)?

    func take() {
      guard let record = sink.record else { return }
      sink.record = nil
      guard let begin = start else { fatalError("libcsv ends a record that it did not begin") }
      reading.records.append(
        Reading.Record(
          fields: record, line: begin.line, row: begin.row, number: reading.records.count))
      start = nil
      row += 1
    }

    for index in first..<max(first, bytes.count) {
      let byte = bytes[index]
      let isLineEnd = byte == 0x0A || byte == 0x0D
      if start == nil, !isLineEnd { start = (line, row) }
      let isBlank = start == nil && byte == 0x0A && !endsRecord(bytes, before: index, first: first)
      guard unsafe csv_parse(parser, [byte], 1, Self.endField, Self.endRecord, context) == 1 else {
        refusal = index
        return
      }
      if isBlank {
        reading.blankLines.append(RecordBatch.BlankLines(line: line, row: row))
        row += 1
      }
      take()
      if byte == 0x0A { line += 1 }
    }
    guard hasEnd else { return }
    guard unsafe csv_fini(parser, Self.endField, Self.endRecord, context) == 0 else {
      refusal = bytes.count
      return
    }
    take()
    reading.endsWithoutNewline = bytes.count > first && bytes.last != 0x0A
  }

  /// Whether the byte before an LF is a CR that ended a record, so that the LF is the rest of the
  /// line end.
  private func endsRecord(_ bytes: [UInt8], before index: Int, first: Int) -> Bool {
    guard index > first, bytes[index - 1] == 0x0D else { return false }
    return index - 1 > first && bytes[index - 2] != 0x0A && bytes[index - 2] != 0x0D
  }

  private static let endField:
    @convention(c) (UnsafeMutableRawPointer?, Int, UnsafeMutableRawPointer?) -> Void = {
      field, count, context in
      unsafe sink(context).fields.append(
        Array(UnsafeRawBufferPointer(start: field, count: count)))
    }

  private static let endRecord: @convention(c) (Int32, UnsafeMutableRawPointer?) -> Void = {
    _, context in
    let sink = unsafe sink(context)
    sink.record = sink.fields
    sink.fields = []
  }

  private static func sink(_ context: UnsafeMutableRawPointer?) -> Sink {
    unsafe Unmanaged<Sink>.fromOpaque(context.unsafelyUnwrapped).takeUnretainedValue()
  }
}
