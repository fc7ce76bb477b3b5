/// What is said once about many records of a file: one finding for all values of a column that had
/// blanks at their ends, one for each other spelling of a board.
///
/// Such a finding stands where the first of its records does. It is known only after all blocks of
/// the file were read, and is handed out with the other findings of the block that it stands in.
struct FileNotes: Sendable {
  private struct Place: Hashable {
    let file: Int
    let block: Int
  }

  private var notes: [Place: [LocatedFinding]] = [:]

  /// All notes on the files of an agency.
  ///
  /// - Complexity: O(segments + notes).
  init(on appraisals: Appraisals) {
    addSheetNotes(on: appraisals.intake)
    addCleanedColumns(of: appraisals.intake)
    addSpellings(of: appraisals)
  }

  /// Adds a finding, which stands in a block of its file.
  mutating func add(_ finding: LocatedFinding, inBlock block: Int) {
    notes[Place(file: finding.file, block: block), default: []].append(finding)
  }

  /// The notes that stand in a block, in the order in which they were added.
  subscript(file file: Int, block block: Int) -> [LocatedFinding] {
    notes[Place(file: file, block: block)] ?? []
  }
}
