import Appraisal
package import Columns
import ReviewBoards
import Synchronization
import Tables

// The comparison for programs: everybody who changed, as CSV or as JSON.

extension RunComparison {
  /// How many executives a task writes before it takes the next.
  private static let piece = 4096
  /// How many such pieces are in memory at most.
  private static let wave = 64

  /// Writes the comparison in a format; the text form has all lines.
  ///
  /// - Parameter write: Called with the bytes piece by piece, in order.
  /// - Complexity: O(executives who changed × elements).
  package func write(
    _ format: OutputFormat, workers: Workers, _ write: (Span<UInt8>) -> Void
  ) async throws(RunError) {
    switch format {
    case .text:
      let text = text(first: rows.count)
      write(text.span)
    case .csv:
      let header = Table.comparison.headerLine
      write(header.span)
      try await writeRows(workers, write) { row, _, out in append(csvOf: row, to: &out) }
    case .json:
      var out = OutputBuffer()
      appendJSONHead(to: &out)
      out.withBytes(write)
      try await writeRows(workers, write) { row, number, out in
        out.append(number == 0 ? "\n    " : ",\n    ")
        append(jsonOf: row, to: &out)
      }
      out.removeAll()
      out.append(rows.isEmpty ? "]\n}\n" : "\n  ]\n}\n")
      out.withBytes(write)
    }
  }

  private func writeRows(
    _ workers: Workers, _ write: (Span<UInt8>) -> Void,
    _ append: @escaping @Sendable (Row, _ number: Int, inout OutputBuffer) -> Void
  ) async throws(RunError) {
    let pieces = (rows.count + Self.piece - 1) / Self.piece
    for first in stride(from: 0, to: pieces, by: Self.wave) {
      let count = min(Self.wave, pieces - first)
      let written = try await workers.map(
        count, state: { OutputBuffer(capacity: 1 << 16) }
      ) { piece, out -> [UInt8] in
        out.removeAll()
        let start = (first + piece) * Self.piece
        for number in start..<min(start + Self.piece, rows.count) {
          append(rows[number], number, &out)
        }
        return out.array
      }
      for bytes in written { write(bytes.span) }
    }
  }

  // MARK: - CSV

  private func append(csvOf row: Row, to out: inout OutputBuffer) {
    var cells = CSVRows(capacity: 512)
    let change = scoreChange(of: row)
    let difference = difference(of: row)
    for source in Table.comparison.sources {
      switch source {
      case .executiveID: withID(of: row) { cells.append(text: $0) }
      case .changes: cells.append(word: row.changes.names)
      case .board(let end):
        let (executive, side) = this(end, of: row)
        let name = executive.map { board(of: $0, on: side) } ?? []
        cells.append(text: name.span)
      case .status(let end):
        let (executive, side) = this(end, of: row)
        cells.append(word: executive.map { side.executives.status(of: $0).name } ?? "")
      case .score(let end):
        let (executive, side) = this(end, of: row)
        cells.append(hundredths: executive.flatMap { side.executives.score(of: $0)?.hundredths })
      case .level(let end):
        let (executive, side) = this(end, of: row)
        cells.append(number: executive.flatMap { side.executives.level(of: $0)?.number })
      case .difference: append(difference, difference, to: &cells)
      case .ratingsPart: append(difference, change?.ratingsPart, to: &cells)
      case .weightsPart: append(difference, change?.weightsPart, to: &cells)
      case .systemPart: append(difference, change?.systemPart, to: &cells)
      case .causes:
        var causes = OutputBuffer(capacity: 256)
        append(causesOf: row, to: &causes)
        causes.withBytes { cells.append(text: $0) }
      }
    }
    cells.endRow()
    out.append(cells.buffer)
  }

  private func append(_ difference: Int?, _ part: Int?, to cells: inout CSVRows) {
    guard difference != nil, let part else { return cells.append(word: "") }
    cells.append(word: (part < 0 ? "-" : "") + decimal(hundredths: UInt32(part.magnitude)))
  }

  /// The executive of a row on one of the two sides.
  private func this(_ end: ComparisonSide, of row: Row) -> (Int?, Side) {
    end.choose((row.before, before), (row.after, after))
  }

  /// The score after less the score before, in hundredths of a point; `nil` unless rated on both sides.
  private func difference(of row: Row) -> Int? {
    guard let one = row.before, let other = row.after,
      let from = before.executives.score(of: one), let to = after.executives.score(of: other)
    else { return nil }
    return Int(to.hundredths) - Int(from.hundredths)
  }

