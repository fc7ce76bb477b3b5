import Appraisal
package import Columns
import FoundationEssentials
import ReviewBoards

extension RunSummary {
  /// Reads the `summary.json` of a run.
  ///
  /// - Throws: ``RunError/Kind/untrustworthyInput`` where it is none.
  package init(json bytes: [UInt8]) throws(RunError) {
    let document: Document
    do {
      let decoder = JSONDecoder()
      decoder.keyDecodingStrategy = .convertFromSnakeCase
      document = try decoder.decode(Document.self, from: Data(bytes))
    } catch {
      throw RunError(
        .untrustworthyInput,
        "summary.json: no summary that this program knows. Use the version that made the run.")
    }
    let totals = document.controlTotals
    var findings: [FindingCode: Int] = [:]
    for code in FindingCode.allCases { findings[code] = document.findings.byCode[code.rawValue] }
    let distribution = document.distribution
    self.init(
      planRecords: totals.planRecords, ratingRecords: totals.ratingRecords,
      furtherPlanRecords: totals.furtherPlanRecords,
      matchedRatingRecords: totals.matchedRatingRecords,
      strayRatingRecords: totals.ratingRecordsWithoutPlan, overall: distribution.overall.tally,
      boards: distribution.byBoard.map(\.group),
      appointments: distribution.byAppointment.map(\.group),
      findings: FindingCounts(findings))
  }

  /// The keys of `summary.json`, as far as they are read back.
  private struct Document: Decodable {
    let controlTotals: Totals
    let findings: Findings
    let distribution: Distribution

    struct Totals: Decodable {
      let planRecords, furtherPlanRecords, ratingRecords, matchedRatingRecords,
        ratingRecordsWithoutPlan: Int
    }

    struct Findings: Decodable {
      let byCode: [String: Int]
    }

    struct Distribution: Decodable {
      let overall: Counts
      let byBoard: [Counts]
      let byAppointment: [Counts]
    }

    struct Counts: Decodable {
      let prb, appointment: String?
      let rated, notRated, rejected: Int
      let level1, level2, level3, level4, level5: Int

      var tally: Tally {
        Tally(
          rated: rated, notRated: notRated, rejected: rejected,
          levels: [level1, level2, level3, level4, level5])
      }

      var group: Group { Group(name: Array((prb ?? appointment ?? "").utf8), tally: tally) }
    }
  }
}
