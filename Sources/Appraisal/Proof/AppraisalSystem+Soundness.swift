extension AppraisalSystem {
  /// Proves that every score that a valid plan can produce falls into exactly one range, or finds
  /// what is in the way.
  ///
  /// The levels that reach the ranges are all but the override's. Let p be the lowest points among
  /// them, g the greatest common divisor of the differences of their points, and T the total of the
  /// weights. Every weight is a multiple of the step, so every score is p × T + k × g × step for
  /// some whole k, between p × T and the highest points × T. Each of these scores has to fall into
  /// exactly one range. Some of them no plan may reach; the test is stricter than need be, and so
  /// what passes it is proved for every plan.
  ///
  ///     AppraisalSystem.opmBasic2012.soundness().isSound   // true
  ///
  /// A system under which no plan is valid is reported as that and nothing else.
  ///
  /// - Complexity: O(ranges) to judge the scores, plus the count of weight vectors; a witness is
  ///   looked for with a bounded number of attempts.
  public func soundness() -> Soundness {
    let impossible = impossibleWeights()
    if !impossible.isEmpty { return Soundness(problems: impossible, proof: []) }
    let grid = ScoreGrid(of: self)
    let stretches = grid.stretches(of: self)
    let problems = holes(in: stretches, grid: grid) + unreachedLevels(grid: grid)
    if !problems.isEmpty { return Soundness(problems: problems, proof: []) }
    return Soundness(problems: [], proof: proof(stretches: stretches, grid: grid))
  }
}

// MARK: - No valid plan

extension AppraisalSystem {
  /// Why no weight vector is valid; empty when one is.
  private func impossibleWeights() -> [Soundness.Problem] {
    let bounds = WeightBounds(of: self)
    if bounds.hasPlan { return [] }
    func percent(_ steps: Int) -> String { text(hundredths: steps * bounds.step) }
    let total = bounds.total
    let least = bounds.minimums.reduce(0, +)
    let most = bounds.maximums.reduce(0, +)
    var problems: [Soundness.Problem] = []
    if least > total {
      problems.append(
        Soundness.Problem(
          "The minimum weights add up to \(percent(least)), more than the total of "
            + "\(percent(total)): no plan can be valid.",
          fix: "Lower minimums by \(percent(least - total)) in all."))
    }
    if most < total {
      problems.append(
        Soundness.Problem(
          "The maximum weights add up to \(percent(most)), less than the total of "
            + "\(percent(total)): no plan can be valid.",
          fix: "Raise maximums by \(percent(total - most)) in all."))
    }
    guard problems.isEmpty, let heaviest = bounds.heaviest else { return problems }
    let id = elements[heaviest].id
    let others = least - bounds.minimums[heaviest]
    let cap = min(bounds.maximums[heaviest], total - others)
    for (index, element) in elements.enumerated() where bounds.minimums[index] > cap {
      problems.append(
        Soundness.Problem(
          "`\(element.id)` weighs at least \(percent(bounds.minimums[index])), but `\(id)`, which "
            + "it may not outweigh, at most \(percent(cap)): no plan can be valid.",
          fix: "Lower the minimum of `\(element.id)`, or let `\(id)` weigh more."))
    }
    if problems.isEmpty {
      let reached = bounds.maximums.reduce(0) { $0 + min($1, cap) }
      problems.append(
        Soundness.Problem(
          "No element may outweigh `\(id)`, which weighs at most \(percent(cap)), so the "
            + "weights add up to at most \(percent(reached)), less than the total of "
            + "\(percent(total)): no plan can be valid.",
          fix: "Raise the maximum of `\(id)`."))
    }
    return problems
  }
}

// MARK: - Scores in no range or in two

