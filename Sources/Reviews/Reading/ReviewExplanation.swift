import Appraisal
package import Columns
import ReviewBoards
package import Runs
import Tables

/// How far one executive has come in a published review, step by step: the rating of the run, the response,
/// the reviewer, the board, the authority; each with the file and line that say so.
package struct ReviewExplanation {
  /// The version of the JSON form; it changes when a key goes or changes its meaning.
  package static let schema = "appraise-review-explanation/1"

  private let review: PublishedReview
  private let executiveID: String
  private let register: TableRows<RegisterSource>
  /// The executive's row of the register.
  private let row: Int
  private let changes: TableRows<ChangeSource>
  private let places: TableRows<PlaceSource>
  /// The executive's row of the places; `nil` where nothing counts.
  private let placesRow: Int?
  private let findings: TableRows<FindingSource>
  /// The rows of the findings about the executive, and of those about the board.
  private let ownFindings: [Int]
  private let boardFindings: [Int]
  /// The row of the board in `boards.csv`.
  private let board: Int
  private let system: AppraisalSystem?
  private let finalDerivation: FinalDerivation?

  /// Explains one executive from a published review.
  ///
  /// - Parameters:
  ///   - executiveID: The executive id, byte by byte.
  ///   - published: The review, all of whose files are verified first.
  ///   - chosen: The system that its run was made under, for its labels; `nil` for the built-in one
  ///     that the manifest names.
  /// - Throws: ``RunError``: ``RunError/Kind/usage`` where nobody in the register has this id, or it is no
  ///   review; ``RunError/Kind/untrustworthyInput`` where it is not as it was published.
  /// - Complexity: O(bytes of the review).
  package init(
    of executiveID: String, in published: PublishedRun, system chosen: ChosenSystem? = nil
  ) throws(RunError) {
    review = try PublishedReview(published)
    if let problem = try Verification(of: published).problems.first {
      throw RunError(
        .untrustworthyInput,
        "Review \(review.id): \(problem.name) is \(problem.kind.rawValue), so nothing was explained. See "
          + "all that is wrong with 'appraise verify'.")
    }
    system = try review.system(chosen)
    self.executiveID = executiveID
    register = try published.rows(of: RunFile.register.path, as: .register)
    let id = Array(executiveID.utf8)
    guard let row = register.rows(where: .executiveID, is: id).first, !id.isEmpty else {
      var nearest = NearestNames(to: id)
      for row in 0..<register.count {
        let other = register.bytes(.executiveID, of: row)
        nearest.consider(other.span)
      }
      throw RunError(
        .usage,
        "Nobody in the register of the review has this executive id. Capitals, blanks and "
          + "punctuation have to be the same.", nearMisses: nearest.lines)
    }
    self.row = row
    changes = try published.rows(of: RunFile.changes.path, as: .changes)
    places = try published.rows(of: RunFile.places.path, as: .places)
    placesRow = places.rows(where: .executiveID, is: id).first
    findings = try published.rows(of: RunFile.findings.path, as: .findings)
    ownFindings = findings.rows(about: id)
    let name = register.bytes(.board, of: row)
    board = try review.board(named: name)
    let rows = findings
    boardFindings = rows.rows(where: .board, is: name).filter {
      rows.cell(.executiveID, of: $0) == .blank
    }
    var derivation: FinalDerivation?
    if let system {
      derivation = try FinalDerivation(of: executiveID, in: published, under: system)
    }
    finalDerivation = derivation
  }

  // MARK: - What the register says

  private func number(_ source: RegisterSource) -> Int? { register.number(source, of: row) }

  private func word(_ source: RegisterSource) -> String {
    String(decoding: register.bytes(source, of: row), as: UTF8.self)
  }

  private func text(_ source: RegisterSource) -> String {
    spelledOut(register.bytes(source, of: row))
  }

  private var status: ReviewStatus? { ReviewStatus(rawValue: word(.status)) }

  /// Whether something has to be corrected before the executive is done: the run rejected the records, or an
  /// error holds the executive.
  package var isStopped: Bool { status == .rejected || status == .held }

  /// The changes by somebody.
  private func change(by whom: String) -> Int? {
    changes.rows(where: .executiveID, is: Array(executiveID.utf8)).first {
      changes.bytes(.by, of: $0) == Array(whom.utf8)
    }
  }

  /// Where it stands what somebody said.
  private func place(by voice: CycleVoice) -> (file: [UInt8], line: Int)? {
    guard let row = placesRow, let line = places.number(.line(voice), of: row) else { return nil }
    return (places.bytes(.file(voice), of: row), line)
  }

  private func shown(_ level: Int) -> String {
    let label = Level(rawValue: UInt8(clamping: level)).flatMap {
      system?.definition(of: $0).label
    }
    return "Level \(level)\(label.map { ", \($0)" } ?? "")"
  }

  /// A level compared with the one before.
  private func compared(_ level: Int, with before: Int?) -> String {
    guard let before, level != before else { return "" }
    return level > before ? ", \(level - before) above" : ", \(before - level) below"
  }

  // MARK: - Steps

  /// One step of the cycle: who, what, where it stands, and why.
  private struct Step {
    let title: String
    var lines: [String]
  }

  /// A fact, with the place that says so behind it.
  private func line(_ fact: String, _ place: (file: [UInt8], line: Int)?) -> String {
    guard let place else { return fact }
    let words = FilePlace(file: spelledOut(place.file), line: place.line, row: place.line).words
    return "\(fact) (\(words))"
  }

  private func steps(initial: [String]) -> [Step] {
    let before = number(.initialRating)
    var steps = [Step(title: "Initial rating", lines: [])]
    switch before {
    case let before?: steps[0].lines.append(shown(before))
    case nil where status == .rejected: steps[0].lines.append("none: the run rejected the records")
    case nil: steps[0].lines.append("none: not rated")
    }
    steps[0].lines += initial
    let responsePlace = place(by: .executive)
    if responsePlace != nil {
      var response = Step(title: "Response", lines: [])
      let day = word(.respondedOn)
      response.lines.append(
        line(day.isEmpty ? "handed in, without a day" : "responded on \(day)", responsePlace))
      if word(.reviewRequested) == "yes" {
        response.lines.append("a review at a higher level was asked for")
      }
      steps.append(response)
    }
    if let level = number(.reviewerRating) {
      var reviewer = Step(title: "Reviewer", lines: [])
      reviewer.lines.append(
        line("recommends \(shown(level))\(compared(level, with: before))", responsePlace))
      if let change = change(by: "reviewer") { reviewer.lines += remarks(of: change) }
      steps.append(reviewer)
    }
    var board = Step(title: "Board", lines: [])
    if let level = number(.recommendedRating) {
      let word = word(.recommendationBasis) == "concurred" ? "concurs with" : "recommends"
      board.lines.append(
        line("\(word) \(shown(level))\(compared(level, with: before))", place(by: .board)))
      append(text(.boardRemarks), to: &board)
    } else if before != nil {
      board.lines.append("no recommendation was taken")
    }
    if !text(.recused).isEmpty { board.lines.append("stepped out: \(text(.recused))") }
    if !board.lines.isEmpty { steps.append(board) }
    if let level = number(.annualRating) {
      var authority = Step(title: "Authority", lines: [])
      let day = word(.decidedOn)
      let basis =
        switch word(.annualBasis) {
        case "concurred": "concurs with"
        case "final-elements": "assigns, derived from the final element ratings,"
        default: "assigns"
        }
      authority.lines.append(
        line(
          "\(basis) \(shown(level))\(compared(level, with: number(.recommendedRating)))",
          place(by: .authority)))
      if !day.isEmpty { authority.lines.append("decided on \(day)") }
      authority.lines += finalLines
      append(text(.authorityRemarks), to: &authority)
      steps.append(authority)
    } else if number(.recommendedRating) != nil {
      steps.append(Step(title: "Authority", lines: ["no decision was taken"]))
    }
    return steps
  }

  /// How the final element ratings derive the level: element by element where the system is known.
  private var finalLines: [String] {
    let finals = text(.finalRatings)
    guard !finals.isEmpty else { return [] }
    return finalDerivation?.lines ?? ["final element ratings: \(finals)"]
  }

  private func remarks(of change: Int) -> [String] {
    let remarks = spelledOut(changes.bytes(.remarks, of: change))
    return remarks.isEmpty ? [] : ["“\(remarks)”"]
  }

  private func append(_ remarks: String, to step: inout Step) {
    if !remarks.isEmpty { step.lines.append("“\(remarks)”") }
  }

  /// Where the executive stands, in a sentence.
  private var standing: String {
    switch status {
    case .open: "open: something is still to come"
    case .held: "held: an error has to be corrected first"
    case .complete:
      "complete: the annual summary rating is \(number(.annualRating).map { shown($0) } ?? "assigned")"
    case .notRated: "not rated: the run has no rating"
    case .rejected: "rejected: the run has no rating"
    case nil: word(.status)
    }
  }

  /// What comes next, in a sentence.
  private var next: String {
    let slug = review.slug(ofBoard: board)
    switch status {
    case .held:
      return "Correct what the findings say, and make the review again. Everybody else's is taken."
    case .rejected:
      return "Correct the records, make the run again, and review the new run."
    case .notRated:
      return "Nothing in this cycle: anyone who has not served the minimum period stays open."
    case .complete:
      return review.summary.closed
        ? "Nothing: the review is closed, and the rating is final."
        : "Nothing for this executive. When everybody is done, the review is closed with --close."
    case .open, nil:
      if number(.recommendedRating) == nil {
        let request =
          word(.reviewRequested) == "yes" && number(.reviewerRating) == nil
          ? "The review at a higher level has no result yet. Then the" : "The"
        return "\(request) board recommends, in \(RunFile.boardSheet.path(of: slug))."
      }
      return "The authority decides, in \(RunFile.authoritySheet.path(of: slug))."
    }
  }

  // MARK: - Text

  /// The steps for people.
  ///
  /// - Parameter derivation: The derivation of the rating as `explain --run` prints it; `nil` where the run
  ///   was not named.
  package func text(derivation: [UInt8]?) -> [UInt8] {
    var out = OutputBuffer()
    func add(_ title: String, _ lines: [String]) {
      for (number, line) in lines.enumerated() {
        out.append(padded(number == 0 ? title : "", 16) + line + "\n")
      }
    }
    add("Executive", [executiveID])
    for (number, field) in InputField.onRosters.enumerated() {
      let value = text(.text(UInt8(number)))
      if !value.isEmpty { add(field.title, [value]) }
    }
    add("Board", [text(.board)])
    add("Unit", [text(.unit)])
    add("Review", [review.name])
    add("Status", [standing])
    out.append("\n")
    let hint =
      derivation == nil && number(.initialRating) != nil
      ? ["name run \(review.facts.run.id) with --run to see how it was derived"] : []
    for step in steps(initial: hint) { add(step.title, step.lines) }
    out.append("\n")
    add("Next", wrapped(next, 84))
    // What is wrong with a board holds its executives, and may be why something was not taken of them.
    for (title, rows) in [("Findings about the board", boardFindings), ("Findings", ownFindings)]
    where !rows.isEmpty {
      out.append("\n\(title)\n")
      for row in rows { findings.appendText(row, to: &out) }
    }
    if let derivation {
      out.append("\nThe initial rating, from run \(review.facts.run.id)\n\n")
      out.append(derivation)
    }
    return out.array
  }

  // MARK: - JSON

  /// The steps as JSON, schema ``schema``: the record of the register, those of the changes, the findings.
  ///
  /// - Parameter derivation: The object that `explain --run --format json` prints.
  package func json(derivation: [UInt8]?) -> [UInt8] {
    var out = OutputBuffer()
    var root = JSONObject(indentation: 1, to: &out)
    root.add(Self.schema, for: "schema", to: &out)
    root.add(executiveID, for: "executive_id", to: &out)
    root.add(review.id, for: "review", to: &out)
    root.add(review.facts.run.id, for: "run", to: &out)
    root.begin("closed", to: &out)
    out.append(review.summary.closed ? "true" : "false")
    root.add(next, for: "next", to: &out)
    root.begin("register", to: &out)
    register.appendJSON(row, to: &out)
    let id = Array(executiveID.utf8)
    root.begin("changes", to: &out)
    changes.appendJSON(changes.rows(where: .executiveID, is: id), depth: 2, to: &out)
    root.begin("places", to: &out)
    appendPlaces(to: &out)
    root.begin("findings", to: &out)
    findings.appendJSON(ownFindings, depth: 2, to: &out)
    root.begin("board_findings", to: &out)
    findings.appendJSON(boardFindings, depth: 2, to: &out)
    root.begin("explanation", to: &out)
    if let derivation {
      PublishedReview.append(object: derivation, to: &out, depth: 1)
    } else {
      out.append("null")
    }
    root.end(to: &out)
    out.append("\n")
    return out.array
  }

  /// Adds an object for each of those who said something that counts.
  private func appendPlaces(to out: inout OutputBuffer) {
    var list = JSONObject(isArray: true, indentation: 2, to: &out)
    for voice in CycleVoice.allCases {
      guard let place = place(by: voice) else { continue }
      list.begin(to: &out)
      var object = JSONObject(to: &out)
      object.add(word(.board), for: "prb", to: &out)
      object.add(executiveID, for: "executive_id", to: &out)
      object.add(voice.rawValue, for: "by", to: &out)
      object.add(String(decoding: place.file, as: UTF8.self), for: "file", to: &out)
      object.add(place.line, for: "line", to: &out)
      object.end(to: &out)
    }
    list.end(to: &out)
  }
}
