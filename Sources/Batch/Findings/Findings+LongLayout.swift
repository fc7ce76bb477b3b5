import Appraisal
import Columns

extension Findings {
  /// Calls `body` with what is wrong with a plan that stood on several records, as far as it stands
  /// at this one: at the record that gave the weight, or else at the executive's first.
  func reportAssembledPlan(
    of executive: Executive, at record: LocatedFinding.Record, _ body: (LocatedFinding) -> Void
  ) {
    let plan = PlanRecord(record.number.index)
    executives.withWeights(of: executive) { weights in
      judge.examine(weights: weights) { finding in
        let giver = finding.element.flatMap { executives.giver(ofElement: $0, of: executive) }
        guard giver ?? executive.firstRecord == plan else { return }
        if giver == nil, case .weight(.missingWeight(let element)) = finding {
          body(locatedAtRecord(.weight(.noRecordOfWeight(of: element)), record))
        } else {
          body(located(finding, record))
        }
      }
    }
  }

  /// Calls `body` with the elements that an executive was given no level for, as far as they stand
  /// at this record: at the one that leaves the level blank, or else at the executive's first.
  ///
  /// - Complexity: O(1), at the executive's first record O(rating records of the executive).
  func reportMissingRatings(
    of executive: Executive, at record: LocatedFinding.Record, _ body: (LocatedFinding) -> Void
  ) {
    let rating = RatingRecord(record.number.index)
    let own = intake.ratings.elementIfAny(of: rating)
    let isFirst = executives[executive].ratingRecord == rating
    executives.withLevels(of: executive) { levels in
      if let own, levels[own] == Sentinel.missingLevel {
        body(located(.rating(.missingRating(of: ElementIndex(own))), record))
      }
      guard isFirst else { return }
      var isNamed = InlineArray<16, Bool>(repeating: false)
      if let own { isNamed[own] = true }
      for later in laterRatingRecords.others(of: executive.firstRecord) {
        WorkMeter.step()
        if let element = intake.ratings.elementIfAny(of: later) { isNamed[element] = true }
      }
      for element in levels.indices
      where levels[element] == Sentinel.missingLevel && !isNamed[element] {
        body(locatedAtRecord(.rating(.noRecordOfRating(of: ElementIndex(element))), record))
      }
    }
  }

  /// A finding about something that has no cell, at the record that stands for it.
  private func locatedAtRecord(
    _ finding: Finding, _ record: LocatedFinding.Record
  ) -> LocatedFinding {
    var located = located(finding, record)
    located.column = nil
    return located
  }
}

/// Finds the record with an id that a record without one may belong to, also where that stands in a
/// segment before; see ``GroupHeads``.
struct GroupHeadFinder: Sendable {
  /// By kind and segment: the last record of its file with an id before the segment.
  private let headBeforeSegment: [[LocatedFinding.Record?]]
  private let intake: Intake

  /// Looks through the segments of an intake.
  ///
  /// - Complexity: O(segments).
  init(in intake: Intake) {
    self.intake = intake
    headBeforeSegment = InputKind.allCases.map { kind in
      var heads: [LocatedFinding.Record?] = []
      for file in intake.files where file.kind == kind {
        var head: LocatedFinding.Record?
        for number in file.segments {
          heads.append(head)
          guard let index = intake.memory(kind).segments[number].groups.lastWithID else { continue }
          head = Self.record(index, ofSegment: number, kind, in: intake)
        }
      }
      return heads
    }
  }

  /// The last record with an id before a record without one.
  ///
  /// - Complexity: O(log records of the segment).
  func head(of record: LocatedFinding.Record) -> LocatedFinding.Record? {
    let segment = intake.memory(record.kind).segments[record.segment]
    guard let index = segment.groups.head(of: record.index) else {
      return headBeforeSegment[record.kind.rawValue][record.segment]
    }
    return Self.record(index, ofSegment: record.segment, record.kind, in: intake)
  }

  private static func record(
    _ index: Int, ofSegment segment: Int, _ kind: InputKind, in intake: Intake
  ) -> LocatedFinding.Record {
    let first = intake.table(kind).records(of: segment).lowerBound
    return LocatedFinding.Record(
      kind: kind, number: first.advanced(by: index), segment: segment, index: index)
  }
}
