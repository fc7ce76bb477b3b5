/// For each path its last component, or as many more as tell it from the other paths.
///
/// Findings and the manifest name files in this way: the same files give the same names wherever
/// they stand. A path given twice has the same name twice.
func shortestDistinctNames(of paths: [String]) -> [String] {
  let components = paths.map { $0.split(separator: "/", omittingEmptySubsequences: true) }
  return paths.indices.map { index in
    var length = 1
    while length < components[index].count {
      let isShared = paths.indices.contains { other in
        paths[other] != paths[index]
          && components[other].suffix(length) == components[index].suffix(length)
      }
      if !isShared { break }
      length += 1
    }
    return components[index].isEmpty
      ? paths[index] : components[index].suffix(length).joined(separator: "/")
  }
}
