import Appraisal
package import Columns
package import ReviewBoards

/// What a run has counted: the control totals, the distribution of the ratings, the findings.
package struct RunSummary: Sendable {
  /// One group of executives with its tally.
  package struct Group: Sendable {
    /// The name as bytes of UTF-8; empty for an appointment or rating official that is not given.
    package let name: [UInt8]
    /// Its executives, by status and level.
    package let tally: Tally

    /// A group.
    package init(name: [UInt8], tally: Tally) {
      self.name = name
      self.tally = tally
    }
  }

  /// Records that are nobody's, by why they were passed over.
  package struct PassedOver: Equatable, Sendable {
    /// Blank in every column that is read.
    package var blank: Int
    /// Rows of totals.
    package var totals: Int
    /// The header once more.
    package var headers: Int

    /// As many as said; by default none.
    package init(blank: Int = 0, totals: Int = 0, headers: Int = 0) {
      self.blank = blank
      self.totals = totals
      self.headers = headers
    }

    /// How many there are in all.
    package var all: Int { blank + totals + headers }
  }

  /// The records read from the files given as plans.
  package let planRecords: Int
  /// Those read from the files given as ratings.
  package let ratingRecords: Int
  /// Those of ``planRecords`` that were passed over.
  package let passedOverPlanRecords: PassedOver
  /// Those of ``ratingRecords`` that were passed over.
  package let passedOverRatingRecords: PassedOver
  /// Plan records that are further records of an executive: long layouts and duplicates.
  package let furtherPlanRecords: Int
  /// Rating records that belong to an executive with a plan.
  package let matchedRatingRecords: Int
  /// Rating records without a plan; each is named by a finding.
  package let strayRatingRecords: Int
  /// All executives with a plan.
  package let overall: Tally
  /// A group for each board.
  package let boards: [Group]
  /// A group for each appointment, as most records spell it, sorted by bytes.
  package let appointments: [Group]
  /// A group for each rating official, as most records spell the name, sorted by bytes.
  package let ratingOfficials: [Group]
  /// All findings, by code and severity.
  package let findings: FindingCounts
  /// The limits of a cycle; `nil` where none was given.
  package var cycle: CountedCycle?

  /// The counts of a run.
  package init(
    planRecords: Int, ratingRecords: Int, passedOverPlanRecords: PassedOver,
    passedOverRatingRecords: PassedOver, furtherPlanRecords: Int, matchedRatingRecords: Int,
    strayRatingRecords: Int, overall: Tally, boards: [Group], appointments: [Group],
    ratingOfficials: [Group], findings: FindingCounts, cycle: CountedCycle?
  ) {
    self.planRecords = planRecords
    self.ratingRecords = ratingRecords
    self.passedOverPlanRecords = passedOverPlanRecords
    self.passedOverRatingRecords = passedOverRatingRecords
    self.furtherPlanRecords = furtherPlanRecords
    self.matchedRatingRecords = matchedRatingRecords
    self.strayRatingRecords = strayRatingRecords
    self.overall = overall
    self.boards = boards
    self.appointments = appointments
    self.ratingOfficials = ratingOfficials
    self.findings = findings
    self.cycle = cycle
  }

  /// Whether a finding is an error, which makes the exit status of the run 1: mostly an executive was
  /// rejected; a rating without a plan is an error as well.
  package var hasErrors: Bool { findings[severity: .error] > 0 }
}

extension RunSummary {
  /// One of the control totals, under the name that it has wherever it is shown.
  package struct Total: Sendable {
    /// The key in `summary.json`.
    package let key: String
    /// What it is called in a table for people.
    package let title: String
    /// What it counts, for the documents.
    package let meaning: String
    /// Whether people are told of it only where there is something to tell.
    package let isShownIfAny: Bool
    private let value: @Sendable (RunSummary) -> Int

    fileprivate init(
      _ key: String, _ title: String, _ meaning: String, isShownIfAny: Bool = false,
      _ value: @escaping @Sendable (RunSummary) -> Int
    ) {
      self.key = key
      self.title = title
      self.meaning = meaning
      self.isShownIfAny = isShownIfAny
      self.value = value
    }

    /// The total of a run.
    package func of(_ summary: RunSummary) -> Int { value(summary) }
  }

