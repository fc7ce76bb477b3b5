import Appraisal
import Columns
import CSV
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
  let expectsRatings: Bool
  /// The executives that were rejected. Rating records come in any order, and only those of the
  /// rejected are worth a look at what else is known of their executive.
  let rejected: ExecutiveBitmap
  /// The further records of these executives, by the executive.
  let laterPlanRecords: RecordLinks<Plans, Plans>
  let laterRatingRecords: RecordLinks<Plans, Ratings>
  /// The first two ratings of the same element of one executive, for all that are duplicates.
  let elementGivers: [ElementGivers.Key: ElementGivers]
  /// For each file the first of its name, and whether any shares one.
  let fileOfName: [Int]
  let hasSharedNames: Bool
  let executives: Executives
  /// The names of the boards by their numbers, fit to be read.
  let boardNames: TextColumn
  let notes: FileNotes
  let nearPlans: NearPlans
  let skippedRuns: SkippedRuns
  let intake: Intake
  var rules: Rules { intake.rules }
  let judge: Judge
  let groups: GroupHeadFinder

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
    rejected = try await ExecutiveBitmap(among: executives.plans.count, on: workers) {
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
    of rejected: ExecutiveBitmap, among executives: Executives, on workers: Workers
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

  /// The executive whose record a finding is about; `nil` where it is about a file, or about a rating
  /// without a plan.
  func executive(of finding: LocatedFinding) -> Executive? {
    guard let record = finding.record else { return nil }
    switch record.kind {
    case .plans: return executives.executive(of: PlanRecord(record.number.index)).ifAny
    case .ratings: return executives.executive(of: RatingRecord(record.number.index))
    }
  }

  /// The name of a finding's column as the file spells it; empty where it is about none.
  func name(ofColumn finding: LocatedFinding) -> [UInt8] {
    finding.column.map { intake.files[finding.file].columns.names[$0] } ?? []
  }

  /// The place of a record by its number among those of its kind.
  func place<Kind>(_ kind: InputKind, _ record: RowID<Kind>) -> LocatedFinding.Record {
    let number = AnyRecord(record.index)
    let (segment, index) = intake.table(kind).place(of: number)
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
