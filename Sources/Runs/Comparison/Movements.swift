import Appraisal
package import Columns

/// From where executives moved to where, by the numbers of the places; the last place is to be absent.
package struct Movements: Sendable {
  private let size: Int
  private var counts: [Int]

  /// Nobody moved yet among so many places.
  package init(among size: Int) {
    self.size = size
    counts = Array(repeating: 0, count: size * size)
  }

  /// How many moved from one place to another, or stayed where both are the same.
  ///
  /// - Precondition: both are numbers of places.
  package subscript(from: Int, to: Int) -> Int { counts[from * size + to] }

  /// Counts an executive.
  package mutating func add(from: Int, to: Int) { counts[from * size + to] += 1 }

  /// Counts what another has counted.
  package mutating func add(_ other: Movements) {
    for index in counts.indices { counts[index] += other.counts[index] }
  }

  /// Whether anybody is at another place than before.
  package var hasMoved: Bool {
    counts.indices.contains { counts[$0] > 0 && $0 / size != $0 % size }
  }

  /// A table for people: lines are the places before, columns those after.
  ///
  /// - Parameter titles: Of the places, in their order.
  package func lines(titles: [String]) -> [String] {
    let cells = (0..<size).map { old in
      (0..<size).map { new in self[old, new] == 0 ? "." : grouped(self[old, new]) }
    }
    let widths = titles.indices.map { column in
      2 + max(6, titles[column].utf8.count, cells.map { $0[column].utf8.count }.max() ?? 0)
    }
    func line(_ title: String, _ cells: [String]) -> String {
      padded("  " + title, 13) + zip(cells, widths).map { aligned($0, $1) }.joined()
    }
    return [line("", titles.dropLast() + ["left"])]
      + zip(titles.dropLast() + ["appeared"], cells).map { line($0, $1) }
  }

  /// Adds a list of what occurs.
  ///
  /// - Parameters:
  ///   - names: Of the places, for programs.
  ///   - depth: How many objects and arrays the list stands in.
  package func append(
    names: [String], for key: String, depth: Int, to root: inout JSONObject,
    _ out: inout OutputBuffer
  ) {
    root.begin(key, to: &out)
    var array = JSONObject(isArray: true, indentation: depth + 1, to: &out)
    for old in 0..<size {
      for new in 0..<size where self[old, new] > 0 {
        array.begin(to: &out)
        var object = JSONObject(to: &out)
        object.add(names[old], for: "from", to: &out)
        object.add(names[new], for: "to", to: &out)
        object.add(self[old, new], for: "executives", to: &out)
        object.end(to: &out)
      }
    }
    array.end(to: &out)
  }
}
