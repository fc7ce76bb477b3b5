import Appraisal
import Columns

/// Finds out which records belong to one executive, and puts his or her plan and ratings together.
///
/// Plans of B and A, ratings of A, C and once more of A:
///
///     plan records        0: B    1: A            an index has them: B → 0, A → 1
///     rating records      0: A    1: C    2: A    each is looked up in it
///
///     executiveOfRating   1       nobody  1       1 has no plan: `rating-without-plan`
///     facts of row 1      the first rating record is 0; 2 is one too many: `duplicate-rating`
///
/// That takes four steps, each on all workers:
///
/// 1. **Admit** the plan records. To each task falls a part of all ids (``HashPart``), for which it goes
///    through the records in their order, so that the first record of an id is met first. Only a further
///    record of somebody is noted, in its row: all other rows say so by saying nothing.
/// 2. **Assemble** plans from records in the long layout, those that are not the first of their
///    executive last.
/// 3. **Find** the executive of each rating record. This changes nothing but what it finds, so any task
///    may do it for any records.
/// 4. **Enter** the ratings. To each task fall some of the executives, for whom it goes through the
///    records in their order.
///
/// Records are gone through from one end to the other. Out of order are looks into the index and at the
/// rows, one for each record, whose memory is asked for ahead (``SegmentScan``): no copy of the records
/// is needed to bring them into another order. The result does not depend on who did what.
struct Join: Sendable {
  private let executives: Executives
  private let hash: CaseBlindHash
  private let workers: Workers

  private var plans: RecordTable<Plans> { executives.plans }
  private var ratings: RecordTable<Ratings> { executives.ratings }

  /// Gets ready to fill the columns of executives.
  ///
  /// - Parameter hash: The one by which their records were read.
  init(_ executives: Executives, by hash: CaseBlindHash, workers: Workers) {
    self.executives = executives
    self.hash = hash
    self.workers = workers
  }

  /// Fills the columns.
  ///
  /// - Returns: The links among plan records and among rating records.
  /// - Complexity: O(records), and for each worker a look at the hash of each plan, and at the id of each rating
  ///   without one.
  func run() async throws(RunError) -> JoinLinks {
    let (plans, ratingCaseVariants) = try await admitPlansAndFindExecutives()
    let duplicateRatings = try await enterRatings() + linkStrays()
    return JoinLinks(
      duplicatePlans: RecordLinks(plans.duplicates),
      planCaseVariants: RecordLinks(plans.caseVariants),
      duplicateRatings: RecordLinks(duplicateRatings),
      ratingCaseVariants: RecordLinks(ratingCaseVariants))
  }

  /// The first three steps. The indexes, 24 bytes for each plan, are gone when they are done: the next one
  /// touches as much memory for the first time.
  private func admitPlansAndFindExecutives() async throws(RunError) -> (
    plans: (
      duplicates: [RecordLinks<Plans, Plans>.Pair], caseVariants: [RecordLinks<Plans, Plans>.Pair]
    ),
    ratingCaseVariants: [RecordLinks<Ratings, Plans>.Pair]
  ) {
    let admissions = try await workers.map(workers.count) { number in
      admit(HashPart(number: number, count: workers.count))
    }
    let duplicates = try await assemble(admissions.map(\.laterRecords))
    let ratingCaseVariants = try await findExecutives(
      in: IdentifierIndexes(admissions.map(\.index)))
    return ((duplicates, admissions.flatMap(\.caseVariants)), ratingCaseVariants)
  }

  // MARK: - Plans

  /// What a task found out about the plan records of its part.
  private struct Admission: Sendable {
    var index: IdentifierIndex<Plans>
    var caseVariants: [RecordLinks<Plans, Plans>.Pair] = []
    /// The first records of the rows that are not the first of their executive.
    var laterRecords: [PlanRecord] = []
  }

  private func admit(_ part: HashPart) -> Admission {
    var scan = SegmentScan()
    func picks(ofSegment segment: Int) -> SegmentScan.Picks {
      let first = plans.records(of: segment).lowerBound
      let columns = plans.columns(of: segment)
      let rows = executives.rows
      return scan.pick(among: columns.flags.count) { index in
        let isMeant = part.contains(columns.hash(of: index, by: hash))
        let isIdentified = !columns.flags[index].contains(.unidentified)
        return isMeant && isIdentified && rows.isFirst(first.advanced(by: index))
      }
    }
    var count = 0
    for segment in 0..<plans.segmentCount { count += picks(ofSegment: segment).count }
    var admission = Admission(index: IdentifierIndex(capacity: count, parts: part.count))
    for segment in 0..<plans.segmentCount {
      let first = plans.records(of: segment).lowerBound
      let columns = plans.columns(of: segment)
      let picks = picks(ofSegment: segment)
      let table = admission.index.view
      scan.forEachID(of: picks, in: columns, by: hash) {
        table.prefetch($0)
      } _: { id, index, _ in
        admit(first.advanced(by: index), id, to: &admission)
      }
    }
    return admission
  }

