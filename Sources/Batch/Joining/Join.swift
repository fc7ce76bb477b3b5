import Appraisal
import Columns
import Synchronization

/// Finds out which records belong to one executive, and puts his or her plan and ratings together.
///
/// Plans of B and A, ratings of A and C, in one part (see ``HashPartition``):
///
///     plan entries     place 0: B, record 0      place 1: A, record 1
///     rating entries   place 0: A, record 0      place 1: C, record 1
///
///     each plan entry     index: B → 0, A → 1     found[0] = record 0, found[1] = record 1
///     rating entry of A   is at 1 in the index    found[1].ratingRecord = record 0
///                                                 executives[0] = A
///     rating entry of C   is not in it            executives[1] = nobody: `rating-without-plan`
///
/// What was found lies in the order of the places. It is then collected in the order of the
/// records: each segment goes through its own records once more and reads what was found in the
/// places to which it dealt them out.
///
/// Records are dealt out by the hashes of their ids; each part is joined by one task. Within a part
/// the records come in their order, so the result does not depend on who did what.
struct Join: Sendable {
  private let executives: Executives
  private let plans: HashPartition<Plans>
  private let ratings: HashPartition<Ratings>
  private let bits: Int

  /// About how many executives one part has: what a task knows of them then fits into a core's
  /// cache.
  private static let executivesPerPart = 8192
  /// In how many rounds the parts are dealt out, so that only some entries take memory at a time.
  private static let rounds = 4

  /// Gets ready to fill the columns of executives.
  ///
  /// - Parameter rows: Their rows, where plans are in the long layout.
  /// - Complexity: O(records).
  init(_ executives: Executives, rows: ExecutiveRows?, workers: Workers) async throws(RunError) {
    var bits = 0
    while executives.executiveOfRow.values.count >> bits > Self.executivesPerPart && bits < 12 {
      bits += 1
    }
    self.executives = executives
    self.bits = bits
    plans = try await HashPartition(executives.plans, rows: rows, bits: bits, workers: workers)
    ratings = try await HashPartition(executives.ratings, bits: bits, workers: workers)
  }

  /// Fills the columns.
  ///
  /// - Returns: The links among plan records and among rating records.
  /// - Complexity: O(records).
  func run(on workers: Workers) async throws(RunError) -> JoinLinks {
    try await admitUnidentified(on: workers)
    let parts = 1 << bits
    let size = max(1, parts / Self.rounds)
    let rounds = stride(from: 0, to: parts, by: size).map { $0..<min($0 + size, parts) }
    let table = JoinTable(
      plans: rounds.map(plans.count(of:)).max() ?? 0,
      ratings: rounds.map(ratings.count(of:)).max() ?? 0, elements: executives.rules.elements)
    var pairs = JoinPairs()
    var later: [[PlanRecord]] = []
    for round in rounds {
      try await deal(round, to: table, on: workers)
      let findings = try await workers.map(round.count, state: { PartJoin(executives, table) }) {
        index, scratch in
        let part = round.lowerBound + index
        return scratch.join(
          plans.places(of: part, among: round), with: ratings.places(of: part, among: round))
      }
      for finding in findings {
        pairs.add(finding.pairs)
        later.append(finding.laterPlans)
      }
      pairs.duplicatePlans += try await collect(round, from: table, on: workers)
    }
    let duplicates = try await workers.map(later.count) { [later] part in
      var assembly = PlanAssembly(executives)
      for record in later[part] { assembly.addLater(record) }
      return assembly.duplicates
    }
    pairs.duplicatePlans += duplicates.joined()
    return pairs.links
  }

  /// Makes an executive of each plan record without a valid executive id.
  private func admitUnidentified(on workers: Workers) async throws(RunError) {
    try await workers.forEach(executives.plans.segmentCount) { segment in
      let first = executives.plans.records(of: segment).lowerBound
      let flags = executives.plans.columns(of: segment).flags
      for index in 0..<flags.count where flags[index].contains(.unidentified) {
        let executive = Executive(firstRecord: first.advanced(by: index))
        executives.executiveOfRow[executive] = executive
        executives.flags[executive] = flags[index].contains(.wrong) ? .planIsWrong : []
      }
    }
  }

