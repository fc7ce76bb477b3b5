import Appraisal
import ReviewBoards

/// System files: none may stop the program, and one that is found sound has to be.
///
/// An input is a file; one that begins with a zero byte, which no YAML does, is decisions for a
/// system that is well formed, so that many are.
@Sendable func fuzzSystems(_ input: [UInt8]) -> Verdict {
  var draw = Draw(Array(input.dropFirst()))
  let isMade = input.first == 0
  let file = isMade ? madeSystem(&draw) : input
  let system: AppraisalSystem
  readAsRulesAndCycle(file)
  do { system = try AppraisalSystem.decode(file) } catch {
    expectPlaces(of: error)
    return .used
  }
  expect(!system.described().isEmpty, "a system has no description")
  let soundness = system.soundness()
  expectEqual(soundness.isSound, !soundness.proof.isEmpty, "a proof, and soundness")
  let reckoning = SlowReckoning(of: system)
  for problem in soundness.problems {
    guard let witness = problem.witness else { continue }
    let weights = witness.weights.map { Int($0.hundredths) }
    let ratings = witness.ratings.map(\.number)
    expect(reckoning.isPlan(weights), "the witness is no plan: \(problem)")
    expectEqual(
      reckoning.score(weights, ratings), Int(witness.score.hundredths), "the score of \(problem)")
    expect(
      !witness.ratings.contains { $0 == system.override?.level },
      "the witness is overridden: \(problem)")
    expect(
      reckoning.ranges(holding: Int(witness.score.hundredths)).count != 1,
      "the witness is in one range: \(problem)")
  }
  if soundness.isSound { checkCases(of: system, reckoning, &draw) }
  return .used
}

/// Neither a rules file nor a cycle file may stop the program.
private func readAsRulesAndCycle(_ file: [UInt8]) {
  do {
    expect(!(try ReviewRules.decode(file)).described().isEmpty, "rules have no description")
  } catch {
    expectPlaces(of: error)
  }
  do {
    _ = try Cycle.decode(file).resolve(boards: [Array("unassigned".utf8)])
  } catch {
    expectPlaces(of: error)
  }
}

private func expectPlaces(of error: RefusedFile) {
  expect(!error.problems.isEmpty, "a file is refused for nothing")
  for problem in error.problems {
    let isPlace = problem.place.map { $0.line >= 1 && $0.column >= 1 } ?? false
    expect(isPlace, "there is no such place: \(problem)")
  }
}

/// Compares the rules with the slow calculation over the first plans of a sound system.
private func checkCases(
  of system: AppraisalSystem, _ reckoning: SlowReckoning, _ draw: inout Draw
) {
  struct Enough: Error {}
  let rules = Rules(of: system)
  let judge = Judge(of: system)
  let step = system.weights.step.hundredths
  let count = system.elements.count
  var plans = 0
  try? WeightVectors(of: system).walk { steps throws(Enough) in
    let weights = steps.indices.map { UInt16(UInt32(steps[$0]) * step) }
    expect(rules.accepts(weights: weights.span), "\(weights) is refused")
    judge.examine(weights: weights.span) { expect(false, "\(weights) is refused for \($0)") }
    // All elements at each level, and two mixtures.
    for round in 0..<7 {
      let ratings = (0..<count).map { _ in
        UInt8(round < 5 ? round + 1 : draw.number(below: 5) + 1)
      }
      let rating = rules.rate(weights: weights.span, ratings: ratings.span)
      let expected = reckoning.rate(weights.map(Int.init), ratings.map(Int.init))
      expectEqual(
        [Int(rating.score.hundredths), rating.level.number], [expected.score, expected.level],
        "the rating of \(weights) and \(ratings) under \(system.name)")
    }
    plans += 1
    if plans == 20 { throw Enough() }
  }
  expect(plans > 0, "a sound system has no plan")
}

/// A system file of few elements and round numbers, with ranges that may leave scores out.
private func madeSystem(_ draw: inout Draw) -> [UInt8] {
  let weights = ["0", "5", "10", "20", "25", "50", "100", "12.5", "0.01"]
  let count = draw.pick([1, 2, 3, 5, 7, 16])
  var text = """
    format: 1
    name: made
    title: Made
    effective: {from: 2020-01-01, citation: c}
    weights:
      total: {value: \(draw.pick(["100", "50", "99.5", "7"])), citation: c}
      step: {value: \(draw.pick(["1", "0.5", "5", "12.5", "25", "50", "100", "0.01"])), citation: c}

    """
  if draw.number(below: 2) == 1 {
    text += "  none_above: {element: e\(draw.number(below: count)), citation: c}\n"
  }
  text += "elements:\n"
  for index in 0..<count {
    text += "  - {id: e\(index), title: E \(index), citation: c, "
    text += "minimum_weight: \(draw.pick(weights))"
    if draw.number(below: 3) == 1 { text += ", maximum_weight: \(draw.pick(weights))" }
    text += "}\n"
  }
  text += "levels:\n"
  var points = 0
  for level in 1...5 {
    points += draw.pick([1, 0, 2, 5, 20])
    text += "  - {level: \(level), label: L\(level)x, points: \(points), citation: c}\n"
  }
  text += "ranges:\n"
  var score = draw.pick([200, 100, 0, 201, 199])
  let isOverridden = draw.number(below: 2) == 0
  for level in (isOverridden ? 2 : 1)...5 {
    text += "  - {level: \(level), minimum: \(score), citation: c"
    score += draw.pick([100, 99, 101, 50, 75, 1, 200])
    switch draw.number(below: 4) {
    case 0: text += ", maximum: \(score - 1)"
    case 1: text += ", maximum: \(score)"
    default: break
    }
    text += "}\n"
    score += draw.pick([0, 0, 0, 1, 2])
  }
  if isOverridden { text += "override: {level: 1, citation: c}\n" }
  return Array(text.utf8)
}
