import Appraisal
import CSV
import Columns
import ReviewBoards
import Runs
import Tables

/// All findings of an intake, made from its columns whenever they are asked for.
///
/// Nothing is stored for a finding that the columns imply, so that a file in which every record is
/// wrong takes no more memory than a clean one; what cannot be implied is in the faults of the
/// segments.
final class Findings: Sendable {
  let appraisals: Appraisals
  /// Whether ratings were asked for: without them nobody lacks any.
  private let expectsRatings: Bool
  /// The executives that were rejected. Rating records come in any order, and only those of the
  /// rejected are worth a look at what else is known of their executive.
  let rejected: RecordBitmap
  /// The further records of these executives, by the executive.
  let laterPlanRecords: RecordLinks<Plans, Plans>
  let laterRatingRecords: RecordLinks<Plans, Ratings>
  /// The first two ratings of the same element of one executive, for all that are duplicates.
  private let elementGivers: [ElementGivers.Key: ElementGivers]
  /// For each file the first of its name, and whether any shares one.
  let fileOfName: [Int]
  let hasSharedNames: Bool
  let executives: Executives
  /// The names of the boards by their numbers, fit to be read.
  let boardNames: TextColumn
  private let notes: FileNotes
  private let nearPlans: NearPlans
  private let skippedRuns: SkippedRuns
  let intake: Intake
  private var rules: Rules { intake.rules }
  let judge: Judge
  private let groups: GroupHeadFinder

  /// The findings of an intake.
  ///
  /// - Complexity: O(records).
  init(
    _ appraisals: Appraisals, expectsRatings: Bool, workers: Workers
  ) async throws(RunError) {
    self.appraisals = appraisals
    executives = appraisals.executives
    intake = appraisals.intake
    judge = Judge(of: appraisals.intake.system)
    notes = FileNotes(on: appraisals)
    boardNames = TextColumn(
      appraisals.boards.map { board in
        var name = OutputBuffer(capacity: 64)
        name.append(spelledOut: board.name.span)
        return name.array
      })
    nearPlans = try await NearPlans(of: appraisals.executives, on: workers)
    groups = GroupHeadFinder(in: appraisals.intake)
    skippedRuns = SkippedRuns(of: intake)
    self.expectsRatings = expectsRatings
    rejected = try await RecordBitmap(among: executives.plans.count, on: workers) {
      [executives] in
      executives.executive(ofFirst: $0).map { executives.status(of: $0) == .rejected } ?? false
    }
    (laterPlanRecords, laterRatingRecords) = try await Self.laterRecords(
      of: rejected, among: appraisals.executives, on: workers)
    elementGivers = try await ElementGivers.all(
      of: rejected, among: appraisals.executives, on: workers)
    var firstOfName: [[UInt8]: Int] = [:]
    let fileOfName = intake.files.enumerated().map { number, file in
      let name = Array(file.name.utf8)
      let first = firstOfName[name] ?? number
      firstOfName[name] = first
      return first
    }
    self.fileOfName = fileOfName
    hasSharedNames = firstOfName.count < fileOfName.count
  }

  private static func laterRecords(
    of rejected: RecordBitmap, among executives: Executives, on workers: Workers
  ) async throws(RunError) -> (
    plans: RecordLinks<Plans, Plans>, ratings: RecordLinks<Plans, Ratings>
  ) {
    guard !rejected.isEmpty else { return (RecordLinks([]), RecordLinks([])) }
    let plans = try await workers.map(executives.plans.segmentCount) { segment in
      executives.plans.records(of: segment).compactMap {
        record -> RecordLinks<Plans, Plans>.Pair? in
        let executive = executives.executive(of: record)
        guard rejected.contains(executive), executive.firstRecord != record else { return nil }
        return .init(from: executive.firstRecord, to: record)
      }
    }
    let ratings = try await workers.map(executives.ratings.segmentCount) { segment in
      executives.ratings.records(of: segment).compactMap {
        record -> RecordLinks<Plans, Ratings>.Pair? in
        guard let executive = executives.executive(of: record), rejected.contains(executive),
          executives[executive].ratingRecord != record
        else { return nil }
        return .init(from: executive.firstRecord, to: record)
      }
    }
    return (RecordLinks(plans.flatMap(\.self)), RecordLinks(ratings.flatMap(\.self)))
  }

  // MARK: - Of one record

  /// The executive whose record a finding is about; `nil` where it is about a file, or about a rating
  /// without a plan.
  func executive(of finding: LocatedFinding) -> Executive? {
    guard let record = finding.record else { return nil }
    switch record.kind {
    case .plans: return executives.executive(of: PlanRecord(record.number.index)).ifAny
    case .ratings: return executives.executive(of: RatingRecord(record.number.index))
    }
  }

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

