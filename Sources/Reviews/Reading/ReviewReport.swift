import Appraisal
package import Columns
import ReviewBoards
package import Runs
import Tables

/// Where a published review, or one of its boards, stands: statuses, levels by stage, boards, limits.
///
/// Nothing is judged or counted again: the numbers are those of the review's own files.
package struct ReviewReport {
  /// The version of the JSON form; it changes when a key goes or changes its meaning.
  package static let schema = "appraise-review-report/1"

  private let review: PublishedReview
  private let system: AppraisalSystem?
  private let limits: TableRows<LimitSource>
  private let statistics: TableRows<StatisticSource>
  /// The board that was asked for, by its row of `boards.csv`, and where its executives stand.
  private let board: (row: Int, statuses: [ReviewStatus: Int])?

  /// Reads a review.
  ///
  /// - Parameters:
  ///   - published: The review.
  ///   - boardName: The board to report on, by its name byte by byte; `nil` for all of it.
  ///   - chosen: The system that its run was made under, for its labels; `nil` for the built-in one
  ///     that the manifest names.
  /// - Throws: ``RunError``: ``RunError/Kind/untrustworthyInput`` where it is not as it was published,
  ///   ``RunError/Kind/usage`` where there is no such board, it is no review, or it was made under another
  ///   system.
  /// - Complexity: O(bytes of the files read); those of the register for a board alone.
  package init(
    of published: PublishedRun, board boardName: String? = nil, system chosen: ChosenSystem? = nil
  ) throws(RunError) {
    review = try PublishedReview(published)
    system = try review.system(chosen)
    limits = try published.rows(of: RunFile.limits.path, as: .limits)
    statistics = try published.rows(of: RunFile.statistics.path, as: .statistics)
    guard let boardName else {
      board = nil
      return
    }
    let name = Array(boardName.utf8)
    let row = try review.board(named: name)
    let register = try published.rows(of: RunFile.register.path, as: .register)
    var statuses: [ReviewStatus: Int] = [:]
    for executive in register.rows(where: .board, is: name) {
      let word = String(decoding: register.bytes(.status, of: executive), as: UTF8.self)
      if let status = ReviewStatus(rawValue: word) { statuses[status, default: 0] += 1 }
    }
    board = (row, statuses)
  }

  // MARK: - What was asked for

  /// How many executives stand somewhere.
  private func count(_ status: ReviewStatus) -> Int {
    board.map { $0.statuses[status] ?? 0 }
      ?? Int(review.summary.executives[status.key] ?? 0)
  }

  /// The rows of `statistics.csv` of the agency, or of a board by its name.
  private func statistics(ofBoard name: [UInt8]?) -> [Int] {
    statistics.rows(where: .by, is: Array((name == nil ? "agency" : "prb").utf8)).filter { row in
      name.map { statistics.bytes(.group, of: row) == $0 } ?? true
    }
  }

  /// The name of the board that was asked for.
  private var boardName: [UInt8]? { board.map { review.boards.bytes(.board, of: $0.row) } }

  /// The rows of `limits.csv` of the unit of the board that was asked for, or all.
  private var limitRows: [Int] {
    guard let board else { return Array(0..<limits.count) }
    return limits.rows(where: .unit, is: review.boards.bytes(.unit, of: board.row))
  }

  // MARK: - Text

  /// The report for people.
  ///
  /// - Parameter columns: Those of the terminal; `nil` for a pipe, whose lines have any length.
  package func text(columns: Int?) -> String {
    var lines: [String] = []
    if let boardName { lines.append(spelledOut(boardName)) }
    if let title = review.published.manifest.title { lines.append(title) }
    lines += [
      "Review \(review.name)",
      "\(review.summary.agency), \(review.summary.period.from) to \(review.summary.period.to)", "",
    ]
    let all = ReviewStatus.allCases.reduce(0) { $0 + count($1) }
    lines.append("\(counted(all, "executive")) with a plan")
    lines += ReviewStatus.allCases.map { "  \(padded($0.title, 14)) \(aligned(count($0), 10))" }
    lines += [""] + levelLines(columns: columns) + [""]
    lines += board.map { memberLines(ofBoard: $0.row) } ?? boardLines(columns: columns)
    lines += [""] + limitLines(columns: columns)
    if board == nil {
      lines += [""] + review.findings.lines
      let summary = review.summary
      let notGiven = ReviewSummary.lines(
        ofNotGiven: summary.notGiven,
        checkedElsewhere: ClosingCheck.allCases.map(\.key).filter {
          summary.checkedElsewhere?[$0] != nil
        })
      if !notGiven.isEmpty { lines += [""] + notGiven }
    }
    return lines.flatMap { fitted($0, columns) }.joined(separator: "\n") + "\n"
  }

  /// The levels at each stage, from high to low, and what was changed.
  private func levelLines(columns: Int?) -> [String] {
    let statisticRows = statistics(ofBoard: boardName)
    func cells(_ source: StatisticSource) -> [String] {
      Stage.allCases.map { stage in
        let row = statisticRows.first {
          statistics.bytes(.stage, of: $0) == Array(stage.rawValue.utf8)
        }
        return row.flatMap { statistics.number(source, of: $0) }.map { grouped($0) } ?? "0"
      }
    }
    let names = Level.allCases.map { level in
      system.map { "\(level.number) \($0.definition(of: level).label)" } ?? "Level \(level.number)"
    }
    let rows =
      zip(Level.allCases, names).reversed().map { level, name in
        (name, cells(.level(UInt8(level.number))))
      } + [
        ("all", cells(.executives)),
        // At the first stage nothing is changed yet.
        ("raised", [""] + cells(.raised).dropFirst()),
        ("lowered", [""] + cells(.lowered).dropFirst()),
      ]
    return NamedRows(
      title: "level", titles: Stage.allCases.map(\.rawValue),
      rows: rows.map { (Array($0.utf8), $1) }
    ).lines(columns: columns)
  }

  /// A table of all boards.
  private func boardLines(columns terminal: Int?) -> [String] {
    let columns: [(String, ReviewedBoardSource)] = [
      ("executives", .executives), ("recommended", .recommended), ("raised", .raised),
      ("lowered", .lowered), ("held", .held), ("lawful", .lawful),
    ]
    let boards = review.boards
    let recommended = (0..<boards.count).count { boards.number(.recommended, of: $0) ?? 0 > 0 }
    return ["Boards: \(grouped(recommended)) of \(grouped(boards.count)) have recommended"]
      + NamedRows(
        title: "board", titles: columns.map(\.0),
        rows: (0..<boards.count).map { row in
          (boards.bytes(.board, of: row), columns.map { Self.shown(boards.cell($0.1, of: row)) })
        }
      ).lines(columns: terminal)
  }

  /// The members of a board and what it has done.
  private func memberLines(ofBoard row: Int) -> [String] {
    let boards = review.boards
    func shown(_ source: ReviewedBoardSource) -> String { Self.shown(boards.cell(source, of: row)) }
    var lines: [String] = ["Board"]
    if let members = boards.number(.members, of: row) {
      lines.append(
        "  members        \(grouped(members)), of whom \(shown(.career)) are career appointees")
      let chair = boards.bytes(.chair, of: row)
      lines.append("  chair          \(chair.isEmpty ? "none" : spelledOut(chair))")
      if boards.cell(.firstPublished, of: row) != .blank {
        let (first, last) = (shown(.firstPublished), shown(.lastPublished))
        lines.append("  published      \(first == last ? first : "\(first) to \(last)")")
      }
    }
    lines.append("  lawful         \(shown(.lawful))")
    let reasons = boards.bytes(.reasons, of: row)
    if !reasons.isEmpty { lines.append("  findings       \(spelledOut(reasons))") }
    lines.append(
      "  recommended    \(shown(.recommended)) of \(shown(.executives)): \(shown(.raised)) raised, "
        + "\(shown(.lowered)) lowered, \(shown(.unchanged)) unchanged")
    return lines
  }

  /// The limits of each unit at each stage.
  private func limitLines(columns terminal: Int?) -> [String] {
    let columns: [LimitSource] = [
      .stage, .population, .counted, .allowedExact, .allowed, .over, .state,
    ]
    return UnitLimit.tableLines(
      of: limitRows.first.flatMap { LevelSet(named: limits.bytes(.limit, of: $0)) },
      limitRows.map { row in
        (limits.bytes(.unit, of: row), columns.map { Self.shown(limits.cell($0, of: row)) })
      }, columns: terminal)
  }

  private static func shown(_ cell: TableCell) -> String {
    switch cell {
    case .blank: "-"
    case .text(let text): spelledOut(text)
    case .number(let number): grouped(number)
    case .hundredths(let hundredths): SummaryScore(hundredths: hundredths).description
    }
  }

  // MARK: - JSON

  /// The report as JSON, schema ``schema``. The objects of boards, limits and statistics have the columns
  /// of their tables as keys.
  package var json: [UInt8] {
    var out = OutputBuffer()
    var root = JSONObject(indentation: 1, to: &out)
    root.add(Self.schema, for: "schema", to: &out)
    root.add(review.id, for: "review", to: &out)
    root.add(review.facts.run.id, for: "run", to: &out)
    if let title = review.published.manifest.title { root.add(title, for: "title", to: &out) }
    root.add(review.published.manifest.system.name, for: "system", to: &out)
    if let board {
      root.begin("closed", to: &out)
      out.append(review.summary.closed ? "true" : "false")
      root.begin("board", to: &out)
      review.boards.appendJSON(board.row, to: &out)
      root.begin("executives", to: &out)
      var statuses = JSONObject(to: &out)
      for status in ReviewStatus.allCases {
        statuses.add(
          count(status), for: status.key, to: &out)
      }
      statuses.end(to: &out)
    } else {
      root.begin("summary", to: &out)
      PublishedReview.append(object: review.summaryFile, to: &out, depth: 1)
      root.begin("boards", to: &out)
      review.boards.appendJSON(Array(0..<review.boards.count), depth: 2, to: &out)
    }
    root.begin("statistics", to: &out)
    statistics.appendJSON(statistics(ofBoard: boardName), depth: 2, to: &out)
    if board != nil {
      root.begin("agency", to: &out)
      statistics.appendJSON(statistics(ofBoard: nil), depth: 2, to: &out)
    }
    root.begin("limits", to: &out)
    limits.appendJSON(limitRows, depth: 2, to: &out)
    root.end(to: &out)
    out.append("\n")
    return out.array
  }
}
