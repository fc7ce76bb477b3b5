import Appraisal
import Columns

/// For ratings without a plan a plan that may be meant: one whose executive id differs only in what
/// spreadsheets do to ids, and in capitals (``IDDifference``).
///
///     ratings  00123   7.0   a-1          plans  123   7   A-1
///
/// Ids are looked up by what has to be the same in them. Of several plans it is the first, so that a
/// million spellings of one id cost no more than a million ids.
struct NearPlans: Sendable {
  private let links: RecordLinks<Ratings, Plans>

  /// Those of all ratings without a plan.
  ///
  /// - Complexity: O(rating records), and where any of them has no plan O(records).
  init(of executives: Executives, on workers: Workers) async throws(RunError) {
    let hash = CaseBlindHash.ofProcess
    let ratings = executives.ratings
    let stray = try await workers.map(ratings.segmentCount) { segment in
      ratings.records(of: segment).compactMap { record -> (record: RatingRecord, core: UInt64)? in
        guard executives.executive(of: record) == nil,
          !ratings.flags(of: record).contains(.unidentified)
        else { return nil }
        WorkMeter.step()
        return (record, ratings.withID(of: record) { Self.core(of: $0, by: hash) })
      }
    }
    let wanted = Set(stray.joined().map(\.core))
    guard !wanted.isEmpty else {
      links = RecordLinks([])
      return
    }
    let plans = executives.plans
    let found = try await workers.map(plans.segmentCount) { segment in
      var first: [UInt64: PlanRecord] = [:]
      for executive in executives.executives(ofSegment: segment) {
        let record = executive.firstRecord
        if plans.flags(of: record).contains(.unidentified) { continue }
        WorkMeter.step()
        let core = plans.withID(of: record) { Self.core(of: $0, by: hash) }
        if wanted.contains(core), first[core] == nil { first[core] = record }
      }
      return first
    }
    var plan: [UInt64: PlanRecord] = [:]
    for part in found { plan.merge(part) { earlier, _ in earlier } }
    links = RecordLinks(
      stray.joined().compactMap { record, core in
        plan[core].map { .init(from: record, to: $0) }
      })
  }

  /// The hash of what has to be the same in two ids; equal ones are compared again when they are used.
  private static func core(of id: Span<UInt8>, by hash: CaseBlindHash) -> UInt64 {
    hash(id.extracting(IDDifference.core(of: id)))
  }

  /// A plan whose id is near to that of ratings without a plan.
  ///
  /// - Complexity: O(log ratings without a plan).
  func plan(near rating: RatingRecord) -> PlanRecord? { links.other(of: rating) }

  /// How many ratings without a plan have one near, and in what their ids differ; `nil` for none.
  ///
  /// - Complexity: O(ratings without a plan).
  func summary(of executives: Executives) -> (count: Int, differences: IDDifference)? {
    var count = 0
    var differences: IDDifference = []
    for pair in links.all {
      let difference = executives.ratings.withID(of: pair.from) { id in
        executives.plans.withID(of: pair.to) { IDDifference(between: id, $0) }
      }
      guard let difference else { continue }
      count += 1
      differences.formUnion(difference)
    }
    return count == 0 ? nil : (count, differences)
  }
}