extension AppraisalSystem {
  private func holes(in stretches: [Stretch], grid: ScoreGrid) -> [Soundness.Problem] {
    var search = WitnessSearch(in: self)
    return stretches.filter { $0.ranges.count != 1 }.map { stretch in
      search.begin()
      // The ends first: they are the easiest to understand.
      let witness =
        search.witness(among: [stretch.first, stretch.last].map(grid.score))
        ?? search.witness(among: (stretch.first...stretch.last).lazy.map(grid.score))
      let fact = stretch.ranges.isEmpty ? gap(stretch, grid) : overlap(stretch, grid)
      let message = fact.message + (witness == nil ? " No plan was found that reaches it." : "")
      return Soundness.Problem(message, fix: fact.fix, witness: witness)
    }
  }

  private func gap(_ stretch: Stretch, _ grid: ScoreGrid) -> (message: String, fix: String) {
    let scores = stretch.wording(on: grid)
    let begin = "With a step of \(weights.step) the ranges leave out \(scores): "
    let next = ranges.firstIndex { Int($0.minimum.hundredths) > grid.score(stretch.last) }
    guard let next else {
      let highest = ranges[ranges.count - 1]
      return (
        begin + "the highest, Level \(highest.level.number), ends at \(end(of: highest)).",
        "Leave out the `maximum` of Level \(highest.level.number): the range then has no end."
      )
    }
    let above = ranges[next]
    let beginning = "Level \(above.level.number) begins at \(above.minimum)."
    if next == 0 {
      return (
        begin + "the lowest, Level \(above.level.number), begins at \(above.minimum).",
        "Let Level \(above.level.number) begin at \(text(hundredths: grid.score(stretch.first)))."
      )
    }
    let below = ranges[next - 1].level.number
    return (
      begin + "Level \(below) ends at \(end(of: ranges[next - 1])) and \(beginning)",
      "Leave out the `maximum` of Level \(below): the range then ends just below \(above.minimum)."
    )
  }

  private func overlap(_ stretch: Stretch, _ grid: ScoreGrid) -> (message: String, fix: String) {
    let levels = stretch.ranges.map { "\(ranges[$0].level.number)" }
    let lower = ranges[stretch.ranges[0]]
    let upper = ranges[stretch.ranges[1]]
    return (
      "With a step of \(weights.step) more than one range holds \(stretch.wording(on: grid)): those "
        + "of Levels \(levels.joined(separator: " and ")).",
      "Leave out the `maximum` of Level \(lower.level.number): the range then ends just below "
        + "\(upper.minimum)."
    )
  }

  private func end(of range: ScoreRange) -> String { range.maximum?.description ?? "no score" }
}

// MARK: - Levels

extension AppraisalSystem {
  /// A problem for each range that no score falls into.
  ///
  /// The override's level needs no score: an element at this level gives it.
  private func unreachedLevels(grid: ScoreGrid) -> [Soundness.Problem] {
    var search = WitnessSearch(in: self)
    return ranges.indices.compactMap { index in
      let range = ranges[index]
      let level = range.level.number
      if range.level == override?.level { return nil }
      let steps = grid.steps(from: Int(range.minimum.hundredths), to: upperEnd(of: index))
      let scores =
        "the scores run from \(text(hundredths: grid.lowest)) to \(text(hundredths: grid.highest))"
      guard let steps else {
        return Soundness.Problem(
          "No score gives Level \(level): its range begins at \(range.minimum), and "
            + "\(scores) in steps of \(text(hundredths: grid.step)).",
          fix: "Correct the range of Level \(level) or the points of the levels.")
      }
      search.begin()
      let uniform = Int(definition(of: range.level).points * weights.total.hundredths)
      let likely = grid.contains(uniform, in: steps) ? [uniform] : []
      if search.witness(among: likely) != nil { return nil }
      if search.witness(among: steps.lazy.map(grid.score)) != nil { return nil }
      return Soundness.Problem(
        "No plan was found whose score gives Level \(level): its range begins at "
          + "\(range.minimum), and \(scores).",
        fix: "Correct the range of Level \(level) or the points of the levels.")
    }
  }

