import Appraisal
import Columns
import ReviewBoards
import Tables

// What happened to one executive, in words: what is another, and why.
//
//     score 400 -> 420, Level 4 stays: rating of Leading Change 4 -> 5 (+10); weights: …

extension RunComparison {
  /// Adds the line of an executive, without a line end.
  func append(lineOf row: Row, to out: inout OutputBuffer) {
    appendID(of: row, to: &out)
    out.append(" ")
    append(whatChanged: row, to: &out)
    let start = out.count
    append(causesOf: row, to: &out)
    guard out.count > start else { return }
    // Only now is it known that there are causes.
    let causes = out.array[start...]
    out.removeAll(after: start)
    out.append(": ")
    out.append(Array(causes))
  }

  /// Adds the id of an executive, fit for a terminal.
  func appendID(of row: Row, to out: inout OutputBuffer) {
    withID(of: row) { out.append(spelledOut: $0) }
  }

  /// Calls `body` with the id of an executive.
  func withID<Result>(of row: Row, _ body: (Span<UInt8>) -> Result) -> Result {
    if let executive = row.after { return after.executives.withID(of: executive, body) }
    guard let executive = row.before else { preconditionFailure("a row is about somebody") }
    return before.executives.withID(of: executive, body)
  }

  /// The name of an executive's board.
  func board(of executive: Int, on side: Side) -> [UInt8] {
    side.executives.boards[side.executives.board(of: executive)].name
  }

  // MARK: - What changed

  private func append(whatChanged row: Row, to out: inout OutputBuffer) {
    guard let one = row.before else {
      guard let other = row.after else { return }
      out.append("appeared: ")
      append(placeOf: other, on: after, to: &out)
      return
    }
    guard let other = row.after else {
      out.append("left: was ")
      append(placeOf: one, on: before, to: &out)
      return
    }
    if row.changes.contains(.movedBoard) {
      out.append("moved from ")
      out.append(spelledOut: board(of: one, on: before).span)
      out.append(" to ")
      out.append(spelledOut: board(of: other, on: after).span)
      if row.changes == Changes(.movedBoard) { return }
      out.append(", ")
    }
    let (old, new) = (before.executives.status(of: one), after.executives.status(of: other))
    guard old == new else {
      out.append("\(old.words) -> \(new.words)")
      if old == .rated {
        out.append(", was ")
        append(ratingOf: one, on: before, to: &out)
      } else if new == .rated {
        out.append(", ")
        append(ratingOf: other, on: after, to: &out)
      }
      return
    }
    guard let score = after.executives.score(of: other), let was = before.executives.score(of: one),
      let level = after.executives.level(of: other), let from = before.executives.level(of: one)
    else { return out.append("\(new.words) as before") }
    out.append(was == score ? "score \(score) stays, " : "score \(was) -> \(score), ")
    out.append(
      from == level ? "Level \(level.number) stays" : "Level \(from.number) -> \(level.number)")
  }

  /// Adds where an executive stands and on which board.
  private func append(placeOf executive: Int, on side: Side, to out: inout OutputBuffer) {
    let status = side.executives.status(of: executive)
    out.append(status.words)
    if status == .rated {
      out.append(", ")
      append(ratingOf: executive, on: side, to: &out)
    }
    out.append(", on ")
    out.append(spelledOut: board(of: executive, on: side).span)
  }

  /// Adds the score and the level of a rated executive.
  private func append(ratingOf executive: Int, on side: Side, to out: inout OutputBuffer) {
    guard let score = side.executives.score(of: executive),
      let level = side.executives.level(of: executive)
    else { return }
    out.append("score \(score), Level \(level.number)")
  }

  // MARK: - Why

