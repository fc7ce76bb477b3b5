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
        "line 2, byte 119 (column byte 21): A field"
      ),
      // A quote that is never closed, before 1 GB of records.
      (
        "printf '\(header),name\\nES-1,10,10,10,10,60,\"'; yes ES-2,10,10,10,10,60,Bob | head -c 1G",
        "line 2, byte 119 (column byte 21): A field"
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

  /// Records of which each is wrong in seven ways take no more memory than clean ones.
  @Test func wrongRecordsTakeNoMoreMemory() throws {
    let records = 100_000
    let clean =
      "seq -f 'ES-%.0f,10,10,10,10,60,A reasonably long name of somebody,North' \(records)"
    let wrong = "seq -f 'ES-%.0f,x,-1,1e2,,601,=A reasonably long name of somebody,=N' \(records)"
    for (generator, status) in [(clean, 0), (wrong, 1)] as [(String, Int32)] {
      let script = """
        ulimit -d 262144
        { echo '\(Self.header),name,prb'; \(generator); } \
        | "$0" check --plans - --threads 1 --format csv | wc -l
        """
      let ended = try Program(path: "/bin/sh").run(["-c", script, try BuiltProgram.located().path])
      #expect(ended.status == 0, "\(ended.errorText)")
      let lines = Int(ended.text.filter(\.isNumber)) ?? 0
      #expect(lines == (status == 0 ? 1 : 1 + 7 * records), "\(ended.text) \(ended.errorText)")
    }
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
