import Appraisal
import Synchronization

/// Finds out which records belong to one executive, on the side of the plans and of the ratings.
///
/// Records are dealt out by the hashes of their ids; each part is joined by one task, which alone
/// writes the rows of its executives. Within a part the records come in their order, so the result
/// does not depend on who did what.
struct Join: Sendable {
  let executives: Executives
  /// Whether a file of ratings is in the long layout.
  let hasLongRatings: Bool

  private var plans: Sheets { executives.plans }
  private var ratings: Sheets { executives.ratings }
  private var elements: Int { executives.rules.elements }

  /// About how many executives one part has: their index then fits into a core's cache.
  private static let executivesPerPart = 8192

  /// What a task keeps from part to part.
  private struct Desk {
    var plans = IdentifierIndex()
    var strays = IdentifierIndex()
    var planPairs: [Relations.Pair] = []
    var ratingPairs: [Relations.Pair] = []
  }

  /// Fills the columns.
  ///
  /// - Returns: The relations among plan records and among rating records.
  /// - Complexity: O(records).
  func run(on workers: Workers) async throws(RunError) -> (plans: Relations, ratings: Relations) {
    var bits = 0
    while plans.count >> bits > Self.executivesPerPart && bits < 12 { bits += 1 }
    let planDeal = try await Deal(plans, bits: bits, workers: workers)
    let ratingDeal = try await Deal(ratings, bits: bits, workers: workers)
    try await workers.forEach(plans.segmentCount) { segment in
      for record in plans.records(of: segment) {
        executives.leaders[record] = UInt32(record)
        if plans.marks(of: record).contains(.wrong) { executives.states[record] = .planIsWrong }
      }
    }
    // Long ratings: the elements that an executive has a record for, one bit each.
    let seen = Column<UInt16>(count: hasLongRatings ? plans.count : 0, repeating: 0)
    let pairs = Mutex<(plans: [Relations.Pair], ratings: [Relations.Pair])>(([], []))
    try await workers.forEach(1 << bits, state: { Desk() }) { part, desk in
      desk.planPairs.removeAll()
      desk.ratingPairs.removeAll()
      desk.plans.reset(for: planDeal.count(of: part))
      planDeal.forEach(in: part) { joinPlan($0, &desk) }
      desk.strays.reset(for: ratingDeal.count(of: part))
      ratingDeal.forEach(in: part) { joinRating($0, seen.view, &desk) }
      if !desk.planPairs.isEmpty || !desk.ratingPairs.isEmpty {
        pairs.withLock {
          $0.plans += desk.planPairs
          $0.ratings += desk.ratingPairs
        }
      }
    }
    return pairs.withLock { (Relations($0.plans), Relations($0.ratings)) }
  }

  // MARK: - Plans

  private func joinPlan(_ entry: Deal.Entry, _ desk: inout Desk) {
    let record = Int(entry.record)
    let match = plans.withID(of: record) { id in
      desk.plans.match(id, entry, among: plans, insert: true)
    }
    if let twin = match.twin { desk.planPairs.relate(record, twin, .twin) }
    let executive = match.same ?? record
    executives.leaders[record] = UInt32(executive)
    if plans.marks(of: record).contains(.wrong) {
      executives.states[executive].insert(.planIsWrong)
    }
    if let assembled = executives.assembled {
      if plans.isLong(record) {
        assembleLong(record, executive, in: assembled, &desk)
      } else {
        assembleWide(record, executive, in: assembled, &desk)
      }
    } else if executive != record {
      noteDuplicate(record, executive, of: executive, &desk)
    }
  }

  private func noteDuplicate(_ record: Int, _ other: Int, of executive: Int, _ desk: inout Desk) {
    desk.planPairs.relate(record, other, .duplicate)
    executives.states[executive].formUnion([.planIsDuplicate, .planIsWrong])
  }

