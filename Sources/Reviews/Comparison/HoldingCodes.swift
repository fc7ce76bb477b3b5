import Appraisal
import Columns
import Runs
import Tables

/// The codes of the errors that hold executives of a published review, by its `findings.csv`.
struct HoldingCodes: Sendable {
  private var ofExecutives: [Int: [String]] = [:]
  /// Those about a board as a whole, which hold its career executives.
  private var ofBoards: [[UInt8]: [String]] = [:]

  /// Reads the findings of a review.
  ///
  /// - Parameter executives: Those of its register.
  /// - Throws: ``RunError/Kind/untrustworthyInput``.
  /// - Complexity: O(bytes of the findings).
  init(of published: PublishedRun, among executives: ReviewedExecutives) throws(RunError) {
    let findings = try published.rows(of: RunFile.findings.path, as: .findings)
    let error = Array(Severity.error.rawValue.utf8)
    for row in findings.rows(where: .severity, is: error) {
      let code = String(decoding: findings.bytes(.code, of: row), as: UTF8.self)
      let (id, board) = (findings.bytes(.executiveID, of: row), findings.bytes(.board, of: row))
      if let executive = id.isEmpty ? nil : executives.index(ofID: id.span) {
        Self.add(code, to: &ofExecutives[executive, default: []])
      } else if id.isEmpty, !board.isEmpty {
        Self.add(code, to: &ofBoards[board, default: []])
      }
    }
  }

  private static func add(_ code: String, to codes: inout [String]) {
    if !codes.contains(code) { codes.append(code) }
  }

  /// Why an executive is held: the codes about him or her, each once, in the order of the findings; where
  /// there are none those about the board.
  func of(_ executive: Int, on board: [UInt8]) -> [String] {
    ofExecutives[executive] ?? ofBoards[board] ?? []
  }
}
