import Columns
import Tables

/// For each path its last component, or as many more as tell it from the other paths.
///
/// Findings and the manifest name files in this way: the same files give the same names wherever
/// they stand. A path given twice has the same name twice. Names are shown, and no file is found by one: what would
/// disturb a reader is spelled out in them, `a<U+000A>.csv`, wherever they come to stand.
///
/// - Complexity: O(bytes of all paths).
package func shortestDistinctNames(of paths: [String]) -> [String] {
  let paths = paths.map { Array($0.utf8) }
  var tree = PathTree()
  for path in Set(paths) { tree.add(components(of: path)) }
  return paths.map { path in
    let components = components(of: path)
    let name = components.suffix(tree.distinctLength(of: components)).joined(separator: [0x2F])
    return spelledOut(components.isEmpty ? path : Array(name))
  }
}

private func components(of path: [UInt8]) -> [ArraySlice<UInt8>] {
  path.split(separator: UInt8(ascii: "/"))
}

/// Paths as a tree of their components, from the last one up.
private struct PathTree {
  private struct Step: Hashable {
    let node: Int
    let component: ArraySlice<UInt8>
  }

  private var children: [Step: Int] = [:]
  /// For each node the number of paths that end in its components; the first is the root.
  private var counts = [0]

  mutating func add(_ components: [ArraySlice<UInt8>]) {
    var node = 0
    for component in components.reversed() {
      WorkMeter.step()
      let step = Step(node: node, component: component)
      if let child = children[step] {
        node = child
      } else {
        children[step] = counts.count
        node = counts.count
        counts.append(0)
      }
      counts[node] += 1
    }
  }

  /// How many of the last components of a path tell it from the other paths, at least 1; all of them
  /// where that many do not suffice.
  func distinctLength(of components: [ArraySlice<UInt8>]) -> Int {
    var node = 0
    for (length, component) in components.reversed().enumerated() {
      WorkMeter.step()
      node = children[Step(node: node, component: component)] ?? 0
      if counts[node] == 1 { return length + 1 }
    }
    return components.count
  }
}