  /// Adds the causes, the ratings first; nothing where there are none to name.
  func append(causesOf row: Row, to out: inout OutputBuffer) {
    let first = out.count
    func separate(_ out: inout OutputBuffer) { if out.count > first { out.append("; ") } }
    let (old, new) = (before.standing(of: row.before), after.standing(of: row.after))
    if old != new {
      if let executive = row.before, old == .rejected, new != .absent {
        append(codes: before.errors.of(executive), "no more ", to: &out)
      }
      if let executive = row.after, new == .rejected {
        append(codes: after.errors.of(executive), "", to: &out)
      }
      if old == .notRated, case .rated = new { out.append("ratings were given") }
      if case .rated = old, new == .notRated { out.append("no ratings any more") }
    }
    guard let change = scoreChange(of: row) else { return }
    let isScored: Bool
    if case (.rated, .rated) = (old, new) { isScored = true } else { isScored = false }
    // Where all ratings were given or taken back at once, that was said.
    let ratings = isScored || old == new ? change.ratings : change.ratings.filter(\.isBetweenValues)
    let weights = isScored || old == new ? change.weights : change.weights.filter(\.isBetweenValues)
    if !ratings.isEmpty {
      separate(&out)
      out.append(ratings.count == 1 ? "rating of " : "ratings: ")
      append(ratings, isScored ? change.ratingsPart : nil, to: &out) { "\($0)" }
    }
    if !weights.isEmpty {
      separate(&out)
      out.append(weights.count == 1 ? "weight of " : "weights: ")
      append(weights, isScored ? change.weightsPart : nil, to: &out) {
        Weight(hundredths: UInt32($0)).description
      }
    }
    guard isScored else { return }
    appendOverride(of: row, separate, to: &out)
    appendSystem(of: row, change, separate, to: &out)
  }

  private func append(codes: [String], _ words: String, to out: inout OutputBuffer) {
    guard !codes.isEmpty else { return }
    out.append(words + codes.joined(separator: ", "))
  }

  private func append(
    _ moves: [ScoreChange.Move], _ part: Int?, to out: inout OutputBuffer,
    _ value: (UInt16) -> String
  ) {
    for (number, move) in moves.enumerated() {
      if number > 0 { out.append(", ") }
      out.append(before.system.elements[move.element.index].title)
      out.append(" \(move.from.map(value) ?? "none") -> \(move.to.map(value) ?? "none")")
    }
    if let part { out.append(" (\(signedDecimal(hundredths: part)))") }
  }

  /// Adds that an override decides now, or does so no more.
  private func appendOverride(
    of row: Row, _ separate: (inout OutputBuffer) -> Void, to out: inout OutputBuffer
  ) {
    let old = overridingElements(of: row.before, on: before)
    let new = overridingElements(of: row.after, on: after)
    guard old.isEmpty != new.isEmpty else { return }
    separate(&out)
    let titles = (old + new).map(\.title).joined(separator: ", ")
    if let level = after.system.override?.level, old.isEmpty {
      out.append("override: \(titles) at Level \(level.number)")
    } else if let level = before.system.override?.level {
      out.append("no override any more: \(titles) at Level \(level.number)")
    }
  }

  /// Adds what the other system does.
  private func appendSystem(
    of row: Row, _ change: ScoreChange, _ separate: (inout OutputBuffer) -> Void,
    to out: inout OutputBuffer
  ) {
    let part = change.systemPart
    let level = levelUnderEarlierSystem(of: row)
    guard part != 0 || level != nil else { return }
    separate(&out)
    out.append("system: ")
    if part != 0 { out.append("other points (\(signedDecimal(hundredths: part)))") }
    guard let level else { return }
    if part != 0 { out.append(", ") }
    out.append("Level \(level.number) under \(before.system.name)")
  }
}

extension ScoreChange.Move {
  /// Whether there is a value before and after.
  fileprivate var isBetweenValues: Bool { from != nil && to != nil }
}

extension RosterStatus {
  /// In words: `not rated`.
  fileprivate var words: String { self == .notRated ? "not rated" : name }
}
