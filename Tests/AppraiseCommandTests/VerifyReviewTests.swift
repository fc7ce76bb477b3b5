import FoundationEssentials
import TestSupport
import Testing

/// `appraise verify` over reviews: their files, their inputs, the run that they name, those before them.
@Suite struct VerifyReviewTests {
  /// Any bit of any file that either manifest names, or of a manifest itself.
  @Test func namesAFileWithOneFlippedBit() throws {
    let cycle = try HarborCycle()
    try cycle.review()
    let options = ["verify", cycle.reviews, "--run", cycle.runs]
    #expect(try cycle.appraise(options).status == 0)
    for (directory, prefix) in [
      (try cycle.newest(in: cycle.reviews), ""),
      (try cycle.newest(in: cycle.runs), "run \(try cycle.id(in: cycle.runs))/"),
    ] {
      for name in try files(below: directory) {
        let path = "\(directory)/\(name)"
        let whole = try bytes(ofFile: path)
        for place in Set([0, whole.count / 2, whole.count - 1]) {
          var flipped = whole
          flipped[place] ^= 1
          try write(flipped, to: path)
          let ended = try cycle.appraise(options)
          #expect(ended.status == 65, "\(prefix)\(name)")
          let named =
            name == "manifest.json"
            ? ended.errorText.contains("manifest.json: changed")
            : ended.text == "changed: \(prefix)\(name)\n"
              || ended.text.hasSuffix("\nchanged: \(prefix)\(name)\n")
          #expect(named, "\(prefix)\(name): \(ended.text)\(ended.errorText)")
        }
        try write(whole, to: path)
      }
    }
    #expect(try cycle.appraise(options).status == 0, "all is as it was again")
  }

