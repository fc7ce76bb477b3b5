import Appraisal
import Columns
import Files
import Pages
import ReviewBoards

/// `rosters/<prb>.html` for each board: its roster for people, on screen and on paper.
///
/// The order is that which ``Rosters`` has found for the CSV file, and the remarks are the same; this
/// only says them in HTML.
struct RosterPages: Sendable {
  private let executives: Executives
  private let system: AppraisalSystem
  private let remarks: RosterRemarks
  private let skeletons: RosterSkeletons
  private let hasAppendix: Bool
  /// The distribution of all executives, a mark next to each board's.
  private let agency: Tally
  /// By level from 1: the label, as HTML.
  private let labels: TextColumn
  /// By level from 1: where the range above its own begins, in hundredths.
  private let nextMinimums: [UInt32]

  /// The pages of an agency.
  init(
    _ appraisals: Appraisals, remarks: RosterRemarks, agency: Tally, design: PageDesign,
    origin: PageOrigin
  ) {
    let system = appraisals.system
    executives = appraisals.executives
    self.system = system
    self.remarks = remarks
    skeletons = RosterSkeletons(system: system, design: design, origin: origin)
    hasAppendix = design.hasAppendix
    self.agency = agency
    var labels = TextColumnBuilder()
    for definition in system.levels {
      var label = OutputBuffer()
      label.append(html: definition.label)
      label.withBytes { labels.append($0) }
    }
    self.labels = TextColumn(labels)
    nextMinimums = Level.allCases.map { level in
      system.range(above: level)?.minimum.hundredths ?? 0
    }
  }

  /// What a task keeps from page to page.
  struct Scratch: ~Copyable {
    fileprivate var buffer = OutputBuffer(capacity: 1 << 18)
  }

  /// How much of a page is kept before it is written.
  private static let pieceSize = 1 << 20

  /// Writes the page of a roster.
  func write(
    _ roster: Roster, by scratch: inout Scratch, to file: inout OutputFile
  ) throws(RunError) {
    scratch.buffer.removeAll()
    let tally = roster.tally
    let style = StyleSheet.board(named: roster.board.name)
    let notRated = tally.rated..<tally.rated + tally.notRated
    let rejected = notRated.upperBound..<tally.executives
    let skeletons = skeletons
    func appendRows(
      _ section: PageSkeleton<SectionSlot>, _ places: Range<Int>, to buffer: inout OutputBuffer,
      _ append: (_ executive: Executive, inout OutputBuffer) -> Void
    ) throws(RunError) {
      guard !places.isEmpty else { return }
      try buffer.append(section) { _, _, buffer throws(RunError) in
        for place in places {
          append(roster.executives[place], &buffer)
          guard buffer.count > Self.pieceSize else { continue }
          try file.write(buffer)
          buffer.removeAll()
        }
      }
    }
    try scratch.buffer.append(skeletons.page) { slot, _, buffer throws(RunError) in
      switch slot {
      case .board: buffer.append(html: roster.board.name.span)
      case .boardStyle: buffer.append(style)
      case .boardStyleHash: buffer.append(StyleSheet.hash(of: style))
      case .executives: buffer.append(decimal: tally.executives)
      case .rated: buffer.append(decimal: tally.rated)
      case .notRated: buffer.append(decimal: tally.notRated)
      case .rejected: buffer.append(decimal: tally.rejected)
      case .charts: appendCharts(roster, to: &buffer)
      case .ratedSection:
        try appendRows(skeletons.ratedSection, 0..<tally.rated, to: &buffer) {
          appendRated($0, to: &$1)
        }
      case .notRatedSection:
        try appendRows(skeletons.notRatedSection, notRated, to: &buffer) {
          append(skeletons.unrated, $0, to: &$1)
        }
      case .rejectedSection:
        try appendRows(skeletons.rejectedSection, rejected, to: &buffer) {
          append(skeletons.unrated, $0, to: &$1)
        }
      case .appendixSection:
        guard hasAppendix else { return }
        try appendRows(skeletons.appendixSection, 0..<tally.rated, to: &buffer) {
          appendRated($0, isInAppendix: true, to: &$1)
        }
      }
    }
    try file.write(scratch.buffer)
  }

  // MARK: - Executives

  /// Adds what is said of a rated executive, which differs by how the rating came about.
  private func appendRated(
    _ executive: Executive, isInAppendix: Bool = false, to buffer: inout OutputBuffer
  ) {
    guard let rating = executives.rating(of: executive) else { return }
    let rated =
      executives.isOverridden(executive) ? skeletons.overridden : skeletons.rated(rating.level)
    append(isInAppendix ? rated.derivation : rated.row, executive, to: &buffer)
  }

