extension SystemSQL {
  /// The sheets of weights that can be read in full, which alone the rules over weights are about.
  var plansTotals: View {
    let heaviest = system.weights.heaviestElement.map {
      ",\n  max(CASE WHEN element = \($0 + 1) THEN amount END) AS heaviest"
    }
    return View(
      "appraise_plans_totals", "The plans of which every weight can be read.",
      """
      SELECT sheet, sum(amount) AS total\(heaviest ?? "")
      FROM appraise_plans_cells WHERE place = 1
      GROUP BY sheet HAVING count(amount) = \(system.elements.count)
      """)
  }

  /// What is found in the records.
  var found: View {
    let parts: [String] =
      InputKind.allCases.flatMap { kind in
        [
          passedOver(kind), unfitIDs(kind), unreadableValues(kind), blanksTrimmed(kind),
          blankValues(kind), duplicates(kind),
        ] + (layout == .long ? [unknownElements(kind), elementsWithoutRecord(kind)] : [])
      } + texts + [limits] + heaviestElement + [total, planCaseVariants, ratingCaseVariants]
      + [boardsNotGiven, ratingsWithoutPlan] + (layout == .long ? [conflictingValues] : [])
    let severities = FindingsInSQL.seen.map { ["'\($0.rawValue)'", "'\($0.severity.rawValue)'"] }
    let records = InputKind.allCases.map {
      "SELECT '\($0.name)' AS input, record, executive_id, is_identified, executive "
        + "FROM appraise_\($0.name)_records"
    }
    return View(
      "appraise_found", "What is found in the records, each with its executive.",
      """
      SELECT severities.severity, found.code, found.input, found.record, found.field,
        CASE WHEN records.is_identified THEN records.executive_id ELSE '' END AS executive_id,
        records.executive
      FROM (
        \(parts.joined(separator: "\n  UNION ALL\n  "))
      ) AS found
      JOIN \(values(severities, as: "severities", "code", "severity"))
        ON severities.code = found.code
      JOIN (
        \(records.joined(separator: "\n  UNION ALL "))
      ) AS records ON records.input = found.input AND records.record = found.record
      """)
  }

  /// All findings.
  var findings: View {
    let withoutRatings = FindingCode.planWithoutRatings
    return View(
      "appraise_findings",
      "All findings: the record that each is about, and the column, blank where it is about no one column.",
      """
      SELECT severity, code, input, record, field, executive_id FROM appraise_found
      UNION ALL
      SELECT '\(withoutRatings.severity.rawValue)', '\(withoutRatings.rawValue)', 'plans', executive, \
      'executive_id', executive_id
      FROM appraise_executives WHERE status = 'not-rated'
      """)
  }

  /// A part of the findings: rows of one kind of input.
  ///
  /// - Parameters:
  ///   - code: An expression; a code stands in quotes.
  ///   - field: An expression.
  private func part(
    _ code: String, in kind: InputKind, record: String = "record", field: String,
    from source: String
  ) -> String {
    """
    SELECT '\(kind.name)' AS input, \(record) AS record, \(code) AS code, \(field) AS field
      FROM \(source)
    """
  }

  private func quoted(_ code: FindingCode) -> String { "'\(code.rawValue)'" }

  /// The records of a kind, and those that are somebody's, with their fields.
  private func fieldsOfSomebody(_ kind: InputKind) -> String {
    """
    appraise_\(kind.name)_fields AS fields
      JOIN appraise_\(kind.name)_records AS records ON records.record = fields.record
      WHERE records.passed_over = '' AND records.note_field = ''
    """
  }

  // MARK: - Of one record

  private func passedOver(_ kind: InputKind) -> String {
    part(
      "passed_over", in: kind, field: "''",
      from: "appraise_\(kind.name)_records WHERE passed_over <> ''")
  }

  private func unfitIDs(_ kind: InputKind) -> String {
    let fault = faultCode(
      of: "executive_id",
      or: """
        CASE WHEN is_shortened THEN \(quoted(.executiveIDShortened))
            ELSE \(quoted(.invalidExecutiveID)) END
        """)
    return part(
      """
      CASE WHEN note_field <> '' AND filled_part = 'id' THEN \(quoted(.invalidExecutiveID))
          WHEN executive_id = '' THEN \(quoted(.missingExecutiveID))
          ELSE \(fault) END
      """, in: kind, field: "CASE WHEN note_field <> '' THEN note_field ELSE 'executive_id' END",
      from: "appraise_\(kind.name)_records WHERE passed_over = '' AND NOT is_identified")
  }

  private func unreadableValues(_ kind: InputKind) -> String {
    let code: FindingCode =
      switch kind.values {
      case .weights: .invalidWeight
      case .levels: .invalidRating
      }
    return part(
      faultCode(of: "value", or: quoted(code)), in: kind, field: "field",
      from: "appraise_\(kind.name)_cells WHERE value <> '' AND amount IS NULL")
  }

