import Foundation
import Glibc
import Testing
import TestSupport

/// Where runs go: the lock, the link to the newest run, and directories that are not to be trusted.
@Suite struct PublishingTests {
  @Test func nextRunMovesTheLinkAndKeepsTheRunBefore() throws {
    let batch = try NightlyBatch()
    #expect(try batch.run().status == 0)
    let first = try batch.newest()
    #expect(try batch.run().status == 0)
    let second = try batch.newest()
    #expect(first != second)
    #expect(try batch.verify(first).status == 0)
    #expect(try batch.verify(second).status == 0)
    #expect(try batch.target().hasPrefix("runs/"))
    for name in try files(below: first) where name != "manifest.json" {
      #expect(try bytes(ofFile: "\(first)/\(name)") == bytes(ofFile: "\(second)/\(name)"))
    }
    #expect(try manifestWithoutMade(of: first) == manifestWithoutMade(of: second))
  }

  /// The lines of a manifest but for the one that says when and where.
  private func manifestWithoutMade(of run: String) throws -> [Substring] {
    let text = String(decoding: try bytes(ofFile: "\(run)/manifest.json"), as: UTF8.self)
    let lines = text.split(separator: "\n")
    // The seal is a hash of all that stands before it.
    let others = lines.filter { !$0.contains("\"made\"") && !$0.contains("\"seal\"") }
    #expect(others.count == lines.count - 2)
    return others
  }

  @Test func inputsStandInTheManifest() throws {
    let batch = try NightlyBatch()
    try batch.run()
    let manifest = String(
      decoding: try bytes(ofFile: "\(batch.current)/manifest.json"), as: UTF8.self)
    for (role, name) in [("plans", "plans.csv"), ("ratings", "ratings.csv")] {
      let size = try bytes(ofFile: "\(NightlyBatch.folder)/\(name)").count
      let start =
        "{\"role\": \"\(role)\", \"name\": \"\(name)\", \"bytes\": \(size), \"sha256\": \""
      #expect(manifest.contains(start))
    }
    #expect(manifest.contains("\"records\": 10}"))
    #expect(!manifest.contains(NightlyBatch.folder))
  }

  /// A refused file after a good run: everything is as it was, to the byte.
  @Test func refusedFileLeavesTheRunBefore() throws {
    let batch = try NightlyBatch()
    try batch.run()
    let before = try batch.everything()
    let target = try batch.target()
    let refused = try batch.file("refused.csv", Array("executive_id\nES-1\n".utf8))
    #expect(try batch.run(plans: refused).status == 65)
    #expect(try batch.run(ratings: "not-there.csv").status == 66)
    #expect(try batch.everything() == before)
    #expect(try batch.target() == target)
    #expect(try batch.verify().status == 0)
  }

  @Test func lockOfAnotherRunIsRespected() throws {
    let batch = try NightlyBatch()
    try batch.run()
    let before = try batch.everything()
    let lock = unsafe open("\(batch.output)/.lock", O_RDWR | O_CLOEXEC)
    #expect(flock(lock, LOCK_EX) == 0)
    let ended = try batch.run()
    close(lock)
    #expect(ended.status == 75)
    #expect(ended.errorText.hasPrefix("appraise: \(batch.output): another run is writing here."))
    #expect(ended.output.isEmpty)
    #expect(try batch.everything() == before)
    #expect(try batch.run().status == 0, "a lock that was given back")
  }

  @Test func leftoversOfDeadRunsAreRemoved() throws {
    let batch = try NightlyBatch()
    try batch.run()
    let leftover = "\(batch.output)/runs/.tmp-20250101T000000Z"
    try FileManager.default.createDirectory(
      atPath: "\(leftover)/rosters", withIntermediateDirectories: true)
    try Data("half a".utf8).write(to: URL(filePath: "\(leftover)/rosters/board-a.csv"))
    #expect(try batch.run().status == 0)
    #expect(!FileManager.default.fileExists(atPath: leftover))
  }

  // MARK: - Permissions

