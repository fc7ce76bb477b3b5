import Appraisal
import Batch
import Columns
import FoundationEssentials
import Glibc
import Logging
import Runs
import TestSupport

/// The input files of a run.
struct RunSheets {
  var plans: [[UInt8]] = []
  var ratings: [[UInt8]] = []
  /// Which of the plans are given as ratings too.
  var both: [Int] = []
}

/// How a run is made, as one byte says.
struct RunChoices {
  /// Under which system.
  let system: ChosenSystem
  /// The bytes of a block of the run that is compared with one in blocks of the usual size.
  let blockSize: Int
  /// What else is asked about the same files.
  let question: Question

  /// What `explain` and `check` have to agree with.
  enum Question: CaseIterable {
    case none, findings, text, explanation
  }

  private static let systems: [ChosenSystem] = {
    do {
      return try [
        .named("opm-basic-2012"),
        .named("\(Repository.fixtures)/systems/good/half-percents.yaml"),
      ]
    } catch {
      fatalError("\(error)")
    }
  }()

  init(_ byte: UInt8) {
    system = Self.systems[Int(byte & 1)]
    question = Question.allCases[Int(byte >> 1 & 3)]
    blockSize = [1, 2, 3, 5, 8, 13, 21, 34, 55, 89][Int(byte >> 3) % 10]
  }
}

/// What came of a run: its files by name, without the manifest, or how it ended.
private enum Outcome: Equatable, CustomStringConvertible {
  case published([String: [UInt8]])
  case ended(Int32, String)

  var description: String {
    switch self {
    case .ended(let status, let words): "\(status) \(words)"
    case .published(let files):
      files.sorted { $0.key < $1.key }
        .map { "--- \($0.key)\n\(String(decoding: $0.value, as: UTF8.self))" }.joined()
    }
  }
}

/// Makes two runs over the same files, with other threads and blocks, and has them obey the laws:
/// both have the same bytes or end with the same words, nobody is lost, everybody stands on exactly
/// one roster with what a slow calculation gives, and nothing in the files runs in a spreadsheet.
func checkRun(over sheets: RunSheets, _ choices: RunChoices) -> Verdict {
  guard !sheets.plans.isEmpty, !(sheets.ratings.isEmpty && sheets.both.isEmpty) else {
    return .useless
  }
  let bench = Bench(sheets)
  let (one, summary) = bench.run(choices.system, threads: 1, blockSize: nil)
  let (other, _) = bench.run(choices.system, threads: 2, blockSize: choices.blockSize)
  expectEqual(
    one, other, "one thread, and two with blocks of \(choices.blockSize) bytes, give other files")
  guard case .published(let files) = one, let summary else { return .used }
  let audit = RunAudit(of: files, under: choices.system.system)
  audit.checkTotals(summary)
  let executives = audit.checkEverybody(onPlans: sheets.plans, summary)
  bench.ask(choices.question, under: choices.system, executives, audit)
  return .used
}

/// A directory with the files of a run, and what runs over them write.
private struct Bench {
  private let place: ScratchDirectory
  private let plans: [String]
  private let ratings: [String]

  init(_ sheets: RunSheets) {
    do {
      let place = try ScratchDirectory()
      self.place = place
      let plans = try sheets.plans.enumerated().map { try place.write($1, to: "plans-\($0).csv") }
      self.plans = plans
      ratings =
        try sheets.ratings.enumerated().map { try place.write($1, to: "ratings-\($0).csv") }
        + sheets.both.map { plans[$0] }
    } catch {
      fatalError("\(error)")
    }
  }

  private func batch(_ system: ChosenSystem, threads: Int, blockSize: Int?) -> Batch {
    Batch(
      plans: plans, ratings: ratings, system: system, threads: threads, blockSize: blockSize,
      log: Logger(label: "fuzz") { _ in SwiftLogNoOpLogHandler() })
  }

  func run(
    _ system: ChosenSystem, threads: Int, blockSize: Int?
  ) -> (outcome: Outcome, summary: RunSummary?) {
    let output = "\(place.path)/\(threads)"
    let batch = batch(system, threads: threads, blockSize: blockSize)
    let outcome = wait { () async -> Result<Batch.Run, RunError> in
      do throws(RunError) { return .success(try await batch.run(output: output)) } catch {
        return .failure(error)
      }
    }
    do {
      let run = try outcome.get()
      expectEqual(
        try Verification(of: PublishedRun(at: run.path)).problems, [], "a new run does not verify")
      var contents: [String: [UInt8]] = [:]
      for name in try files(below: run.path) where name != "manifest.json" {
        contents[name] = try bytes(ofFile: "\(run.path)/\(name)")
      }
      return (.published(contents), run.summary)
    } catch let error as RunError {
      // Neither totals that do not close nor a system or directory that is refused.
      expectEqual(error.kind, .untrustworthyInput, "\(error)")
      return (.ended(error.kind.rawValue, error.description), nil)
    } catch {
      fatalError("\(error)")
    }
  }

  /// What `check` and `explain` say has to be what the run says.
  func ask(
    _ question: RunChoices.Question, under system: ChosenSystem, _ executives: [RunAudit.Row],
    _ audit: RunAudit
  ) {
    let batch = batch(system, threads: 1, blockSize: nil)
    switch question {
    case .none: break
    case .findings:
      let pieces = Pieces()
      let counts = wait { try? await batch.check(format: .csv) { pieces.append($0) } }
      expectEqual(
        pieces.bytes, audit.findings, "check and findings.csv (\(String(describing: counts)))")
    case .text:
      let pieces = Pieces()
      _ = wait { try? await batch.check(format: .json) { pieces.append($0) } }
      let decoded = try? JSONDecoder().decode([Empty].self, from: Data(pieces.bytes))
      expectEqual(decoded?.count, audit.findingCount, "findings in JSON")
    case .explanation:
      for row in executives.prefix(2) {
        let id = String(decoding: row.id, as: UTF8.self)
        let found = wait { () async -> Explanation? in try? await batch.explain(id) }
        guard let explanation = found else { fatalError("\(id) is not explained") }
        expectEqual(explanation.isRejected, row.status == "rejected", "explain and roster of \(id)")
        expect(!explanation.text.isEmpty && !explanation.csv.isEmpty, "\(id) has no explanation")
        expect(
          (try? JSONDecoder().decode(Empty.self, from: Data(explanation.json))) != nil,
          "the explanation of \(id) is no JSON")
      }
    }
  }

  /// Any object of JSON.
  private struct Empty: Decodable {}
}
