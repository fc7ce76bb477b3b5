import Appraisal
package import Columns
import ReviewBoards
import Tables

/// The counts of a published run, or of one of its boards, for people and programs.
///
/// Nothing is scored or counted again: the numbers are those of the run's own files, each compared
/// with the manifest before it is believed.
package struct RunReport: Sendable {
  /// The version of the JSON form; it changes when a key goes or changes its meaning.
  package static let schema = "appraise-report/1"

  /// One board, and the scores on its roster.
  private struct Board {
    let group: RunSummary.Group
    /// The path of its roster.
    let file: String
    let scores: ScoreSpread?
  }

  private let run: String
  private let title: String?
  private let systemName: String
  /// The system in force, where its file is known.
  private let system: AppraisalSystem?
  private let summary: RunSummary
  private let board: Board?

  /// Reads a run.
  ///
  /// - Parameters:
  ///   - published: The run.
  ///   - boardName: The board to report on, by its name byte by byte; `nil` for the whole run.
  ///   - chosen: The system that the run was made under, for its labels; `nil` for the built-in one
  ///     that the manifest names.
  ///   - cycle: The limits over the run's executives, in place of those that it was published with.
  /// - Throws: ``RunError``: ``RunError/Kind/untrustworthyInput`` where it is not as it was published,
  ///   ``RunError/Kind/usage`` where there is no such board or it was made under another system.
  package init(
    of published: PublishedRun, board boardName: String? = nil, system chosen: ChosenSystem? = nil,
    cycle: CountedCycle? = nil
  ) throws(RunError) {
    let manifest = published.manifest
    system = try published.system(chosen)?.system
    systemName = manifest.system.name
    run = manifest.made.run
    title = manifest.title
    var summary = try RunSummary(json: try published.bytes(of: RunFile.summary.path))
    if let cycle { summary.cycle = cycle }
    self.summary = summary
    guard let boardName else {
      board = nil
      return
    }
    let name = Array(boardName.utf8)
    guard let index = summary.boards.firstIndex(where: { $0.name == name }) else {
      var nearest = NearestNames(to: name)
      for board in summary.boards { nearest.consider(board.name.span) }
      throw RunError(
        .usage,
        "Run \(run): no board of this run has this name. Capitals, blanks and punctuation have to be the "
          + "same; 'appraise report' without --prb lists them.", nearMisses: nearest.lines)
    }
    let slug = ReviewBoard.boards(named: summary.boards.map(\.name))[index].slug
    let file = RunFile.roster.path(of: slug)
    board = Board(
      group: summary.boards[index], file: file,
      scores: try ScoreSpread(ofRoster: try published.bytes(of: file)))
  }

  /// The limits of a cycle over the executives of a published run.
  ///
  /// - Throws: ``RunError``, as of ``init(of:board:system:cycle:)``; ``RunError/Kind/usage`` too where the
  ///   system is not known, and ``RunError/Kind/invalidRules`` where a board is in no unit of the cycle.
  /// - Complexity: O(bytes of the rosters).
  package static func counted(
    _ grounds: CountedCycle.Grounds, of published: PublishedRun, system chosen: ChosenSystem?,
    workers: Workers
  ) async throws(RunError) -> CountedCycle {
    let executives = try await PublishedExecutives(
      of: published, under: try published.knownSystem(chosen).system, keeping: .fields,
      workers: workers)
    return try CountedCycle(of: executives, on: grounds)
  }

  // MARK: - Text

  /// The report for people: counts, bars, boards.
  ///
  /// - Parameter columns: Those of the terminal; `nil` for a pipe, whose lines have any length.
  package func text(columns: Int?) -> String {
    var lines = board.map { [spelledOut($0.group.name)] } ?? []
    lines += (title.map { [$0] } ?? []) + ["Run \(run)", ""]
    let tally = board?.group.tally ?? summary.overall
    lines +=
      board == nil ? summary.countLines(under: systemName) : tally.countLines(under: systemName)
    lines.append("")
    lines += tally.distributionLines(
      of: system, comparedWith: board == nil ? nil : summary.overall, columns: columns)
    if let board {
      lines += board.scores?.lines ?? []
    } else {
      lines += [""] + boardLines(columns: columns)
      if let cycle = summary.cycle { lines += [""] + cycle.tableLines(columns: columns) }
      lines += [""] + summary.findingLines
    }
    return lines.flatMap { fitted($0, columns) }.joined(separator: "\n") + "\n"
  }

  /// A table of all boards.
  private func boardLines(columns: Int?) -> [String] {
    ["Boards: \(grouped(summary.boards.count))"]
      + NamedRows(
        title: "board", titles: Tally.Count.all.map(\.title),
        longTitles: Tally.Count.all.map { inWords(columnNamed: $0.name).lowercased() },
        rows: summary.boards.map { board in
          (board.name, Tally.Count.all.map { grouped($0.of(board.tally)) })
        }
      ).lines(columns: columns)
  }

  // MARK: - JSON

  /// The report as JSON, schema ``schema``.
  package var json: [UInt8] {
    var out = OutputBuffer()
    var root = JSONObject(indentation: 1, to: &out)
    root.add(Self.schema, for: "schema", to: &out)
    root.add(run, for: "run", to: &out)
    if let title { root.add(title, for: "title", to: &out) }
    root.add(systemName, for: "system", to: &out)
    if let board {
      root.begin("board", to: &out)
      summary.append(json: board.group, keyed: "prb", to: &out)
      root.add(board.file, for: "file", to: &out)
      root.begin("scores", to: &out)
      if let scores = board.scores { scores.append(json: &out) } else { out.append("null") }
      root.begin("agency", to: &out)
      summary.append(json: summary.overall, to: &out)
    } else {
      root.begin("summary", to: &out)
      summary.append(json: &out, depth: 1)
    }
    root.end(to: &out)
    out.append("\n")
    return out.array
  }
}

