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
    let system = try run.knownSystem(chosen).system
    let executives = try await PublishedExecutives(
      of: run, under: system, keeping: .fields, verifiedOrElse: "nothing was explained",
      workers: workers)
    let id = Array(executiveID.utf8)
    let sharing = executives.indices(ofID: id)
    guard let executive = sharing.first else {
      var nearest = NearestNames(to: id)
      for other in 0..<executives.count {
        executives.withID(of: other) { nearest.consider($0) }
      }
      throw Self.nobody(nearest, "Nobody on the rosters of the run has this executive id.")
    }
    self.system = system
    self.executiveID = executiveID
    status = executives.status(of: executive)
    sources = sharing.map { "run \(run.manifest.made.run): \(executives.place(of: $0))" }
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
      rows.appendText(row, to: &text)
      rows.appendJSON(row, to: &json)
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
