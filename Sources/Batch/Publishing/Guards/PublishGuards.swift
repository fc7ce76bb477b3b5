import Appraisal
import Columns
import ReviewBoards
import Runs

/// What keeps a run that nobody can have meant from taking the place of last night's: a delivery
/// without plans, one in which nobody could be rated, one with more rejected than somebody allows.
package struct PublishGuards: Sendable {
  /// How many may be rejected; `nil` for any number.
  package var mostRejected: RejectionLimit?

  /// Whether they are asked by a check, whose findings say what is wrong.
  private let isCheck: Bool

  /// Guards; by default any number may be rejected, as long as somebody is rated.
  package init(mostRejected: RejectionLimit? = nil, isCheck: Bool = false) {
    self.mostRejected = mostRejected
    self.isCheck = isCheck
  }

  /// What to do where only the findings say what is wrong.
  private var seeWhy: String {
    isCheck
      ? "The findings above say why."
      : "See why with 'appraise check', and correct the files."
  }

  /// Why the run must not be published; `nil` where nothing speaks against it.
  ///
  /// - Parameter expectsRatings: Whether files of ratings were named: without them nobody is rated.
  /// - Complexity: O(executives), and O(records) where nobody is rated.
  func refusal(
    of appraisals: Appraisals, expectsRatings: Bool, workers: Workers
  ) async throws(RunError) -> Statement? {
    let counts = try await Counts(of: appraisals.executives, workers: workers)
    guard counts.executives > 0 else {
      return Statement(
        "There is no plan at all in the files of --plans.",
        fix: "Check whether the delivery is empty, and export the plans again.")
    }
    if expectsRatings, counts.rated == 0 {
      return try await nobodyIsRated(counts, in: appraisals, workers: workers)
    }
    if let mostRejected, mostRejected.isExceeded(by: counts.rejected, of: counts.executives) {
      return Statement(
        "Of \(counted(counts.executives, "executive")) \(grouped(counts.rejected)) are rejected, more "
          + "than --max-rejected \(mostRejected.text) allows.",
        fix: seeWhy)
    }
    return nil
  }

  /// The executives with a plan, by what became of them.
  private struct Counts: Sendable {
    var executives = 0
    var rated = 0
    var rejected = 0
    var duplicatePlans = 0

    init() {}

    init(of executives: Executives, workers: Workers) async throws(RunError) {
      let parts = try await workers.map(executives.plans.segmentCount) { segment in
        var counts = Counts()
        for executive in executives.executives(ofSegment: segment) {
          counts.executives += 1
          switch executives.status(of: executive) {
          case .rated: counts.rated += 1
          case .notRated: break
          case .rejected: counts.rejected += 1
          }
          if executives[executive].flags.contains(.planIsDuplicate) { counts.duplicatePlans += 1 }
        }
        return counts
      }
      for part in parts {
        self.executives += part.executives
        rated += part.rated
        rejected += part.rejected
        duplicatePlans += part.duplicatePlans
      }
    }
  }

  /// Says why nobody is rated, as far as the files tell.
  private func nobodyIsRated(
    _ counts: Counts, in appraisals: Appraisals, workers: Workers
  ) async throws(RunError) -> Statement {
    let nobody =
      counts.executives == 1
      ? "The only executive could not be rated"
      : "Not one of \(grouped(counts.executives)) executives could be rated"
    let records = appraisals.intake.ratings.count
    if records == 0 {
      return Statement(
        "\(nobody): there is no rating at all in the files of --ratings.",
        fix: "Check whether the delivery is empty, and export the ratings again.")
    }
    if try await SwappedFiles.isLikely(in: appraisals, workers: workers) {
      return Statement(
        "\(nobody): the weights look like levels, and the levels like weights.",
        fix: "Check whether --plans and --ratings are the wrong way round.")
    }
    if counts.duplicatePlans == counts.executives {
      return Statement(
        "\(nobody): everybody has more than one plan.",
        fix: "Check whether --plans names a file twice, or a file of ratings.")
    }
    let stray = appraisals.executives.strayRatingRecords
    if let near = try await nearIDs(of: appraisals, workers: workers) {
      return Statement("\(nobody): \(near)", fix: Self.fixOfIDs)
    }
    if stray == records {
      return Statement(
        "\(nobody): no executive id of the ratings is that of a plan.",
        fix: "Check whether both files are of the same agency and period.")
    }
    if counts.rejected == 0 {
      return Statement(
        "\(nobody): no level is given in \(counted(records, "rating record")).",
        fix: "Check whether the ratings are filled in, and export them again.")
    }
    return Statement(
      "\(nobody): \(grouped(counts.rejected)) rejected, "
        + "\(grouped(counts.executives - counts.rejected)) not rated.",
      fix: seeWhy)
  }

  private static let fixOfIDs = """
    Write the ids the same way in both files: in a spreadsheet give their column the format Text, and \
    export again.
    """

  /// How many ratings without a plan would have one, if something in their ids did not count; `nil` for
  /// none.
  private func nearIDs(
    of appraisals: Appraisals, workers: Workers
  ) async throws(RunError) -> String? {
    let near = try await NearPlans(of: appraisals.executives, on: workers)
    guard let (count, differences) = near.summary(of: appraisals.executives) else { return nil }
    let records = appraisals.intake.ratings.count
    return
      "\(grouped(count)) of \(counted(records, "rating record")) \(count == 1 ? "has" : "have") "
      + "an executive id that differs from that of a plan \(differences.words)."
  }
}