/// Where the summary scores of a roster lie.
private struct ScoreSpread {
  let lowest: SummaryScore
  /// At least half of the rated executives scored it or more.
  let median: SummaryScore
  let highest: SummaryScore

  /// Reads a roster; `nil` where nobody on it is rated.
  ///
  /// - Throws: ``RunError/Kind/untrustworthyInput`` where it is no roster.
  init?(ofRoster bytes: [UInt8]) throws(RunError) {
    let rows: TableRows<RosterSource>
    do throws(TableRows<RosterSource>.Fault) {
      rows = try TableRows(bytes, by: Table.roster(named:))
    } catch {
      throw Self.noRoster
    }
    guard let column = rows.column(of: .score) else { throw Self.noRoster }
    var scores: [UInt32] = []
    for row in 0..<rows.count {
      guard case .hundredths(let score) = rows.cell(row, column: column) else { continue }
      scores.append(score)
    }
    scores.sort()
    guard let lowest = scores.first, let highest = scores.last else { return nil }
    self.lowest = SummaryScore(hundredths: lowest)
    median = SummaryScore(hundredths: ReviewBoards.median(ofAscending: scores))
    self.highest = SummaryScore(hundredths: highest)
  }

  private static let noRoster = RunError(
    .untrustworthyInput,
    "This is not a roster that this program knows. Use the version that made the run.")

  /// In words.
  var lines: [String] {
    [
      "", "Summary scores",
      "  highest    \(aligned("\(highest)", 10))",
      "  median     \(aligned("\(median)", 10))  at least half of the rated scored this or more",
      "  lowest     \(aligned("\(lowest)", 10))",
    ]
  }

  func append(json buffer: inout OutputBuffer) {
    var object = JSONObject(to: &buffer)
    object.add(decimal: highest.hundredths, for: "highest", to: &buffer)
    object.add(decimal: median.hundredths, for: "middle", to: &buffer)
    object.add(decimal: lowest.hundredths, for: "lowest", to: &buffer)
    object.end(to: &buffer)
  }
}