  private func deal(
    _ parts: Range<Int>, to table: JoinTable, on workers: Workers
  ) async throws(RunError) {
    let scratch = { @Sendable in PartitionScratch(parts: parts) }
    try await workers.forEach(executives.plans.segmentCount, state: scratch) { segment, scratch in
      let first = executives.plans.records(of: segment).lowerBound
      let columns = executives.plans.columns(of: segment)
      let entries = table.plans.view
      plans.forEachEntry(of: segment, in: parts, by: &scratch) { index, place in
        entries[place] = HashPartition.Entry(
          key: columns.withID(index) { IdentifierKey($0) }, hash: columns.hashes[index],
          record: first.advanced(by: index), flags: columns.flags[index], isLong: columns.isLong,
          element: 0, level: 0)
      }
    }
    try await workers.forEach(executives.ratings.segmentCount, state: scratch) { segment, scratch in
      let first = executives.ratings.records(of: segment).lowerBound
      let columns = executives.ratings.columns(of: segment)
      let entries = table.ratings.view
      let levels = table.ratingLevels.view
      let elements = executives.rules.elements
      ratings.forEachEntry(of: segment, in: parts, by: &scratch) { index, place in
        entries[place] = HashPartition.Entry(
          key: columns.withID(index) { IdentifierKey($0) }, hash: columns.hashes[index],
          record: first.advanced(by: index), flags: columns.flags[index], isLong: columns.isLong,
          element: columns.isLong ? columns.elements[index] : 0,
          level: columns.isLong ? columns.levels[index] : 0)
        guard !columns.isLong else { return }
        for element in 0..<elements {
          levels[place * elements + element] = columns.levels[index * elements + element]
        }
      }
    }
  }

  /// Writes what was found into the columns, and takes the first records of each plan into it.
  private func collect(
    _ parts: Range<Int>, from table: JoinTable, on workers: Workers
  ) async throws(RunError) -> [RecordLinks<Plans, Plans>.Pair] {
    let scratch = { @Sendable in PartitionScratch(parts: parts) }
    try await workers.forEach(executives.ratings.segmentCount, state: scratch) { segment, scratch in
      let first = executives.ratings.records(of: segment).lowerBound
      let found = table.executives.view
      ratings.forEachEntry(of: segment, in: parts, by: &scratch) { index, place in
        executives.executiveOfRating[first.index + index] = found[place]
      }
    }
    let pairs = try await workers.map(executives.plans.segmentCount, state: scratch) {
      segment, scratch in
      let first = executives.plans.records(of: segment).lowerBound
      let found = table.found.view
      let levels = table.levels.view
      let elements = executives.rules.elements
      var assembly = PlanAssembly(executives)
      plans.forEachEntry(of: segment, in: parts, by: &scratch) { index, place in
        let record = first.advanced(by: index)
        let row = executives.executiveOfRow.row(of: record)
        let facts = found[place]
        executives.executiveOfRow[row] = facts.executive
        guard facts.executive.firstRecord == record else { return }
        executives.flags[row] = facts.state
        executives.ratingRecords[row] = facts.ratingRecord
        for element in 0..<elements {
          executives.levels[row.index * elements + element] = levels[place * elements + element]
        }
        assembly.add(facts.executive)
      }
      return assembly.duplicates
    }
    return Array(pairs.joined())
  }
}

/// The entries of some parts and what is found out about them, by their places.
private struct JoinTable: Sendable {
  let plans: Column<HashPartition<Plans>.Entry>
  let ratings: Column<HashPartition<Ratings>.Entry>
  /// Wide ratings: a level for each element.
  let ratingLevels: Column<UInt8>
  /// For each rating entry the executive, or nobody.
  let executives: Column<Executive>
  let found: Column<Facts>
  /// For each plan entry the levels of the executive, one for each element.
  let levels: Column<UInt8>

  /// What is found out about the executive of a plan entry.
  struct Facts: BitwiseCopyable, Sendable {
    var executive: Executive
    var ratingRecord = RatingRecord.none
    var state: ExecutiveFlags = []
    /// Long ratings: the elements that there is a record for, one bit each.
    var seen: UInt16 = 0
  }

  init(plans: Int, ratings: Int, elements: Int) {
    self.plans = Column(count: plans, repeating: .none)
    self.ratings = Column(count: ratings, repeating: .none)
    ratingLevels = Column(count: ratings * elements, repeating: 0)
    executives = Column(count: ratings, repeating: .none)
    found = Column(count: plans, repeating: Facts(executive: .none))
    levels = Column(count: plans * elements, repeating: Sentinel.missingLevel)
  }
}

/// Joins one part after the other.
private struct PartJoin {
  /// What was found in a part besides what is in the table.
  struct Findings {
    var pairs = JoinPairs()
    /// The first records of the plan entries that are not the first of their executive.
    var laterPlans: [PlanRecord] = []
  }