  @inline(__always)
  private func admit(_ record: PlanRecord, _ id: SoughtID, to admission: inout Admission) {
    let match = admission.index.insert(id, of: record, among: plans)
    guard match.same != nil || match.caseVariant != nil else { return }
    let row = executives.rows.row(of: record)
    if let same = match.same {
      executives.facts[row.index] = ExecutiveFacts(furtherOf: Executive(firstRecord: same))
      admission.laterRecords.append(record)
    }
    // Said once of an executive, however many records there are.
    if match.same == nil, let caseVariant = match.caseVariant {
      admission.caseVariants.link(record, caseVariant)
    }
  }

  /// Takes the plan records into the plans.
  ///
  /// - Parameter later: For each part those that are not the first of their executive, in order.
  private func assemble(
    _ later: [[PlanRecord]]
  ) async throws(RunError) -> [RecordLinks<Plans, Plans>.Pair] {
    var duplicates: [[RecordLinks<Plans, Plans>.Pair]] = []
    if executives.assembled != nil {
      duplicates = try await workers.map(plans.segmentCount) { segment in
        let first = plans.records(of: segment).lowerBound
        let flags = plans.columns(of: segment).flags
        var assembly = PlanAssembly(executives)
        for executive in executives.executives(ofSegment: segment)
        where !flags[executive.firstRecord.index - first.index].contains(.unidentified) {
          assembly.add(executive)
        }
        return assembly.duplicates
      }
    }
    duplicates += try await workers.map(later.count) { part in
      var assembly = PlanAssembly(executives)
      for record in later[part] { assembly.addLater(record) }
      return assembly.duplicates
    }
    return duplicates.flatMap(\.self)
  }

  // MARK: - Ratings

  /// Finds the executives whose rating records they are.
  ///
  /// - Returns: Of each id without a plan the first record, and a plan whose id differs in capitals alone.
  private func findExecutives(
    in indexes: IdentifierIndexes<Plans>
  ) async throws(RunError) -> [RecordLinks<Ratings, Plans>.Pair] {
    let caseVariants = try await workers.map(ratings.segmentCount, state: { SegmentScan() }) {
      segment, scan in
      var caseVariants: [RecordLinks<Ratings, Plans>.Pair] = []
      let first = ratings.records(of: segment).lowerBound
      let columns = ratings.columns(of: segment)
      let picks = scan.pick(among: columns.flags.count) { index in
        !columns.flags[index].contains(.unidentified)
          && !(columns.isLong && index > 0 && columns.repeatsTexts(index))
      }
      scan.forEachID(of: picks, in: columns, by: hash) {
        indexes.prefetch($0)
      } _: { id, index, next in
        let match = indexes.match(
          id, of: first.advanced(by: index), among: ratings, in: plans)
        // The record, and those after it that repeat its id.
        for index in index..<next where !columns.flags[index].contains(.unidentified) {
          let record = first.advanced(by: index)
          if let same = match.same {
            executives.executiveOfRating[record.index] = Executive(firstRecord: same)
          } else if let caseVariant = match.caseVariant {
            caseVariants.append(.init(from: record, to: caseVariant))
          }
        }
      }
      return caseVariants
    }
    // Said once of an id, which in the long layout stands at every element.
    var said: Set<[UInt8]> = []
    return caseVariants.joined().filter { pair in
      ratings.withID(of: pair.from) { said.insert($0.array).inserted }
    }
  }

  /// Enters the ratings into the rows of the executives.
  ///
  /// - Returns: Records in the wide layout that claim the same place.
  private func enterRatings() async throws(RunError) -> [RecordLinks<Ratings, Ratings>.Pair] {
    let elements = executives.rules.elements
    let duplicates = try await workers.map(workers.count) { task in
      var duplicates: [RecordLinks<Ratings, Ratings>.Pair] = []
      var scan = SegmentScan()
      // Neighbours fall to one task, so that no two tasks write into one line of memory.
      let own = workers.share(of: plans.count, for: task)
      let executiveOfRating = executives.executiveOfRating
      for segment in 0..<ratings.segmentCount {
        let first = ratings.records(of: segment).lowerBound.index
        let columns = ratings.columns(of: segment)
        let picks = scan.pick(among: columns.flags.count) { index in
          own.contains(executiveOfRating[first + index].firstRecord.index)
        }
        scan.forEach(of: picks) { index in
          executives.rows.prefetch(executiveOfRating[first + index].firstRecord)
        } prefetch: { index in
          let row = executives.row(of: executiveOfRating[first + index]).index
          executives.facts.prefetch(row)
          executives.levels.prefetch(row * elements)
        } _: { index in
          let row = executives.row(of: executiveOfRating[first + index])
          enter(index, of: columns, RatingRecord(first + index), into: row, &duplicates)
        }
      }
      return duplicates
    }
    return duplicates.flatMap(\.self)
  }