  /// Long layout: elements that the system does not have.
  private func unknownElements(_ kind: InputKind) -> String {
    part(
      faultCode(of: "fields.value", or: quoted(.unknownElement)), in: kind,
      record: "fields.record", field: "fields.field",
      from: """
        \(fieldsOfSomebody(kind))
            AND fields.part = 'element' AND records.element = 0
        """)
  }

  private func blanksTrimmed(_ kind: InputKind) -> String {
    let inside = blankScalars.filter { $0 != " " && $0 != "\t" }
    return part(
      quoted(.blanksTrimmed), in: kind, record: "min(fields.record)", field: "fields.field",
      from: """
        \(fieldsOfSomebody(kind)) AND fields.value <> ''
            AND (fields.value <> fields.written OR fields.part = 'text'
              AND \(dialect.hasMatch("fields.value", "  |[\(characterClass(inside))]")))
          GROUP BY fields.field
        """)
  }

  private var texts: [String] {
    let rows = fieldsOfSomebody(.plans) + " AND fields.part = 'text' AND fields.value <> ''"
    func of(_ code: String, where condition: String) -> String {
      part(
        code, in: .plans, record: "fields.record", field: "fields.field",
        from: rows + "\n    AND \(condition)")
    }
    return [
      of(
        faultCode(of: "fields.value", or: "''"),
        where: hasAny(Unicode.Scalar.controls, in: "fields.value")),
      of(quoted(.replacementCharacter), where: hasAny(["\u{FFFD}"], in: "fields.value")),
      of(
        quoted(.errorInCell),
        where: """
          (\(dialect.isMatch("fields.value", "##+|#[A-Z/0]{2,}[!?]"))
                OR \(lowered("fields.value")) IN ('#n/a', '#getting_data'))
          """),
      of(
        quoted(.unsafeText),
        where: dialect.hasMatch(
          "fields.value", "^[\(characterClass(Unicode.Scalar.formulaSigns))]")),
    ]
  }

  /// Executives whose first record names no board, in the long layout of whom no record does.
  private var boardsNotGiven: String {
    let rows = fieldsOfSomebody(.plans) + " AND fields.field = 'prb'"
    switch layout {
    case .wide:
      return part(
        quoted(.prbNotGiven), in: .plans, record: "fields.record", field: "fields.field",
        from: rows + " AND records.record = records.executive AND fields.value = ''")
    case .long:
      return part(
        quoted(.prbNotGiven), in: .plans, record: "records.executive", field: "'prb'",
        from: """
          \(rows)
            GROUP BY records.executive
            HAVING sum(CASE WHEN fields.value <> '' THEN 1 ELSE 0 END) = 0
          """)
    }
  }

  // MARK: - Of a sheet

  /// Cells that are blank: of weights each, of levels where others on the sheet are not.
  private func blankValues(_ kind: InputKind) -> String {
    switch kind.values {
    case .weights:
      part(
        quoted(.missingWeight), in: kind, field: "field",
        from: "appraise_plans_cells WHERE place = 1 AND value = ''")
    case .levels:
      part(
        quoted(.missingRating), in: kind, record: "cells.record", field: "cells.field",
        from: """
          appraise_ratings_cells AS cells
            JOIN appraise_ratings_cells AS first ON first.sheet = cells.sheet
              AND first.element = cells.element AND first.place = 1 AND first.value = ''
            JOIN (
              SELECT DISTINCT sheet FROM appraise_ratings_cells WHERE place = 1 AND value <> ''
            ) AS given ON given.sheet = cells.sheet
            WHERE cells.place > 0
          """)
    }
  }

  /// Long layout: elements that no record of an executive is about.
  private func elementsWithoutRecord(_ kind: InputKind) -> String {
    let (code, sheets) =
      switch kind.values {
      case .weights:
        (
          quoted(.missingWeight),
          "SELECT executive AS sheet, record FROM appraise_plans_records "
            + "WHERE is_identified AND record = executive"
        )
      case .levels:
        (
          quoted(.missingRating),
          """
          SELECT records.executive AS sheet, min(records.record) AS record
              FROM appraise_ratings_records AS records
              JOIN (
                SELECT DISTINCT sheet FROM appraise_ratings_cells WHERE place = 1 AND value <> ''
              ) AS given ON given.sheet = records.executive
              WHERE records.is_identified
              GROUP BY records.executive
          """
        )
      }
    return part(
      code, in: kind, record: "sheets.record", field: "''",
      from: """
        (
            \(sheets)
          ) AS sheets
          CROSS JOIN \(elementNumbers)
          LEFT JOIN appraise_\(kind.name)_cells AS cells ON cells.sheet = sheets.sheet
            AND cells.element = elements.element AND cells.place = 1
          WHERE cells.record IS NULL
        """)
  }