  /// Takes the weights of a wide record into the plan, if there is none yet.
  private func assembleWide(
    _ record: Int, _ executive: Int, in assembled: Executives.AssembledPlans, _ desk: inout Desk
  ) {
    guard executive == record else {
      return noteDuplicate(record, executive, of: executive, &desk)
    }
    plans.withWeights(of: record, elements: elements) { weights in
      for element in weights.indices {
        assembled.weights[executive * elements + element] = weights[element]
        assembled.records[executive * elements + element] = UInt32(record)
      }
    }
  }

  /// Takes the weight of a long record into its place in the plan.
  private func assembleLong(
    _ record: Int, _ executive: Int, in assembled: Executives.AssembledPlans, _ desk: inout Desk
  ) {
    for text in TextColumn.allCases where !plans.isBlank(text, of: record) {
      let cell = executive * TextColumn.allCases.count + text.rawValue
      if assembled.textRecords[cell] == Executives.none {
        assembled.textRecords[cell] = UInt32(record)
      } else if plans.differ(text, of: record, Int(assembled.textRecords[cell])) {
        executives.states[executive].formUnion([.textsConflict, .planIsWrong])
      }
    }
    guard !plans.marks(of: record).contains(.withoutElement) else { return }
    let cell = executive * elements + plans.element(of: record)
    if assembled.records[cell] == Executives.none {
      assembled.records[cell] = UInt32(record)
      assembled.weights[cell] = plans.withWeights(of: record, elements: 1) { $0[0] }
    } else {
      noteDuplicate(record, Int(assembled.records[cell]), of: executive, &desk)
    }
  }

  // MARK: - Ratings

  private func joinRating(_ entry: Deal.Entry, _ seen: Column<UInt16>.View, _ desk: inout Desk) {
    let record = Int(entry.record)
    let match = ratings.withID(of: record) { id in
      desk.plans.match(id, entry, among: plans, insert: false)
    }
    guard let executive = match.same else {
      if let twin = match.twin {
        desk.ratingPairs.append(.init(record: UInt32(record), other: UInt32(twin), kind: .twin))
      }
      let stray = ratings.withID(of: record) { id in
        desk.strays.match(id, entry, among: ratings, insert: true)
      }
      if let same = stray.same, !ratings.isLong(record) {
        desk.ratingPairs.relate(record, same, .duplicate)
      }
      return
    }
    executives.executiveOfRating[record] = UInt32(executive)
    let marks = ratings.marks(of: record)
    if marks.contains(.wrong) { executives.states[executive].insert(.ratingsAreWrong) }
    let isFirst = executives.ratingRecords[executive] == Executives.none
    if isFirst { executives.ratingRecords[executive] = UInt32(record) }
    if ratings.isLong(record) {
      executives.states[executive].insert(.hasRatings)
      guard !marks.contains(.withoutElement) else { return }
      let element = ratings.element(of: record)
      guard seen[executive] & 1 << element == 0 else {
        // Which record is the other one is looked up when somebody asks.
        executives.states[executive].formUnion([.ratingsAreDuplicate, .ratingsAreWrong])
        return
      }
      seen[executive] |= 1 << element
      executives.levels[executive * elements + element] = ratings.withLevels(
        of: record, elements: 1
      ) { $0[0] }
    } else {
      if !marks.contains(.withoutValues) { executives.states[executive].insert(.hasRatings) }
      guard isFirst else {
        desk.ratingPairs.relate(record, Int(executives.ratingRecords[executive]), .duplicate)
        executives.states[executive].formUnion([
          .hasRatings, .ratingsAreDuplicate, .ratingsAreWrong,
        ])
        return
      }
      ratings.withLevels(of: record, elements: elements) { given in
        for element in given.indices {
          executives.levels[executive * elements + element] = given[element]
        }
      }
      if seen.count > 0 { seen[executive] = .max }
    }
  }
}

extension [Relations.Pair] {
  /// Notes that two records of one role are related, from both sides.
  fileprivate mutating func relate(_ record: Int, _ other: Int, _ kind: Relations.Kind) {
    append(.init(record: UInt32(record), other: UInt32(other), kind: kind))
    append(.init(record: UInt32(other), other: UInt32(record), kind: kind))
  }
}
