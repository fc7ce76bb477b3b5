extension SystemSQL {
  /// Who is rated.
  var executives: View {
    View(
      "appraise_executives",
      "Every executive with a plan: rejected for an error, rated, or not rated for want of ratings.",
      """
      SELECT records.executive, CASE WHEN records.is_identified THEN records.executive_id ELSE '' END \
      AS executive_id,
        CASE WHEN wrong.executive IS NOT NULL THEN 'rejected'
          WHEN given.executive IS NOT NULL THEN 'rated' ELSE 'not-rated' END AS status
      FROM appraise_plans_records AS records
      LEFT JOIN (
        SELECT DISTINCT executive FROM appraise_found WHERE severity = '\(Severity.error.rawValue)'
      ) AS wrong ON wrong.executive = records.executive
      LEFT JOIN (
        SELECT DISTINCT executive FROM appraise_ratings_cells WHERE value <> ''
      ) AS given ON given.executive = records.executive
      WHERE records.record = records.executive AND records.passed_over = ''
      """)
  }

  /// The scores.
  var scores: View {
    let products = system.elements.enumerated().map { index, element in
      "max(CASE WHEN plans.element = \(index + 1) THEN \(points) * plans.amount END) AS "
        + dialect.identifier("\(element.id)_score_hundredths")
    }
    let names = system.elements.map {
      "rated.\(dialect.identifier("\($0.id)_score_hundredths"))"
    }
    let override = system.override?.level.number
    let ranges = system.ranges.reversed().map {
      "WHEN score >= \($0.minimum.hundredths) THEN \($0.level.number)"
    }
    let labels = system.levels.map { "WHEN \($0.level.number) THEN \(dialect.literal($0.label))" }
    let ofRange = SummaryRating.Basis.range
    let ofOverride = system.override.map { SummaryRating.Basis.override($0.level) } ?? ofRange
    return View(
      "appraise_scores",
      "Every executive with a plan, by the first record of it, and what the system derives.",
      """
      SELECT executives.executive AS record, executives.executive_id, executives.status,
        \(names.joined(separator: ", ")),
        rated.score AS summary_score_hundredths, rated.level AS initial_summary_rating,
        CASE rated.level \(labels.joined(separator: " ")) END AS label,
        rated.basis
      FROM appraise_executives AS executives
      LEFT JOIN (
        SELECT summed.*,
          CASE \(override.map { "WHEN is_overridden = 1 THEN \($0) " } ?? "")\
      \(ranges.joined(separator: " ")) END AS level,
          CASE WHEN is_overridden = 1 THEN '\(ofOverride.name)' ELSE '\(ofRange.name)' END AS basis
        FROM (
          SELECT plans.executive,
            \(products.joined(separator: ",\n      ")),
            CAST(sum(\(points) * plans.amount) AS integer) AS score,
            max(\(override.map { "CASE WHEN ratings.amount = \($0) THEN 1 ELSE 0 END" } ?? "0")) AS is_overridden
          FROM appraise_executives AS those
          JOIN appraise_plans_cells AS plans ON plans.executive = those.executive AND plans.place = 1
          JOIN appraise_ratings_cells AS ratings ON ratings.executive = those.executive
            AND ratings.place = 1 AND ratings.element = plans.element
          WHERE those.status = 'rated'
          GROUP BY plans.executive
        ) AS summed
      ) AS rated ON rated.executive = executives.executive
      """)
  }

  private var points: String {
    "CASE ratings.amount "
      + system.levels.map { "WHEN \($0.level.number) THEN \($0.points)" }.joined(separator: " ")
      + " END"
  }
}
