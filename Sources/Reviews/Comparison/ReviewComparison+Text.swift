import Appraisal
import Columns
import ReviewBoards
import Runs
import Tables

// The comparison for people.
//
//     H-02 recommended none -> 4, annual none -> 4, open -> complete

extension ReviewComparison {
  /// The comparison for people: the reviews, the counts, who moved from where to where, and a line for each
  /// of the first who changed.
  ///
  /// - Parameter limit: How many lines, from 0.
  package func text(first limit: Int) -> [UInt8] {
    var out = OutputBuffer()
    let all = counted(counts.same + counts.changed, "executive")
    let head =
      [line("Before", before), line("After", after), "", "\(all) in one review or both", ""]
      + counts.lines
    for line in head + movementLines { out.append(line + "\n") }
    out.append(linesOfFirst: limit, of: rows) { append(lineOf: $0, to: &$1) }
    return out.array
  }

  /// Which review, of which run.
  private func line(_ word: String, _ side: Side) -> String {
    var line = padded(word, 8) + "review \(side.review), of run \(side.run)"
    if side.isClosed { line += ", closed" }
    if let title = side.title { line += ", \(spelledOut(Array(title.utf8)))" }
    return line
  }

  /// From where to where executives moved: a table for each stage at which anybody did, and for where they
  /// stand.
  private var movementLines: [String] {
    var lines: [String] = []
    func add(_ heading: String, _ movements: Movements, _ titles: [String]) {
      guard movements.hasMoved else { return }
      lines += ["", "\(heading) before, down, and after, across"]
      lines += movements.lines(titles: titles)
    }
    let titles = ["Level 5"] + Self.levelPlaces.dropFirst()
    for (stage, name) in zip(Stage.allCases, ["Initial", "Recommended", "Annual"]) {
      add("\(name) levels", levels[stage.number], titles)
    }
    add("Statuses", statuses, ReviewStatus.allCases.map(\.words) + ["absent"])
    return lines
  }

  /// Adds the line of an executive, without a line end.
  private func append(lineOf row: Row, to out: inout OutputBuffer) {
    withID(of: row) { out.append(spelledOut: $0) }
    out.append(" ")
    switch (row.before, row.after) {
    case (let one?, let other?): append(whatChangedFrom: one, to: other, to: &out)
    case (nil, let other?): append(placeOf: other, on: after, "appeared: ", to: &out)
    case (let one?, nil): append(placeOf: one, on: before, "left: was ", to: &out)
    case (nil, nil): break
    }
    let causes = causes(of: row)
    if !causes.isEmpty { out.append(": \(causes)") }
  }

  private func append(whatChangedFrom one: Int, to other: Int, to out: inout OutputBuffer) {
    let first = out.count
    func separate(_ out: inout OutputBuffer) { if out.count > first { out.append(", ") } }
    let (earlier, later) = (before.executives, after.executives)
    if earlier.board(of: one) != later.board(of: other) {
      out.append("moved from ")
      out.append(spelledOut: earlier.board(of: one).span)
      out.append(" to ")
      out.append(spelledOut: later.board(of: other).span)
    }
    for stage in Stage.allCases {
      let (from, to) = (before.place(of: one, at: stage), after.place(of: other, at: stage))
      guard from != to else { continue }
      separate(&out)
      out.append("\(stage.rawValue) \(Self.levelPlaces[from]) -> \(Self.levelPlaces[to])")
    }
    let (old, new) = (earlier.status(of: one), later.status(of: other))
    if old != new {
      separate(&out)
      out.append("\(old.words) -> \(new.words)")
    }
    let statements = changedStatements(from: one, to: other).map(\.name)
    if !statements.isEmpty {
      separate(&out)
      out.append("stated otherwise: \(statements.joined(separator: " "))")
    }
  }

  /// Adds where an executive stands, and on which board.
  private func append(
    placeOf executive: Int, on side: Side, _ words: String, to out: inout OutputBuffer
  ) {
    out.append(words + side.executives.status(of: executive).words)
    for stage in Stage.allCases {
      guard let level = side.executives.level(of: executive, at: stage) else { continue }
      out.append(", \(stage.rawValue) \(level.number)")
    }
    out.append(", on ")
    out.append(spelledOut: side.executives.board(of: executive).span)
  }

  /// Which errors hold an executive now, and which do so no more; empty where that did not change.
  func causes(of row: Row) -> String {
    func codes(_ executive: Int?, _ side: Side) -> [String] {
      executive.map { side.codes.of($0, on: side.executives.board(of: $0)) } ?? []
    }
    var parts: [String] = []
    if row.changes.contains(.noLongerHeld) {
      let codes = codes(row.before, before)
      if !codes.isEmpty { parts.append("no more \(codes.joined(separator: ", "))") }
    }
    if row.changes.contains(.becameHeld) {
      let codes = codes(row.after, after)
      if !codes.isEmpty { parts.append(codes.joined(separator: ", ")) }
    }
    return parts.joined(separator: "; ")
  }
}

extension ReviewStatus {
  /// In words: `not rated`.
  fileprivate var words: String { self == .notRated ? "not rated" : rawValue }
}
