import Appraisal
import Columns
import Files
import Pages
import ReviewBoards
import Runs
import Tables

/// `index.html`: the agency's totals, its boards with links to their rosters, the findings by code,
/// the inputs.
struct IndexPage {
  private let summary: RunSummary
  private let boards: [ReviewBoard]
  private let organizations: [RunSummary.Group]
  private let skeletons: IndexSkeletons

  /// How many organizations have a row of their own: the largest.
  private static let organizationRows = 1000

  /// The index of a run.
  init(
    of summary: RunSummary, _ appraisals: Appraisals, _ distribution: Distribution,
    findings: CountedFindings, limits: LimitTable?, design: PageDesign, origin: PageOrigin
  ) {
    self.summary = summary
    boards = appraisals.boards
    let rows = Self.rows(of: distribution.organizations)
    organizations = rows.groups
    skeletons = IndexSkeletons(
      system: appraisals.system, design: design, origin: origin,
      figures: IndexFigures(
        overall: summary.overall, boards: boards.count, organizationsCaption: rows.caption,
        totals: RunSummary.totals.filter { !$0.isShownIfAny || $0.of(summary) > 0 }
          .map { ($0.title, $0.of(summary)) },
        limits: limits, findings: Self.rows(of: findings)))
  }

  /// Writes the file.
  func write(to directory: RunDirectory) throws(RunError) -> OutputFile.Identity {
    var file = try directory.newFile(RunFile.index.path)
    var buffer = OutputBuffer(capacity: 1 << 16)
    buffer.append(skeletons.page) { slot, _, buffer in
      switch slot {
      case .boards:
        for board in boards.indices { append(board: board, to: &buffer) }
      case .boardsBySize:
        for board in summary.boards.indicesBySize { append(board: board, to: &buffer) }
      case .appointments:
        for group in summary.appointments { append(group, skeletons.group, to: &buffer) }
      case .organizations:
        for group in organizations { append(group, skeletons.group, to: &buffer) }
      }
    }
    try file.write(buffer)
    return try file.close(as: RunFile.index.path)
  }

  private func append(board: Int, to buffer: inout OutputBuffer) {
    append(summary.boards[board], skeletons.board, slug: boards[board].slug, to: &buffer)
  }

  private func append(
    _ group: RunSummary.Group, _ skeleton: PageSkeleton<GroupSlot>, slug: String = "",
    to buffer: inout OutputBuffer
  ) {
    let tally = group.tally
    /// The part of a level; the higher levels go before it.
    func piece(of level: Level) -> String {
      guard tally.count(at: level) > 0 else { return "" }
      let before = Level.allCases.reduce(0) { $0 + ($1 > level ? tally.count(at: $1) : 0) }
      let start = LevelChart.length(before, of: tally.rated)
      let length = LevelChart.length(tally.count(at: level), of: tally.rated)
      return "M\(start) 0h\(length)v100h-\(length)z"
    }
    buffer.append(skeleton) { slot, index, buffer in
      let level = Level.allCases[index]
      switch slot {
      case .slug: buffer.append(slug)
      case .name:
        if group.name.isEmpty { buffer.append("not given") }
        buffer.append(beginningOf: group.name.span, atMost: 160)
      case .executives: append(tally.executives, to: &buffer)
      case .rated: append(tally.rated, to: &buffer)
      case .notRated: append(tally.notRated, to: &buffer)
      case .rejected: append(tally.rejected, to: &buffer)
      case .count: append(tally.count(at: level), to: &buffer)
      case .piece: buffer.append(piece(of: level))
      }
    }
  }

  /// Adds a count; nobody is a dot, so that somebody is seen.
  private func append(_ count: Int, to buffer: inout OutputBuffer) {
    count == 0 ? buffer.append("·") : buffer.append(grouped: count)
  }

  /// The organizations that are shown, by name, and what is said of them: of very many the largest,
  /// and the others together.
  private static func rows(
    of organizations: [RunSummary.Group]
  ) -> (groups: [RunSummary.Group], caption: String) {
    guard organizations.count > organizationRows else {
      return (organizations, "\(counted(organizations.count, "organization")), by name")
    }
    let order = organizations.indicesBySize
    var others = Tally()
    for index in order[organizationRows...] { others.add(organizations[index].tally) }
    let largest = order[..<organizationRows].sorted().map { organizations[$0] }
    return (
      largest + [RunSummary.Group(name: Array("all others".utf8), tally: others)],
      "The \(grouped(organizationRows)) largest of \(grouped(organizations.count)) organizations, "
        + "by name, and all others together"
    )
  }

  /// Each code that there are findings of, errors first, with the first of them.
  private static func rows(of counted: CountedFindings) -> [IndexFigures.Finding] {
    let writer = FindingWriter(counted.findings, format: .text)
    let files = counted.findings.appraisals.intake.files
    let counts = counted.counts
    let firsts = counted.firstOfEachCode
    return Severity.allCases.flatMap { severity in
      FindingCode.allCases.filter { $0.severity == severity && counts[code: $0] > 0 }
    }.map { code in
      var first = OutputBuffer()
      if let finding = firsts[code] {
        writer.appendSentences(finding, to: &first)
        first.append(" (\(writer.place(of: finding).words))")
      }
      let places = counts.files(of: code).map { "\(files[$0.file].name) (\(grouped($0.count)))" }
      return IndexFigures.Finding(
        severity: code.severity.rawValue, code: code.rawValue, count: counts[code: code],
        files: places.joined(separator: "; "),
        first: String(decoding: first.array, as: UTF8.self))
    }
  }
}

extension LimitTable {
  /// The limits of a run.
  init(_ limits: [UnitLimit], on grounds: CountedCycle.Grounds) {
    let cycle = grounds.cycle.cycle
    self.init(
      limits, in: cycle, under: grounds.rules.rules.distribution(at: cycle.period.to),
      shown: { spelledOut(Array($0.utf8)) })
  }
}
