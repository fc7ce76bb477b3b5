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
  ///   - workers: Who reads its rosters.
  /// - Throws: ``RunError``: ``RunError/Kind/usage`` where nobody on its rosters has this id, or the
  ///   system is another or not known; ``RunError/Kind/untrustworthyInput`` where the run is not as it
  ///   was published, or the system derives another rating.
  /// - Complexity: O(bytes of the run).
  package init(
    of executiveID: String, in run: PublishedRun, system chosen: ChosenSystem?, workers: Workers
  ) async throws(RunError) {
    try await run.verify(on: workers, orElse: "nothing was explained")
    let system = try run.knownSystem(chosen).system
    let executives = try await PublishedExecutives(
      of: run, under: system, keeping: .fields, workers: workers)
    let id = Array(executiveID.utf8)
    guard let executive = executives.index(ofID: id.span) else {
      var nearest = NearestNames(to: id)
      for other in 0..<executives.count {
        executives.withID(of: other) { nearest.consider($0) }
      }
      throw Self.nobody(nearest, "Nobody on the rosters of the run has this executive id.")
    }
    self.system = system
    self.executiveID = executiveID
    status = executives.status(of: executive)
    sources = ["run \(run.manifest.made.run): \(executives.place(of: executive))"]
    texts = PlanText.inOrderOfTheList.map { text in
      var buffer = OutputBuffer()
      if let field = PlanText.onRosters.firstIndex(of: text) {
        executives.withText(field, of: executive) { buffer.append(spelledOut: $0) }
      } else {
        let board = executives.boards[executives.board(of: executive)].name
        buffer.append(spelledOut: board.span)
      }
      return (text.field, buffer.array)
    }
    derivation = try executives.derivation(of: executive, under: system)
    statements = try Self.statements(of: executiveID, in: run)
    manifest = run.manifest
  }

  /// What `findings.csv` says of an executive.
  private static func statements(
    of executiveID: String, in run: PublishedRun
  ) throws(RunError) -> [Statement] {
    let rows = try run.rows(of: RunFile.findings.path, as: .findings)
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

extension TableRows<FindingSource> {
  /// The cell of a source.
  private func cell(_ source: Source, of row: Int) -> Cell {
    column(of: source).map { cell(row, column: $0) } ?? .blank
  }

  /// The bytes of a cell, whatever it holds.
  fileprivate func text(_ source: Source, of row: Int) -> [UInt8] {
    switch cell(source, of: row) {
    case .blank: []
    case .text(let text): text
    case .number(let number): Array(String(number).utf8)
    case .hundredths(let hundredths): Array(SummaryScore(hundredths: hundredths).description.utf8)
    }
  }

  /// The findings about an executive.
  ///
  /// An id that is not valid stands in no finding as the executive's, but in one as what was found: then
  /// all findings of that line are about him or her.
  fileprivate func rows(about executiveID: [UInt8]) -> [Int] {
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
