/// Says what is wrong with weights that the ``Rules`` of a system refuse, rule by rule.
///
/// It holds what it needs of the system, because the batch judges refused plans by the million and
/// a copy of a system takes longer than a judgement.
///
/// Source: OPM, SES FAQ "Does the basic SES appraisal system description require specific
/// weights…"; each rule's own citation is in the system.
package struct Judge: Sendable {
  /// One limit of one element, with the weights that it allows.
  private struct Entry: Sendable {
    let element: ElementIndex
    let limit: WeightLimit
    let allowed: ClosedRange<Weight>
  }

  private let elements: Int
  /// In the order of the elements; for each in the order of the rules.
  private let entries: [Entry]
  private let heaviest: ElementIndex?
  private let total: UInt32

  /// A judge of plans and ratings under a system.
  package init(of system: AppraisalSystem) {
    elements = system.elements.count
    entries = system.elements.enumerated().flatMap { index, element in
      element.limits.map {
        Entry(element: ElementIndex(index), limit: $0, allowed: $0.allowed)
      }
    }
    heaviest = system.weights.heaviestElement.map { ElementIndex($0) }
    total = system.weights.total.hundredths
  }

  /// Reports everything that is wrong with the weights of one plan; nothing for a plan that
  /// ``Rules/accepts(weights:)``.
  ///
  /// A weight that is missing is reported here; one that could not be read was reported by the
  /// reader. The rules over weights are judged when every weight is readable: those of each element,
  /// the element that none may outweigh, and the total.
  ///
  /// - Parameters:
  ///   - weights: Hundredths of a percent for each element, or ``Sentinel/missingWeight`` or
  ///     ``Sentinel/unreadableWeight``.
  ///   - report: Called once for each finding, in the order of the elements, the total last.
  /// - Complexity: O(limits of the system).
  package func examine(weights: Span<UInt16>, report: (Finding) -> Void) {
    var sum: UInt32 = 0
    var isReadable = true
    for element in 0..<elements {
      if weights[element] == Sentinel.missingWeight {
        report(.weight(.missingWeight(of: ElementIndex(element))))
      }
      isReadable = isReadable && weights[element] < Sentinel.unreadableWeight
      sum += UInt32(weights[element])
    }
    guard isReadable else { return }
    var next = 0
    for element in 0..<elements {
      let weight = Weight(hundredths: UInt32(weights[element]))
      while next < entries.count, entries[next].element.index == element {
        let entry = entries[next]
        next += 1
        if entry.allowed.contains(weight) { continue }
        report(.limit(BrokenLimit(entry.limit, of: entry.element, weight: weight)))
      }
      guard let heaviest else { continue }
      let bound = Weight(hundredths: UInt32(weights[heaviest.index]))
      if weight > bound {
        report(
          .heaviest(
            AboveHeaviest(
              ElementIndex(element), weight: weight, heaviest: heaviest, limit: bound)))
      }
    }
    if sum != total { report(.total(WrongTotal(Weight(hundredths: sum)))) }
  }

  /// Reports every element that has no rating.
  ///
  /// A rating that could not be read was reported by the reader. There is no rule for an element
  /// without a rating: its weight is not given to the others.
  ///
  /// - Parameters:
  ///   - ratings: A level for each element, or ``Sentinel/missingLevel`` or
  ///     ``Sentinel/unreadableLevel``.
  ///   - report: Called once for each finding, in the order of the elements.
  /// - Complexity: O(elements).
  package func examine(ratings: Span<UInt8>, report: (Finding) -> Void) {
    for element in 0..<elements where ratings[element] == Sentinel.missingLevel {
      report(.rating(.missingRating(of: ElementIndex(element))))
    }
  }
}
