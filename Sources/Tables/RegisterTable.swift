package import Appraisal

/// Where the values of the decision register come from.
package enum RegisterSource: BitwiseCopyable, Hashable, Sendable {
  case unit, board, executiveID
  /// A text of the plan, by its number in ``InputField/onRosters``.
  case text(UInt8)
  case runStatus, initialRating
  case respondedOn, reviewRequested, reviewerRating
  case recommendedRating, recommendationBasis, boardRemarks, recused
  case annualRating, annualBasis, finalRatings, authorityRemarks, decidedOn
  case stage, status, remarks
}

extension Table<RegisterSource> {
  /// `register.csv`: how far each executive has come, and who said what.
  package static let register = Table(
    [
      Column("unit", .text, .unit, "the unit of the cycle that the board belongs to"),
      Column("prb", .text, .board, "the review board"),
      Column("executive_id", .text, .executiveID, "as on the roster"),
    ]
      + InputField.onRosters.enumerated().map { number, field in
        Column(field.name, .text, .text(UInt8(number)), "as on the roster")
      } + [
        Column("run_status", .word, .runStatus, "`rated`, `not-rated` or `rejected`, in the run"),
        Column(
          "initial_summary_rating", .level, .initialRating, "as on the roster; blank unless rated"),
        Column(
          "responded_on", .word, .respondedOn, "the day on which the executive responded in writing"
        ),
        Column(
          "review_requested", .word, .reviewRequested,
          "`yes` where a review at a higher level was asked for"),
        Column(
          "reviewer_recommended_rating", .level, .reviewerRating,
          "the level that the higher-level reviewer recommends"),
        Column(
          "prb_recommended_rating", .level, .recommendedRating,
          "the level that the board recommends"),
        Column(
          "prb_basis", .word, .recommendationBasis,
          "`concurred` where the board wrote so instead of a level, `recommended` where it wrote one"
        ),
        Column("prb_remarks", .text, .boardRemarks, "what the board wrote"),
        Column(
          "members_recused", .text, .recused,
          "the ids of the members who step out of the case, with `; ` between them"),
        Column(
          "annual_summary_rating", .level, .annualRating, "the level that the authority assigned"),
        Column(
          "annual_basis", .word, .annualBasis,
          "`assigned`, `concurred`, or `final-elements` where it is derived from final element ratings"
        ),
        Column(
          "final_element_ratings", .text, .finalRatings,
          "the element ratings that the authority changed, as `<element> <level>` with `; ` between them"
        ),
        Column("authority_remarks", .text, .authorityRemarks, "what the authority wrote"),
        Column("decided_on", .word, .decidedOn, "the day of the decision, where it is known"),
        Column(
          "stage", .word, .stage,
          "how far the executive has come: `initial`, `recommended`, `annual`"),
        Column(
          "status", .word, .status, "`open`, `held`, `complete`, `not-rated` or `rejected`"),
        Column(
          "remarks", .text, .remarks,
          "held: the first errors as code, message, fix and place, with ` \\| ` between them"),
      ], isForSpreadsheets: true)
}

/// Where the values of a change come from.
package enum ChangeSource: BitwiseCopyable, Hashable, Sendable {
  case board, executiveID, appointment, ratingOfficial
  case fromStage, toStage, from, to, step, by, remarks, file, line
}

extension Table<ChangeSource> {
  /// `changes.csv`: each level that differs from that of the stage before.
  package static let changes = Table(
    [
      Column("prb", .text, .board, "the review board"),
      Column("executive_id", .text, .executiveID, "as on the roster"),
      Column("appointment", .text, .appointment, "as on the roster"),
      Column("rating_official", .text, .ratingOfficial, "as on the roster"),
      Column("from_stage", .word, .fromStage, "`initial` or `recommended`"),
      Column("to_stage", .word, .toStage, "`reviewed`, `recommended` or `annual`"),
      Column("from", .level, .from, "the level before"),
      Column("to", .level, .to, "the level after"),
      Column("step", .word, .step, "by how many levels, negative where it was lowered"),
      Column("by", .word, .by, "`reviewer`, `board` or `authority`"),
      Column("remarks", .text, .remarks, "why, as they wrote"),
      Column("file", .text, .file, "the file that says so"),
      Column("line", .count, .line, "the line of the file on which the row begins"),
    ], isForSpreadsheets: true)
}

