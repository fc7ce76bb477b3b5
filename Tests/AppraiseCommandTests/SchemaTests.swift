import FoundationEssentials
import TestSupport
import Testing

/// The JSON that the program writes is that of the published schemas.
@Suite struct SchemaTests {
  private static let folder = "\(Repository.root)/Sources/Appraisal/Appraisal.docc/Resources"

  private static func schema(_ name: String) throws -> JSONSchema {
    try JSONSchema(ofFile: "\(folder)/\(name.replacing("/", with: "-")).schema.json")
  }

  /// A run of the made-up agency with two rejected executives, and a review of the Department of Harbors.
  private struct Published {
    private let scratch: ScratchDirectory
    private let department: HarborCycle
    var run: String { "\(scratch.path)/run" }
    var harbor: String { department.runs }
    var review: String { department.reviews }

    init() throws {
      scratch = try ScratchDirectory()
      department = try HarborCycle(title: "FY 2026")
      let agency = "\(Repository.fixtures)/agency"
      let ended = try BuiltProgram.located().run([
        "run", "--plans", "\(agency)/plans.csv", "--ratings", "\(agency)/ratings.csv", "--title",
        "FY 2026", "--output", run,
      ])
      #expect(ended.status == 1, "found: \(ended.errorText)")
      let reviewed = try department.review()
      #expect([0, 1].contains(reviewed.status), "found: \(reviewed.errorText)")
    }
  }

  @Test func everyFormIsThatOfItsSchema() throws {
    let published = try Published()
    let (run, review) = (published.run, published.review)
    let agency = "\(Repository.fixtures)/agency"
    let inputs = ["--plans", "\(agency)/plans.csv", "--ratings", "\(agency)/ratings.csv"]
    let forms: [(schema: String, command: [String])] = [
      ("appraise-report/1", ["report", run]),
      ("appraise-report/1", ["report", run, "--prb", "Reefs & Bells PRB 1"]),
      (
        "appraise-report/1",
        ["report", published.harbor, "--cycle", "\(Repository.fixtures)/harbor/fy2026.yaml"]
      ),
      ("appraise-review-comparison/1", ["compare", review, review]),
      ("appraise-explanation/1", ["explain", "ES-0000042"] + inputs),
      ("appraise-explanation/1", ["explain", "ES-0000042", "--run", run]),
      ("appraise-explanation/1", ["explain", "H-01", "--run", published.harbor]),
      ("appraise-review-report/1", ["report", review]),
      ("appraise-review-report/1", ["report", review, "--prb", "Harbor PRB 1"]),
      ("appraise-review-explanation/1", ["explain", "H-01", "--review", review]),
      ("appraise-findings/1", ["check"] + inputs),
    ]
    for (name, command) in forms {
      let ended = try BuiltProgram.located().run(command + ["--format", "json"])
      #expect(ended.status == 0 || ended.status == 1, "\(command): \(ended.errorText)")
      let problems = try Self.schema(name).problems(of: try JSONValue(ended.output))
      #expect(problems == [], "\(command)")
    }
    for directory in [run, review] {
      let manifest = try JSONValue(bytes(ofFile: "\(directory)/current/manifest.json"))
      #expect(try Self.schema("appraise-manifest/1").problems(of: manifest) == [])
    }
  }

  /// The goldens of the command cases are all that the program was ever seen to write.
  @Test func goldensAreThoseOfTheSchemas() throws {
    let run = try Self.schema("appraise-summary/1")
    let review = try Self.schema("appraise-review/1")
    var checked = (runs: 0, reviews: 0)
    for path in try files(below: "\(Repository.fixtures)/cases")
    where path.hasSuffix("/run/summary.json") {
      let value = try JSONValue(bytes(ofFile: "\(Repository.fixtures)/cases/\(path)"))
      if value["not_given"] == nil { checked.runs += 1 } else { checked.reviews += 1 }
      let problems = (value["not_given"] == nil ? run : review).problems(of: value)
      #expect(problems == [], "\(path)")
    }
    #expect(checked.runs > 50 && checked.reviews > 10)
  }

  @Test func linesOfFindingsAreElementsOfTheArray() throws {
    let agency = "\(Repository.fixtures)/agency"
    let check = ["check", "--plans", "\(agency)/plans.csv", "--ratings", "\(agency)/ratings.csv"]
    let array = try BuiltProgram.located().run(check + ["--format", "json"])
    let lines = try BuiltProgram.located().run(check + ["--format", "jsonl"])
    let values = try lines.output.split(separator: UInt8(ascii: "\n")).map {
      try JSONValue(Array($0))
    }
    #expect(!values.isEmpty)
    #expect(try JSONValue(array.output) == .list(values))
  }

  /// A schema that lets everything through would be none.
  @Test(arguments: [
    ("appraise-findings/1", #"[{"severity": "fatal"}]"#),
    ("appraise-summary/1", #"{"control_totals": {}}"#),
    ("appraise-review/1", #"{"format": "appraise-review/2"}"#),
    ("appraise-summary/1", #"{"control_totals": {}, "cycle": {"limits": 1}}"#),
    ("appraise-report/1", #"{"schema": "appraise-report/1", "run": "R"}"#),
    ("appraise-explanation/1", #"{"schema": "appraise-explanation/1", "status": "good"}"#),
    ("appraise-review-report/1", #"{"schema": "appraise-review-report/1", "limits": 1}"#),
    ("appraise-review-explanation/1", #"{"closed": "no"}"#),
    ("appraise-manifest/1", #"{"format": 2}"#),
  ])
  func somethingElseIsRefused(name: String, value: String) throws {
    let problems = try Self.schema(name).problems(of: try JSONValue(Array(value.utf8)))
    #expect(!problems.isEmpty)
  }
}
