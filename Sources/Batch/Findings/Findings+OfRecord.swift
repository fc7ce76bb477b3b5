import Appraisal
import Columns
import ReviewBoards

extension Findings {
  /// Calls `body` with each finding anchored at a plan record.
  func forEach(ofPlan record: LocatedFinding.Record, _ body: (LocatedFinding) -> Void) {
    let plan = PlanRecord(record.number.index)
    let flags = intake.plans.flags(of: plan)
    let executive = executives.executive(of: plan)
    let isFirst = executive.firstRecord == plan
    let state = executives[executive].flags
    if hasFaults(record) { forEachFault(of: record, body) }
    if flags.contains(.boardIsBlank), isFirst,
      intake.plans.isBlank(.board, of: executives.record(of: .board, of: executive))
    {
      body(located(.rating(.boardNotGiven), record, use: .text(.board)))
    }
    if flags.contains(.breaksRule) {
      intake.plans.withWeights(of: plan, elements: rules.elements) { weights in
        judge.examine(weights: weights) { body(located($0, record)) }
      }
    }
    if state.contains(.planBreaksRule) { reportAssembledPlan(of: executive, at: record, body) }
    report(
      .duplicatePlan, of: record,
      with: appraisals.links.duplicatePlans.other(of: plan).map { place(.plans, $0) }, body)
    reportCaseVariant(appraisals.links.planCaseVariants.other(of: plan), of: record, body)
    if state.contains(.textsConflict) {
      for text in (0..<PlanText.count).lazy.map(PlanText.init(number:))
      where !intake.plans.isBlank(text, of: plan) {
        let giver = executives.record(of: text, of: executive)
        guard executives.differ(text, of: plan, giver) else { continue }
        var finding = located(.record(.conflictingValue), record, use: .text(text))
        finding.value = .text(text)
        finding.related = place(.plans, giver)
        body(finding)
      }
    }
    if expectsRatings, isFirst, executives.status(of: executive) == .notRated {
      body(located(.rating(.planWithoutRatings), record, use: .executiveID))
    }
  }

  /// Calls `body` with each finding anchored at a rating record.
  func forEach(ofRating record: LocatedFinding.Record, _ body: (LocatedFinding) -> Void) {
    let rating = RatingRecord(record.number.index)
    let flags = intake.ratings.flags(of: rating)
    let executive = executives.executive(of: rating)
    if hasFaults(record) { forEachFault(of: record, body) }
    if flags.contains(.breaksRule) {
      intake.ratings.withLevels(of: rating, elements: rules.elements) { levels in
        judge.examine(ratings: levels) { body(located($0, record)) }
      }
    }
    let duplicate =
      appraisals.links.duplicateRatings.other(of: rating)
      ?? executive.flatMap { longDuplicate(of: rating, of: $0) }
    report(.duplicateRating, of: record, with: duplicate.map { place(.ratings, $0) }, body)
    reportCaseVariant(appraisals.links.ratingCaseVariants.other(of: rating), of: record, body)
    guard let executive else {
      guard !flags.contains(.unidentified) else { return }
      return body(ratingWithoutPlan(rating, at: record))
    }
    if rejected.contains(executive), intake.ratings.isLong(rating),
      executives[executive].flags.contains(.ratingsBreakRule)
    {
      reportMissingRatings(of: executive, at: record, body)
    }
  }

  /// Another rating record that gives the same executive a level for the element of this one, which
  /// is in the long layout.
  private func longDuplicate(
    of record: RatingRecord, of executive: Executive
  ) -> RatingRecord? {
    // In the wide layout nothing has to be looked up of the executive, who may be anywhere in memory.
    guard let element = intake.ratings.elementIfAny(of: record), rejected.contains(executive),
      executives[executive].flags.contains(.ratingsAreDuplicate)
    else { return nil }
    let key = ElementGivers.Key(executive: executive, element: UInt8(element))
    return elementGivers[key]?.other(than: record)
  }

  /// Ratings of nobody, with the plan whose id differs in what spreadsheets do to ids, if there is one.
  private func ratingWithoutPlan(
    _ rating: RatingRecord, at record: LocatedFinding.Record
  ) -> LocatedFinding {
    let plan = nearPlans.plan(near: rating)
    let difference = plan.flatMap { plan in
      intake.ratings.withID(of: rating) { id in
        intake.plans.withID(of: plan) { IDDifference(between: id, $0) }
      }
    }
    var finding = located(
      .rating(.ratingWithoutPlan(near: difference)), record, use: .executiveID)
    finding.related = difference == nil ? nil : plan.map { place(.plans, $0) }
    return finding
  }

  private func hasFaults(_ record: LocatedFinding.Record) -> Bool {
    !intake.memory(record.kind).segments[record.segment].faults.isEmpty
  }

  private func forEachFault(
    of record: LocatedFinding.Record, _ body: (LocatedFinding) -> Void
  ) {
    for number in intake.memory(record.kind).faults(of: record.number) {
      let fault = intake.memory(record.kind).segments[record.segment].faults[number]
      let head = fault.finding == .record(.missingExecutiveID) ? groupHead(of: record) : nil
      var located = located(
        head == nil ? fault.finding : .record(.executiveIDNotRepeated), record)
      located.related = head
      located.column = fault.column == .max ? nil : Int(fault.column)
      if located.value == .none { located.value = .fault(number) }
      body(located)
    }
  }

  /// The record before one without an executive id that may give it, where the record does give an
  /// element.
  private func groupHead(of record: LocatedFinding.Record) -> LocatedFinding.Record? {
    intake.table(record.kind).elementIfAny(of: record.number) == nil
      ? nil : groups.head(of: record)
  }

  /// Reports that a record has a duplicate, if it has one.
  private func report(
    _ kind: RecordFinding, of record: LocatedFinding.Record,
    with duplicate: LocatedFinding.Record?, _ body: (LocatedFinding) -> Void
  ) {
    guard let duplicate else { return }
    let element = intake.table(record.kind).elementIfAny(of: record.number)
    var finding = located(
      .record(kind), record, use: element == nil ? .executiveID : .elementName)
    if let element { finding.value = .element(element) }
    finding.related = duplicate
    body(finding)
  }

  /// Reports a plan whose id differs from that of a record in capitals, if there is one.
  private func reportCaseVariant(
    _ plan: PlanRecord?, of record: LocatedFinding.Record, _ body: (LocatedFinding) -> Void
  ) {
    guard let plan else { return }
    var finding = located(.record(.executiveIDDiffersInCase), record, use: .executiveID)
    finding.related = place(.plans, plan)
    body(finding)
  }
}
