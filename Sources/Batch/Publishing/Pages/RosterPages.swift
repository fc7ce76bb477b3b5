import Appraisal
import Columns
import Files
import Pages
import ReviewBoards
import Tables

/// `rosters/<prb>.html` for each board: its roster for people, on screen and on paper.
///
/// The order is that which ``Rosters`` has found for the CSV file, and the remarks are the same; this
/// only says them in HTML.
final class RosterPages: Sendable {
  let executives: Executives
  let system: AppraisalSystem
  private let remarks: RosterRemarks
  let skeletons: RosterSkeletons
  private let hasAppendix: Bool
  /// The distribution of all executives, a mark next to each board's, and their levels.
  let agency: Tally
  let agencyElements: ElementLevels
  private let elementTexts: ElementTexts
  /// By level from 1: where the range above its own begins, in hundredths.
  private let nextMinimums: [UInt32]

  /// How far below the next range a score is near it, in hundredths: ten points.
  private static let nearDistance: UInt32 = 1000
  /// Of how many executives there is a list in alphabetical order; fewer are seen at once.
  private static let fewestListed = 21

  /// The pages of an agency.
  init(
    _ appraisals: Appraisals, remarks: RosterRemarks, agency: Distribution, design: PageDesign,
    origin: PageOrigin, hasWorkbooks: Bool
  ) {
    let system = appraisals.system
    executives = appraisals.executives
    self.system = system
    self.remarks = remarks
    skeletons = RosterSkeletons(
      system: system, design: design, origin: origin, hasWorkbooks: hasWorkbooks)
    hasAppendix = design.hasAppendix
    self.agency = agency.overall
    agencyElements = agency.elements
    elementTexts = ElementTexts(of: system, by: skeletons)
    nextMinimums = Level.allCases.map { level in
      system.range(above: level)?.minimum.hundredths ?? 0
    }
  }

  /// What a task keeps from page to page.
  struct Scratch: ~Copyable {
    fileprivate var buffer = OutputBuffer(capacity: 1 << 18)
    fileprivate var names = AlphabeticalOrder()
    fileprivate var row: RowScratch

    init(_ remarks: RosterRemarks) { row = RowScratch(writer: remarks.writer()) }
  }

  /// What of it the rows of executives need.
  fileprivate struct RowScratch: ~Copyable {
    var elementTexts = ElementTexts.Made()
    let writer: FindingWriter
  }

  /// How much of a page is kept before it is written.
  private static let pieceSize = 1 << 20

  /// Writes the page of a roster.
  ///
  /// - Parameters:
  ///   - previous: The board before it, by name; `nil` for the first.
  ///   - following: The board after it; `nil` for the last.
  func write(
    _ roster: Roster, previous: ReviewBoard?, following: ReviewBoard?, by scratch: inout Scratch,
    to file: inout OutputFile
  ) throws(RunError) {
    let order =
      roster.tally.executives < Self.fewestListed ? [] : alphabeticalOrder(of: roster, by: &scratch)
    scratch.buffer.removeAll()
    try append(
      roster, inAlphabeticalOrder: order, previous: previous, following: following,
      to: &scratch.buffer, &file, by: &scratch.row)
    try file.write(scratch.buffer)
  }

