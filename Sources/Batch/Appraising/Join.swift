import Appraisal
import Synchronization

/// Finds out which records belong to one executive, and puts his or her plan and ratings together.
///
/// Records are dealt out by the hashes of their ids; each part is joined by one task. Within a part
/// the records come in their order, so the result does not depend on who did what.
struct Join: Sendable {
  private let executives: Executives
  private let plans: Deal
  private let ratings: Deal
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
  init(_ executives: Executives, rows: PlanRows?, workers: Workers) async throws(RunError) {
    var bits = 0
    while executives.leaders.values.count >> bits > Self.executivesPerPart && bits < 12 {
      bits += 1
    }
    self.executives = executives
    self.bits = bits
    plans = try await Deal(executives.plans, rows: rows, bits: bits, workers: workers)
    ratings = try await Deal(executives.ratings, bits: bits, workers: workers)
  }

  /// Fills the columns.
  ///
  /// - Returns: The relations among plan records and among rating records.
  /// - Complexity: O(records).
  func run(on workers: Workers) async throws(RunError) -> (plans: Relations, ratings: Relations) {
    try await admitUnidentified(on: workers)
    let parts = 1 << bits
    let size = max(1, parts / Self.rounds)
    let rounds = stride(from: 0, to: parts, by: size).map { $0..<min($0 + size, parts) }
    let table = JoinTable(
      plans: rounds.map(plans.count(of:)).max() ?? 0,
      ratings: rounds.map(ratings.count(of:)).max() ?? 0, elements: executives.rules.elements)
    var planPairs: [Relations.Pair] = []
    var ratingPairs: [Relations.Pair] = []
    var further: [[UInt32]] = []
    for round in rounds {
      try await deal(round, to: table, on: workers)
      let findings = try await workers.map(round.count, state: { JoinDesk(executives, table) }) {
        index, desk in
        let part = round.lowerBound + index
        return desk.join(
          plans.places(of: part, among: round), with: ratings.places(of: part, among: round))
      }
      for finding in findings {
        planPairs += finding.planPairs
        ratingPairs += finding.ratingPairs
        further.append(finding.furtherPlans)
      }
      planPairs += try await collect(round, from: table, on: workers)
    }
    let pairs = try await workers.map(further.count) { [further] part in
      var assembly = PlanAssembly(executives)
      for record in further[part] { assembly.addFurther(Int(record)) }
      return assembly.pairs
    }
    planPairs += pairs.joined()
    return (Relations(planPairs), Relations(ratingPairs))
  }

  /// Makes an executive of each plan record without a valid executive id.
  private func admitUnidentified(on workers: Workers) async throws(RunError) {
    try await workers.forEach(executives.plans.segmentCount) { segment in
      let first = executives.plans.records(of: segment).lowerBound
      let marks = executives.plans.columns(of: segment).marks
      for index in 0..<marks.count where marks[index].contains(.unidentified) {
        executives.leaders[first + index] = UInt32(first + index)
        executives.states[first + index] = marks[index].contains(.wrong) ? .planIsWrong : []
      }
    }
  }

