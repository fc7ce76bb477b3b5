/// The names of runs: the time at which each began and, where that is taken, a number from 2.
package enum RunID {
  /// Whether a name is one that a run may have: `20260131T235959Z`, `20260131T235959Z-2`.
  package static func isOne(_ name: String) -> Bool { parts(of: name) != nil }

  /// The name of a run that begins now, after those of an output directory: never before one that
  /// began in the same second.
  package static func next(at time: String, after names: [String]) -> String {
    let numbers = names.compactMap(parts).filter { $0.time == time }.map(\.number)
    return numbers.max().map { "\(time)-\($0 + 1)" } ?? time
  }

  /// Whether a run began before another.
  ///
  /// - Precondition: both are names of runs.
  package static func areInOrder(_ one: String, _ other: String) -> Bool {
    guard let first = parts(of: one), let second = parts(of: other) else { return false }
    return first < second
  }

  /// The run that the link `current` leads to by its target, `runs/20260131T235959Z`; `nil` where that
  /// is anything else.
  package static func inLink(_ target: String?) -> String? {
    guard let target, target.hasPrefix("runs/") else { return nil }
    let name = String(target.dropFirst("runs/".count))
    return isOne(name) ? name : nil
  }

  private static func parts(of name: String) -> (time: String, number: Int)? {
    let parts = name.split(separator: "-", omittingEmptySubsequences: false)
    let time = Array(parts[0].utf8)
    let isTime =
      time.count == 16 && time[8] == UInt8(ascii: "T") && time[15] == UInt8(ascii: "Z")
      && time.indices.allSatisfy { $0 == 8 || $0 == 15 || 0x30...0x39 ~= time[$0] }
    guard isTime, parts.count <= 2 else { return nil }
    guard parts.count == 2 else { return (String(parts[0]), 1) }
    guard let number = Int(parts[1]), number >= 2, String(number) == parts[1] else { return nil }
    return (String(parts[0]), number)
  }
}