  @inline(__always)
  private func enter(
    _ index: Int, of columns: RecordSegment.Columns, _ record: RatingRecord, into row: ExecutiveRow,
    _ duplicates: inout [RecordLinks<Ratings, Ratings>.Pair]
  ) {
    var facts = executives.facts[row.index]
    defer { executives.facts[row.index] = facts }
    let flags = columns.flags[index]
    let elements = executives.rules.elements
    let isFirst = facts.ratingRecord.ifAny == nil
    if isFirst { facts.ratingRecord = record }
    if flags.contains(.wrong) { facts.flags.insert(.ratingsAreWrong) }
    if columns.isLong {
      facts.flags.insert(.hasRatings)
      guard !flags.contains(.withoutElement) else { return }
      let element = Int(columns.elements[index])
      let bit: UInt16 = 1 << UInt16(element)
      guard facts.ratedElements & bit == 0 else {
        // Which record is the other one is looked up when somebody asks.
        facts.flags.formUnion([.ratingsAreDuplicate, .ratingsAreWrong])
        return
      }
      facts.ratedElements |= bit
      executives.levels[row.index * elements + element] = columns.levels[index]
    } else {
      if !flags.contains(.withoutValues) { facts.flags.insert(.hasRatings) }
      guard isFirst else {
        duplicates.link(record, facts.ratingRecord)
        facts.flags.formUnion([.hasRatings, .ratingsAreDuplicate, .ratingsAreWrong])
        return
      }
      for element in 0..<elements {
        executives.levels[row.index * elements + element] =
          columns.levels[index * elements + element]
      }
      facts.ratedElements = .max
    }
  }

  /// Links those ratings without a plan that are duplicates of each other.
  private func linkStrays() async throws(RunError) -> [RecordLinks<Ratings, Ratings>.Pair] {
    let executiveOfRating = executives.executiveOfRating
    let strays = try await workers.map(ratings.segmentCount, state: { SegmentScan() }) {
      segment, scan in
      let first = ratings.records(of: segment).lowerBound.index
      let flags = ratings.columns(of: segment).flags
      return scan.pick(among: flags.count) {
        executiveOfRating[first + $0].ifAny == nil && !flags[$0].contains(.unidentified)
      }.count
    }
    guard strays.contains(where: { $0 > 0 }) else { return [] }
    let duplicates = try await workers.map(workers.count) { number in
      link(straysOf: HashPart(number: number, count: workers.count))
    }
    return duplicates.flatMap(\.self)
  }

  private func link(straysOf part: HashPart) -> [RecordLinks<Ratings, Ratings>.Pair] {
    var duplicates: [RecordLinks<Ratings, Ratings>.Pair] = []
    var scan = SegmentScan()
    let executiveOfRating = executives.executiveOfRating
    func picks(ofSegment segment: Int) -> SegmentScan.Picks {
      let first = ratings.records(of: segment).lowerBound.index
      let columns = ratings.columns(of: segment)
      return scan.pick(among: columns.flags.count) { index in
        executiveOfRating[first + index].ifAny == nil
          && !columns.flags[index].contains(.unidentified)
          && part.contains(columns.hash(of: index, by: hash))
      }
    }
    var count = 0
    for segment in 0..<ratings.segmentCount { count += picks(ofSegment: segment).count }
    var strays = IdentifierIndex<Ratings>(capacity: count, parts: part.count)
    for segment in 0..<ratings.segmentCount {
      let first = ratings.records(of: segment).lowerBound
      let columns = ratings.columns(of: segment)
      let picks = picks(ofSegment: segment)
      let table = strays.view
      scan.forEachID(of: picks, in: columns, by: hash) {
        table.prefetch($0)
      } _: { id, index, _ in
        let record = first.advanced(by: index)
        let match = strays.insert(id, of: record, among: ratings)
        if let same = match.same, !columns.isLong { duplicates.link(record, same) }
      }
    }
    return duplicates
  }
}
