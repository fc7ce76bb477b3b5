import Appraisal
import Columns
import Files
import Pages
import ReviewBoards
import Runs
import Tables

/// The pages of a review: the index, and for each board its written recommendation.
struct ReviewPages: Sendable {
  private let boards: [PublishedExecutives.Board]
  /// Makes the index: of thousands of files it takes longer than the page of a board.
  private let makeIndex: @Sendable () -> ReviewIndexPage
  private let recommendations: RecommendationPages

  /// The pages of a register.
  ///
  /// - Complexity: O(findings), O(groups of the statistics).
  init(
    of register: Register, summary: ReviewSummary, statistics: Statistics,
    facts: [BoardFacts], reasons: ExecutiveReasons, design: PageDesign,
    origins: ReviewWriter.Origins,
    review: Manifest.Review
  ) {
    boards = register.rosters.executives.boards
    let cycle = register.reviewedCycle(review)
    makeIndex = {
      ReviewIndexPage(
        of: register, summary: summary, statistics: statistics, facts: facts, design: design,
        origin: origins.all, cycle: cycle, reopened: review.reopened)
    }
    recommendations = RecommendationPages(
      of: register, reasons: reasons, facts: facts,
      skeletons: RecommendationSkeletons(
        system: register.rosters.system, design: design,
        origin: origins.forBoards, returned: origins.returned, of: cycle),
      returned: origins.returned)
  }

  /// Writes them.
  ///
  /// - Parameter progress: Told the boards.
  func write(
    to directory: RunDirectory, workers: Workers, progress: Progress?
  ) async throws(RunError) -> [OutputFile.Identity] {
    let (boards, makeIndex, recommendations) = (boards, makeIndex, recommendations)
    // The index is the first piece, and each board one more.
    return try await workers.map(
      1 + boards.count, state: { OutputBuffer(capacity: 1 << 16) }
    ) { piece, buffer throws(RunError) in
      guard piece > 0 else {
        buffer.removeAll()
        makeIndex().append(to: &buffer)
        return try directory.write(buffer, to: RunFile.index.path)
      }
      let board = piece - 1
      let path = RunFile.recommendationPage.path(of: boards[board].slug)
      var file = try directory.newFile(path)
      try recommendations.write(board, by: &buffer, to: &file)
      progress?.advance(by: 1)
      return try file.close(as: path)
    }
  }
}

extension OutputBuffer {
  /// Adds a text of the input as text of HTML, what disturbs a reader spelled out.
  mutating func append(shown text: [UInt8]) { append(html: spelledOut(text)) }
}

extension Register {
  /// What the pages say of all of it.
  fileprivate func reviewedCycle(_ review: Manifest.Review) -> ReviewedCycle {
    return ReviewedCycle(
      agency: spelledOut(Array(cycle.agency.utf8)),
      period: (cycle.period.from.description, cycle.period.to.description),
      run: (review.run.id, review.run.manifestSHA256),
      rules: (review.rules.name, review.rules.sha256),
      limits: LimitTable(
        limits, in: cycle, under: rules.distribution(at: cycle.period.to),
        shown: { spelledOut(Array($0.utf8)) }))
  }
}
