/// One executive's performance plan: the weight of every element of a system.
public struct Plan: Hashable, Sendable {
  /// One weight for each element, in the order of the system.
  public let weights: [Weight]

  /// A plan under a system.
  ///
  ///     try Plan(weights: [10, 10, 10, 10, 60].map(Weight.init(percent:)), under: .opmBasic2012)
  ///
  /// - Throws: ``RejectedPlan`` with everything that is wrong with the weights.
  /// - Precondition: there are as many weights as the system has elements.
  /// - Complexity: O(elements).
  public init(weights: [Weight], under system: AppraisalSystem) throws(RejectedPlan) {
    precondition(weights.count == system.elements.count, "a plan has a weight for each element")
    let step = WeightStep(of: system)
    var findings: [Finding] = []
    for (element, weight) in weights.enumerated() where !step.accepts(weight.hundredths) {
      findings.append(.weight(.invalidWeight(of: ElementIndex(element))))
    }
    if findings.isEmpty {
      let cells = weights.map { UInt16($0.hundredths) }
      Judge(of: system).examine(weights: cells.span) { findings.append($0) }
    }
    guard findings.isEmpty else { throw RejectedPlan(findings: findings) }
    self.weights = weights
  }
}

/// Why weights are not a plan under a system.
public struct RejectedPlan: Error, Hashable, Sendable {
  /// All that is wrong; never empty.
  public let findings: [Finding]
}
