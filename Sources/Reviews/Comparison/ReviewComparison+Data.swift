import Appraisal
import Columns
import ReviewBoards
package import Runs
import Tables

// The comparison for programs: everybody who changed, as CSV or as JSON.

extension ReviewComparison {
  /// How many executives are written before the bytes are handed over.
  private static let piece = 4096

  /// Writes the comparison in a format; the text form has all lines.
  ///
  /// - Parameter write: Called with the bytes piece by piece, in order.
  /// - Complexity: O(executives who changed).
  package func write(_ format: OutputFormat, _ write: (Span<UInt8>) -> Void) {
    switch format {
    case .text:
      let text = text(first: rows.count)
      write(text.span)
    case .csv:
      var cells = CSVRows()
      Table.reviewComparison.appendHeader(to: &cells)
      writeRows(&cells.buffer, write) { row, _, out in append(csvOf: row, to: &out) }
    case .json:
      var out = OutputBuffer()
      appendJSONHead(to: &out)
      writeRows(&out, write) { row, number, out in
        out.append(number == 0 ? "\n    " : ",\n    ")
        append(jsonOf: row, to: &out)
      }
      out.removeAll()
      out.append(rows.isEmpty ? "]\n}\n" : "\n  ]\n}\n")
      out.withBytes(write)
    }
  }

  private func writeRows(
    _ out: inout OutputBuffer, _ write: (Span<UInt8>) -> Void,
    _ append: (Row, _ number: Int, inout OutputBuffer) -> Void
  ) {
    for (number, row) in rows.enumerated() {
      append(row, number, &out)
      guard number % Self.piece == Self.piece - 1 else { continue }
      out.withBytes(write)
      out.removeAll()
    }
    out.withBytes(write)
  }

  /// The executive of a row on one of the two sides.
  private func this(_ end: ComparisonSide, of row: Row) -> (Int?, Side) {
    end.choose((row.before, before), (row.after, after))
  }

  private func append(csvOf row: Row, to out: inout OutputBuffer) {
    var cells = CSVRows(capacity: 512)
    for source in Table.reviewComparison.sources {
      switch source {
      case .executiveID: withID(of: row) { cells.append(text: $0) }
      case .changes: cells.append(word: row.changes.names)
      case .board(let end):
        let (executive, side) = this(end, of: row)
        let name = executive.map { side.executives.board(of: $0) } ?? []
        cells.append(text: name.span)
      case .status(let end):
        let (executive, side) = this(end, of: row)
        cells.append(word: executive.map { side.executives.status(of: $0).rawValue } ?? "")
      case .initialRating(let end): append(.initial, this(end, of: row), to: &cells)
      case .recommendedRating(let end): append(.recommended, this(end, of: row), to: &cells)
      case .annualRating(let end): append(.annual, this(end, of: row), to: &cells)
      case .statements:
        cells.append(word: changedStatements(of: row).joined(separator: " "))
      case .causes: cells.append(word: causes(of: row))
      }
    }
    cells.endRow()
    out.append(cells.buffer)
  }

  private func append(_ stage: Stage, _ this: (Int?, Side), to cells: inout CSVRows) {
    cells.append(
      number: this.0.flatMap { this.1.executives.level(of: $0, at: stage)?.number })
  }

  // MARK: - JSON

  /// Everything before the executives.
  private func appendJSONHead(to out: inout OutputBuffer) {
    var root = JSONObject(indentation: 1, to: &out)
    root.add(Self.schema, for: "schema", to: &out)
    for (key, side, withoutID) in [
      ("before", before, counts.withoutID.before), ("after", after, counts.withoutID.after),
    ] {
      root.begin(key, to: &out)
      var object = JSONObject(to: &out)
      object.add(side.review, for: "review", to: &out)
      object.add(side.run, for: "run", to: &out)
      if let title = side.title { object.add(title, for: "title", to: &out) }
      object.begin("closed", to: &out)
      out.append(side.isClosed ? "true" : "false")
      object.add(side.executives.count, for: "executives", to: &out)
      object.add(withoutID, for: "without_id", to: &out)
      object.end(to: &out)
    }
    counts.append(to: &root, &out)
    root.begin("movements", to: &out)
    var object = JSONObject(indentation: 2, to: &out)
    for stage in Stage.allCases {
      levels[stage.number].append(
        names: Self.levelPlaces, for: stage.rawValue, depth: 2, to: &object, &out)
    }
    statuses.append(names: Self.statusPlaces, for: "status", depth: 2, to: &object, &out)
    object.end(to: &out)
    root.begin("executives", to: &out)
    out.append("[")
  }

  private func append(jsonOf row: Row, to out: inout OutputBuffer) {
    var object = JSONObject(to: &out)
    object.begin("executive_id", to: &out)
    withID(of: row) { out.append(json: $0) }
    row.changes.append(to: &object, &out)
    for (key, end) in [("before", ComparisonSide.before), ("after", .after)] {
      object.begin(key, to: &out)
      append(jsonOf: this(end, of: row), to: &out)
    }
    object.add(changedStatements(of: row), for: "stated_otherwise", to: &out)
    object.add(causes(of: row), for: "causes", to: &out)
    object.end(to: &out)
  }

  private func append(jsonOf this: (executive: Int?, side: Side), to out: inout OutputBuffer) {
    guard let executive = this.executive else { return out.append("null") }
    let executives = this.side.executives
    var object = JSONObject(to: &out)
    object.begin("prb", to: &out)
    out.append(json: executives.board(of: executive).span)
    object.add(executives.status(of: executive).rawValue, for: "status", to: &out)
    for (stage, key) in zip(
      Stage.allCases,
      ["initial_summary_rating", "prb_recommended_rating", "annual_summary_rating"])
    {
      guard let level = executives.level(of: executive, at: stage) else { continue }
      object.add(level.number, for: key, to: &out)
    }
    object.end(to: &out)
  }
}
