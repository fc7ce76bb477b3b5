package import Appraisal
package import ReviewBoards

/// The tables of the index that have a row for each of a group.
package enum IndexSlot: String, CaseIterable, Sendable {
  case boards
  case boardsBySize = "boards_by_size"
  case appointments
  case organizations
}

/// What differs from group to group; an index is that of a level.
package enum GroupSlot: String, CaseIterable, Sendable {
  /// The roster's file name without its ending.
  case slug
  case name
  case executives
  case rated
  case notRated = "not_rated"
  case rejected
  case count
  /// The part of the bar, as a path.
  case piece
}

/// What the index says of a run besides its groups.
package struct IndexFigures: Sendable {
  /// Findings of one code.
  package struct Finding: Sendable {
    let severity: String
    let code: String
    let count: Int
    let files: String
    let first: String

    /// Findings of a code; `files` says where to fix them, `first` what the first of them is, or in
    /// general what to do.
    package init(severity: String, code: String, count: Int, files: String, first: String) {
      self.severity = severity
      self.code = code
      self.count = count
      self.files = files
      self.first = first
    }

    /// The names of its row.
    var row: TemplateContext {
      [
        .severity: .text(severity), .code: .text(code), .count: .count(count),
        .files: .text(files), .first: .text(first),
      ]
    }
  }

  let overall: Tally
  let boards: Int
  let organizationsCaption: String
  let totals: [(what: String, number: Int)]
  let limits: LimitTable?
  let findings: [Finding]

  /// The figures of a run.
  ///
  /// - Parameters:
  ///   - overall: All executives.
  ///   - boards: How many boards there are.
  ///   - organizationsCaption: What the table of organizations shows.
  ///   - totals: The control totals.
  ///   - limits: The limits of the units of a cycle; `nil` where none was given.
  ///   - findings: A row for each code.
  package init(
    overall: Tally, boards: Int, organizationsCaption: String,
    totals: [(what: String, number: Int)], limits: LimitTable? = nil, findings: [Finding]
  ) {
    self.overall = overall
    self.boards = boards
    self.organizationsCaption = organizationsCaption
    self.totals = totals
    self.limits = limits
    self.findings = findings
  }
}

/// The skeletons of the index.
package struct IndexSkeletons: Sendable {
  package let page: PageSkeleton<IndexSlot>
  package let board: PageSkeleton<GroupSlot>
  package let group: PageSkeleton<GroupSlot>

  /// Renders the templates for a run.
  package init(
    system: AppraisalSystem, design: PageDesign, origin: PageOrigin, figures: IndexFigures
  ) {
    let base = PageContext(system: system, design: design, origin: origin, ofBoard: false)
    let overall = figures.overall
    let own: TemplateContext = [
      .pageName: .text("Rosters of the review boards"),
      .executives: .count(overall.executives),
      .rated: .count(overall.rated),
      .ratedInWords: .text("\(grouped(overall.rated)) rated"),
      .notRated: .count(overall.notRated),
      .rejected: .count(overall.rejected),
      .base: .text(LevelChart.base(of: overall)),
      .findingsHead: .text("The first of them"),
      .boardCount: .text(counted(figures.boards, "board")),
      .organizationsCaption: .text(figures.organizationsCaption),
      .totals: .list(
        figures.totals.map { [.what: .text($0.what), .number: .count($0.number)] }),
      .limitTables: .list(
        figures.limits.map { [$0.context(caption: "Each unit, by the initial ratings")] } ?? []),
      .hasFindings: .flag(!figures.findings.isEmpty),
      .findings: .list(figures.findings.map(\.row)),
    ]
    let bars = base.bars { level in
      [
        .count: .count(overall.count(at: level)),
        .share: .text(LevelChart.share(overall.count(at: level), of: overall.rated)),
        .percent: .text(Percent.shown(overall.count(at: level), of: overall.rated) ?? "–"),
        .bar: .number(LevelChart.bar(overall.count(at: level), of: overall.rated)),
      ]
    }
    page = PageSkeleton(
      rendered: Templates.render(
        "index", base.context.adding(.slots(IndexSlot.self)).adding(own).adding(bars)))
    let parts = Level.allCases.reversed().map { level in
      TemplateContext.slots(GroupSlot.self, level.number - 1)
        .adding([.level: .number(level.number)])
    }
    func group(isBoard: Bool) -> PageSkeleton<GroupSlot> {
      PageSkeleton(
        rendered: Templates.render(
          "group",
          base.context.adding(.slots(GroupSlot.self)).adding([
            .isBoard: .flag(isBoard), .levels: .list(parts),
          ])))
    }
    board = group(isBoard: true)
    self.group = group(isBoard: false)
  }
}