/// Who says something of an executive in the cycle.
package enum CycleVoice: String, BitwiseCopyable, CaseIterable, Sendable {
  /// The executive, and a reviewer at a higher level for him or her.
  case executive
  case board, authority

  /// What of them counts, as the columns of `places.csv` begin.
  fileprivate var word: String {
    switch self {
    case .executive: "response"
    case .board: "recommendation"
    case .authority: "decision"
    }
  }
}

/// Where the values of a place come from.
package enum PlaceSource: BitwiseCopyable, Hashable, Sendable {
  case board, executiveID
  case file(CycleVoice)
  case line(CycleVoice)
}

extension Table<PlaceSource> {
  /// `places.csv`: where the response, the recommendation and the decision stand that count of an executive.
  /// It is a table of its own, so that the order of the rows that came back changes nothing in the register.
  package static let places = Table(
    [
      Column("prb", .text, .board, "the review board"),
      Column("executive_id", .text, .executiveID, "as on the roster"),
    ]
      + CycleVoice.allCases.flatMap { voice in
        let what =
          voice == .executive ? "response, and what a reviewer recommends" : voice.word
        return [
          Column(
            "\(voice.word)_file", .text, .file(voice),
            "the file with the \(what); blank where none counts"),
          Column(
            "\(voice.word)_line", .count, .line(voice),
            "the line of the file on which its row begins"),
        ]
      }, isForSpreadsheets: true)
}

/// Where the values of a derivation from final element ratings come from.
package enum FinalElementSource: BitwiseCopyable, Hashable, Sendable {
  case board, executiveID
  /// Of an element its weight, its rating in the run, and its final rating.
  case weight(UInt8)
  case rating(UInt8)
  case final(UInt8)
  case score, annualRating, basis
}

extension Table<FinalElementSource> {
  /// `final-elements.csv`: how the annual summary rating follows, of each executive whose element ratings
  /// the authority changed. What is in it is all that is needed to calculate it again.
  package static func finalElements(under system: AppraisalSystem) -> Table {
    func columns(
      _ what: String, _ type: CellType, _ meaning: String,
      _ source: (UInt8) -> FinalElementSource
    ) -> [Column] {
      system.elements.enumerated().map { index, element in
        Column("\(element.id)_\(what)", type, source(UInt8(index)), meaning)
      }
    }
    return Table(
      [
        Column("prb", .text, .board, "the review board"),
        Column("executive_id", .text, .executiveID, "as on the roster"),
      ] + columns("weight", .percent, "as on the roster") { .weight($0) }
        + columns("rating", .level, "the level in the run") { .rating($0) }
        + columns(
          "final", .level, "the final level where the authority stated one; blank otherwise"
        ) { .final($0) }
        + [
          Column(
            "final_summary_score", .points, .score,
            "the sum of points x weight, by the final level where there is one"),
          Column(
            "annual_summary_rating", .level, .annualRating, "the level that the score gives"),
          Column(
            "basis", .word, .basis, "`range`, or `level-1-override` where an element is at Level 1"),
        ], key: "executive_id", isForSpreadsheets: true)
  }
}

/// Where the values of a board under review come from.
package enum ReviewedBoardSource: BitwiseCopyable, Hashable, Sendable {
  case board, unit, members, career, noncareer, chair, firstPublished, lastPublished
  case executives, careerExecutives, recommended, raised, lowered, unchanged, held
  case lawful, reasons
}

extension Table<ReviewedBoardSource> {
  /// `boards.csv`: each board, its members and what it has done.
  package static let reviewedBoards = Table(
    [
      Column("prb", .text, .board, "the review board"),
      Column("unit", .text, .unit, "the unit of the cycle that it belongs to"),
      Column("members", .count, .members, "the members who sit; blank where none were given"),
      Column("career", .count, .career, "those of them who are career appointees"),
      Column("noncareer", .count, .noncareer, "those who are not"),
      Column(
        "chair", .text, .chair,
        "the member id of the chair who sits; of several, with `; ` between them"),
      Column(
        "first_published_on", .word, .firstPublished,
        "the first day on which a member's appointment was published"),
      Column("last_published_on", .word, .lastPublished, "the last such day"),
      Column("executives", .count, .executives, "the executives on its roster"),
      Column(
        "career_executives", .count, .careerExecutives, "those of them who are career appointees"),
      Column("recommended", .count, .recommended, "the executives whose recommendation was taken"),
      Column("raised", .count, .raised, "those of them above the initial rating"),
      Column("lowered", .count, .lowered, "those below it"),
      Column("unchanged", .count, .unchanged, "those at it"),
      Column("held", .count, .held, "the executives whom an error holds"),
      Column(
        "lawful", .word, .lawful,
        "whether the board's membership is lawful: `yes`, `no`, or `not-checked` where members or "
          + "their days of publication were not given, an error is in a row of theirs, or the "
          + "career majority is missing and nobody knows whether the board reviews a career appointee, "
          + "or there is one only with appointments of members that are others in the run"
      ),
      Column(
        "reasons", .text, .reasons, "the codes of the findings about the board, with `; ` between"),
    ], key: "prb", isForSpreadsheets: true)
}

