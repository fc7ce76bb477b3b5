import TestSupport

/// Plans of which each is wrong in several ways, and as many that are not.
struct WrongRecords {
  let count: Int

  /// Five weights, and the warnings of name and board.
  static let findingsOfEach = 7

  private static let header =
    "executive_id,leading_change,leading_people,business_acumen,building_coalitions,results_driven"

  /// Shell commands that write the records.
  var clean: String {
    "seq -f 'ES-%.0f,10,10,10,10,60,A reasonably long name of somebody,North' \(count)"
  }
  var wrong: String {
    "seq -f 'ES-%.0f,x,-1,1e2,,601,=A reasonably long name of somebody,=N' \(count)"
  }

  /// Runs the batch over such plans and ratings for all of them, on one processor.
  ///
  /// - Returns: The exit status, the lines of `findings.csv`, and the most memory it had.
  func peak(
    ofRunOver records: String, isInMemory: Bool
  ) throws -> (status: Int, findings: Int, kilobytes: Int) {
    let scratch = try ScratchDirectory(isInMemory: isInMemory)
    let script = """
      cd "$1"
      { echo '\(Self.header),name,prb'; \(records); } >plans.csv
      { echo '\(Self.header)'; seq -f 'ES-%.0f,4,4,4,4,4' \(count); } >ratings.csv
      "$0" run --plans plans.csv --ratings ratings.csv --output runs --threads 1 --quiet --publish-anyway &
      most=0
      while peak=$(sed -n 's/^VmHWM:[^0-9]*\\([0-9]*\\) kB/\\1/p' /proc/$!/status 2>/dev/null) &&
        [ -n "$peak" ]; do most=$peak; sleep 0.05; done
      wait $!
      echo $? $(grep -c '^error\\|^warning' runs/current/findings.csv) $most
      """
    let ended = try Program(path: "/bin/sh").run(
      ["-c", script, try BuiltProgram.located().path, scratch.path])
    let numbers = ended.text.split { !$0.isNumber }.compactMap { Int($0) }
    guard numbers.count == 3, numbers[2] > 0 else {
      throw Program.Failure(description: ended.errorText)
    }
    return (numbers[0], numbers[1], numbers[2])
  }
}