  private let executiveOfRow: ExecutiveColumn<Executive>
  private let planSheets: RecordTable<Plans>
  private let ratingSheets: RecordTable<Ratings>
  private let elements: Int
  private let plans: Column<HashPartition<Plans>.Entry>.View
  private let ratings: Column<HashPartition<Ratings>.Entry>.View
  private let ratingLevels: Column<UInt8>.View
  private let executives: Column<Executive>.View
  private let found: Column<JoinTable.Facts>.View
  private let levels: Column<UInt8>.View
  private var index = IdentifierIndex()
  private var unmatchedIndex = IdentifierIndex()
  /// The rating entries of nobody who has a plan.
  private var unmatched: [Int] = []
  private var findings = Findings()

  init(_ executives: Executives, _ table: JoinTable) {
    executiveOfRow = executives.executiveOfRow
    planSheets = executives.plans
    ratingSheets = executives.ratings
    elements = executives.rules.elements
    plans = table.plans.view
    ratings = table.ratings.view
    ratingLevels = table.ratingLevels.view
    self.executives = table.executives.view
    found = table.found.view
    levels = table.levels.view
  }

  /// Joins the entries of one part.
  mutating func join(_ plans: Range<Int>, with ratings: Range<Int>) -> Findings {
    findings = Findings()
    index.reset(for: plans.count)
    for place in plans { join(plan: place) }
    unmatched.removeAll(keepingCapacity: true)
    for place in ratings { join(rating: place) }
    linkUnmatched()
    return findings
  }

  private mutating func join(plan place: Int) {
    let entry = plans[place]
    let match = index.match(
      entry, of: planSheets, among: plans, of: planSheets, inserting: place)
    if let same = match.same {
      found[place] = JoinTable.Facts(executive: Executive(firstRecord: plans[same].record))
      findings.laterPlans.append(entry.record)
    } else {
      found[place] = JoinTable.Facts(
        executive: Executive(firstRecord: entry.record),
        state: entry.flags.contains(.wrong) ? .planIsWrong : [])
      for cell in place * elements..<(place + 1) * elements { levels[cell] = Sentinel.missingLevel }
    }
    if let caseVariant = match.caseVariant {
      for record in executiveOfRow.records(sharingRowOf: entry.record) {
        findings.pairs.planCaseVariants.link(record, plans[caseVariant].record)
      }
    }
  }

  private mutating func join(rating place: Int) {
    let entry = ratings[place]
    let match = index.match(entry, of: ratingSheets, among: plans, of: planSheets)
    guard let executive = match.same else {
      if let caseVariant = match.caseVariant {
        findings.pairs.ratingCaseVariants.append(
          .init(from: entry.record, to: plans[caseVariant].record))
      }
      executives[place] = .none
      unmatched.append(place)
      return
    }
    var facts = found[executive]
    defer { found[executive] = facts }
    executives[place] = facts.executive
    let isFirst = facts.ratingRecord.ifAny == nil
    if isFirst { facts.ratingRecord = entry.record }
    if entry.flags.contains(.wrong) { facts.state.insert(.ratingsAreWrong) }
    if entry.isLong {
      facts.state.insert(.hasRatings)
      guard !entry.flags.contains(.withoutElement) else { return }
      let bit: UInt16 = 1 << UInt16(entry.element)
      guard facts.seen & bit == 0 else {
        // Which record is the other one is looked up when somebody asks.
        facts.state.formUnion([.ratingsAreDuplicate, .ratingsAreWrong])
        return
      }
      facts.seen |= bit
      levels[executive * elements + Int(entry.element)] = entry.level
    } else {
      if !entry.flags.contains(.withoutValues) { facts.state.insert(.hasRatings) }
      guard isFirst else {
        findings.pairs.duplicateRatings.link(entry.record, facts.ratingRecord)
        facts.state.formUnion([.hasRatings, .ratingsAreDuplicate, .ratingsAreWrong])
        return
      }
      for element in 0..<elements {
        levels[executive * elements + element] = ratingLevels[place * elements + element]
      }
      facts.seen = .max
    }
  }

  /// Relates those ratings of nobody who has a plan that are duplicates of each other.
  private mutating func linkUnmatched() {
    guard !unmatched.isEmpty else { return }
    unmatchedIndex.reset(for: unmatched.count)
    for place in unmatched {
      let entry = ratings[place]
      let match = unmatchedIndex.match(
        entry, of: ratingSheets, among: ratings, of: ratingSheets, inserting: place)
      if let same = match.same, !entry.isLong {
        findings.pairs.duplicateRatings.link(entry.record, ratings[same].record)
      }
    }
  }
}