  // MARK: - JSON

  /// Everything before the executives.
  private func appendJSONHead(to out: inout OutputBuffer) {
    var root = JSONObject(indentation: 1, to: &out)
    root.add(Self.schema, for: "schema", to: &out)
    for (key, side) in [("before", before), ("after", after)] {
      root.begin(key, to: &out)
      var object = JSONObject(to: &out)
      object.add(side.run, for: "run", to: &out)
      if let title = side.title { object.add(title, for: "title", to: &out) }
      object.add(side.system.name, for: "system", to: &out)
      object.add(side.executives.count, for: "executives", to: &out)
      object.add(
        key == "before" ? counts.changes.withoutID.before : counts.changes.withoutID.after,
        for: "without_id", to: &out)
      object.end(to: &out)
    }
    counts.changes.append(to: &root, &out)
    counts.movements.append(
      names: Standing.all.map(\.name), for: "movements", depth: 1, to: &root, &out)
    root.begin("executives", to: &out)
    out.append("[")
  }

  private func append(jsonOf row: Row, to out: inout OutputBuffer) {
    var object = JSONObject(to: &out)
    object.begin("executive_id", to: &out)
    withID(of: row) { out.append(json: $0) }
    row.changes.append(to: &object, &out)
    object.begin("before", to: &out)
    append(jsonOf: row.before, on: before, to: &out)
    object.begin("after", to: &out)
    append(jsonOf: row.after, on: after, to: &out)
    object.begin("difference", to: &out)
    if let difference = difference(of: row), let change = scoreChange(of: row) {
      var parts = JSONObject(to: &out)
      parts.add(signed: difference, for: "points", to: &out)
      parts.add(signed: change.ratingsPart, for: "ratings_part", to: &out)
      parts.add(signed: change.weightsPart, for: "weights_part", to: &out)
      parts.add(signed: change.systemPart, for: "system_part", to: &out)
      parts.end(to: &out)
    } else {
      out.append("null")
    }
    let change = scoreChange(of: row)
    object.begin("ratings", to: &out)
    append(jsonOf: change?.ratings ?? [], to: &out) { out, value in
      out.append(decimal: Int(value))
    }
    object.begin("weights", to: &out)
    append(jsonOf: change?.weights ?? [], to: &out) { out, value in
      out.append(hundredths: UInt32(value))
    }
    object.begin("causes", to: &out)
    var causes = OutputBuffer(capacity: 256)
    append(causesOf: row, to: &causes)
    causes.withBytes { out.append(json: $0) }
    object.end(to: &out)
  }

  private func append(jsonOf executive: Int?, on side: Side, to out: inout OutputBuffer) {
    guard let executive else { return out.append("null") }
    var object = JSONObject(to: &out)
    object.begin("prb", to: &out)
    out.append(json: board(of: executive, on: side).span)
    object.add(side.executives.status(of: executive).name, for: "status", to: &out)
    if let score = side.executives.score(of: executive),
      let level = side.executives.level(of: executive)
    {
      object.add(decimal: score.hundredths, for: "summary_score", to: &out)
      object.add(level.number, for: "initial_summary_rating", to: &out)
      let overriding = overridingElements(of: executive, on: side)
      object.begin("override", to: &out)
      var elements = JSONObject(isArray: true, to: &out)
      for element in overriding { elements.add(element.id, for: "", to: &out) }
      elements.end(to: &out)
    }
    object.end(to: &out)
  }

  private func append(
    jsonOf moves: [ScoreChange.Move], to out: inout OutputBuffer,
    _ appendValue: (inout OutputBuffer, UInt16) -> Void
  ) {
    var array = JSONObject(isArray: true, to: &out)
    for move in moves {
      array.begin(to: &out)
      var object = JSONObject(to: &out)
      object.add(before.system.elements[move.element.index].id, for: "element", to: &out)
      for (key, value) in [("from", move.from), ("to", move.to)] {
        object.begin(key, to: &out)
        if let value { appendValue(&out, value) } else { out.append("null") }
      }
      object.add(signed: move.part, for: "part", to: &out)
      object.end(to: &out)
    }
    array.end(to: &out)
  }
}

extension JSONObject {
  /// Adds a member that is a number of hundredths, perhaps below zero, as an exact decimal.
  fileprivate mutating func add(
    signed hundredths: Int, for key: String, to buffer: inout OutputBuffer
  ) {
    begin(key, to: &buffer)
    if hundredths < 0 { buffer.append("-") }
    buffer.append(hundredths: UInt32(hundredths.magnitude))
  }
}
