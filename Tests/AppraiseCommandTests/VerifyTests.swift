import FoundationEssentials
import TestSupport
import Testing

/// `appraise verify`: a run as it was published, and one that somebody touched.
@Suite struct VerifyTests {
  @Test func acceptsARunByItsDirectoryAndByTheLink() throws {
    let batch = try NightlyBatch()
    try batch.run()
    for run in [batch.current, try batch.newest(), "\(try batch.newest())/"] {
      let ended = try batch.verify(run)
      #expect(ended.status == 0, "\(run): \(ended.text)\(ended.errorText)")
      #expect(!ended.output.isEmpty)
      #expect(ended.errors.isEmpty)
    }
  }

  /// One bit of one byte, at the start, in the middle and at the end of every file but the
  /// manifest.
  @Test func namesAFileWithOneFlippedBit() throws {
    let batch = try NightlyBatch()
    try batch.run()
    let run = try batch.newest()
    for name in try files(below: run) where name != "manifest.json" {
      let whole = try bytes(ofFile: "\(run)/\(name)")
      for place in [0, whole.count / 2, whole.count - 1] {
        var flipped = whole
        flipped[place] ^= 1
        try write(flipped, to: "\(run)/\(name)")
        try expect(name, is: "changed", in: batch)
      }
      try write(whole, to: "\(run)/\(name)")
    }
    #expect(try batch.verify().status == 0, "all is as it was again")
  }

  @Test func namesAFileThatIsLongerOrShorter() throws {
    let batch = try NightlyBatch()
    try batch.run()
    let run = try batch.newest()
    let whole = try bytes(ofFile: "\(run)/scores.csv")
    for changed in [Array(whole.dropLast()), whole + [0x0A], []] {
      try write(changed, to: "\(run)/scores.csv")
      try expect("scores.csv", is: "changed", in: batch)
    }
  }

  @Test func namesAMissingFile() throws {
    for name in ["scores.csv", "findings.csv", "rosters/board-a.csv", "rosters/index.csv"] {
      let batch = try NightlyBatch()
      try batch.run()
      try FileManager.default.removeItem(atPath: "\(try batch.newest())/\(name)")
      try expect(name, is: "missing", in: batch)
    }
  }

  @Test func namesAFileTooMany() throws {
    for name in ["notes.txt", "rosters/board-d.csv", "rosters/.hidden", "rosters/manifest.json"] {
      let batch = try NightlyBatch()
      try batch.run()
      try write([0x41], to: "\(try batch.newest())/\(name)")
      try expect(name, is: "extra", in: batch)
    }
  }

  /// A link to the very same bytes is not the file that was published.
  @Test func namesALinkInPlaceOfAFile() throws {
    let batch = try NightlyBatch()
    try batch.run()
    let run = try batch.newest()
    let copy = try batch.file("copy.csv", try bytes(ofFile: "\(run)/scores.csv"))
    try FileManager.default.removeItem(atPath: "\(run)/scores.csv")
    try FileManager.default.createSymbolicLink(
      atPath: "\(run)/scores.csv", withDestinationPath: copy)
    let ended = try batch.verify()
    #expect(ended.status == 65)
    #expect(ended.text.contains("scores.csv"))
  }

  /// A bit of the manifest: a hash, a size, the name of a file, the version of the format.
  @Test(arguments: ["\"sha256\": \"", "\"bytes\": ", "\"name\": \"findings", "\"format\": "])
  func refusesADamagedManifest(after text: String) throws {
    let batch = try NightlyBatch()
    try batch.run()
    let path = "\(try batch.newest())/manifest.json"
    let manifest = String(decoding: try bytes(ofFile: path), as: UTF8.self)
    // The last place is among the files of the run, not among the inputs.
    let end = try #require(manifest.ranges(of: text).last?.upperBound)
    var bytes = Array(manifest.utf8)
    bytes[manifest.utf8.distance(from: manifest.startIndex, to: end)] ^= 1
    try write(bytes, to: path)
    #expect(try batch.verify().status == 65)
  }

  /// What no hash but the seal covers: where the run was made, and what it came from.
  @Test(
    arguments: [
      "\"host\": \"", "\"records\": 1", "\"role\": \"plans\", \"name\": \"",
      "\"system\": {\"name\": \"", "\"version\": \"", "\"run\": \"",
    ])
  func namesAManifestThatSaysSomethingElse(after text: String) throws {
    let batch = try NightlyBatch()
    try batch.run()
    let path = "\(try batch.newest())/manifest.json"
    let manifest = try bytes(ofFile: path)
    let place = try #require(manifest.firstRange(of: Array(text.utf8)), "no \(text)").upperBound
    var flipped = manifest
    flipped[place] ^= 1
    try write(flipped, to: path)
    let ended = try batch.verify()
    #expect(ended.status == 65)
    #expect(ended.errorText.contains("manifest.json: changed"), "\(ended.errorText)")
    // The hash of an input, another good one.
    var swapped = String(decoding: manifest, as: UTF8.self)
    let inputs = swapped.matches(of: /"sha256": "([0-9a-f]{64})", "records"/).map { String($0.1) }
    #expect(inputs.count == 2)
    swapped.replace(inputs[0], with: inputs[1])
    try write(Array(swapped.utf8), to: path)
    #expect(try batch.verify().errorText.contains("manifest.json: changed"))
  }

  @Test func refusesAManifestThatIsNone() throws {
    let batch = try NightlyBatch()
    try batch.run()
    for text in ["", "{", "[]", "{}", "null", "\u{FEFF}"] {
      try write(Array(text.utf8), to: "\(try batch.newest())/manifest.json")
      let ended = try batch.verify()
      #expect(ended.status == 65, "\(text)")
      #expect(ended.errorText.contains("manifest.json"))
    }
  }

  @Test(arguments: ["/nowhere/at/all", "/", "/dev/null"])
  func whatIsNoRunIsMissing(path: String) throws {
    let ended = try BuiltProgram.located().run(["verify", path])
    #expect(ended.status == 66)
    #expect(ended.errorText.hasPrefix("appraise: "))
    #expect(ended.output.isEmpty)
  }

  /// Expects that the run does not verify, and that every format names the file and what it is.
  private func expect(
    _ name: String, is kind: String, in batch: NightlyBatch,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    for format in ["text", "json", "csv"] {
      let ended = try batch.verify(nil, "--format", format)
      #expect(ended.status == 65, sourceLocation: sourceLocation)
      let lines = ended.text.split(separator: "\n")
      #expect(
        lines.contains { $0.contains(name) && $0.contains(kind) },
        "\(name) is not named as \(kind): \(ended.text)", sourceLocation: sourceLocation)
      let others = ["scores.csv", "summary.json", "rosters/board-b.csv"].filter { $0 != name }
      for other in others {
        #expect(!ended.text.contains(other), sourceLocation: sourceLocation)
      }
    }
  }

  private func write(_ bytes: [UInt8], to path: String) throws {
    try Data(bytes).write(to: URL(filePath: path))
  }
}
