import Appraisal
import Columns

extension Findings {
  /// Calls `body` with each finding about an executive, plans first, those of a record in the order
  /// of its columns. Of an executive who was not rejected only the first plan record and the first
  /// rating record are looked at.
  ///
  /// - Parameter errorsOnly: Whether nobody cares for what is no error: where it is known that none is at
  ///   the ratings, which stand anywhere in memory, they are then not looked at.
  /// - Complexity: O(findings + records of the executive).
  func forEach(
    of executive: Executive, errorsOnly: Bool = false, _ body: (LocatedFinding) -> Void
  ) {
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
    var found: [LocatedFinding] = []
    func reportAll(of record: LocatedFinding.Record) {
      found.removeAll(keepingCapacity: true)
      switch record.kind {
      case .plans: forEach(ofPlan: record) { found.append($0) }
      case .ratings: forEach(ofRating: record) { found.append($0) }
      }
      found.sort { isBefore($0, $1) }
      for finding in found { report(finding) }
    }
    reportAll(of: place(.plans, executive.firstRecord))
    for record in laterPlanRecords.others(of: executive.firstRecord) {
      reportAll(of: place(.plans, record))
    }
    let facts = executives[executive]
    guard let rating = facts.ratingRecord.ifAny,
      !errorsOnly || facts.flags.contains(.ratingsAreWrong)
    else { return }
    reportAll(of: place(.ratings, rating))
    for record in laterRatingRecords.others(of: executive.firstRecord) {
      reportAll(of: place(.ratings, record))
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
