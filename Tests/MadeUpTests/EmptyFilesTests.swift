import Appraisal
import Columns
import FoundationEssentials
import MadeUp
import Testing

@Suite struct EmptyFilesTests {
  private static let texts = "name,organization,position_title,appointment,prb,rating_official"

  @Test func filesOfTheBasicSystem() throws {
    let folder = try SynthesisFolder()
    try BlankForms(system: .opmBasic2012).write(to: "\(folder.path)/new")
    #expect(
      try folder.names() == [
        "new", "new/EXAMPLE.txt", "new/example", "new/example/plans.csv", "new/example/ratings.csv",
        "new/plans.csv", "new/ratings.csv",
      ])
    let elements =
      "leading_change,leading_people,business_acumen,building_coalitions,results_driven"
    let plans = "\u{FEFF}executive_id,\(Self.texts),\(elements)\n"
    let ratings = "\u{FEFF}executive_id,\(elements)\n"
    #expect(try folder.text(of: "new/plans.csv") == plans)
    #expect(try folder.text(of: "new/ratings.csv") == ratings)
    #expect(
      try folder.text(of: "new/example/plans.csv") == plans
        + "ES-0001,\"Doe, Jane Q.\",Office of Harbor Planning,\"Director, Harbor Planning\",Career,"
        + "Department of Harbors & Canals PRB 1,\"Roe, Richard\",10,10,10,10,60\n")
    #expect(try folder.text(of: "new/example/ratings.csv") == ratings + "ES-0001,4,5,3,4,4\n")
  }

  @Test func theExampleExplainsTheBasicSystem() throws {
    let folder = try SynthesisFolder()
    try BlankForms(system: .opmBasic2012).write(to: folder.path)
    let text = try folder.text(of: "EXAMPLE.txt")
    #expect(
      text.hasPrefix(
        "\u{FEFF}PLANS AND RATINGS: BASIC SES PERFORMANCE APPRAISAL SYSTEM\r\n---"))
    #expect(text.hasSuffix(" --output appraisals\r\n"))
    let lines = text.replacing("\r\n", with: "\n").split(
      separator: "\n", omittingEmptySubsequences: false)
    for line in [
      "leading_change", "    The weight of Leading Change in percent: at least 5.",
      "    Example: 10",
      "    The weight of Results Driven in percent: at least 20.", "    Example: 60",
      "The weights of an executive add up to 100, and each is a multiple of 1. No",
      "element may weigh more than Results Driven. A weight is written 60 or 60%.",
      "    The level of Leading People.", "    4   Level 4   Exceeds Fully Successful",
      "    Results Driven        Level 4   4 points x 60 = 240",
      "The summary score is 400, the initial summary rating Level 4, Exceeds Fully",
      "    ES-0001,results_driven,60", "    ES-0001,results_driven,4",
      "    appraise check --plans plans.csv --ratings ratings.csv",
      "    appraise check --plans example/plans.csv --ratings example/ratings.csv",
      "    appraise run --plans plans.csv --ratings ratings.csv --output appraisals",
      "- CSV: choose File > Save As, and the type \"CSV UTF-8 (Comma delimited)\". The",
      "- No rows of totals or averages below the executives, and no blank rows",
    ] {
      #expect(lines.contains { $0 == line }, "EXAMPLE.txt lacks: \(line)")
    }
    for line in lines {
      #expect(!line.hasSuffix(" ") && line.unicodeScalars.count <= 78, "\(line)")
      // Notepad shows no Markdown.
      #expect(!line.contains("`") && !line.contains("|") && !line.hasPrefix("#"), "\(line)")
    }
  }

  @Test func theExampleNamesTheSystemWhereItIsNotTheDefault() throws {
    let folder = try SynthesisFolder()
    try BlankForms(system: .opm2025).write(to: "\(folder.path)/built-in")
    #expect(
      try folder.text(of: "built-in/EXAMPLE.txt").contains(
        "\r\n    appraise check --plans plans.csv --ratings ratings.csv --system opm-2025\r\n"))
    #expect(
      try folder.text(of: "built-in/example/plans.csv").hasSuffix(
        ",\"Roe, Richard\",30,20,20,15,15\n"))

    try BlankForms(system: Self.system("agency-labels")).write(to: "\(folder.path)/own")
    let text = try folder.text(of: "own/EXAMPLE.txt")
    #expect(
      text.contains("    appraise check --plans plans.csv --ratings ratings.csv --system FILE\r\n"))
    #expect(text.contains("\r\nHere FILE is the system file that these files were made from.\r\n"))
    #expect(
      text.contains("The weight of Safety and Security in percent: at least 10, at most 20.\r\n"))
    #expect(text.contains("    4   Level 4   Très bien\r\n"))
  }

  @Test func theExampleSaysHowFinerWeightsAreWritten() throws {
    let folder = try SynthesisFolder()
    try BlankForms(system: Self.system("half-percents")).write(to: folder.path)
    let text = try folder.text(of: "EXAMPLE.txt")
    let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(words.contains("each is a multiple of 0.5."))
    #expect(words.contains("A weight is written 60 or 60%, with one or two decimals after a point"))
  }

  @Test(arguments: [
    "agency-labels", "half-percents", "one-element", "override-that-changes-nothing",
    "seven-elements",
  ])
  func theExampleIsValidUnderEverySystem(name: String) throws {
    let system = try Self.system(name)
    let folder = try SynthesisFolder()
    try BlankForms(system: system).write(to: folder.path)
    let plan = try #require(try folder.records(of: "example/plans.csv").last)
    let ratings = try #require(try folder.records(of: "example/ratings.csv").last)
    #expect(plan.count == 7 + system.elements.count)
    #expect(ratings.count == 1 + system.elements.count)
    let vocabulary = Vocabulary(of: system)
    let weights = plan[7...].map { vocabulary.weight(in: Array($0.utf8).span) }
    var findings: [Finding] = []
    Judge(of: system).examine(weights: weights.span) { findings.append($0) }
    #expect(findings.isEmpty)
  }

  @Test(arguments: [
    "plans.csv", "ratings.csv", "plans.xlsx", "ratings.xlsx", "EXAMPLE.txt", "example",
  ])
  func nothingIsWrittenOver(name: String) throws {
    let folder = try SynthesisFolder()
    try folder.write("mine", to: name)
    let error = #expect(throws: RunError.self) {
      try BlankForms(system: .opmBasic2012).write(to: folder.path)
    }
    #expect(error?.kind == .cannotCreate)
    #expect(error?.description.hasPrefix("\(folder.path)/\(name): ") == true)
    #expect(try folder.names() == [name])
  }

  private static func system(_ name: String) throws -> AppraisalSystem {
    try AppraisalSystem.decode(
      Array(try Data(contentsOf: URL(filePath: "\(goodSystems)/\(name).yaml"))))
  }
}
