import Appraisal
package import Columns
import ReviewBoards
package import Runs
import Tables

// An executive explained from a published run: the roster has the weights and the ratings, and the
// manifest says that they are those that were published, and of which inputs.

extension Explanation {
  /// Explains one executive from a published run, without its inputs.
  ///
  /// - Parameters:
  ///   - executiveID: The executive id, byte by byte.
  ///   - run: The run, all of whose files are verified first.
  ///   - chosen: The system that the run was made under; `nil` for the built-in one that the manifest
  ///     names.
  /// - Throws: ``RunError``: ``RunError/Kind/usage`` where nobody on its rosters has this id, or the
  ///   system is another or not known; ``RunError/Kind/untrustworthyInput`` where the run is not as it
  ///   was published, or the system derives another rating.
  /// - Complexity: O(bytes of the run).
  package init(
    of executiveID: String, in run: PublishedRun, system chosen: ChosenSystem?
  ) throws(RunError) {
    try Self.refuse(try Verification(of: run), of: run)
    guard let system = try run.system(chosen)?.system else {
      throw RunError(
        .usage,
        "Run \(run.manifest.made.run): made under \(run.manifest.system.name), which this program does "
          + "not have built in, or not with the same bytes. Name its file with --system.")
    }
    let line = try RosterLine(of: Array(executiveID.utf8), in: run)
    self.system = system
    self.executiveID = executiveID
    status = line.status
    sources = ["run \(run.manifest.made.run): \(line.file), line \(line.number)"]
    texts = PlanText.inOrderOfTheList.map { text in
      var buffer = OutputBuffer()
      let source: RosterSource =
        PlanText.onRosters.firstIndex(of: text).map { .text(UInt8($0)) } ?? .board
      buffer.append(spelledOut: line.text(source).span)
      return (text.field, buffer.array)
    }
    derivation = status == .rated ? try line.derivation(under: system) : nil
    statements = try Self.statements(of: executiveID, in: run)
    manifest = run.manifest
  }

  /// Ends where a file of the run is not as it was published.
  private static func refuse(
    _ verification: Verification, of run: PublishedRun
  ) throws(RunError) {
    guard let problem = verification.problems.first else { return }
    throw RunError(
      .untrustworthyInput,
      "Run \(run.manifest.made.run): \(problem.name) is \(problem.kind.rawValue), so nothing was "
        + "explained. See all that is wrong with 'appraise verify'.")
  }

  /// What `findings.csv` says of an executive.
  private static func statements(
    of executiveID: String, in run: PublishedRun
  ) throws(RunError) -> [Statement] {
    let rows = try PublishedRows<FindingSource>(
      RunFile.findings.path, in: run
    ) { bytes throws(TableRows<FindingSource>.Fault) in
      try TableRows(bytes, of: .findings)
    }
    return rows.rows(about: Array(executiveID.utf8)).map { row in
      var text = OutputBuffer()
      var json = OutputBuffer()
      func write(_ source: FindingSource, _ buffer: inout OutputBuffer) {
        buffer.append(rows.text(source, of: row))
      }
      FindingForms.append(as: FindingForms.wholeText, to: &text, write)
      FindingForms.appendJSON(to: &json, write)
      return Statement(text: text.array, json: json.array)
    }
  }

  // MARK: - Where it comes from

  /// Says in the text that no input was needed, and by which hashes the manifest knows them.
  func append(_ manifest: Manifest, to out: inout OutputBuffer) {
    out.append("\nNo input was needed: all files of run \(manifest.made.run) are as they were ")
    out.append("published, and its\nmanifest names the inputs that it was made from by SHA-256:\n")
    for input in manifest.inputs {
      out.append("  \(padded(input.role, 8)) \(input.name)\n           \(input.sha256)\n")
    }
  }

  /// The same as JSON.
  func appendJSON(_ manifest: Manifest, to out: inout OutputBuffer) {
    var object = JSONObject(indentation: 2, to: &out)
    object.add(manifest.made.run, for: "run", to: &out)
    if let title = manifest.title { object.add(title, for: "title", to: &out) }
    object.begin("inputs", to: &out)
    var array = JSONObject(isArray: true, indentation: 3, to: &out)
    for input in manifest.inputs {
      array.begin(to: &out)
      var item = JSONObject(to: &out)
      item.add(input.role, for: "role", to: &out)
      item.add(input.name, for: "name", to: &out)
      item.add(input.sha256, for: "sha256", to: &out)
      item.end(to: &out)
    }
    array.end(to: &out)
    object.end(to: &out)
  }
}

/// A table of a published run, as it was published.
private struct PublishedRows<Source: Sendable & Hashable> {
  private let rows: TableRows<Source>

  /// Reads it.
  ///
  /// - Throws: ``RunError/Kind/untrustworthyInput`` where it is another file, or no such table.
  init(
    _ path: String, in run: PublishedRun,
    _ read: (_ bytes: [UInt8]) throws(TableRows<Source>.Fault) -> TableRows<Source>
  ) throws(RunError) {
    let bytes = try run.bytes(of: path)
    do { rows = try read(bytes) } catch {
      throw RunError(
        .untrustworthyInput,
        "\(path), line \(error.line): not a table that this program knows. Use the version that made "
          + "the run.")
    }
  }

