package import Columns

/// A finding as text and as JSON, whatever its fields come from: the columns of an intake, or the
/// `findings.csv` of a published run.
package enum FindingForms {
  /// Fields as text, each after what stands before it unless it is empty.
  package typealias Layout = [(prefix: String, source: FindingSource)]

  /// All that a person wants to know who is to correct it.
  package static let wholeText: Layout = [
    ("", .file), (":", .line), (", row ", .row), (": ", .severity), (": ", .code),
    (": ", .executiveID),
    (": ", .message), ("\n  column: ", .column), ("\n  found: ", .value), ("\n  fix: ", .fix),
    ("\n  citation: ", .citation),
  ]

  /// Its place, column and code; message and fix: neither names an executive or repeats a field.
  package static let briefText: Layout = [
    ("", .file), (":", .line), (", row ", .row), (":", .column), (" ", .code), ("\n  ", .message),
    (" ", .fix),
  ]

  /// The same with the executive id and what was found.
  package static let briefTextWithValues: Layout = [
    ("", .file), (":", .line), (", row ", .row), (":", .column), (" ", .code), (": ", .executiveID),
    ("\n  ", .message), (" ", .fix), ("\n  found: ", .value),
  ]

  /// Adds a finding as text. The row that a spreadsheet shows is added only where it is another number than the line.
  ///
  /// - Parameter write: Writes a field into a buffer; nothing for an empty one.
  package static func append(
    as layout: Layout, to buffer: inout OutputBuffer,
    _ write: (FindingSource, inout OutputBuffer) -> Void
  ) {
    var text = OutputBuffer(capacity: 256)
    var line: [UInt8] = []
    for (prefix, source) in layout {
      text.removeAll()
      write(source, &text)
      if source == .line { line = text.array }
      guard text.count > 0, source != .row || text.array != line else { continue }
      buffer.append(prefix)
      buffer.append(text)
    }
    buffer.append("\n")
  }

  /// Adds a finding as a record of `findings.csv`.
  ///
  /// - Parameter write: Writes a field into a buffer.
  package static func appendCSV(
    to buffer: inout OutputBuffer, _ write: (FindingSource, inout OutputBuffer) -> Void
  ) {
    var text = OutputBuffer(capacity: 256)
    for source in Table.findings.sources {
      text.removeAll()
      write(source, &text)
      buffer.append(field: text)
      buffer.append(UInt8(ascii: ","))
    }
    buffer.replaceLast(with: UInt8(ascii: "\n"))
  }

  /// Adds a finding as a JSON object without a line end.
  ///
  /// - Parameter write: Writes a field into a buffer.
  package static func appendJSON(
    to buffer: inout OutputBuffer, _ write: (FindingSource, inout OutputBuffer) -> Void
  ) {
    var text = OutputBuffer(capacity: 256)
    var object = JSONObject(to: &buffer)
    for column in Table.findings.columns {
      text.removeAll()
      write(column.source, &text)
      switch column.type {
      case .count: object.add(number: text, for: column.name, to: &buffer)
      default: object.add(text: text, for: column.name, to: &buffer)
      }
    }
    object.end(to: &buffer)
  }
}
