import Glibc
import TestSupport
import Testing

/// A file system without room, and one without inodes.
///
/// It is a small one in memory, in a mount namespace of the test's own, so it needs root or user
/// namespaces; where there are neither, the test fails and says so.
@Suite struct FullDiskTests {
  /// Runs until a run does not fit, looks at what is there, makes room and runs again.
  private static let script = """
    set -u
    program=$1 directory=$2 options=$3
    trap 'rm -f "$directory.errors"' EXIT
    mount -t tmpfs -o "$options,mode=700" tmpfs "$directory" || exit 100
    run() {
      "$program" run --plans plans.csv --ratings ratings.csv --output "$directory/out" --quiet
    }
    for number in $(seq 1 500); do
      run 2>"$directory.errors"
      status=$?
      [ "$status" = 0 ] && continue
      echo "run $number: $status"
      cat "$directory.errors"
      "$program" verify "$directory/out/current" || exit 101
      [ -z "$(ls -A "$directory/out/runs" | grep '^[.]tmp-')" ] || exit 102
      [ "$number" -gt 1 ] || exit 103
      rm -r "$directory/out/runs/$(ls "$directory/out/runs" | head -n 1)"
      rm -r "$directory/out/runs/$(ls "$directory/out/runs" | head -n 1)"
      run || exit 104
      "$program" verify "$directory/out/current" || exit 105
      exit 0
    done
    exit 106
    """

  @Test(arguments: ["size=1m,nr_inodes=10000", "size=100m,nr_inodes=100"])
  func fullDiskLeavesTheRunBefore(options: String) throws {
    let scratch = try ScratchDirectory()
    let program = try BuiltProgram.located()
    // Of root's own namespace, or else of one in which this user is root.
    let namespace = getuid() == 0 ? ["-m"] : ["-r", "-m"]
    let ended = try Program(path: "/usr/bin/unshare").run(
      namespace + ["sh", "-c", Self.script, "sh", program.path, scratch.path, options],
      directory: NightlyBatch.folder)
    #expect(
      ended.status == 0,
      "100 no mount, 101 not whole, 102 debris, 103 too small, 104 no next run: \(ended.text)")
    #expect(ended.text.contains(": 73\n") || ended.text.contains(": 74\n"), "\(ended.text)")
    #expect(ended.text.contains("No space left on device"), "\(ended.text)")
  }
}

/// Two runs at the same time on one output directory.
@Suite struct PairTests {
  @Test func oneWorksAndTheOtherSaysThatItIsLocked() throws {
    let batch = try NightlyBatch()
    try batch.run()
    let script = """
      run() {
        "$0" run --plans plans.csv --ratings ratings.csv --output "$1" --keep 3 2>>"$2"
      }
      for pair in $(seq 1 50); do
        run "$1" "$2" & first=$!
        run "$1" "$2" & second=$!
        wait $first; one=$?
        wait $second; other=$?
        echo "$one $other"
        "$0" verify "$1/current" >/dev/null || exit 1
      done
      """
    let errors = batch.path("errors")
    let ended = try Program(path: "/bin/sh").run(
      ["-c", script, try BuiltProgram.located().path, batch.output, errors],
      directory: NightlyBatch.folder)
    #expect(ended.status == 0, "a run does not verify")
    let pairs = ended.text.split(separator: "\n")
    #expect(pairs.count == 50)
    for pair in pairs { #expect(["0 0", "0 75", "75 0"].contains(pair), "\(pair)") }
    let locked = pairs.count { $0.contains("75") }
    #expect(locked > 0, "no two runs ever met")
    let messages = String(decoding: try bytes(ofFile: errors), as: UTF8.self)
    #expect(messages.ranges(of: "another run is writing here").count == locked)
  }
}