  /// The last hundredth of a point that is in a range.
  func upperEnd(of range: Int) -> Int {
    if let maximum = ranges[range].maximum { return Int(maximum.hundredths) }
    return range + 1 < ranges.count ? Int(ranges[range + 1].minimum.hundredths) - 1 : Int.max
  }
}

// MARK: - The proof in words

extension AppraisalSystem {
  private func proof(stretches: [Stretch], grid: ScoreGrid) -> [String] {
    let vectors = WeightVectors(of: self).count()
    let count = vectors.map { grouped($0) } ?? "More than \(grouped(UInt64.max))"
    var rules =
      "the weights of \(elements.count) element\(elements.count == 1 ? "" : "s") in steps "
    rules += "of \(weights.step), total \(weights.total)"
    if let heaviest = weights.heaviestElement {
      rules += ", none above \(elements[heaviest].title)"
    }
    var lines = ["\(count) weight vectors are valid: \(rules)."]
    let reaching = levelsReachingRanges
    let points = reaching.map { "\(definition(of: $0).points)" }.joined(separator: ", ")
    let numbers = reaching.map { "\($0.number)" }.joined(separator: ", ")
    lines.append("Levels \(numbers) give \(points) points for each percent of weight.")
    let lowest = text(hundredths: grid.lowest)
    let highest = text(hundredths: grid.highest)
    lines.append(
      grid.count == 1
        ? "Their points are equal, so every score is \(lowest)."
        : "Their points differ by multiples of \(grid.pointStep), so every score is one of the "
          + "\(grouped(grid.count)) from \(lowest) to \(highest) in steps of "
          + "\(text(hundredths: grid.step)).")
    for stretch in stretches.reversed() {
      let level = ranges[stretch.ranges[0]].level.number
      lines.append("Level \(level): \(stretch.wording(on: grid)).")
    }
    let sizes = stretches.reversed().map { grouped($0.count) }.joined(separator: " + ")
    lines.append(
      "\(sizes) = \(grouped(grid.count)): every score falls into exactly one range.")
    if let override { lines.append(demonstration(of: override)) }
    return lines
  }

  /// The levels of an element that leave the rating to the ranges, from the lowest.
  var levelsReachingRanges: [Level] { Level.allCases.filter { $0 != override?.level } }

  /// The plan with the highest score in which the override fires: if the ranges give that score the
  /// override's level, they give it to every other such plan.
  private func demonstration(of override: Override) -> String {
    let bounds = WeightBounds(of: self)
    let best = levelsReachingRanges[levelsReachingRanges.count - 1]
    let points = (
      low: Int(definition(of: override.level).points), high: Int(definition(of: best).points)
    )
    var lightest: (weight: Int, element: Int)?
    for element in elements.indices {
      let groups = elements.indices.map { $0 == element ? 0 : 1 }
      let weight = bounds.range(of: element).first { weight in
        bounds.weights(groups: groups, totals: [weight, bounds.total - weight]) != nil
      }
      if let weight, weight < lightest?.weight ?? .max { lightest = (weight, element) }
    }
    guard let lightest else { preconditionFailure("a system with a valid plan has a lightest one") }
    let hundredths =
      (points.high * (bounds.total - lightest.weight) + points.low * lightest.weight) * bounds.step
    let score = SummaryScore(hundredths: UInt32(hundredths))
    let holding = ranges.indices.last {
      ranges[$0].minimum <= score && hundredths <= upperEnd(of: $0)
    }
    let number = override.level.number
    let plan =
      "\(elements[lightest.element].title) at Level \(number) with a weight of "
      + "\(text(hundredths: lightest.weight * bounds.step)) and all else at Level \(best.number)"
    guard let holding else {
      return "Override: \(plan) score \(score), in no range; the override makes it Level \(number)."
    }
    let level = ranges[holding].level
    if level == override.level {
      return
        "Override: it changes no rating; \(plan) score \(score), in the range of Level \(number)."
    }
    return "Override: \(plan) score \(score), in the range of Level \(level.number); the override "
      + "goes first and makes it Level \(number)."
  }
}