  // MARK: - Of a file

  /// The pieces that all findings come in, each to be made by one task: for each name of a file
  /// the header and then segment by segment. Put together in this order they are sorted by file.
  ///
  /// A file that was given both as plans and as ratings was cut into the same blocks both times,
  /// so its pieces hold the same lines and are made together.
  var pieces: [Piece] {
    let files = Dictionary(grouping: intake.files.indices) { Array(intake.files[$0].name.utf8) }
    return files.sorted { $0.key.lexicographicallyPrecedes($1.key) }.flatMap { _, files in
      let blocks = files.map { intake.files[$0].segments.count }.max() ?? 0
      return [Piece(files: files, block: nil)] + (0..<blocks).map { Piece(files: files, block: $0) }
    }
  }

  /// Some findings that are sorted and made together.
  struct Piece: Sendable {
    /// The files of one name.
    let files: [Int]
    /// The number of the block; `nil` for the header.
    let block: Int?
  }

  /// The findings of a piece, sorted by line, column and code.
  ///
  /// - Complexity: O(records + n log n) for n findings.
  func findings(in piece: Piece) -> [LocatedFinding] {
    var findings: [LocatedFinding] = []
    for file in piece.files {
      if let block = piece.block {
        let segments = intake.files[file].segments
        if block < segments.count {
          append(segment: segments.lowerBound + block, of: file, to: &findings)
        }
      } else {
        appendHeader(of: file, to: &findings)
      }
    }
    findings.sort { isBefore($0, $1) }
    return piece.files.count == 1 ? findings : withoutRepetitions(findings)
  }

  private func append(segment number: Int, of file: Int, to findings: inout [LocatedFinding]) {
    let kind = intake.files[file].kind
    let sheets = intake.sheets(kind)
    let first = sheets.records(of: number).lowerBound
    let segment = intake.memory(kind).segments[number]
    findings += notes[file: file, block: segment.block]
    skippedRuns.forEach(of: segment, number: number, in: intake.files[file]) { findings.append($0) }
    let mayBeSilent = segment.faults.isEmpty && hasNoLinks(kind)
    for index in 0..<segment.count {
      if mayBeSilent, isSilent(first.advanced(by: index), of: kind) { continue }
      let record = LocatedFinding.Record(
        kind: kind, number: first.advanced(by: index), segment: number, index: index)
      switch kind {
      case .plans: forEach(ofPlan: record) { findings.append($0) }
      case .ratings: forEach(ofRating: record) { findings.append($0) }
      }
    }
    if let last = segment.unendedRecord {
      findings.append(
        LocatedFinding(
          finding: .file(.noFinalNewline), file: file, line: last.line, row: last.row))
    }
  }

  /// Whether no records of a kind have to do with each other in a way that is reported.
  private func hasNoLinks(_ kind: InputKind) -> Bool {
    let links = appraisals.links
    return switch kind {
    case .plans: links.duplicatePlans.all.isEmpty && links.planCaseVariants.all.isEmpty
    case .ratings: links.duplicateRatings.all.isEmpty && links.ratingCaseVariants.all.isEmpty
    }
  }

  /// Whether nothing is to be said of a record, as its flags tell: nearly every record is one of an
  /// executive with whom all is well. One of whom this says nothing may have findings or not.
  ///
  /// - Precondition: the record's segment has no faults, and ``hasNoLinks(_:)``.
  @inline(__always)
  private func isSilent(_ record: AnyRecord, of kind: InputKind) -> Bool {
    switch kind {
    case .plans:
      let plan = PlanRecord(record.index)
      return intake.plans.flags(of: plan).isDisjoint(with: [.boardIsBlank, .breaksRule])
        && executives[executives.executive(of: plan)].flags == .hasRatings
    case .ratings:
      let rating = RatingRecord(record.index)
      guard let executive = executives.executive(of: rating) else { return false }
      return !intake.ratings.flags(of: rating).contains(.breaksRule)
        && !rejected.contains(executive)
    }
  }

