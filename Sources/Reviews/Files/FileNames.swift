import Records

/// What findings, results and the manifest call the files of a review.
///
/// Sheets of a board and of the authority often have one file name, so all files of a review are told apart,
/// whatever they are read for: `returned/prb-1.csv`, `decided/prb-1.csv`.
struct FileNames: Sendable {
  /// By the bytes of the path: two paths may be one text and still be two files.
  private let names: [[UInt8]: String]

  /// For some paths; each may be there several times.
  ///
  /// - Complexity: O(bytes of all paths).
  init(of paths: [String]) {
    names = Dictionary(
      zip(paths.map { Array($0.utf8) }, shortestDistinctNames(of: paths)),
      uniquingKeysWith: { one, _ in one })
  }

  /// The name of one of them.
  subscript(path: String) -> String { names[Array(path.utf8)] ?? path }
}