  var count: Int { rows.count }

  /// The physical line on which a row begins: no text of a run has a line break in it.
  func line(of row: Int) -> Int { row + 2 }

  func cell(_ source: Source, of row: Int) -> TableRows<Source>.Cell {
    rows.column(of: source).map { rows.cell(row, column: $0) } ?? .blank
  }

  /// The bytes of a cell, whatever it holds.
  func text(_ source: Source, of row: Int) -> [UInt8] {
    switch cell(source, of: row) {
    case .blank: []
    case .text(let text): text
    case .number(let number): Array(String(number).utf8)
    case .hundredths(let hundredths): Array(SummaryScore(hundredths: hundredths).description.utf8)
    }
  }
}

extension PublishedRows<FindingSource> {
  /// The findings about an executive.
  ///
  /// An id that is not valid stands in no finding as the executive's, but in one as what was found: then
  /// all findings of that line are about him or her.
  func rows(about executiveID: [UInt8]) -> [Int] {
    // What is said once about a column stands at the first of its records, and is not about him or her.
    let ofColumns = [FindingCode.blanksTrimmed, .spelledDifferently].map { Array($0.rawValue.utf8) }
    let rows = (0..<count).filter { !ofColumns.contains(text(.code, of: $0)) }
    let named = rows.filter { text(.executiveID, of: $0) == executiveID }
    guard named.isEmpty else { return named }
    let found = rows.first {
      cell(.executiveID, of: $0) == .blank && text(.value, of: $0) == executiveID
    }
    guard let found else { return [] }
    return rows.filter { row in
      text(.file, of: row) == text(.file, of: found)
        && cell(.line, of: row) == cell(.line, of: found)
    }
  }
}

/// The line of one executive on a roster of a published run.
private struct RosterLine {
  /// The path of the roster in the run.
  let file: String
  /// The physical line, from 1.
  let number: Int
  let status: RosterStatus
  private let rows: PublishedRows<RosterSource>
  private let row: Int

  /// Finds an executive.
  init(of executiveID: [UInt8], in run: PublishedRun) throws(RunError) {
    let boards = try PublishedRows<BoardSource>(
      RunFile.rosterIndex.path, in: run
    ) { bytes throws(TableRows<BoardSource>.Fault) in
      try TableRows(bytes, of: .boards)
    }
    var nearest = NearestNames(to: executiveID)
    for board in 0..<boards.count {
      let path = "rosters/" + String(decoding: boards.text(.file, of: board), as: UTF8.self)
      let rows = try PublishedRows<RosterSource>(
        path, in: run
      ) { bytes throws(TableRows<RosterSource>.Fault) in
        try TableRows(bytes, by: Table.roster(named:))
      }
      for row in 0..<rows.count {
        let id = rows.text(.executiveID, of: row)
        guard id == executiveID else {
          nearest.consider(id.span)
          continue
        }
        let name = rows.text(.status, of: row)
        guard let status = RosterStatus.allCases.first(where: { Array($0.name.utf8) == name })
        else {
          throw Self.another(path)
        }
        (file, number, self.status, self.rows, self.row) = (
          path, rows.line(of: row), status, rows, row
        )
        return
      }
    }
    throw Explanation.nobody(nearest, "Nobody on the rosters of the run has this executive id.")
  }

  private static func another(_ path: String) -> RunError {
    RunError(
      .untrustworthyInput,
      "\(path): not a roster that this program knows. Use the version that made the run.")
  }

  func text(_ source: RosterSource) -> [UInt8] { rows.text(source, of: row) }

  /// Derives the rating from the weights and ratings of the line.
  ///
  /// - Throws: ``RunError/Kind/untrustworthyInput`` where it is not the rating of the line.
  func derivation(under system: AppraisalSystem) throws(RunError) -> Derivation {
    var weights: [Weight] = []
    var ratings: [Level] = []
    for element in system.elements.indices {
      guard case .hundredths(let weight) = rows.cell(.weight(UInt8(element)), of: row),
        case .number(let level) = rows.cell(.rating(UInt8(element)), of: row),
        let rating = Level(rawValue: UInt8(level))
      else { throw Self.another(file) }
      weights.append(Weight(hundredths: weight))
      ratings.append(rating)
    }
    guard case .hundredths(let score) = rows.cell(.score, of: row),
      case .number(let level) = rows.cell(.initialRating, of: row)
    else { throw Self.another(file) }
    let plan: Plan
    do { plan = try Plan(weights: weights, under: system) } catch { throw Self.another(file) }
    let derivation = system.derive(plan, ratings: ratings)
    guard derivation.rating.score.hundredths == score, derivation.rating.level.number == level
    else {
      throw RunError(
        .untrustworthyInput,
        "\(file), line \(number): this version of the program derives another score or rating. Use the "
          + "version that made the run, and report this.")
    }
    return derivation
  }
}
