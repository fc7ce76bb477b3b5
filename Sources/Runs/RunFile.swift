/// A file of a run or of a review, or one that it has for each board.
///
/// ``all`` and ``ofReview`` are the only lists of them: the writers take their paths from it, the publication makes its
/// folders, the closing summary, `--help` and the guide to runs name them by it. What a published run
/// has is said by its manifest, whatever version of the program wrote it.
package struct RunFile: Sendable {
  /// When a run or a review has it: where all of these hold.
  package struct Condition: OptionSet, Hashable, Sendable {
    /// A bit for each thing that has to hold.
    package let rawValue: Int

    /// The conditions of these bits.
    package init(rawValue: Int) { self.rawValue = rawValue }

    /// In every run or review.
    package static let always: Condition = []
    /// Unless there are to be no pages.
    package static let pages = Condition(rawValue: 1)
    /// Where workbooks are asked for.
    package static let workbooks = Condition(rawValue: 2)
    /// Of a review: while it is open.
    package static let open = Condition(rawValue: 4)
    /// Of a review: once it is closed.
    package static let closed = Condition(rawValue: 8)

    /// What holds for a run or a review.
    ///
    /// - Parameter isClosed: `nil` for a run.
    package init(hasPages: Bool, hasWorkbooks: Bool, isClosed: Bool? = nil) {
      self = isClosed.map { $0 ? .closed : .open } ?? .always
      if hasPages { insert(.pages) }
      if hasWorkbooks { insert(.workbooks) }
    }
  }

  /// The path in the run's directory; `<prb>` stands for the slug of a board.
  package let path: String
  /// When there is one.
  package let condition: Condition
  /// What it holds, for the documents: a phrase without a full stop.
  package let meaning: String
  /// What comes before and after the slug of a board in the path; `nil` where no slug does.
  private let aroundSlug: (String, String)?

  private init(_ path: String, _ meaning: String, if condition: Condition = .always) {
    self.path = path
    self.condition = condition
    self.meaning = meaning
    // By its brackets: to split at a text takes a while to begin, which small runs would notice.
    if let start = path.firstIndex(of: "<"), let end = path.lastIndex(of: ">") {
      aroundSlug = (String(path[..<start]), String(path[path.index(after: end)...]))
    } else {
      aroundSlug = nil
    }
  }

  /// The page to begin with.
  package static let index = RunFile(
    "index.html", "the agency, its boards, the findings by code",
    if: .pages)
  /// A record for each rated executive; columns as ``Table/scores(under:)`` has them.
  package static let scores = RunFile("scores.csv", "the scores, for programs")
  /// For the chair of a board.
  package static let rosterPage = RunFile(
    "rosters/<prb>.html", "the roster of a board, to read and to print",
    if: .pages)
  /// What a review reads again as the initial ratings; columns as ``Table/roster(under:)`` has them.
  package static let roster = RunFile("rosters/<prb>.csv", "the roster of a board")
  /// The cells of ``roster``.
  package static let rosterWorkbook = RunFile(
    "rosters/<prb>.xlsx", "the roster of a board, to fill in",
    if: .workbooks)
  /// A record for each board, by which its files are found.
  package static let rosterIndex = RunFile("rosters/index.csv", "the boards and their counts")
  /// Of a run and of a review; a record for each finding, sorted by file, line, column and code.
  package static let findings = RunFile("findings.csv", "every finding")
  /// Of a run and of a review; what the closing summary says, for programs.
  package static let summary = RunFile(
    "summary.json", "control totals, findings by code, distribution of the ratings")
  /// Table Schema of Frictionless; all rosters have the same columns.
  package static let rosterSchema = RunFile(
    "rosters/schema.json", "the columns of the rosters, for programs")
  /// Data Package of Frictionless, with the schema of each table.
  package static let dataPackage = RunFile(
    "datapackage.json", "the columns of every CSV file with types, units and keys, for programs")
  /// What makes a directory a run: it is written last, and sealed.
  package static let manifest = RunFile(
    "manifest.json", "every input and every other file by SHA-256")

  /// All of them, in the order in which they are named.
  package static let all = [
    index, scores, findings, rosterPage, roster, rosterWorkbook, rosterIndex, rosterSchema,
    summary, dataPackage, manifest,
  ]

  /// A record for each executive with a plan.
  package static let register = RunFile(
    "register.csv", "the decision register: how far each executive has come, and who said what")
  /// A record for each level.
  package static let changes = RunFile(
    "changes.csv", "each level that differs from that of the stage before, by whom and why")
  /// A record for each executive of whom something counts.
  package static let places = RunFile(
    "places.csv", "the file and line of each response, recommendation and decision that counts")
  /// A record for each board of the run.
  package static let reviewedBoards = RunFile(
    "boards.csv", "the boards: their members, whether these are lawful, what they recommended")
  /// A record for each unit and stage.
  package static let limits = RunFile(
    "limits.csv", "the limits of each unit at each stage, with what is allowed exactly")
  /// A record for each group and stage.
  package static let statistics = RunFile(
    "statistics.csv", "the levels of each group at each stage")
  /// A record for each executive with final element ratings.
  package static let finalElements = RunFile(
    "final-elements.csv",
    "how the annual rating follows where the authority changed element ratings")
  /// With what was taken of the board so far.
  package static let boardSheet = RunFile(
    "sheets/board/<prb>.csv", "what a board is to fill in next", if: .open)
  /// With what was taken of the authority so far.
  package static let authoritySheet = RunFile(
    "sheets/authority/<prb>.csv",
    "what the authority is to fill in next, for a board that has recommended", if: .open)
  /// The cells of ``boardSheet``.
  package static let boardWorkbook = RunFile(
    "sheets/board/<prb>.xlsx", "the same as a workbook", if: [.workbooks, .open])
  /// The cells of ``authoritySheet``.
  package static let authorityWorkbook = RunFile(
    "sheets/authority/<prb>.xlsx", "the same as a workbook", if: [.workbooks, .open])
  /// What the board signs.
  package static let recommendationPage = RunFile(
    "boards/<prb>.html", "the board's written recommendation, for the chair's signature", if: .pages
  )
  /// Written once, by the review that closes the cycle; a record for each executive with an annual rating.
  package static let annualRatings = RunFile(
    "annual-ratings.csv", "the official annual summary ratings, next year's history", if: .closed)

  /// All that a review may have, in the order in which they are named.
  package static let ofReview = [
    RunFile("index.html", "where the cycle stands", if: .pages), register, changes, places,
    finalElements, reviewedBoards, limits, statistics, boardSheet, boardWorkbook, authoritySheet,
    authorityWorkbook, recommendationPage, annualRatings, findings,
    RunFile("summary.json", "counts, limits, findings by code, and what was not given"),
    RunFile(
      dataPackage.path,
      "the columns of every CSV file but the sheets, with types, units and keys, for programs"),
    manifest,
  ]

  /// Whether there is one for each board.
  package var isForEachBoard: Bool { aroundSlug != nil }

  /// Whether a path is that of this file, or of one that a board has.
  package func isPath(_ path: String) -> Bool {
    guard let (before, after) = aroundSlug else { return path == self.path }
    return path.utf8.count > before.utf8.count + after.utf8.count && path.hasPrefix(before)
      && path.hasSuffix(after)
  }

  /// The slug of the board whose file a path is.
  ///
  /// - Precondition: ``isForEachBoard``, and the path is that of such a file.
  func slug(ofPath path: String) -> String {
    guard let (before, after) = aroundSlug else { preconditionFailure("no board has it") }
    return String(path.dropFirst(before.count).dropLast(after.count))
  }

  /// Whether a path is that of the roster of a board.
  static func isRoster(_ path: String) -> Bool {
    roster.isPath(path) && path != rosterIndex.path
  }

  /// The path of the file of a board.
  ///
  /// - Precondition: ``isForEachBoard``.
  package func path(of slug: String) -> String {
    guard let (before, after) = aroundSlug else { preconditionFailure("no board has it") }
    return before + slug + after
  }
}
