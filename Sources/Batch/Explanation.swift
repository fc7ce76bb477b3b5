import Appraisal
import Columns
import CSV
import ReviewBoards
import Runs
import Tables

/// How one executive's rating came about, or why there is none.
package struct Explanation: Sendable {
  /// The version of the JSON form; it changes when a key goes or changes its meaning.
  package static let schema = "appraise-explanation/1"

  /// One finding about the executive, as texts.
  struct Statement {
    let text: [UInt8]
    let json: [UInt8]
  }

  let system: AppraisalSystem
  let executiveID: String
  let status: RosterStatus
  /// Where the executive's first plan record and rating record stand, or the line of the roster. Of rejected records
  /// that share an id which is none, those of all.
  let sources: [String]
  let texts: [(field: InputField, value: [UInt8])]
  /// `nil` unless rated.
  let derivation: Derivation?
  let statements: [Statement]
  /// The manifest of the published run that it was explained from; `nil` where it came from inputs.
  let manifest: Manifest?

  /// Whether the executive was rejected.
  package var isRejected: Bool { status == .rejected }

  /// Explains one executive from the inputs.
  ///
  /// - Throws: ``RunError/Kind/usage`` where no plan has this executive id.
  /// - Complexity: O(records + findings).
  init(of executiveID: String, findings: Findings, workers: Workers) async throws(RunError) {
    let executives = findings.appraisals.executives
    let intake = findings.appraisals.intake
    let id = Array(executiveID.utf8)
    let sharing = try await workers.map(intake.plans.segmentCount) { segment in
      executives.executives(ofSegment: segment).filter { executive in
        executives.withID(of: executive) { equals($0, id.span) }
      }
    }.flatMap(\.self)
    guard let executive = sharing.first else {
      var nearest = NearestNames(to: id)
      for segment in 0..<intake.plans.segmentCount {
        for other in executives.executives(ofSegment: segment) {
          executives.withID(of: other) { nearest.consider($0) }
        }
      }
      throw Self.nobody(nearest, "No plan has this executive id.")
    }
    manifest = nil
    system = intake.system
    self.executiveID = executiveID
    status = executives.status(of: executive)
    sources = sharing.flatMap { executive in
      [findings.place(.plans, executive.firstRecord)]
        + (executives[executive].ratingRecord.ifAny.map { [findings.place(.ratings, $0)] } ?? [])
    }.map { "\($0.kind.recordName): \(intake.place(of: $0).words)" }
    texts = PlanText.inOrderOfTheList.map { text in
      var buffer = OutputBuffer()
      if text == .board {
        findings.boardNames.with(executives.board(of: executive)) { buffer.append($0) }
      } else {
        executives.withText(text, of: executive) { buffer.append(spelledOut: $0) }
      }
      return (text.field, buffer.array)
    }
    statements = try await Self.statements(of: id, in: findings, on: workers)
    derivation = status == .rated ? Self.derivation(of: executive, in: findings.appraisals) : nil
  }

  /// What is found in the records with an id, in the order of `findings.csv`.
  private static func statements(
    of id: [UInt8], in findings: Findings, on workers: Workers
  ) async throws(RunError) -> [Statement] {
    let intake = findings.appraisals.intake
    let pieces = findings.pieces
    let found = try await workers.map(pieces.count) { piece in
      findings.findings(in: pieces[piece]).filter { finding in
        guard let record = finding.record else { return false }
        return intake.table(record.kind).withID(of: record.number) { equals($0, id.span) }
      }
    }
    let textWriter = FindingWriter(findings, format: .text)
    let jsonWriter = FindingWriter(findings, format: .json)
    return found.joined().map { finding in
      var text = OutputBuffer()
      var json = OutputBuffer()
      textWriter.append(finding, to: &text)
      jsonWriter.append(finding, to: &json)
      return Statement(text: text.array, json: json.array)
    }
  }

  /// The end of an explanation of an executive who is not there.
  static func nobody(_ nearest: NearestNames, _ fact: String) -> RunError {
    RunError(
      .usage, "\(fact) Capitals, blanks and punctuation have to be the same.",
      nearMisses: nearest.lines)
  }

  private static func derivation(of executive: Executive, in appraisals: Appraisals) -> Derivation {
    let executives = appraisals.executives
    let weights = executives.withWeights(of: executive) { weights in
      weights.indices.map { Weight(hundredths: UInt32(weights[$0])) }
    }
    let levels = executives.withLevels(of: executive) { levels in
      levels.indices.compactMap { Level(rawValue: levels[$0]) }
    }
    do {
      return appraisals.system.derive(
        try Plan(weights: weights, under: appraisals.system), ratings: levels)
    } catch {
      preconditionFailure("the plan of a rated executive breaks no rule")
    }
  }

  // MARK: - Text

  /// The derivation line by line, as in OPM's worked example.
  package var text: [UInt8] {
    var out = OutputBuffer()
    out.append("Executive       \(executiveID)\n")
    for (field, value) in texts where !value.isEmpty {
      out.append(padded(field.title, 16))
      out.append(value)
      out.append("\n")
    }
    out.append("System          \(system.name), \(system.title)\n")
    out.append("Sources         \(sources.joined(separator: "; "))\n")
    out.append("Status          \(status.name)\n")
    if let derivation { append(derivation, to: &out) }
    if !statements.isEmpty { out.append("\nFindings\n") }
    for statement in statements { out.append(statement.text) }
    if let manifest { append(manifest, to: &out) }
    return out.array
  }

  private func append(_ derivation: Derivation, to out: inout OutputBuffer) {
    let width = max(16, system.elements.map(\.title.displayWidth).max() ?? 0) + 2
    let labelWidth = system.levels.map(\.label.displayWidth).max() ?? 0
    out.append("\n" + padded("Critical element", width) + padded("Rating", labelWidth + 4))
    out.append("Points   Weight    Product\n")
    for line in derivation.lines {
      let label = system.definition(of: line.rating).label
      out.append(padded(line.element.title, width))
      out.append(padded("\(line.rating.number) \(label)", labelWidth + 4))
      out.append(aligned("\(line.points)", 6) + " x " + aligned("\(line.weight)%", 6) + " = ")
      out.append(aligned("\(line.product)", 8) + "\n")
    }
    let score = derivation.rating.score
    out.append(padded("Summary score", width + labelWidth + 4))
    out.append(aligned("\(system.weights.total)%", 15) + "   " + aligned("\(score)", 8) + "\n\n")
    let level = derivation.rating.level
    if let override = system.override {
      let fired = derivation.overridingElements.map(\.title).joined(separator: ", ")
      let reason =
        fired.isEmpty
        ? "does not apply: no element is at Level \(override.level.number)"
        : "applies: \(fired) at Level \(override.level.number)"
      out.append("Override    \(reason)\n")
      out.append("            [\(override.source.citation)]\n")
    }
    if let range = derivation.range {
      let unused = derivation.rating.basis == .range ? "" : ", not used: the override goes first"
      out.append(
        "Range       \(range.words(joinedBy: "-")): Level \(range.level.number)\(unused)\n")
      out.append("            [\(range.source.citation)]\n")
    }
    if let next = derivation.next {
      out.append(
        "Next level  \(next.distance) below Level \(next.range.level.number), which begins ")
      out.append("at \(next.range.minimum)\n")
    }
    out.append(
      "\nInitial summary rating: Level \(level.number), \(system.definition(of: level).label) "
        + "(basis: \(derivation.rating.basis.name))\n")
    let unconfirmed = Set(derivation.lines.map(\.rating)).sorted().compactMap { level in
      system.definition(of: level).source.unconfirmed.map { "Level \(level.number): \($0)" }
    }
    for text in unconfirmed { out.append("Not confirmed: \(text)\n") }
  }

  // MARK: - CSV

  /// One record for each element.
  package var csv: [UInt8] {
    let table = Table.derivation
    let id = Array(executiveID.utf8)
    var rows = CSVRows()
    table.appendHeader(to: &rows)
    for line in derivation?.lines ?? [] {
      for source in table.sources {
        switch source {
        case .executiveID: rows.append(text: id.span)
        case .element: rows.append(word: line.element.id)
        case .rating: rows.append(number: line.rating.number)
        case .points: rows.append(number: Int(line.points))
        case .weight: rows.append(hundredths: line.weight.hundredths)
        case .product: rows.append(hundredths: line.product.hundredths)
        }
      }
      rows.endRow()
    }
    return rows.buffer.array
  }

  // MARK: - JSON

  /// The derivation as JSON, schema ``schema``; weights and scores are decimals without rounding.
  package var json: [UInt8] {
    var out = OutputBuffer()
    var root = JSONObject(indentation: 1, to: &out)
    root.add(Self.schema, for: "schema", to: &out)
    root.add(executiveID, for: "executive_id", to: &out)
    for (field, value) in texts {
      root.begin(field.name, to: &out)
      out.append(json: value.span)
    }
    root.add(system.name, for: "system", to: &out)
    root.add(status.name, for: "status", to: &out)
    root.begin("sources", to: &out)
    var array = JSONObject(isArray: true, to: &out)
    for source in sources { array.add(source, for: "", to: &out) }
    array.end(to: &out)
    root.begin("derivation", to: &out)
    if let derivation { appendJSON(derivation, to: &out) } else { out.append("null") }
    if let manifest {
      root.begin("run", to: &out)
      appendJSON(manifest, to: &out)
    }
    root.begin("findings", to: &out)
    array = JSONObject(isArray: true, indentation: 2, to: &out)
    for statement in statements {
      array.begin(to: &out)
      out.append(statement.json)
    }
    array.end(to: &out)
    root.end(to: &out)
    out.append("\n")
    return out.array
  }

  private func appendJSON(_ derivation: Derivation, to out: inout OutputBuffer) {
    var object = JSONObject(indentation: 2, to: &out)
    object.begin("elements", to: &out)
    var lines = JSONObject(isArray: true, indentation: 3, to: &out)
    for line in derivation.lines {
      lines.begin(to: &out)
      var item = JSONObject(to: &out)
      item.add(line.element.id, for: "element", to: &out)
      item.add(line.element.title, for: "title", to: &out)
      item.add(line.rating.number, for: "rating", to: &out)
      item.add(system.definition(of: line.rating).label, for: "label", to: &out)
      item.add(Int(line.points), for: "points", to: &out)
      item.add(decimal: line.weight.hundredths, for: "weight", to: &out)
      item.add(decimal: line.product.hundredths, for: "product", to: &out)
      item.add(line.element.source.citation, for: "citation", to: &out)
      item.end(to: &out)
    }
    lines.end(to: &out)
    object.add(decimal: derivation.rating.score.hundredths, for: "summary_score", to: &out)
    object.add(derivation.rating.level.number, for: "initial_summary_rating", to: &out)
    object.add(system.definition(of: derivation.rating.level).label, for: "label", to: &out)
    object.add(derivation.rating.basis.name, for: "basis", to: &out)
    object.begin("override", to: &out)
    if let override = system.override {
      var item = JSONObject(to: &out)
      item.add(override.level.number, for: "level", to: &out)
      item.begin("elements", to: &out)
      var elements = JSONObject(isArray: true, to: &out)
      for element in derivation.overridingElements { elements.add(element.id, for: "", to: &out) }
      elements.end(to: &out)
      item.add(override.source.citation, for: "citation", to: &out)
      item.end(to: &out)
    } else {
      out.append("null")
    }
    object.begin("range", to: &out)
    append(derivation.range, distance: nil, to: &out)
    object.begin("next", to: &out)
    append(derivation.next?.range, distance: derivation.next?.distance, to: &out)
    object.end(to: &out)
  }

  private func append(
    _ range: AppraisalSystem.ScoreRange?, distance: SummaryScore?, to out: inout OutputBuffer
  ) {
    guard let range else { return out.append("null") }
    var item = JSONObject(to: &out)
    item.add(range.level.number, for: "level", to: &out)
    item.add(decimal: range.minimum.hundredths, for: "minimum", to: &out)
    if let maximum = range.maximum {
      item.add(decimal: maximum.hundredths, for: "maximum", to: &out)
    }
    if let distance { item.add(decimal: distance.hundredths, for: "distance", to: &out) }
    item.add(range.source.citation, for: "citation", to: &out)
    item.end(to: &out)
  }
}