  @Test func saysWhichRunItDidNotVerify() throws {
    let cycle = try HarborCycle()
    try cycle.review()
    let run = try cycle.id(in: cycle.runs)
    let ended = try cycle.appraise(["verify", cycle.reviews])
    #expect(ended.status == 0)
    #expect(
      ended.text.hasSuffix("The run \(run) under review was not verified: name it with --run.\n"),
      "\(ended.text)")
    let json = try cycle.appraise(["verify", cycle.reviews, "--format", "json"]).text
    #expect(json.contains("\"runs_not_verified\": [\"\(run)\"]"), "\(json)")
  }

  /// A directory of runs stands for the run in it that the review names.
  @Test func findsTheRunAmongOthers() throws {
    let cycle = try HarborCycle()
    try cycle.review()
    let (reviewed, id) = (try cycle.newest(in: cycle.runs), try cycle.id(in: cycle.runs))
    try cycle.run()
    let other = try cycle.newest(in: cycle.runs)
    for path in [cycle.runs, reviewed, "\(reviewed)/"] {
      let ended = try cycle.appraise(["verify", cycle.reviews, "--run", path])
      #expect(ended.status == 0, "\(path): \(ended.text)")
      #expect(ended.text.contains("The run that it reviews, \(id), is whole: "))
    }
    let ended = try cycle.appraise(["verify", cycle.reviews, "--run", other])
    #expect(ended.status == 65)
    #expect(ended.text.contains("changed: --run \(try cycle.id(in: cycle.runs))\n"))
    #expect(ended.text.contains("The review is of run \(id): name that one. This one"))
  }

  /// A manifest with a good seal, of a whole run of the same id, that is not the one under review.
  @Test func aRunThatWasSealedAgainIsAnother() throws {
    let cycle = try HarborCycle()
    try cycle.review()
    let run = try cycle.newest(in: cycle.runs)
    try sealAgain(run) { manifest in
      let host = try #require(manifest.firstRange(of: "\"host\": \""))
      manifest.insert("x", at: host.upperBound)
    }
    #expect(try cycle.appraise(["verify", run]).status == 0, "in itself it is whole")
    let ended = try cycle.appraise(["verify", cycle.reviews, "--run", run])
    #expect(ended.status == 65)
    #expect(
      ended.text.contains(
        "\nchanged: run \(try cycle.id(in: cycle.runs))/manifest.json\n  The review names "),
      "\(ended.text)")
  }

  @Test func theChainGoesThroughReviewsAndRuns() throws {
    let cycle = try HarborCycle()
    try cycle.run()
    try cycle.review([])
    try cycle.review()
    try cycle.close()
    let options = ["verify", cycle.reviews, "--chain", "--run", cycle.runs]
    let ended = try cycle.appraise(options)
    #expect(ended.status == 0, "\(ended.text)")
    #expect(ended.text.contains("3 reviews are whole, each with the manifest of the one before it"))
    #expect(ended.text.contains("2 runs are whole, each with the manifest of the one before it"))
    #expect(!ended.text.contains("not verified"))
    let first = try #require(
      FileManager.default.contentsOfDirectory(atPath: "\(cycle.runs)/runs").sorted().first)
    let before = try #require(
      FileManager.default.contentsOfDirectory(atPath: "\(cycle.reviews)/runs").sorted().first)
    for (path, name) in [
      (
        "\(cycle.runs)/runs/\(first)/scores.csv",
        "run \(try cycle.id(in: cycle.runs))/../\(first)/scores.csv"
      ),
      ("\(cycle.reviews)/runs/\(before)/register.csv", "../\(before)/register.csv"),
    ] {
      let whole = try bytes(ofFile: path)
      try write(whole + [0x0A], to: path)
      let ended = try cycle.appraise(options)
      #expect(ended.status == 65)
      #expect(ended.text.contains("changed: \(name)\n"), "\(ended.text)")
      try write(whole, to: path)
    }
  }

  /// Each role of the inputs, in any order; one byte more in any of them is found.
  @Test func comparesTheInputsOfAReview() throws {
    let cycle = try HarborCycle()
    try cycle.review()
    let inputs: [(option: String, files: [String])] = [
      ("--cycle", ["fy2026.yaml"]), ("--members", ["members.csv"]),
      ("--responses", ["responses.csv"]), ("--returned", HarborCycle.returned.reversed()),
    ]
    let all = inputs.flatMap { [$0.option] + $0.files }
    let ended = try cycle.appraise(["verify", cycle.reviews] + all)
    #expect(ended.status == 0, "\(ended.text)")
    #expect(ended.text.contains("The 6 inputs are those that the manifest names."), "\(ended.text)")
    for (option, files) in inputs {
      let name = files[0].split(separator: "/").last.map(String.init) ?? ""
      let copy = try cycle.file(
        name,
        String(decoding: try bytes(ofFile: "\(HarborCycle.folder)/\(files[0])"), as: UTF8.self)
          + "\n")
      let changed = try cycle.appraise(
        ["verify", cycle.reviews, option] + files.dropFirst() + [copy])
      #expect(changed.status == 65)
      #expect(changed.text.contains("changed: \(option) \(copy)\n"), "\(changed.text)")
    }
    let missing = try cycle.appraise(
      ["verify", cycle.reviews, "--returned"] + HarborCycle.returned.dropLast())
    #expect(missing.text.hasSuffix("(current)\nmissing: --returned harbor-oig-prb.csv\n"))
    let extra = try cycle.appraise(
      ["verify", cycle.reviews, "--returned", "members.csv"] + HarborCycle.returned)
    #expect(extra.text.hasSuffix("(current)\nextra: --returned members.csv\n"))
    let decided = try cycle.appraise(["verify", cycle.reviews, "--decided", try cycle.decided()])
    #expect(decided.status == 65)
    #expect(decided.text.contains("\nextra: --decided "))
  }

  /// What nobody can have meant: options of the other kind, a review in place of a run.
  @Test func refusesWhatIsForTheOtherKind() throws {
    let cycle = try HarborCycle()
    try cycle.review()
    let (runs, reviews) = (cycle.runs, cycle.reviews)
    for (arguments, words) in [
      (
        ["verify", reviews, "--plans", "plans.csv"],
        "--plans: this is a review, which has no such inputs."
      ),
      (["verify", reviews, "--ratings", "ratings.csv"], "--ratings: this is a review, "),
      (
        ["verify", runs, "--cycle", "fy2026.yaml"],
        "--cycle: this is a run, which has no such inputs."
      ),
      (
        ["verify", runs, "--decided", "x.csv"],
        "--decided: this is a run, which has no such inputs."
      ),
      (["verify", runs, "--run", runs], "--run: this is a run itself."),
      (
        ["verify", reviews, "--run", reviews], "\(reviews): this is a review, and a run is needed."
      ),
      (["compare", reviews, runs], "\(runs): this is a run, and a review is needed."),
      (
        ["explain", "H-01", "--run", reviews], "\(reviews): this is a review, and a run is needed."
      ),
      (
        ["check", "--run", reviews, "--cycle", "fy2026.yaml"], "\(reviews): this is a review, and a"
      ),
      (
        ["review", "--run", reviews, "--cycle", "fy2026.yaml", "--output", cycle.path("other")],
        "\(reviews): this is a review, and a run is needed."
      ),
    ] {
      let ended = try cycle.appraise(arguments)
      #expect(ended.status == 64, "\(arguments)")
      #expect(ended.errorText.hasPrefix("appraise: \(words)"), "\(ended.errorText)")
      #expect(ended.output.isEmpty)
    }
    let nowhere = try cycle.appraise(["verify", reviews, "--run", "/nowhere"])
    #expect(nowhere.status == 66)
  }

  private func write(_ bytes: [UInt8], to path: String) throws {
    try Data(bytes).write(to: URL(filePath: path))
  }
}