  private func append(
    _ skeleton: PageSkeleton<ExecutiveSlot>, _ executive: Executive, to buffer: inout OutputBuffer
  ) {
    let shown = ShownValues(executives[executive].flags)
    let score = executives[executive].score
    executives.withWeights(of: executive) { weights in
      executives.withLevels(of: executive) { levels in
        buffer.append(skeleton) { slot, index, buffer in
          switch slot {
          case .name: append(.name, of: executive, shown, to: &buffer)
          case .executiveID:
            executives.withID(of: executive) { id in
              shown.withShown(id) { buffer.append(html: $0) }
            }
          case .organization: append(.organization, of: executive, shown, to: &buffer)
          case .positionTitle: append(.positionTitle, of: executive, shown, to: &buffer)
          case .appointment: append(.appointment, of: executive, shown, to: &buffer)
          case .ratingOfficial: append(.ratingOfficial, of: executive, shown, to: &buffer)
          case .furtherText: append(PlanText.onRosters[index], of: executive, shown, to: &buffer)
          case .rating:
            if shown.shows(level: levels[index]) { buffer.append(levels[index] + 0x30) }
          case .ratingLabel: labels.with(Int(levels[index]) - 1) { buffer.append($0) }
          case .points:
            buffer.append(decimal: Int(executives.rules.points(of: levels[index])))
          case .weight:
            guard shown.shows(weight: weights[index]) else { return }
            buffer.append(hundredths: UInt32(weights[index]))
            buffer.append(UInt8(ascii: " "))
            buffer.append(UInt8(ascii: "%"))
          case .product:
            buffer.append(
              hundredths: executives.rules.product(level: levels[index], weight: weights[index]))
          case .score: buffer.append(hundredths: score)
          case .distance:
            let next = nextMinimums[Int(executives[executive].initialRating) - 1]
            buffer.append(hundredths: next - score)
          case .overriding:
            let titles = executives.overridingElements(of: executive)
              .map { system.elements[$0].title }
            buffer.append(html: titles.joined(separator: ", "))
          case .remarks:
            var text = OutputBuffer(capacity: 256)
            remarks.put(executive, into: &text)
            buffer.append(html: text)
          }
        }
      }
    }
  }

  private func append(
    _ text: PlanText, of executive: Executive, _ shown: ShownValues, to buffer: inout OutputBuffer
  ) {
    executives.withText(text, of: executive) { text in
      shown.withShown(text) { buffer.append(html: $0) }
    }
  }

  // MARK: - Charts

  private func appendCharts(_ roster: Roster, to buffer: inout OutputBuffer) {
    let tally = roster.tally
    guard tally.rated > 0 else { return }
    let scores = roster.executives[..<tally.rated].map { executives[$0].score }.sorted()
    buffer.append(skeletons.charts) { slot, index, buffer in
      let level = Level.allCases[index]
      switch slot {
      case .rated: buffer.append(decimal: tally.rated)
      case .count: buffer.append(decimal: tally.count(at: level))
      case .percent:
        buffer.append(tenths: Percent.tenths(tally.count(at: level), of: tally.rated))
      case .agencyPercent:
        buffer.append(tenths: Percent.tenths(agency.count(at: level), of: agency.rated))
      case .bar:
        buffer.append(decimal: LevelChart.length(tally.count(at: level), of: tally.rated))
      case .mark:
        buffer.append(decimal: LevelChart.length(agency.count(at: level), of: agency.rated))
      case .lowest: buffer.append(hundredths: scores[0])
      case .middle: buffer.append(hundredths: scores[(scores.count - 1) / 2])
      case .highest: buffer.append(hundredths: scores[scores.count - 1])
      case .step: buffer.append(decimal: skeletons.scores.step(of: scores))
      case .dots: appendDots(of: scores, to: &buffer)
      }
    }
  }

  /// Adds for each bucket a line that is drawn as dots above each other, one for each executive.
  private func appendDots(of scores: [UInt32], to buffer: inout OutputBuffer) {
    let chart = skeletons.scores
    let step = chart.step(of: scores)
    chart.forEachBucket(of: scores) { bucket, count in
      buffer.append("M")
      buffer.append(decimal: chart.x(ofBucket: bucket))
      buffer.append(" ")
      buffer.append(decimal: ScoreChart.baseline)
      // A little longer than to the last dot, which rounding may not lose.
      buffer.append("v-")
      buffer.append(decimal: (count - 1) * step + 1)
    }
  }
}