  private func appendHeader(of number: Int, to findings: inout [LocatedFinding]) {
    let file = intake.files[number]
    func append(
      _ finding: Finding, column: Int? = nil, value: LocatedFinding.Value? = nil
    ) {
      findings.append(
        LocatedFinding(
          finding: finding, file: number, line: file.headerPosition.line,
          row: file.headerPosition.row, column: column,
          value: value ?? (column == nil ? .none : .columnName)))
    }
    for blank in file.blankLinesBeforeHeader {
      let lines = FileFinding.Lines(blank.line, to: blank.line + blank.count - 1)
      findings.append(
        LocatedFinding(
          finding: .file(.blankLine(lines)), file: number, line: blank.line, row: blank.row))
    }
    for column in file.columns.unknown { append(.file(.unknownColumn), column: column) }
    for columns in file.columns.nameless {
      append(
        .file(
          .columnsWithoutName(.init(first: columns.lowerBound + 1, last: columns.upperBound))))
    }
    if file.encoding != nil { append(.file(.encodingConverted), value: .encoding) }
    if file.looksLikeUTF8 { append(.file(.encodingDoubtful), value: .encoding) }
    if file.kind == .plans, file.columns.column(of: .board) == nil {
      append(.file(.noColumnForBoards))
    }
    if file.records == 0 { append(.file(.noRecords)) }
    appendOtherSheets(of: number, to: &findings)
    if file.headerEndsWithoutNewline { append(.file(.noFinalNewline)) }
  }

  /// A finding that both readings of one file make is reported once.
  private func withoutRepetitions(_ findings: [LocatedFinding]) -> [LocatedFinding] {
    var kept: [LocatedFinding] = []
    for finding in findings {
      if let last = kept.last, isRepetition(finding, of: last) { continue }
      kept.append(finding)
    }
    return kept
  }

  /// Whether two findings say the same of one file that was given as plans and as ratings.
  private func isRepetition(_ one: LocatedFinding, of other: LocatedFinding) -> Bool {
    one.file != other.file && one.finding == other.finding && one.line == other.line
      && one.column == other.column
      && fileOfName[one.file] == fileOfName[other.file]
  }

  func isBefore(_ one: LocatedFinding, _ other: LocatedFinding) -> Bool {
    if one.line != other.line { return one.line < other.line }
    // What is about the whole record goes before what is about a column.
    if one.column != other.column { return one.column ?? -1 < other.column ?? -1 }
    return one.finding.code.rawValue.utf8.lexicographicallyPrecedes(
      other.finding.code.rawValue.utf8)
  }

  /// The name of a finding's column as the file spells it; empty where it is about none.
  func name(ofColumn finding: LocatedFinding) -> [UInt8] {
    finding.column.map { intake.files[finding.file].columns.names[$0] } ?? []
  }

  /// Another rating record that gives the same executive a level for the element of this one, which
  /// is in the long layout.
  private func longDuplicate(
    of record: RatingRecord, of executive: Executive
  ) -> RatingRecord? {
    let ratings = intake.ratings
    guard rejected.contains(executive),
      executives[executive].flags.contains(.ratingsAreDuplicate),
      let element = ratings.elementIfAny(of: record)
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

  // MARK: - Places

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
    intake.sheets(record.kind).elementIfAny(of: record.number) == nil
      ? nil : groups.head(of: record)
  }

  /// Reports that a record has a duplicate, if it has one.
  private func report(
    _ kind: RecordFinding, of record: LocatedFinding.Record,
    with duplicate: LocatedFinding.Record?, _ body: (LocatedFinding) -> Void
  ) {
    guard let duplicate else { return }
    let element = intake.sheets(record.kind).elementIfAny(of: record.number)
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

  /// The place of a record by its number among those of its kind.
  func place<Kind>(_ kind: InputKind, _ record: RowID<Kind>) -> LocatedFinding.Record {
    let number = AnyRecord(record.index)
    let (segment, index) = intake.sheets(kind).place(of: number)
    return LocatedFinding.Record(kind: kind, number: number, segment: segment, index: index)
  }

  /// A finding at a record; its column is that of `use`, or else that of its element.
  func located(
    _ finding: Finding, _ record: LocatedFinding.Record, use: HeaderMap.Use? = nil
  ) -> LocatedFinding {
    // No segment or file is copied, only what is asked of it: they have dozens of references.
    let memory = intake.memory(record.kind)
    let file = memory.segments[record.segment].file
    var use = use
    if use == nil, let element = finding.element {
      use = intake.files[file].columns.isLong ? .elementValue : .value(element: element)
    }
    let value: LocatedFinding.Value =
      switch finding.quantity {
      case .weight(let weight): .hundredths(weight.hundredths)
      case .count(let count): .count(count)
      case nil: .none
      }
    return LocatedFinding(
      finding: finding, file: file,
      line: memory.segments[record.segment].positions.line(of: record.index),
      row: memory.segments[record.segment].positions.row(of: record.index), record: record,
      column: use.flatMap { intake.files[file].columns.column(of: $0) }, value: value)
  }
}