  /// The totals of what was passed over of one option: `blank_plan_records`.
  private static func passedOver(
    _ key: String, _ part: @escaping @Sendable (RunSummary) -> PassedOver
  ) -> [Total] {
    [
      Total(
        "blank_\(key)_records", "Blank \(key) records",
        "those of them that are blank in every column that is read, and were passed over",
        isShownIfAny: true
      ) { part($0).blank },
      Total(
        "totals_\(key)_records", "Rows of totals among the \(key) records",
        "those of them that give totals, and were passed over", isShownIfAny: true
      ) { part($0).totals },
      Total(
        "repeated_\(key)_headers", "Headers among the \(key) records",
        "those of them that are the header once more, and were passed over", isShownIfAny: true
      ) { part($0).headers },
    ]
  }

  /// All control totals, in the order in which they are shown.
  package static let totals: [Total] =
    [
      Total("plan_records", "Plan records", "records of the files given as plans") {
        $0.planRecords
      },
      Total(
        "further_plan_records", "Further plan records of an executive",
        "those of them that are not the first of their executive: the long layout and duplicates"
      ) { $0.furtherPlanRecords },
    ] + passedOver("plan") { $0.passedOverPlanRecords } + [
      Total("rating_records", "Rating records", "records of the files given as ratings") {
        $0.ratingRecords
      },
      Total(
        "matched_rating_records", "Rating records of an executive with a plan",
        "those of them that belong to an executive with a plan"
      ) { $0.matchedRatingRecords },
      Total(
        "rating_records_without_plan", "Rating records without a plan",
        "those of somebody who has no plan; each is named by a finding"
      ) { $0.strayRatingRecords },
    ] + passedOver("rating") { $0.passedOverRatingRecords }
    + zip(
      Tally.Count.all,
      ["Executives with a plan", "Executives rated", "Executives not rated", "Executives rejected"]
    ).map { count, title in
      Total(count.name, title, count.meaning) { count.of($0.overall) }
    }
}

extension [RunSummary.Group] {
  /// The indices of the groups from the one with most executives on; where these are equal, as the
  /// groups stand.
  package var indicesBySize: [Int] {
    indices.sorted {
      (self[$1].tally.executives, $0) < (self[$0].tally.executives, $1)
    }
  }
}

extension RunSummary {
  /// Writes the object of `summary.json`.
  ///
  /// - Parameter depth: How many objects it stands in.
  package func append(json buffer: inout OutputBuffer, depth: Int = 0) {
    var root = JSONObject(indentation: depth + 1, to: &buffer)
    root.begin("control_totals", to: &buffer)
    var totals = JSONObject(indentation: depth + 2, to: &buffer)
    for total in Self.totals { totals.add(total.of(self), for: total.key, to: &buffer) }
    totals.end(to: &buffer)
    root.begin("findings", to: &buffer)
    findings.append(json: &buffer, depth: depth + 2)
    root.begin("distribution", to: &buffer)
    var distribution = JSONObject(indentation: depth + 2, to: &buffer)
    distribution.begin("overall", to: &buffer)
    append(json: overall, to: &buffer)
    for (groups, key, name) in [
      (boards, "by_board", "prb"), (appointments, "by_appointment", "appointment"),
      (ratingOfficials, "by_rating_official", "rating_official"),
    ] {
      distribution.begin(key, to: &buffer)
      append(json: groups, keyed: name, depth: depth + 3, to: &buffer)
    }
    distribution.end(to: &buffer)
    cycle?.append(to: &root, &buffer, depth: depth + 1)
    root.end(to: &buffer)
  }

  private func append(
    json groups: [Group], keyed name: String, depth: Int, to buffer: inout OutputBuffer
  ) {
    var array = JSONObject(isArray: true, indentation: depth, to: &buffer)
    for group in groups {
      array.begin(to: &buffer)
      append(json: group, keyed: name, to: &buffer)
    }
    array.end(to: &buffer)
  }

  /// Writes the object of a group, its name under a key such as `prb`.
  package func append(json group: Group, keyed name: String, to buffer: inout OutputBuffer) {
    var object = JSONObject(to: &buffer)
    object.begin(name, to: &buffer)
    buffer.append(json: group.name.span)
    append(group.tally, to: &object, &buffer)
  }

  /// Writes the object of all executives.
  package func append(json tally: Tally, to buffer: inout OutputBuffer) {
    var object = JSONObject(to: &buffer)
    append(tally, to: &object, &buffer)
  }

  /// Adds the counts to an object and ends it.
  private func append(_ tally: Tally, to object: inout JSONObject, _ buffer: inout OutputBuffer) {
    for count in Tally.Count.all { object.add(count.of(tally), for: count.name, to: &buffer) }
    object.end(to: &buffer)
  }
}
