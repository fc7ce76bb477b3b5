import FoundationEssentials
import TestSupport
import Testing

/// `appraise report` and `appraise explain` over a review that is not as it should be, or not what was meant.
@Suite struct ReadReviewTests {
  /// One byte more in any file that a reader believes.
  @Test(arguments: [
    (["report"], ["summary.json", "boards.csv", "limits.csv", "statistics.csv"]),
    (["report", "--prb", "Harbor PRB 1"], ["summary.json", "boards.csv", "register.csv"]),
  ])
  func aChangedFileIsNotReported(_ options: [String], names: [String]) throws {
    let cycle = try HarborCycle()
    try cycle.review()
    for name in names {
      let path = "\(try cycle.newest(in: cycle.reviews))/\(name)"
      let whole = try bytes(ofFile: path)
      try Data(whole + [0x0A]).write(to: URL(filePath: path))
      for format in ["text", "json"] {
        let ended = try cycle.appraise(
          [options[0], cycle.reviews] + options.dropFirst() + ["--format", format])
        #expect(ended.status == 65, "\(name)")
        #expect(ended.errorText.contains("\(name): changed."), "\(ended.errorText)")
        #expect(ended.output.isEmpty)
      }
      try Data(whole).write(to: URL(filePath: path))
    }
  }

  /// Any file of the review, because all are verified before anything is explained.
  @Test func aChangedReviewIsNotExplained() throws {
    let cycle = try HarborCycle()
    try cycle.review()
    for name in ["register.csv", "limits.csv", "sheets/board/harbor-prb-1.csv"] {
      let path = "\(try cycle.newest(in: cycle.reviews))/\(name)"
      let whole = try bytes(ofFile: path)
      try Data(whole.dropLast()).write(to: URL(filePath: path))
      let ended = try cycle.appraise(["explain", "H-01", "--review", cycle.reviews])
      #expect(ended.status == 65)
      #expect(ended.errorText.contains("\(name) is changed, so nothing was explained."))
      #expect(ended.output.isEmpty)
      try Data(whole).write(to: URL(filePath: path))
    }
  }

  /// A review that is whole and yet says what no review says: another version made it, or nobody should believe
  /// it. What the authority stated is never explained by half.
  @Test(arguments: [
    ("final-elements.csv", ",460,4,range", ",459,4,range", "line 2: this version of the program"),
    ("final-elements.csv", ",460,4,range", ",460,3,range", "line 2: this version of the program"),
    ("final-elements.csv", ",460,4,range", ",460,4,other", "line 2: this version of the program"),
    ("final-elements.csv", ",20,20,20,20,20,", ",20,20,20,20,30,", "line 2: not a table"),
    ("final-elements.csv", ",5,5,5,5,4,", ",5,5,5,5,,", "line 2: not a table"),
    ("final-elements.csv", "prb,executive_id", "board,executive_id", "line 1: not a table"),
    (
      "places.csv", "response_file", "by",
      "line 1: not a table that this program knows. Use the version that made the review, appraise "
    ),
  ])
  func whatNoReviewSaysIsNotExplained(
    name: String, old: String, new: String, words: String
  ) throws {
    let cycle = try HarborCycle()
    #expect(try cycle.review(folders: ["returned", "decided"]).status == 0)
    try cycle.forge(name) { $0.replacing(old, with: new) }
    #expect(try cycle.appraise(["verify", cycle.reviews]).status == 0, "in itself it is whole")
    let ended = try cycle.appraise(["explain", "H-02", "--review", cycle.reviews])
    #expect(ended.status == 65)
    #expect(ended.errorText.contains("\(name), \(words)"), "\(ended.errorText)")
    #expect(ended.output.isEmpty)
    // What does not read the table is as it was.
    #expect(try cycle.appraise(["report", cycle.reviews]).status == 0)
  }

  @Test func theDerivationIsThatOfTheRunUnderReview() throws {
    let cycle = try HarborCycle()
    try cycle.review()
    let reviewed = try cycle.newest(in: cycle.runs)
    try cycle.run()
    let other = try cycle.newest(in: cycle.runs)
    for run in [cycle.runs, reviewed] {
      let ended = try cycle.appraise([
        "explain", "H-01", "--review", cycle.reviews, "--run", run,
      ])
      #expect(ended.status == 0, "\(ended.errorText)")
      #expect(ended.text.contains("Summary score"))
    }
    let ended = try cycle.appraise(["explain", "H-01", "--review", cycle.reviews, "--run", other])
    #expect(ended.status == 64)
    #expect(ended.errorText.contains("the review is of run "))
    #expect(ended.output.isEmpty)
  }

  /// From nothing to closed: what comes next follows the executive.
  @Test func whatComesNextFollowsTheExecutive() throws {
    let cycle = try HarborCycle()
    func next(_ id: String = "H-01") throws -> String {
      let ended = try cycle.appraise(["explain", id, "--review", cycle.reviews])
      return String(ended.text.split(separator: "\n").first { $0.hasPrefix("Next") } ?? "")
    }
    try cycle.review([])
    #expect(try next().contains("The board recommends, in sheets/board/harbor-prb-1.csv."))
    try cycle.review(["--responses", "responses.csv"])
    #expect(try next().contains("The board recommends"))
    try cycle.review()
    #expect(try next().contains("The authority decides, in sheets/authority/harbor-prb-1.csv."))
    try cycle.review(HarborCycle.later + ["--decided", try cycle.decided()])
    #expect(try next().contains("Nothing for this executive."))
    try cycle.close()
    #expect(try next().contains("Nothing: the review is closed, and the rating is final."))
  }

  /// What nobody can have meant.
  @Test func refusesWhatIsForTheOtherKind() throws {
    let cycle = try HarborCycle()
    try cycle.review()
    let (runs, reviews) = (cycle.runs, cycle.reviews)
    for (arguments, status, words) in [
      (
        ["explain", "H-01", "--review", runs], 64,
        "appraise: \(runs): this is a run, and a review is"
      ),
      (
        ["explain", "H-01", "--review", reviews, "--run", reviews], 64,
        "appraise: \(reviews): this is"
      ),
      (
        ["explain", "H-01", "--review", reviews, "--plans", "plans.csv"], 64,
        "Error: A review is explained from --review and --run"
      ),
      (
        ["explain", "H-01", "--review", reviews, "--format", "csv"], 64,
        "Error: --format csv has the"
      ),
      (["explain", "", "--review", reviews], 64, "Error: The value of '<executive>' is empty."),
      (["explain", "H-99", "--review", reviews], 64, "appraise: Nobody in the register"),
      (
        ["explain", "H-01", "--review", "/nowhere"], 66,
        "appraise: /nowhere: there is nothing here."
      ),
      (["report", reviews, "--prb", ""], 64, "Error: The value of '--prb <name>' is empty."),
      (["report", reviews, "--prb", "Fleet"], 64, "appraise: Review "),
    ] as [([String], Int32, String)] {
      let ended = try cycle.appraise(arguments)
      #expect(ended.status == status, "\(arguments): \(ended.errorText)")
      #expect(ended.errorText.hasPrefix(words), "\(ended.errorText)")
    }
  }
}
