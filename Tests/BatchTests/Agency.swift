import Appraisal
import Batch
import Columns
import Logging
import Runs
import TestSupport

/// A small made-up agency as records, some of them wrong, and what a slow and obvious reading of
/// the rules makes of it.
struct Agency {
  struct Executive {
    var id: String
    var name: String
    var board: String
    var weights: [String]
    var ratings: [String]?
  }

  static let elements = AppraisalSystem.opmBasic2012.elements.map(\.id)

  var executives: [Executive] = []

  /// An agency drawn from a seed: about one plan in six is wrong, one in ten is not rated.
  init(count: Int, generator: inout SplitMix) {
    let boards = ["Board A", "Board, B", "", "Board-A", "Büro \"C\""]
    for number in 0..<count {
      var weights = [10, 10, 10, 10, 60]
      for _ in 0..<4 {
        let (from, to) = (Int(generator.next() % 5), Int(generator.next() % 4))
        let move = Int(generator.next() % 6)
        weights[from] -= move
        weights[to] += move
      }
      var ratings = (0..<5).map { _ in
        ["5", "5", "4", "4", "3", "2", "1"][Int(generator.next() % 7)]
      }
      if generator.next() % 20 == 0 { ratings[Int(generator.next() % 5)] = "" }
      if generator.next() % 20 == 0 { ratings[Int(generator.next() % 5)] = "6" }
      let surname = ["Lopez", "López", "O'Neil", "=SUM(A1)", "Brown, \"Jo\""].randomElement(
        using: &generator)
      executives.append(
        Executive(
          id: "ES-\(number)", name: surname ?? "", board: boards[Int(generator.next() % 5)],
          weights: weights.map(String.init),
          ratings: generator.next() % 10 == 0 ? nil : ratings))
    }
  }

  // MARK: - The slow reference

  /// The line of `scores.csv` without board and basis: `id,score,level`; `nil` if not scored.
  static func reference(_ executive: Executive) -> String? {
    let weights = executive.weights.compactMap { Int($0) }
    guard weights.count == 5, weights.allSatisfy({ $0 >= 0 }), weights.reduce(0, +) == 100 else {
      return nil
    }
    guard weights[4] >= 20, weights[0..<4].allSatisfy({ $0 >= 5 && $0 <= weights[4] }) else {
      return nil
    }
    guard let given = executive.ratings else { return nil }
    let ratings = given.compactMap { ["1": 1, "2": 2, "3": 3, "4": 4, "5": 5][$0] }
    guard ratings.count == 5 else { return nil }
    let score = zip(weights, ratings).reduce(0) { $0 + $1.0 * $1.1 }
    var level = 2
    if score > 299 { level = 3 }
    if score > 399 { level = 4 }
    if score > 474 { level = 5 }
    if ratings.contains(1) { level = 1 }
    return "\(executive.id),\(score),\(level)"
  }

  // MARK: - Files

  static func quoted(_ text: String) -> String {
    guard text.utf8.contains(where: { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }) else { return text }
    return "\"" + text.replacing("\"", with: "\"\"") + "\""
  }

  /// The plans and ratings as CSV; the order of the columns is that of the elements.
  func wide() -> (plans: String, ratings: String) {
    var plans = ["executive_id,name,prb," + Self.elements.joined(separator: ",")]
    var ratings = ["executive_id," + Self.elements.joined(separator: ",")]
    for one in executives {
      plans.append(
        ([one.id, Self.quoted(one.name), Self.quoted(one.board)] + one.weights)
          .joined(separator: ","))
      if let given = one.ratings { ratings.append(([one.id] + given).joined(separator: ",")) }
    }
    return (plans.joined(separator: "\n") + "\n", ratings.joined(separator: "\n") + "\n")
  }

  /// The same in the long layout, a record for each executive and element.
  func long() -> (plans: String, ratings: String) {
    var plans = ["executive_id,element,weight,name,prb"]
    var ratings = ["executive_id,element,level"]
    for one in executives {
      for (element, weight) in zip(Self.elements, one.weights) {
        plans.append(
          [one.id, element, weight, Self.quoted(one.name), Self.quoted(one.board)]
            .joined(separator: ","))
      }
      for (element, rating) in zip(Self.elements, one.ratings ?? []) {
        ratings.append([one.id, element, rating].joined(separator: ","))
      }
    }
    return (plans.joined(separator: "\n") + "\n", ratings.joined(separator: "\n") + "\n")
  }
}

/// A directory for one test, removed at its end.
final class Workplace: Sendable {
  /// A log that nobody reads.
  static let silence = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

  private let scratch: ScratchDirectory
  private var path: String { scratch.path }

  init() throws { scratch = try ScratchDirectory() }

  /// Writes a file and gives its path.
  func file(_ name: String, _ text: String) throws(RunError) -> String {
    try file(name, bytes: Array(text.utf8))
  }

  /// Writes a file and gives its path.
  func file(_ name: String, bytes: [UInt8]) throws(RunError) -> String {
    do { return try scratch.write(bytes, to: name) } catch {
      throw RunError(.inputOutput, "\(error)")
    }
  }

  /// Runs the batch and gives back the files of the run but the manifest, by name.
  func run(
    plans: [String], ratings: [String], threads: Int = 2, blockSize: Int? = nil,
    output: String = "runs"
  ) async throws(RunError) -> [String: [UInt8]] {
    let batch = Batch(
      plans: plans, ratings: ratings, system: try .named("opm-basic-2012"), threads: threads,
      blockSize: blockSize, log: Self.silence)
    let run = try await batch.run(output: "\(path)/\(output)")
    guard try Verification(of: PublishedRun(at: run.path)).problems.isEmpty else {
      throw RunError(.inputOutput, "the run does not verify")
    }
    do {
      return try contents(below: run.path).filter {
        !filesThatDescribeOthers.contains($0.key)
      }
    } catch {
      throw RunError(.inputOutput, "\(error)")
    }
  }
}
