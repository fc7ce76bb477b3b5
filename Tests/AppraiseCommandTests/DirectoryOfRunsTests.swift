import FoundationEssentials
import TestSupport
import Testing

/// `report`, `verify` and `explain --run` over a directory of runs, and over what others may write to.
@Suite struct DirectoryOfRunsTests {
  /// The commands that read a run.
  static let readers = [["report"], ["verify"], ["explain", "ES-00101", "--run"]]

  private static func read(_ reader: [String], _ run: String) throws -> Program.Ended {
    try BuiltProgram.located().run(reader + [run])
  }

  @Test(arguments: readers)
  func theNewestRunIsTaken(reader: [String]) throws {
    let batch = try NightlyBatch()
    try batch.run()
    try batch.run()
    let byItself = try Self.read(reader, try batch.newest())
    let run = try #require(try batch.target().split(separator: "/").last)
    for directory in [batch.output, batch.output + "/", "\(batch.output)/runs/.."] {
      let ended = try Self.read(reader, directory)
      #expect(ended.status == 0, "\(directory): \(ended.errorText)")
      #expect(ended.errors.isEmpty)
      // Which run it is stands in every answer.
      #expect(ended.text.contains(run), "found: \(ended.text)")
      let isSaid = "Run \(run) (current)\n"
      #expect(ended.text.replacing(isSaid, with: "") == byItself.text)
    }
  }

  @Test func aDamagedRunIsNamed() throws {
    let batch = try NightlyBatch()
    try batch.run()
    try Data([0x41]).write(to: URL(filePath: "\(try batch.newest())/scores.csv"))
    let ended = try batch.verify(batch.output)
    #expect(ended.status == 65)
    let run = try #require(try batch.target().split(separator: "/").last)
    #expect(ended.text == "Run \(run) (current)\nchanged: scores.csv\n")
    #expect(try batch.verify(batch.output, "--chain").status == 65)
  }

  @Test func theChainIsFollowedFromTheNewest() throws {
    let batch = try NightlyBatch()
    for _ in 0..<3 { try batch.run() }
    let ended = try batch.verify(batch.output, "--chain")
    #expect(ended.status == 0)
    #expect(ended.text.contains("\n3 runs are whole"), "found: \(ended.text)\(ended.errorText)")
  }

  /// What may stand where a run is looked for, and what is said then.
  @Test(arguments: readers)
  func whatIsNoDirectoryOfRunsIsSaid(reader: [String]) throws {
    let batch = try NightlyBatch()
    try batch.run()
    let run = try #require(try batch.target().split(separator: "/").last)
    let link = batch.current
    func expect(_ path: String, _ words: String) throws {
      let ended = try Self.read(reader, path)
      #expect(ended.status == 66)
      #expect(ended.output.isEmpty)
      #expect(ended.errorText.contains(words), "found: \(ended.errorText)")
    }
    try expect(batch.inputs, "neither a run (there is no manifest.json) nor a directory of runs")
    try expect("\(batch.output)/runs", "Name one of them, such as \(batch.output)/runs/\(run)")
    try expect("\(batch.output)/nowhere", "there is nothing here")
    try FileManager.default.removeItem(atPath: link)
    try expect(batch.output, "neither a run")
    for target in ["runs", "/etc", "runs/other", "runs/\(run)/rosters"] {
      try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: target)
      try expect(batch.output, "current: this is not a link to a run")
      try FileManager.default.removeItem(atPath: link)
    }
    let gone = "20200101T000000Z"
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "runs/\(gone)")
    try expect(batch.output, "it leads to the run \(gone), which is not there")
  }

  // MARK: - What others may write to

  @Test(arguments: readers, [0o777, 0o775, 0o702])
  func readingWhatOthersMayWriteToWarns(reader: [String], permissions: Int) throws {
    let batch = try NightlyBatch()
    try batch.run()
    let run = try batch.newest()
    let private_ = try Self.read(reader, run)
    for (changed, read) in [(run, run), (batch.output, batch.output), (run, batch.output)] {
      try FileManager.default.setAttributes(
        [.posixPermissions: permissions], ofItemAtPath: changed)
      let ended = try Self.read(reader, read)
      #expect(ended.status == 0)
      #expect(ended.errorText.hasPrefix("appraise: warning: \(read): others may write here"))
      if read == run { #expect(ended.output == private_.output) }
      try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: changed)
    }
    #expect(try Self.read(reader, batch.output).errors.isEmpty)
  }

  /// The chain goes through the directory of all runs.
  @Test func theChainOfASharedCopyIsVerified() throws {
    let batch = try NightlyBatch()
    for _ in 0..<2 { try batch.run() }
    for path in ["", "/runs"] {
      try FileManager.default.setAttributes(
        [.posixPermissions: 0o777], ofItemAtPath: batch.output + path)
    }
    let ended = try batch.verify(batch.current, "--chain")
    #expect(ended.status == 0, "\(ended.errorText)")
    // To write there is refused as before.
    let refused = try batch.run()
    #expect(refused.status == 73)
    #expect(refused.errorText.contains("chmod go-w"))
  }
}