  /// Adds the page of a roster, but for what of it has been written.
  ///
  /// - Parameter order: The places of the executives by their names, where they are to be listed.
  private func append(
    _ roster: Roster, inAlphabeticalOrder order: [Int], previous: ReviewBoard?,
    following: ReviewBoard?, to page: inout OutputBuffer, _ file: inout OutputFile,
    by scratch: inout RowScratch
  ) throws(RunError) {
    let (places, tally) = (roster.places, roster.tally)
    let notRated = tally.rated..<tally.rated + tally.notRated
    let rejected = notRated.upperBound..<tally.executives
    let (unrated, listedName) = (skeletons.unrated, skeletons.listedName)
    func appendUnrated(_ place: Int, to buffer: inout OutputBuffer) {
      append(unrated, places[place], number: place + 1, to: &buffer, by: &scratch)
    }
    try page.append(skeletons.page) { slot, _, buffer throws(RunError) in
      switch slot {
      case .board: buffer.append(html: roster.board.name.span)
      case .kind:
        buffer.append(
          roster.board.isUnassigned
            ? "Executives without a review board" : "Performance Review Board roster")
      case .slug: buffer.append(roster.board.slug)
      case .previous: append(previous, which: "Previous", to: &buffer)
      case .following: append(following, which: "Next", to: &buffer)
      case .firstTable:
        buffer.append(
          tally.rated > 0 ? "#rated" : tally.notRated > 0 ? "#not-rated" : "#rejected")
      case .executives: buffer.append(grouped: tally.executives)
      case .rated: append(tally.rated, leadingTo: "rated", to: &buffer)
      case .notRated: append(tally.notRated, leadingTo: "not-rated", to: &buffer)
      case .rejected: append(tally.rejected, leadingTo: "rejected", to: &buffer)
      case .charts: appendCharts(roster, to: &buffer)
      case .note:
        if roster.board.isUnassigned {
          buffer.append(skeletons.noBoard)
        } else if tally.rated > 0 {
          buffer.append(skeletons.meetingNotes)
        }
      case .ratedSection:
        try appendRows(skeletons.ratedSection, 0..<tally.rated, to: &buffer, &file) {
          appendGroup(at: $0, among: places, tally, to: &$1)
          appendRated(places[$0], number: $0 + 1, to: &$1, by: &scratch)
        }
      case .notRatedSection:
        try appendRows(skeletons.notRatedSection, notRated, to: &buffer, &file, appendUnrated)
      case .rejectedSection:
        try appendRows(skeletons.rejectedSection, rejected, to: &buffer, &file, appendUnrated)
      case .namesSection:
        try appendRows(skeletons.namesSection, order.indices, to: &buffer, &file) {
          let place = order[$0]
          append(listedName, places[place], number: place + 1, to: &$1, by: &scratch)
        }
      case .appendixSection:
        guard hasAppendix else { return }
        try appendRows(skeletons.appendixSection, 0..<tally.rated, to: &buffer, &file) {
          appendRated(places[$0], number: $0 + 1, isInAppendix: true, to: &$1, by: &scratch)
        }
      }
    }
  }

  /// Adds a section with a row for each of some places, and writes what there is of the page whenever it is a
  /// piece: a board may have a million executives.
  private func appendRows(
    _ section: PageSkeleton<SectionSlot>, _ places: Range<Int>, to buffer: inout OutputBuffer,
    _ file: inout OutputFile, _ append: (_ place: Int, inout OutputBuffer) -> Void
  ) throws(RunError) {
    guard !places.isEmpty else { return }
    try buffer.append(section) { _, _, buffer throws(RunError) in
      for place in places {
        append(place, &buffer)
        guard buffer.count > Self.pieceSize else { continue }
        try file.write(buffer)
        buffer.removeAll()
      }
    }
  }

  /// Adds the heading of a level before its first executive.
  private func appendGroup(
    at place: Int, among places: [RosterPlace], _ tally: Tally, to buffer: inout OutputBuffer
  ) {
    func level(_ place: Int) -> Level? { places[place].rating?.level }
    let before = place == 0 ? nil : level(place - 1)
    guard let level = level(place), level != before else { return }
    buffer.append(skeletons.group(level)) { _, _, buffer in
      buffer.append(counted(tally.count(at: level), "executive"))
    }
  }

  // MARK: - Links

  /// Adds the link to another board, where there is one.
  private func append(_ board: ReviewBoard?, which: String, to buffer: inout OutputBuffer) {
    guard let board else { return }
    buffer.append(skeletons.neighbour) { slot, _, buffer in
      switch slot {
      case .slug: buffer.append(board.slug)
      case .which: buffer.append(which)
      case .called: buffer.append(beginningOf: board.name.span, atMost: ShownTexts.mostCalled)
      }
    }
  }

  /// Adds a count that leads to those who are counted, where there are any.
  private func append(_ count: Int, leadingTo table: String, to buffer: inout OutputBuffer) {
    guard count > 0 else { return buffer.append("0") }
    buffer.append("<a href=#\(table)>")
    buffer.append(grouped: count)
    buffer.append("</a>")
  }

  /// The places of a roster in the alphabetical order of the names.
  private func alphabeticalOrder(of roster: Roster, by scratch: inout Scratch) -> [Int] {
    let executives = executives
    scratch.names.removeAll()
    for executive in roster.executives {
      executives.withText(.name, of: executive) { scratch.names.add($0) }
    }
    return scratch.names.numbers()
  }

