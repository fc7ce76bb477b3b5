import Appraisal
import Columns
import FoundationEssentials
import ReviewBoards
import Runs
import Tables

/// A published review, read back by the declarations of its tables. Each file is compared with the manifest
/// before it is believed.
struct PublishedReview {
  let published: PublishedRun
  /// What it was made of.
  let facts: Manifest.Review
  let summary: Summary
  /// The bytes of `summary.json`.
  let summaryFile: [UInt8]
  let boards: TableRows<ReviewedBoardSource>

  /// What `summary.json` says, as far as it is read back. Counts are of 32 bits: any sum of them is an integer.
  struct Summary: Decodable {
    struct Period: Decodable {
      let from: String
      let to: String
    }

    struct Findings: Decodable {
      let byCode: [String: UInt32]

      private enum CodingKeys: String, CodingKey { case byCode = "by_code" }
    }

    let agency: String
    let period: Period
    let closed: Bool
    let notGiven: [String]
    /// By the name of a check who has made it; `nil` in a review of 0.2.0.
    let checkedElsewhere: [String: String]?
    let executives: [String: UInt32]
    let findings: Findings

    private enum CodingKeys: String, CodingKey {
      case agency, period, closed, executives, findings
      case notGiven = "not_given"
      case checkedElsewhere = "checked_elsewhere"
    }
  }

  /// Reads what every reader of a review needs.
  ///
  /// - Throws: ``RunError/Kind/untrustworthyInput`` where it is not as it was published, and
  ///   ``RunError/Kind/usage`` where it is no review.
  init(_ published: PublishedRun) throws(RunError) {
    guard let facts = published.manifest.review else {
      throw RunError(.usage, "This is a run, and a review is needed. 'appraise review' makes one.")
    }
    self.published = published
    self.facts = facts
    summaryFile = try published.bytes(of: RunFile.summary.path)
    do { summary = try JSONDecoder().decode(Summary.self, from: Data(summaryFile)) } catch {
      throw RunError(
        .untrustworthyInput,
        "summary.json: not a summary that this program knows. Use the version that made the review."
      )
    }
    boards = try published.rows(of: RunFile.reviewedBoards.path, as: .reviewedBoards)
  }

  /// The id of the review.
  var id: String { published.manifest.made.run }

  /// Which review it is, and of which run, for people.
  var name: String { "\(id) of run \(facts.run.id)\(summary.closed ? ", closed" : "")" }

  /// The system that the run was made under, where it is known.
  func system(_ chosen: ChosenSystem?) throws(RunError) -> AppraisalSystem? {
    try published.system(chosen)?.system
  }

  /// The findings by code.
  var findings: FindingCounts {
    var counts: [FindingCode: Int] = [:]
    for code in FindingCode.allCases {
      counts[code] = summary.findings.byCode[code.rawValue].map(Int.init)
    }
    return FindingCounts(counts)
  }

  /// The row of a board by its name, byte by byte.
  ///
  /// - Throws: ``RunError/Kind/usage`` where there is none.
  func board(named name: [UInt8]) throws(RunError) -> Int {
    if let row = boards.rows(where: .board, is: name).first { return row }
    var nearest = NearestNames(to: name)
    for row in 0..<boards.count {
      let other = boards.bytes(.board, of: row)
      nearest.consider(other.span)
    }
    throw RunError(
      .usage,
      "Review \(id): no board of this review has this name. Capitals, blanks and punctuation have to be the "
        + "same; 'appraise report' without --prb lists them.", nearMisses: nearest.lines)
  }

  /// The name of a board in the names of its files.
  func slug(ofBoard row: Int) -> String {
    ReviewBoard.boards(named: (0..<boards.count).map { boards.bytes(.board, of: $0) })[row].slug
  }

  /// Adds an object that was written as a file, to stand in another one.
  ///
  /// - Parameter depth: How many objects it stands in.
  static func append(object file: [UInt8], to buffer: inout OutputBuffer, depth: Int) {
    // No text of JSON has a line break in it, so that each line is one of the layout.
    for (number, line) in file.split(separator: UInt8(ascii: "\n")).enumerated() {
      if number > 0 { buffer.append("\n" + String(repeating: "  ", count: depth)) }
      buffer.append(Array(line))
    }
  }
}
