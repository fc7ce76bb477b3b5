import Appraisal
package import Columns

/// What a comparison has counted of its executives.
package struct ChangeCounts<Kind: ComparedChange>: Sendable {
  private var counts = [Int](repeating: 0, count: Kind.allCases.count)
  /// Those without a change.
  package private(set) var same = 0
  /// Those with one at least, each once.
  package private(set) var changed = 0
  /// Records that are nobody's: without an id, or with one that another record has.
  package var withoutID = (before: 0, after: 0)

  /// Nobody counted yet.
  package init() {}

  /// Counts an executive.
  package mutating func add(_ changes: ChangeSet<Kind>) {
    guard !changes.isEmpty else {
      same += 1
      return
    }
    changed += 1
    for change in changes.all { counts[Int(change.rawValue)] += 1 }
  }

  /// Counts what another has counted.
  package mutating func add(_ other: ChangeCounts) {
    for index in counts.indices { counts[index] += other.counts[index] }
    same += other.same
    changed += other.changed
    withoutID.before += other.withoutID.before
    withoutID.after += other.withoutID.after
  }

  /// How many changed in a way.
  package func of(_ change: Kind) -> Int { counts[Int(change.rawValue)] }

  /// How many changed, and how, for people.
  package var lines: [String] {
    let width = 2 + (Kind.allCases.map(\.name.utf8.count).max() ?? 0)
    func line(_ name: String, _ count: Int) -> String { padded(name, width) + aligned(count, 10) }
    var lines = ["  " + line("same", same), "  " + line("changed", changed)]
    for change in Kind.allCases where of(change) > 0 {
      lines.append("    " + padded(change.name, width - 2) + aligned(of(change), 10))
    }
    if changed > 0, counts.reduce(0, +) > changed {
      lines.append("  Some changed in several ways.")
    }
    if withoutID.before + withoutID.after > 0 {
      lines.append(
        "  Not compared, for want of an id of their own: \(counted(withoutID.before, "record")) before, "
          + "\(grouped(withoutID.after)) after")
    }
    return lines
  }

  /// Adds `counts`: a number under the name of each change.
  package func append(to root: inout JSONObject, _ out: inout OutputBuffer) {
    root.begin("counts", to: &out)
    var object = JSONObject(indentation: 2, to: &out)
    object.add(same, for: "same", to: &out)
    object.add(changed, for: "changed", to: &out)
    for change in Kind.allCases { object.add(of(change), for: change.name, to: &out) }
    object.end(to: &out)
  }
}
