import FoundationEssentials
import Glibc
import TestSupport
import Testing

/// Inputs that are too large or too odd to be kept as files: each is made here.
@Suite struct RefusedSizeTests {
  private static let header =
    "executive_id,leading_change,leading_people,business_acumen,building_coalitions,results_driven"
  private static let weights = "10,10,10,10,60"

  /// Expects a refusal that begins so, and that nothing is published.
  private func expectRefusal(
    of plans: [UInt8], _ message: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let batch = try NightlyBatch()
    let path = try batch.file("plans.csv", plans)
    let ended = try batch.run(plans: path)
    #expect(ended.status == 65, sourceLocation: sourceLocation)
    #expect(
      ended.errorText.hasPrefix("appraise: \(path): \(message)"),
      "found: \(ended.errorText.prefix(400))", sourceLocation: sourceLocation)
    #expect(try files(below: batch.output) == [".lock"], sourceLocation: sourceLocation)
  }

  /// A plan with a narrative of this many letters, quoted or not, in a column that is not read.
  private func plan(narrative count: Int, isQuoted: Bool) -> [UInt8] {
    let quote = isQuoted ? "\"" : ""
    let narrative = quote + String(repeating: "n", count: count) + quote
    return Array("\(Self.header),prb,notes\nES-1,\(Self.weights),North,\(narrative)\n".utf8)
  }

  @Test(arguments: [true, false])
  func fieldOf64KiBIsReadAndOneByteMoreIsNot(isQuoted: Bool) throws {
    let batch = try NightlyBatch()
    let path = try batch.file("plans.csv", plan(narrative: 65_536, isQuoted: isQuoted))
    let ended = try batch.run(plans: path, "--publish-anyway")
    #expect(ended.status == 1, "the ratings are of others")
    let start = "\(Self.header),prb,notes\n".utf8.count + "ES-1,\(Self.weights),North,".utf8.count
    try expectRefusal(
      of: plan(narrative: 65_537, isQuoted: isQuoted),
      "line 2, byte \(start) (column byte 27), in 'notes' (column 8, H in a spreadsheet): "
        + "A field is longer than 64 KiB (65,536 bytes).")
  }

  @Test func recordOver256KiBIsRefused() throws {
    let names = (1...5).map { "notes_\($0)" }.joined(separator: ",")
    let notes = repeatElement(String(repeating: "n", count: 60_000), count: 5)
    let plans = """
      \(Self.header),\(names)
      ES-1,\(Self.weights),a,b,c,d,e
      ES-2,\(Self.weights),\(notes.joined(separator: ","))

      """
    let start = plans.utf8.count - "ES-2,\(Self.weights),\n".utf8.count - 5 * 60_000 - 4
    try expectRefusal(
      of: Array(plans.utf8),
      "line 3, byte \(start) (column byte 1): A record is longer than 256 KiB (262,144 bytes).")
  }

  @Test func unterminatedQuoteIsFoundWithinTheLimit() throws {
    var plans = "\(Self.header),name\nES-0,\(Self.weights),\"Ann Ames\n"
    for number in 1...200_000 { plans += "ES-\(number),\(Self.weights),Bob\n" }
    let start = "\(Self.header),name\nES-0,\(Self.weights),".utf8.count
    try expectRefusal(
      of: Array(plans.utf8),
      "line 2, byte \(start) (column byte 21), in 'name' (column 7, G in a spreadsheet): A field is "
        + "longer")
  }

  @Test func megabyteOfCommasIsRefused() throws {
    try expectRefusal(
      of: Array(repeating: UInt8(ascii: ","), count: 1 << 20),
      "line 1, byte 0 (column byte 1): A record")
  }

  @Test func headerOfManyColumnsIsRefused() throws {
    let names = (0..<1_000_000).map { "c\($0)" }.joined(separator: ",")
    try expectRefusal(
      of: Array("\(Self.header),\(names)\n".utf8), "line 1, byte 0 (column byte 1): A record")
  }

  @Test func lineWithoutAnEndIsRefused() throws {
    try expectRefusal(
      of: Array("\(Self.header)\n".utf8) + Array(repeating: UInt8(ascii: "x"), count: 20 << 20),
      "line 2, byte \(Self.header.utf8.count + 1) (column byte 1), in 'executive_id' (column 1, A in "
        + "a spreadsheet): A field is longer")
  }

  /// Many small faults after one another do not hide the first.
  @Test func firstFaultOfALargeFileIsNamed() throws {
    var plans = "\(Self.header),name\n"
    for number in 1...60_000 { plans += "ES-\(number),\(Self.weights),Bob\n" }
    let start = plans.utf8.count
    for number in 1...60_000 { plans += "ES-\(number),\(Self.weights),B\"ob\n" }
    try expectRefusal(
      of: Array(plans.utf8),
      "line 60002, byte \(start + "ES-1,\(Self.weights),B".utf8.count) (column byte 22), "
        + "in 'name' (column 7, G in a spreadsheet): There is a quote"
    )
  }

  // MARK: - What is no file

  @Test func namedPipeIsNotWaitedFor() throws {
    let batch = try NightlyBatch()
    let path = batch.path("pipe")
    let result = unsafe mkfifo(path, 0o600)
    #expect(result == 0)
    let ended = try batch.run(plans: path)
    #expect(ended.status == 66)
    #expect(ended.errorText.hasPrefix("appraise: \(path): not a regular file."))
  }

  @Test func loopOfLinksIsRefused() throws {
    let batch = try NightlyBatch()
    let path = batch.path("loop")
    try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: path)
    #expect(try batch.run(plans: path).status == 66)
  }

  /// A link to a file is as good as the file.
  @Test func linkToAFileIsFollowed() throws {
    let batch = try NightlyBatch()
    let path = batch.path("link")
    try FileManager.default.createSymbolicLink(
      atPath: path, withDestinationPath: "\(NightlyBatch.folder)/plans.csv")
    #expect(try batch.run(plans: path).status == 0)
  }
}
