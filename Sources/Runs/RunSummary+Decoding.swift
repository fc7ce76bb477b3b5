import Appraisal
package import Columns
import FoundationEssentials
import ReviewBoards

extension RunSummary {
  /// Reads the `summary.json` of a run.
  ///
  /// - Throws: ``RunError/Kind/untrustworthyInput`` if it is not one.
  package init(json bytes: [UInt8]) throws(RunError) {
    let document: Document
    do {
      document = try JSONDecoder().decode(Document.self, from: Data(bytes))
    } catch {
      throw RunError(
        .untrustworthyInput,
        "summary.json: not a summary that this program knows. Use the version that made the run.")
    }
    var findings: [FindingCode: Int] = [:]
    for code in FindingCode.allCases {
      findings[code] = document.findings.byCode[code.rawValue].map(Int.init)
    }
    let distribution = document.distribution
    func total(_ key: String) -> Int { Int(document.controlTotals[key] ?? 0) }
    func passedOver(_ name: String) -> PassedOver {
      PassedOver(
        blank: total("blank_\(name)_records"), totals: total("totals_\(name)_records"),
        headers: total("repeated_\(name)_headers"))
    }
    self.init(
      planRecords: total("plan_records"), ratingRecords: total("rating_records"),
      passedOverPlanRecords: passedOver("plan"), passedOverRatingRecords: passedOver("rating"),
      furtherPlanRecords: total("further_plan_records"),
      matchedRatingRecords: total("matched_rating_records"),
      strayRatingRecords: total("rating_records_without_plan"), overall: distribution.overall.tally,
      boards: distribution.boards.map(\.group),
      appointments: distribution.appointments.map(\.group),
      ratingOfficials: distribution.ratingOfficials.map(\.group),
      findings: FindingCounts(findings), cycle: document.cycle?.counted)
  }

  /// The keys of `summary.json`, as far as they are read back. Counts are read as 32 bits: any sum of them
  /// is an integer, and what does not fit is no count.
  private struct Document: Decodable {
    let controlTotals: [String: UInt32]
    let findings: Findings
    let distribution: Distribution
    let cycle: Cycle?

    private enum CodingKeys: String, CodingKey {
      case controlTotals = "control_totals"
      case findings, distribution, cycle
    }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      controlTotals = try container.decode([String: UInt32].self, forKey: .controlTotals)
      findings = try container.decode(Findings.self, forKey: .findings)
      distribution = try container.decode(Distribution.self, forKey: .distribution)
      cycle = try container.decodeIfPresent(Cycle.self, forKey: .cycle)
      for total in RunSummary.totals where controlTotals[total.key] == nil {
        throw CocoaError(.fileReadCorruptFile)
      }
    }

    struct Cycle: Decodable {
      struct Period: Decodable { let from, to: String }
      struct Rules: Decodable { let name, sha256: String }

      /// Levels by their name, such as `levels-4-and-5`.
      struct NamedLevels: Decodable {
        let levels: LevelSet

        init(from decoder: any Decoder) throws {
          let name = try decoder.singleValueContainer().decode(String.self)
          guard let levels = LevelSet(named: name.utf8) else {
            throw CocoaError(.fileReadCorruptFile)
          }
          self.levels = levels
        }
      }

      struct Limit: Decodable {
        let unit: String
        let limit: NamedLevels
        let population: UInt32?
        let counted: UInt32
        let allowedExact: String?
        let allowed: UInt32?
        let over: UInt32
        let state: DistributionLimit.State

        private enum CodingKeys: String, CodingKey {
          case unit, limit, population, counted, allowed, over, state
          case allowedExact = "allowed_exact"
        }
      }

      let agency: String
      let period: Period
      let rules: Rules
      let limits: [Limit]

      var counted: CountedCycle {
        CountedCycle(
          agency: agency, period: (period.from, period.to), rules: (rules.name, rules.sha256),
          limits: limits.map {
            UnitLimit(
              unit: $0.unit, levels: $0.limit.levels, stage: .initial,
              limit: DistributionLimit(
                population: $0.population.map(Int.init), counted: Int($0.counted),
                allowed: $0.allowed.map(Int.init), allowedExact: $0.allowedExact ?? "",
                over: Int($0.over), state: $0.state))
          })
      }
    }

    struct Findings: Decodable {
      let byCode: [String: UInt32]

      private enum CodingKeys: String, CodingKey { case byCode = "by_code" }
    }

    struct Distribution: Decodable {
      let overall: Counts
      let boards: [Counts]
      let appointments: [Counts]
      let ratingOfficials: [Counts]

      private enum CodingKeys: String, CodingKey {
        case overall
        case boards = "by_board"
        case appointments = "by_appointment"
        case ratingOfficials = "by_rating_official"
      }
    }

    /// A name and the counts of ``Tally/Count/all``.
    struct Counts: Decodable {
      let group: Group
      var tally: Tally { group.tally }

      private struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
      }

      init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        var name = ""
        for key in ["prb", "appointment", "rating_official"] {
          name = try container.decodeIfPresent(String.self, forKey: Key(stringValue: key)) ?? name
        }
        let tally = try Tally { count throws in
          Int(try container.decode(UInt32.self, forKey: Key(stringValue: count)))
        }
        group = Group(name: Array(name.utf8), tally: tally)
      }
    }
  }
}
