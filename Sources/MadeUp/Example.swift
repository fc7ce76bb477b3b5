import Appraisal

/// The plan and the ratings of the example.
struct Example {
  static let executive = "ES-0001"

  let plan: Plan
  let ratings: [Level]

  /// OPM's worked example where the system is the one that it explains, else a valid plan made from
  /// the minimum weights.
  ///
  /// Source: OPM, SES FAQ "How are the ratings derived?".
  init(of system: AppraisalSystem) {
    let levels: [Level] = [.four, .five, .three, .four, .four]
    ratings = system.elements.indices.map { levels[$0 % levels.count] }
    let workedExample = [10, 10, 10, 10, 60].map(Weight.init(percent:))
    if system.name == "opm-basic-2012", system.elements.count == workedExample.count,
      let plan = try? Plan(weights: workedExample, under: system)
    {
      self.plan = plan
      return
    }
    let drawn = WeightDraw(system: system).exampleWeights()
    let weights = system.elements.indices.map { Weight(hundredths: UInt32(drawn[$0])) }
    guard let plan = try? Plan(weights: weights, under: system) else {
      preconditionFailure("a plan made from the minimums is valid")
    }
    self.plan = plan
  }
}