  private func deal(
    _ parts: Range<Int>, to table: JoinTable, on workers: Workers
  ) async throws(RunError) {
    let desk = { @Sendable in Deal.Desk(parts: parts) }
    try await workers.forEach(executives.plans.segmentCount, state: desk) { segment, desk in
      let first = executives.plans.records(of: segment).lowerBound
      let columns = executives.plans.columns(of: segment)
      let entries = table.plans.view
      plans.forEachEntry(of: segment, in: parts, by: &desk) { index, place in
        entries[place] = Deal.Entry(
          key: columns.withID(index) { IdentifierKey($0) }, hash: columns.hashes[index],
          record: UInt32(first + index), marks: columns.marks[index], isLong: columns.isLong,
          element: 0, level: 0)
      }
    }
    try await workers.forEach(executives.ratings.segmentCount, state: desk) { segment, desk in
      let first = executives.ratings.records(of: segment).lowerBound
      let columns = executives.ratings.columns(of: segment)
      let entries = table.ratings.view
      let levels = table.ratingLevels.view
      let elements = executives.rules.elements
      ratings.forEachEntry(of: segment, in: parts, by: &desk) { index, place in
        entries[place] = Deal.Entry(
          key: columns.withID(index) { IdentifierKey($0) }, hash: columns.hashes[index],
          record: UInt32(first + index), marks: columns.marks[index], isLong: columns.isLong,
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
  ) async throws(RunError) -> [Relations.Pair] {
    let desk = { @Sendable in Deal.Desk(parts: parts) }
    try await workers.forEach(executives.ratings.segmentCount, state: desk) { segment, desk in
      let first = executives.ratings.records(of: segment).lowerBound
      let found = table.executives.view
      ratings.forEachEntry(of: segment, in: parts, by: &desk) { index, place in
        executives.executiveOfRating[first + index] = found[place]
      }
    }
    let pairs = try await workers.map(executives.plans.segmentCount, state: desk) {
      segment, desk in
      let first = executives.plans.records(of: segment).lowerBound
      let found = table.found.view
      let levels = table.levels.view
      let elements = executives.rules.elements
      var assembly = PlanAssembly(executives)
      plans.forEachEntry(of: segment, in: parts, by: &desk) { index, place in
        let row = executives.leaders.row(of: first + index)
        let facts = found[place]
        executives.leaders.values[row] = facts.leader
        guard Int(facts.leader) == first + index else { return }
        executives.states.values[row] = facts.state
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
  let plans: Column<Deal.Entry>
  let ratings: Column<Deal.Entry>
  /// Wide ratings: a level for each element.
  let ratingLevels: Column<UInt8>
  /// For each rating entry the executive, or ``Executives/none``.
  let executives: Column<UInt32>
  let found: Column<Facts>
  /// For each plan entry the levels of the executive, one for each element.
  let levels: Column<UInt8>

  /// What is found out about the executive of a plan entry.
  struct Facts: BitwiseCopyable, Sendable {
    var leader: UInt32
    var ratingRecord = Executives.none
    var state: Executives.State = []
    /// Long ratings: the elements that there is a record for, one bit each.
    var seen: UInt16 = 0
  }

  init(plans: Int, ratings: Int, elements: Int) {
    self.plans = Column(count: plans, repeating: .none)
    self.ratings = Column(count: ratings, repeating: .none)
    ratingLevels = Column(count: ratings * elements, repeating: 0)
    executives = Column(count: ratings, repeating: Executives.none)
    found = Column(count: plans, repeating: Facts(leader: Executives.none))
    levels = Column(count: plans * elements, repeating: Cell.missingLevel)
  }
}

/// Joins one part after the other.
private struct JoinDesk {
  /// What was found in a part besides what is in the table.
  struct Findings {
    var planPairs: [Relations.Pair] = []
    var ratingPairs: [Relations.Pair] = []
    /// The first records of the plan entries that are not the first of their executive.
    var furtherPlans: [UInt32] = []
  }

  private let leaders: Executives.ByExecutive<UInt32>
  private let planSheets: Sheets
  private let ratingSheets: Sheets
  private let elements: Int
  private let plans: Column<Deal.Entry>.View
  private let ratings: Column<Deal.Entry>.View
  private let ratingLevels: Column<UInt8>.View
  private let executives: Column<UInt32>.View
  private let found: Column<JoinTable.Facts>.View
  private let levels: Column<UInt8>.View
  private var index = IdentifierIndex()
  private var strayIndex = IdentifierIndex()
  /// The rating entries of nobody who has a plan.
  private var strays: [Int] = []
  private var findings = Findings()

  init(_ executives: Executives, _ table: JoinTable) {
    leaders = executives.leaders
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
    strays.removeAll(keepingCapacity: true)
    for place in ratings { join(rating: place) }
    relateStrays()
    return findings
  }

  private mutating func join(plan place: Int) {
    let entry = plans[place]
    let match = index.match(
      entry, of: planSheets, among: plans, of: planSheets, inserting: place)
    if let same = match.same {
      found[place] = JoinTable.Facts(leader: plans[same].record)
      findings.furtherPlans.append(entry.record)
    } else {
      found[place] = JoinTable.Facts(
        leader: entry.record, state: entry.marks.contains(.wrong) ? .planIsWrong : [])
      for cell in place * elements..<(place + 1) * elements { levels[cell] = Cell.missingLevel }
    }
    if let twin = match.twin {
      for record in leaders.records(sharingRowOf: Int(entry.record)) {
        findings.planPairs.relate(UInt32(record), plans[twin].record, .twin)
      }
    }
  }

  private mutating func join(rating place: Int) {
    let entry = ratings[place]
    let match = index.match(entry, of: ratingSheets, among: plans, of: planSheets)
    guard let executive = match.same else {
      if let twin = match.twin {
        findings.ratingPairs.append(
          .init(record: entry.record, other: plans[twin].record, kind: .twin))
      }
      executives[place] = Executives.none
      strays.append(place)
      return
    }
    var facts = found[executive]
    defer { found[executive] = facts }
    executives[place] = facts.leader
    let isFirst = facts.ratingRecord == Executives.none
    if isFirst { facts.ratingRecord = entry.record }
    if entry.marks.contains(.wrong) { facts.state.insert(.ratingsAreWrong) }
    if entry.isLong {
      facts.state.insert(.hasRatings)
      guard !entry.marks.contains(.withoutElement) else { return }
      let bit: UInt16 = 1 << UInt16(entry.element)
      guard facts.seen & bit == 0 else {
        // Which record is the other one is looked up when somebody asks.
        facts.state.formUnion([.ratingsAreDuplicate, .ratingsAreWrong])
        return
      }
      facts.seen |= bit
      levels[executive * elements + Int(entry.element)] = entry.level
    } else {
      if !entry.marks.contains(.withoutValues) { facts.state.insert(.hasRatings) }
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
  private mutating func relateStrays() {
    guard !strays.isEmpty else { return }
    strayIndex.reset(for: strays.count)
    for place in strays {
      let entry = ratings[place]
      let match = strayIndex.match(
        entry, of: ratingSheets, among: ratings, of: ratingSheets, inserting: place)
      if let same = match.same, !entry.isLong {
        findings.ratingPairs.relate(entry.record, ratings[same].record, .duplicate)
      }
    }
  }
}
