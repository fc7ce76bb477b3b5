import FoundationEssentials
import TestSupport
import Testing

/// Inputs that are meant to exhaust the program, or that change under it.
@Suite struct HostileInputTests {
  private static let header =
    "executive_id,leading_change,leading_people,business_acumen,building_coalitions,results_driven"

  /// Runs `check` on what a shell command writes, with no more than 300 MB of memory of its own.
  private func check(_ generator: String) throws -> Program.Ended {
    let script = """
      ulimit -d 307200
      { \(generator); } 2>/dev/null | "$0" check --plans - --quiet
      """
    return try Program(path: "/bin/sh").run(["-c", script, try BuiltProgram.located().path])
  }

  @Test(
    arguments: [
      // A line of 4 GB without an end.
      ("head -c 4G /dev/zero | tr '\\0' x", "line 1, byte 0 (column byte 1): A field"),
      (
        "printf '\(header)\\n'; head -c 4G /dev/zero",
        "line 2, byte 94 (column byte 1): There is a zero byte"
      ),
      // A field of 100 MB, in quotes.
      (
        "printf '\(header),name\\nES-1,10,10,10,10,60,\"'; head -c 100M /dev/zero | tr '\\0' x",
        "line 2, byte 119 (column byte 21), in 'name' (column 7, G in a spreadsheet): A field"
      ),
      // A quote that is never closed, before 1 GB of records.
      (
        "printf '\(header),name\\nES-1,10,10,10,10,60,\"'; yes ES-2,10,10,10,10,60,Bob | head -c 1G",
        "line 2, byte 119 (column byte 21), in 'name' (column 7, G in a spreadsheet): A field"
      ),
      // A million columns, and a million fields.
      ("seq 1 1000000 | tr '\\n' ,", "line 1, byte 0 (column byte 1): A record"),
      (
        "printf '\(header)\\n'; seq 1 1000000 | tr '\\n' ,",
        "line 2, byte 94 (column byte 1): A record"
      ),
    ])
  func memoryStaysSmall(generator: String, message: String) throws {
    let ended = try check(generator)
    #expect(ended.status == 65, "\(ended.errorText)")
    #expect(ended.errorText.hasPrefix("appraise: -: \(message)"), "\(ended.errorText)")
  }

  /// Plans of which each is wrong in seven ways take no more memory than clean ones, but for what
  /// the fields held and the findings of one block, and every finding is written: a million in
  /// release mode.
  @Test func wrongRecordsTakeNoMoreMemory() throws {
    #if DEBUG
      let (records, megabytes) = (WrongRecords(count: 10_000), 80)
    #else
      let (records, megabytes) = (WrongRecords(count: 150_000), 128)
    #endif
    let clean = try records.peak(ofRunOver: records.clean, isInMemory: true)
    #expect(clean.status == 0 && clean.findings == 0)
    let wrong = try records.peak(ofRunOver: records.wrong, isInMemory: true)
    #expect(wrong.status == 1)
    #expect(wrong.findings == records.count * WrongRecords.findingsOfEach)
    // Some 350 or, in release mode, 50 bytes more for each finding would be too much.
    #expect(wrong.kilobytes < clean.kilobytes + megabytes << 10, "\(wrong), clean \(clean)")
  }

  // MARK: - Inputs that change

  /// What somebody does to the plans while the program waits for the ratings.
  @Test(
    arguments: [
      "printf x >>\"$2\"", ": >\"$2\"", "truncate -s -1 \"$2\"", "touch -d 2001-01-01 \"$2\"",
      "cp \"$2\" \"$2.new\" && mv \"$2.new\" \"$2\"", "rm \"$2\"",
      "dd if=\"$2\" of=\"$2\" bs=1 count=1 conv=notrunc",
    ])
  func inputThatChangesIsNotPublished(change: String) throws {
    let batch = try NightlyBatch()
    try batch.run()
    let target = try batch.target()
    let plans = try batch.file("plans.csv", try bytes(ofFile: "\(NightlyBatch.folder)/plans.csv"))
    let script = """
      { sleep 1.5; \(change); cat ratings.csv; } 2>/dev/null \
      | "$0" run --plans "$2" --ratings - --output "$1"
      """
    let ended = try Program(path: "/bin/sh").run(
      ["-c", script, try BuiltProgram.located().path, batch.output, plans],
      directory: NightlyBatch.folder)
    #expect(ended.status == 74, "\(ended.errorText)")
    #expect(ended.errorText.contains("plans.csv: the file changed while it was read"))
    #expect(try batch.target() == target)
    #expect(try batch.verify().status == 0)
  }
}