  /// 0600 and 0700 whatever the umask.
  @Test func nobodyElseMayRead() throws {
    let batch = try NightlyBatch()
    let program = try BuiltProgram.located()
    let ended = try Program(path: "/bin/sh").run(
      [
        "-c", "umask 0; exec \"$0\" \"$@\"", program.path, "run", "--plans", "plans.csv",
        "--ratings", "ratings.csv", "--output", batch.output,
      ], directory: NightlyBatch.folder)
    #expect(ended.status == 0)
    let newest = try batch.newest()
    for name in ["", "/runs"] {
      #expect(try mode(of: batch.output + name) == 0o700)
    }
    for name in ["", "/rosters"] { #expect(try mode(of: newest + name) == 0o700) }
    for name in try files(below: newest) { #expect(try mode(of: "\(newest)/\(name)") == 0o600) }
  }

  private func mode(of path: String) throws -> Int? {
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    return (attributes[.posixPermissions] as? NSNumber)?.intValue
  }

  // MARK: - Directories that cannot be used

  @Test func linkIsRefused() throws {
    let victim = try NightlyBatch()
    try victim.run()
    let before = try victim.everything()
    let batch = try NightlyBatch()
    try FileManager.default.createSymbolicLink(
      atPath: batch.output, withDestinationPath: victim.output)
    let ended = try batch.run()
    #expect(ended.status == 73)
    #expect(ended.errorText.hasPrefix("appraise: \(batch.output): "))
    #expect(try victim.everything() == before)
  }

  @Test(arguments: [0o777, 0o770, 0o722, 0o1777])
  func directoryThatOthersMayWriteIsRefused(permissions: Int) throws {
    let batch = try NightlyBatch()
    try FileManager.default.createDirectory(
      atPath: batch.output, withIntermediateDirectories: false)
    try FileManager.default.setAttributes(
      [.posixPermissions: permissions], ofItemAtPath: batch.output)
    let ended = try batch.run()
    #expect(ended.status == 73)
    #expect(ended.errorText.hasSuffix("chmod go-w \(batch.output)\n"))
    #expect(try files(below: batch.output).isEmpty)
  }

  @Test func fileInPlaceOfTheDirectoryIsRefused() throws {
    let batch = try NightlyBatch()
    let output = try batch.file("output", Array("mine".utf8))
    #expect(try batch.run().status == 73)
    #expect(try bytes(ofFile: output) == Array("mine".utf8))
  }

  @Test func missingParentIsNotMade() throws {
    let batch = try NightlyBatch()
    let ended = try BuiltProgram.located().run(
      [
        "run", "--plans", "plans.csv", "--ratings", "ratings.csv", "--output",
        "\(batch.output)/deeper",
      ], directory: NightlyBatch.folder)
    #expect(ended.status == 73)
    #expect(
      ended.errorText
        == "appraise: \(batch.output)/deeper: \(batch.output) does not exist. Make it first: mkdir -p \(batch.output)\n"
    )
    #expect(!FileManager.default.fileExists(atPath: batch.output))
  }

  /// `current`, `runs` or `.lock` planted by somebody, as a link to a victim, a file, a directory.
  @Test(arguments: ["current", "runs", ".lock"])
  func plantedLinkIsRefused(name: String) throws {
    let victim = try NightlyBatch()
    try victim.run()
    let before = try victim.everything()
    let batch = try NightlyBatch()
    try FileManager.default.createDirectory(
      atPath: batch.output, withIntermediateDirectories: false,
      attributes: [.posixPermissions: 0o700])
    let destination = name == ".lock" ? "\(victim.current)/scores.csv" : victim.output
    try FileManager.default.createSymbolicLink(
      atPath: "\(batch.output)/\(name)", withDestinationPath: destination)
    #expect(try batch.run().status == 73)
    #expect(try victim.everything() == before)
    let target = try FileManager.default.destinationOfSymbolicLink(
      atPath: "\(batch.output)/\(name)")
    #expect(target == destination)
  }

  @Test func directoryNamedCurrentIsRefused() throws {
    let batch = try NightlyBatch()
    try FileManager.default.createDirectory(
      atPath: batch.current, withIntermediateDirectories: true)
    try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: batch.output)
    #expect(try batch.run().status == 73)
  }

  // MARK: - Whatever the surroundings

  @Test func runsWithoutAnyEnvironment() throws {
    let batch = try NightlyBatch()
    let program = try BuiltProgram.located()
    let ended = try Program(path: "/usr/bin/env").run(
      [
        "-i", program.path, "run", "--plans", "plans.csv", "--ratings", "ratings.csv", "--output",
        batch.output,
      ], directory: NightlyBatch.folder)
    #expect(ended.status == 0)
    #expect(try batch.verify().status == 0)
  }
}