  private var limits: String {
    let rows = system.elements.enumerated().flatMap { index, element in
      element.limits.map { limit in
        [
          "\(index + 1)", quoted(limit.rule.code), "\(limit.allowed.lowerBound.hundredths)",
          "\(limit.allowed.upperBound.hundredths)",
        ]
      }
    }
    return part(
      "limits.code", in: .plans, record: "cells.record", field: "cells.field",
      from: """
        appraise_plans_cells AS cells
          JOIN appraise_plans_totals AS totals ON totals.sheet = cells.sheet
          JOIN \(values(rows, as: "limits", "element", "code", "lowest", "highest"))
            ON limits.element = cells.element
          WHERE cells.place = 1 AND (cells.amount < limits.lowest OR cells.amount > limits.highest)
        """)
  }

  private var heaviestElement: [String] {
    guard system.weights.heaviestElement != nil else { return [] }
    return [
      part(
        quoted(.weightAboveHeaviestElement), in: .plans, record: "cells.record",
        field: "cells.field",
        from: """
          appraise_plans_cells AS cells
            JOIN appraise_plans_totals AS totals ON totals.sheet = cells.sheet
            WHERE cells.place = 1 AND cells.amount > totals.heaviest
          """)
    ]
  }

  private var total: String {
    part(
      quoted(.weightsDoNotTotal100), in: .plans, record: "sheet", field: "''",
      from: "appraise_plans_totals WHERE total <> \(system.weights.total.hundredths)")
  }

  // MARK: - Of several records

  private func duplicates(_ kind: InputKind) -> String {
    let code: FindingCode =
      switch kind {
      case .plans: .duplicatePlan
      case .ratings: .duplicateRating
      }
    switch layout {
    case .wide:
      return part(
        quoted(code), in: kind, field: "'executive_id'",
        from: """
          (
              SELECT record, count(*) OVER (PARTITION BY executive_id) AS claims
              FROM appraise_\(kind.name)_records WHERE is_identified
            ) AS claimed
            WHERE claims > 1
          """)
    case .long:
      return part(
        quoted(code), in: kind, field: "'element'",
        from: """
          (
              SELECT record, count(*) OVER (PARTITION BY sheet, element) AS claims
              FROM appraise_\(kind.name)_cells WHERE place > 0
            ) AS claimed
            WHERE claims > 1
          """)
    }
  }

  /// Ids of plans that differ in capitals alone: the first record of each.
  private var planCaseVariants: String {
    part(
      quoted(.executiveIDDiffersInCase), in: .plans, field: "'executive_id'",
      from: """
        (
            SELECT record, count(*) OVER (PARTITION BY spelling) AS spellings
            FROM appraise_plans_records WHERE is_identified AND record = executive
          ) AS spelled
          WHERE spellings > 1
        """)
  }

  private var ratingCaseVariants: String {
    part(
      quoted(.executiveIDDiffersInCase), in: .ratings, record: "min(record)",
      field: "'executive_id'",
      from: """
        appraise_ratings_records
          WHERE is_identified AND executive IS NULL
            AND spelling IN (SELECT spelling FROM appraise_plans_records WHERE is_identified)
          GROUP BY executive_id
        """)
  }

  private var ratingsWithoutPlan: String {
    part(
      quoted(.ratingWithoutPlan), in: .ratings, field: "'executive_id'",
      from: "appraise_ratings_records WHERE is_identified AND executive IS NULL")
  }

  /// Long layout: texts that differ from the first of the executive's, those that executives share in more
  /// than ASCII capitals and blanks.
  private var conflictingValues: String {
    let shared = InputField.texts(of: .plans).filter(\.isOneInAnySpelling).map { "'\($0.name)'" }
    let inside = blankScalars.filter { $0 != "\t" }
    let key = """
      CASE WHEN fields.field IN (\(shared.joined(separator: ", ")))
                THEN translate(fields.value, '\(Self.capitals)' || \(dialect.characters(blankScalars)), \
      '\(Self.smallLetters)')
                ELSE \(dialect.replacing("fields.value", "[\(characterClass(inside))]+", " ")) END
      """
    return part(
      quoted(.conflictingValue), in: .plans, field: "field",
      from: """
        (
            SELECT record, field, written_so,
              first_value(written_so) OVER (PARTITION BY executive, field ORDER BY record) AS first
            FROM (
              SELECT fields.record, fields.field, records.executive,
                \(key) AS written_so
              FROM \(fieldsOfSomebody(.plans))
                AND fields.part = 'text' AND fields.value <> '' AND records.is_identified
            ) AS spelled
          ) AS compared
          WHERE written_so <> first
        """)
  }
}