  // MARK: - Executives

  /// Adds what is said of a rated executive, which differs by how the rating came about.
  private func appendRated(
    _ place: RosterPlace, number: Int, isInAppendix: Bool = false, to buffer: inout OutputBuffer,
    by scratch: inout RowScratch
  ) {
    guard let level = place.rating?.level else { return }
    let rated =
      executives.isOverridden(place.member, ratedAt: level)
      ? skeletons.overridden : skeletons.rated(level)
    append(
      isInAppendix ? rated.derivation : rated.row, place, number: number, near: rated.near,
      to: &buffer, by: &scratch)
  }

  /// Adds what a skeleton says of an executive. What the place says is not looked up again.
  private func append(
    _ skeleton: PageSkeleton<ExecutiveSlot>, _ place: RosterPlace, number: Int,
    near: PageSkeleton<ExecutiveSlot>? = nil, to buffer: inout OutputBuffer,
    by scratch: inout RowScratch
  ) {
    let executive = place.member
    let texts = ShownTexts(of: place, in: executives)
    let (weights, firstWeight) = executives.weightCells(of: executive)
    let (levels, firstLevel) = executives.levelCells(of: executive)
    func appendElement(_ text: ElementText, _ element: Int, _ buffer: inout OutputBuffer) {
      elementTexts.append(
        text, of: element, level: levels[firstLevel + element],
        weight: weights[firstWeight + element], shown: texts.shown, to: &buffer,
        by: &scratch.elementTexts)
    }
    buffer.append(skeleton) { slot, index, buffer in
      switch slot {
      case .number: buffer.append(grouped: number)
      case .name: texts.append(.name, in: executives, to: &buffer)
      case .called: texts.appendName(in: executives, to: &buffer)
      case .executiveID: texts.appendID(to: &buffer)
      case .organization: texts.append(.organization, in: executives, to: &buffer)
      case .positionTitle: texts.append(.positionTitle, in: executives, to: &buffer)
      case .appointment: texts.append(.appointment, in: executives, to: &buffer)
      case .ratingOfficial:
        texts.appendSecondLine(.ratingOfficial, in: executives, to: &buffer)
      case .furtherText:
        texts.append(PlanText.onRosters[index], in: executives, to: &buffer)
      case .elementCell: appendElement(.cell, index, &buffer)
      case .elementProduct: appendElement(.product, index, &buffer)
      case .elementRow: appendElement(.row, index, &buffer)
      case .score:
        if let rating = place.rating { buffer.append(hundredths: rating.score.hundredths) }
      case .near:
        guard let near, let distance = distance(of: place), distance <= Self.nearDistance
        else { return }
        append(near, place, number: number, to: &buffer, by: &scratch)
      case .distance:
        if let distance = distance(of: place) { buffer.append(hundredths: distance) }
      case .overriding:
        let titles = executives.overridingElements(of: executive)
          .map { system.elements[$0].title }
        buffer.append(html: titles.joined(separator: ", "))
      case .remarks: appendReasons(of: place, by: scratch.writer, to: &buffer)
      }
    }
  }

  /// How far the score of a rated executive is below the next range, in hundredths; `nil` in the highest, and
  /// of who is not rated.
  private func distance(of place: RosterPlace) -> UInt32? {
    guard let rating = place.rating else { return nil }
    let next = nextMinimums[rating.level.number - 1]
    return next == 0 ? nil : next - rating.score.hundredths
  }

  /// Adds why an executive is not rated: what is wrong and what to do first, the code after it.
  private func appendReasons(
    of place: RosterPlace, by writer: borrowing FindingWriter, to buffer: inout OutputBuffer
  ) {
    guard place.status == .rejected else { return buffer.append("No ratings were given.") }
    let more = remarks.forEachReason(of: place.member) { finding in
      buffer.append(skeletons.reason) { slot, _, buffer in
        var text = OutputBuffer(capacity: 256)
        switch slot {
        case .sentence:
          writer.appendSentences(finding, to: &text)
          text.withBytes { buffer.append(folded: $0) }
        case .code: buffer.append(finding.finding.code.rawValue)
        case .place:
          buffer.append(html: writer.place(of: finding).words)
        }
      }
    }
    if more > 0 { buffer.append("<div class=finding>\(grouped(more)) more in findings.csv.</div>") }
  }
}
