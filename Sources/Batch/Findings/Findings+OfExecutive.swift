import Appraisal
import Columns

extension Findings {
  /// Calls `body` with each finding about an executive, plans first. Of an executive who was not
  /// rejected only the first plan record and the first rating record are looked at.
  ///
  /// - Complexity: O(findings + records of the executive).
  func forEach(of executive: Executive, _ body: (LocatedFinding) -> Void) {
    // A file that was given both as plans and as ratings says some things twice. Only then is there
    // anything to remember: an executive may have as many findings as there are records.
    var fileOfSaid: [Repeatable: Int] = [:]
    func report(_ finding: LocatedFinding) {
      WorkMeter.step()
      if hasSharedNames {
        let key = Repeatable(finding, nameOf: fileOfName[finding.file])
        let file = fileOfSaid[key] ?? finding.file
        guard file == finding.file else { return }
        fileOfSaid[key] = file
      }
      body(finding)
    }
    forEach(ofPlan: place(.plans, executive.firstRecord), report)
    for record in laterPlanRecords.others(of: executive.firstRecord) {
      forEach(ofPlan: place(.plans, record), report)
    }
    guard let rating = executives.ratingRecords[executive].ifAny else { return }
    forEach(ofRating: place(.ratings, rating), report)
    for record in laterRatingRecords.others(of: executive.firstRecord) {
      forEach(ofRating: place(.ratings, record), report)
    }
  }

  /// What makes a finding the same as one of another reading of the file.
  private struct Repeatable: Hashable {
    let finding: Finding
    /// The first file of its name.
    let name: Int
    let line: Int
    let column: Int?

    init(_ located: LocatedFinding, nameOf file: Int) {
      finding = located.finding
      name = file
      line = located.line
      column = located.column
    }
  }
}