/// Where the values of a limit come from.
package enum LimitSource: BitwiseCopyable, Hashable, Sendable {
  case unit, limit, stage, population, counted, allowedExact, allowed, over, state, citation
}

extension Table<LimitSource> {
  /// `limits.csv`: the limits of each unit at each stage.
  package static let limits = Table(
    [
      Column("unit", .text, .unit, "the unit of the cycle"),
      Column(
        "limit", .word, .limit,
        "the levels that are counted: `levels-4-and-5` under `federal-ses`, `level-5`, `levels-3-4-and-5`"
      ),
      Column("stage", .word, .stage, "`initial`, `recommended` or `annual`"),
      Column("population", .count, .population, "of how many executives the share is taken"),
      Column("counted", .count, .counted, "how many of them are at the levels"),
      Column("allowed_exact", .word, .allowedExact, "how many may be, as an exact decimal"),
      Column("allowed", .count, .allowed, "the same as a whole number"),
      Column("over", .count, .over, "how many are above it"),
      Column(
        "state", .word, .state,
        "`within`, `exceeded`, `guidance`, `waived`, `not-applicable` or `not-checked`"),
      Column("citation", .text, .citation, "the source of the limit"),
    ], isForSpreadsheets: true)
}

/// Where the values of statistics come from.
package enum StatisticSource: BitwiseCopyable, Hashable, Sendable {
  case by, group, stage, executives
  case level(UInt8)
  case levelSum, raised, lowered
}

extension Table<StatisticSource> {
  /// `statistics.csv`: the levels of each group at each stage.
  package static let statistics = Table(
    [
      Column(
        "by", .word, .by,
        "`agency`, `unit`, `prb`, `organization`, `appointment` or `rating_official`"),
      Column("group", .text, .group, "which of them; blank where none is given"),
      Column("stage", .word, .stage, "`initial`, `recommended` or `annual`"),
      Column("executives", .count, .executives, "how many have a level at the stage"),
    ]
      + (1...5).reversed().map {
        Column("level_\($0)", .count, .level(UInt8($0)), "how many are at Level \($0)")
      } + [
        Column("level_sum", .count, .levelSum, "the sum of their levels, for exact means"),
        Column("raised", .count, .raised, "how many are above the stage before"),
        Column("lowered", .count, .lowered, "how many are below it"),
      ], isForSpreadsheets: true)
}

/// Where the values of an annual rating come from.
package enum AnnualRatingSource: BitwiseCopyable, Hashable, Sendable {
  case executiveID, periodTo, annualRating, label
  case name, organization, appointment
  case periodFrom, decidedOn, board
}

extension Table<AnnualRatingSource> {
  /// `annual-ratings.csv`: the official ratings of a closed review, the history of the next.
  package static let annualRatings = Table(
    [
      Column("executive_id", .text, .executiveID, "as on the roster"),
      Column("period_to", .word, .periodTo, "the last day of the appraisal period"),
      Column("annual_summary_rating", .level, .annualRating, "the level that was assigned"),
      Column("label", .text, .label, "the level's label in the system"),
      Column("name", .text, .name, "as on the roster"),
      Column("organization", .text, .organization, "as on the roster"),
      Column("appointment", .text, .appointment, "as on the roster"),
      Column("period_from", .word, .periodFrom, "the first day of the appraisal period"),
      Column("decided_on", .word, .decidedOn, "the day of the decision, where it is known"),
      Column("prb", .text, .board, "the review board"),
    ], key: "executive_id", isForSpreadsheets: true)
}
