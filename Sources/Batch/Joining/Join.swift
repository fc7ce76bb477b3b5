import Appraisal
import Columns
import Synchronization

/// Finds out which records belong to one executive, and puts his or her plan and ratings together.
///
/// Records are dealt out by the hashes of their ids; each part is joined by one task. Within a part
/// the records come in their order, so the result does not depend on who did what.
struct Join: Sendable {
  private let executives: Executives
  private let plans: HashPartition
  private let ratings: HashPartition
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
    while executives.firstRecords.values.count >> bits > Self.executivesPerPart && bits < 12 {
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
  func run(on workers: Workers) async throws(RunError) -> (plans: RecordLinks, ratings: RecordLinks)
  {
    try await admitUnidentified(on: workers)
    let parts = 1 << bits
    let size = max(1, parts / Self.rounds)
    let rounds = stride(from: 0, to: parts, by: size).map { $0..<min($0 + size, parts) }
    let table = JoinTable(
      plans: rounds.map(plans.count(of:)).max() ?? 0,
      ratings: rounds.map(ratings.count(of:)).max() ?? 0, elements: executives.rules.elements)
    var planPairs: [RecordLinks.Pair] = []
    var ratingPairs: [RecordLinks.Pair] = []
    var later: [[UInt32]] = []
    for round in rounds {
      try await deal(round, to: table, on: workers)
      let findings = try await workers.map(round.count, state: { PartJoin(executives, table) }) {
        index, scratch in
        let part = round.lowerBound + index
        return scratch.join(
          plans.places(of: part, among: round), with: ratings.places(of: part, among: round))
      }
      for finding in findings {
        planPairs += finding.planPairs
        ratingPairs += finding.ratingPairs
        later.append(finding.laterPlans)
      }
      planPairs += try await collect(round, from: table, on: workers)
    }
    let pairs = try await workers.map(later.count) { [later] part in
      var assembly = PlanAssembly(executives)
      for record in later[part] { assembly.addLater(Int(record)) }
      return assembly.pairs
    }
    planPairs += pairs.joined()
    return (RecordLinks(planPairs), RecordLinks(ratingPairs))
  }

  /// Makes an executive of each plan record without a valid executive id.
  private func admitUnidentified(on workers: Workers) async throws(RunError) {
    try await workers.forEach(executives.plans.segmentCount) { segment in
      let first = executives.plans.records(of: segment).lowerBound
      let flags = executives.plans.columns(of: segment).flags
      for index in 0..<flags.count where flags[index].contains(.unidentified) {
        executives.firstRecords[first + index] = UInt32(first + index)
        executives.flags[first + index] = flags[index].contains(.wrong) ? .planIsWrong : []
      }
    }
  }

  private func deal(
    _ parts: Range<Int>, to table: JoinTable, on workers: Workers
  ) async throws(RunError) {
    let scratch = { @Sendable in HashPartition.Scratch(parts: parts) }
    try await workers.forEach(executives.plans.segmentCount, state: scratch) { segment, scratch in
      let first = executives.plans.records(of: segment).lowerBound
      let columns = executives.plans.columns(of: segment)
      let entries = table.plans.view
      plans.forEachEntry(of: segment, in: parts, by: &scratch) { index, place in
        entries[place] = HashPartition.Entry(
          key: columns.withID(index) { IdentifierKey($0) }, hash: columns.hashes[index],
          record: UInt32(first + index), flags: columns.flags[index], isLong: columns.isLong,
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
          record: UInt32(first + index), flags: columns.flags[index], isLong: columns.isLong,
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
  ) async throws(RunError) -> [RecordLinks.Pair] {
    let scratch = { @Sendable in HashPartition.Scratch(parts: parts) }
    try await workers.forEach(executives.ratings.segmentCount, state: scratch) { segment, scratch in
      let first = executives.ratings.records(of: segment).lowerBound
      let found = table.executives.view
      ratings.forEachEntry(of: segment, in: parts, by: &scratch) { index, place in
        executives.executiveOfRating[first + index] = found[place]
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
        let row = executives.firstRecords.row(of: first + index)
        let facts = found[place]
        executives.firstRecords.values[row] = facts.firstRecord
        guard Int(facts.firstRecord) == first + index else { return }
        executives.flags.values[row] = facts.state
        executives.ratingRecords.values[row] = facts.ratingRecord
        for element in 0..<elements {
          executives.levels[row * elements + element] = levels[place * elements + element]
        }
        assembly.add(first + index)
      }
      return assembly.pairs
    }
    return Array(pairs.joined())
  }
}

/// The entries of some parts and what is found out about them, by their places.
private struct JoinTable: Sendable {
  let plans: Column<HashPartition.Entry>
  let ratings: Column<HashPartition.Entry>
  /// Wide ratings: a level for each element.
  let ratingLevels: Column<UInt8>
  /// For each rating entry the executive, or ``Executives/none``.
  let executives: Column<UInt32>
  let found: Column<Facts>
  /// For each plan entry the levels of the executive, one for each element.
  let levels: Column<UInt8>

  /// What is found out about the executive of a plan entry.
  struct Facts: BitwiseCopyable, Sendable {
    var firstRecord: UInt32
    var ratingRecord = Executives.none
    var state: ExecutiveFlags = []
    /// Long ratings: the elements that there is a record for, one bit each.
    var seen: UInt16 = 0
  }

  init(plans: Int, ratings: Int, elements: Int) {
    self.plans = Column(count: plans, repeating: .none)
    self.ratings = Column(count: ratings, repeating: .none)
    ratingLevels = Column(count: ratings * elements, repeating: 0)
    executives = Column(count: ratings, repeating: Executives.none)
    found = Column(count: plans, repeating: Facts(firstRecord: Executives.none))
    levels = Column(count: plans * elements, repeating: Sentinel.missingLevel)
  }
}

/// Joins one part after the other.
private struct PartJoin {
  /// What was found in a part besides what is in the table.
  struct Findings {
    var planPairs: [RecordLinks.Pair] = []
    var ratingPairs: [RecordLinks.Pair] = []
    /// The first records of the plan entries that are not the first of their executive.
    var laterPlans: [UInt32] = []
  }

  private let firstRecords: ExecutiveColumn<UInt32>
  private let planSheets: RecordTable
  private let ratingSheets: RecordTable
  private let elements: Int
  private let plans: Column<HashPartition.Entry>.View
  private let ratings: Column<HashPartition.Entry>.View
  private let ratingLevels: Column<UInt8>.View
  private let executives: Column<UInt32>.View
  private let found: Column<JoinTable.Facts>.View
  private let levels: Column<UInt8>.View
  private var index = IdentifierIndex()
  private var unmatchedIndex = IdentifierIndex()
  /// The rating entries of nobody who has a plan.
  private var unmatched: [Int] = []
  private var findings = Findings()

  init(_ executives: Executives, _ table: JoinTable) {
    firstRecords = executives.firstRecords
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
      found[place] = JoinTable.Facts(firstRecord: plans[same].record)
      findings.laterPlans.append(entry.record)
    } else {
      found[place] = JoinTable.Facts(
        firstRecord: entry.record, state: entry.flags.contains(.wrong) ? .planIsWrong : [])
      for cell in place * elements..<(place + 1) * elements { levels[cell] = Sentinel.missingLevel }
    }
    if let caseVariant = match.caseVariant {
      for record in firstRecords.records(sharingRowOf: Int(entry.record)) {
        findings.planPairs.relate(UInt32(record), plans[caseVariant].record, .caseVariant)
      }
    }
  }

  private mutating func join(rating place: Int) {
    let entry = ratings[place]
    let match = index.match(entry, of: ratingSheets, among: plans, of: planSheets)
    guard let executive = match.same else {
      if let caseVariant = match.caseVariant {
        findings.ratingPairs.append(
          .init(record: entry.record, other: plans[caseVariant].record, kind: .caseVariant))
      }
      executives[place] = Executives.none
      unmatched.append(place)
      return
    }
    var facts = found[executive]
    defer { found[executive] = facts }
    executives[place] = facts.firstRecord
    let isFirst = facts.ratingRecord == Executives.none
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
        findings.ratingPairs.relate(entry.record, facts.ratingRecord, .duplicate)
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
        findings.ratingPairs.relate(entry.record, ratings[same].record, .duplicate)
      }
    }
  }
}
