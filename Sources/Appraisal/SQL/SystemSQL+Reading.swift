extension SystemSQL {
  /// Every value of every record.
  func fields(of kind: InputKind) -> View {
    let columns = inputColumns(of: kind)
    let cases = columns.map {
      "      WHEN '\($0.name)' THEN \(kind.name).\(dialect.identifier($0.name))"
    }
    let rows = columns.map {
      ["'\($0.name)'", "'\($0.part)'", "\($0.element)", literalName($0.name)]
    }
    return View(
      "appraise_\(kind.name)_fields",
      "Every value of every record of \(kind.name): as it is written, and without blanks at its ends.",
      """
      SELECT record, field, part, element, heading, written,
        CASE WHEN ascii(written) BETWEEN 33 AND 126 AND ascii(right(written, 1)) BETWEEN 33 AND 126 THEN written
          ELSE trim(BOTH \(dialect.characters(blankScalars)) FROM written) END AS value
      FROM (
        SELECT \(kind.name).record, columns_read.field, columns_read.part, columns_read.element,
          columns_read.heading,
          coalesce(CASE columns_read.field
      \(cases.joined(separator: "\n")) END, '') AS written
        FROM \(kind.name)
        CROSS JOIN \(values(rows, as: "columns_read", "field", "part", "element", "heading"))
      ) AS given
      """)
  }

  /// A name as it is compared, as a literal.
  private func literalName(_ name: String) -> String {
    dialect.literal(String(decoding: folded(name.utf8), as: UTF8.self))
  }

  /// What is known of every record besides its values.
  func records(of kind: InputKind) -> View {
    let (executive, query) =
      switch kind {
      case .plans:
        (
          "The executive is the number of his or her first record.",
          """
          SELECT known.*,
            CASE WHEN is_identified THEN min(record) OVER (PARTITION BY is_identified, executive_id)
              ELSE record END AS executive
          FROM (
            \(identifiedRecords(of: kind))
          ) AS known
          """
        )
      case .ratings:
        (
          "The executive is that of the plan, NULL where there is none.",
          """
          SELECT known.*, planned.executive
          FROM (
            \(identifiedRecords(of: kind))
          ) AS known
          LEFT JOIN (
            SELECT executive_id, executive FROM appraise_plans_records
            WHERE is_identified AND record = executive
          ) AS planned ON known.is_identified AND planned.executive_id = known.executive_id
          """
        )
      }
    return View(
      "appraise_\(kind.name)_records",
      "Whose the records of \(kind.name) are, or why they are nobody's. \(executive)", query)
  }

  /// The records, with what tells whether they are somebody's.
  private func identifiedRecords(of kind: InputKind) -> String {
    let element =
      layout == .long
      ? """
      CASE \(foldedName("element_name"))
            \(elementCases) ELSE 0 END
      """ : "0"
    return """
      SELECT record, executive_id, \(lowered("executive_id")) AS spelling, \(element) AS element,
          passed_over, filled_part,
          CASE WHEN passed_over = '' AND filled = 1 AND filled_part IN ('id', 'text')
            AND NOT (\(hasAny(Unicode.Scalar.controls, in: "filled_written")))
            AND NOT (filled_part = 'id' AND is_id) THEN filled_field ELSE '' END AS note_field,
          is_shortened, passed_over = '' AND is_id AND NOT is_shortened AS is_identified
        FROM (
          SELECT read_records.*,
            \(dialect.isMatch("executive_id", idPattern)) AS is_id,
            \(dialect.isMatch("executive_id", shortenedPattern)) AS is_shortened,
            \(reasonToPassOver(kind)) AS passed_over
          FROM (
            \(readRecords(of: kind))
          ) AS read_records
          LEFT JOIN (
            \(headings(of: kind))
          ) AS headings ON headings.record = read_records.record\(kind == .ratings ? namesakes : "")
        ) AS known_records
      """
  }

  /// The executives of plans whose id is a word of totals: ratings with such an id are theirs.
  private var namesakes: String {
    """

          LEFT JOIN (
            SELECT DISTINCT spelling AS namesake FROM appraise_plans_records
            WHERE is_identified AND \(isTotalsWord("executive_id", TotalsWord.all))
          ) AS namesakes ON namesake = \(lowered("executive_id"))
    """
  }

  /// The code of a record that is nobody's; a blank for all others.
  private func reasonToPassOver(_ kind: InputKind) -> String {
    let isNobodys = kind == .ratings ? "namesake IS NULL" : "name = ''"
    let noNames = TotalsWord.all.filter { !TotalsWord.isName($0) }
    return """
      CASE WHEN filled = 0 THEN '\(FindingCode.blankRecord.rawValue)'
              WHEN executive_id = '' THEN
                CASE WHEN \(isTotalsWord("name", noNames))
                THEN '\(FindingCode.totalsRow.rawValue)'\(kind == .plans ? subtotal : "") ELSE '' END
              WHEN \(isNobodys) AND initial NOT IN ('-', '_', '.')
                AND \(isTotalsWord("executive_id", TotalsWord.all))
                THEN '\(FindingCode.totalsRow.rawValue)'
              WHEN headings.record IS NOT NULL AND initial NOT IN ('-', '_')
                THEN '\(FindingCode.repeatedHeader.rawValue)'
              ELSE '' END
      """
  }

  /// Where a spreadsheet puts its own subtotals: in the only text of a record without an id, a name and an element.
  private var subtotal: String {
    let lastWord = dialect.replacing("only_text", ".*[\(characterClass(blankScalars))]", "")
    return """

                  WHEN texts = 1 AND name = '' AND element_name = ''
                  AND NOT (\(hasAny(Unicode.Scalar.controls, in: "only_text")))
                  AND \(isTotalsWord(lastWord, TotalsWord.endsOfSubtotals))
                  THEN '\(FindingCode.totalsRow.rawValue)'
      """
  }

  /// A row for each record, of its values.
  private func readRecords(of kind: InputKind) -> String {
    let columns = inputColumns(of: kind)
    func value(of name: String) -> String {
      columns.contains { $0.name == name }
        ? "max(CASE WHEN field = '\(name)' THEN value END)" : "''"
    }
    return """
      SELECT record,
              \(value(of: "executive_id")) AS executive_id,
              \(value(of: "name")) AS name,
              \(value(of: "element")) AS element_name,
              max(CASE WHEN field = 'executive_id' THEN substring(written, 1, 1) END) AS initial,
              sum(CASE WHEN value <> '' THEN 1 ELSE 0 END) AS filled,
              sum(CASE WHEN part = 'text' AND value <> '' THEN 1 ELSE 0 END) AS texts,
              max(CASE WHEN part = 'text' THEN value END) AS only_text,
              max(CASE WHEN value <> '' THEN field END) AS filled_field,
              max(CASE WHEN value <> '' THEN part END) AS filled_part,
              max(CASE WHEN value <> '' THEN written END) AS filled_written
            FROM appraise_\(kind.name)_fields
            GROUP BY record
      """
  }

  /// The records that repeat the header. Names are folded only of the few that begin like it.
  private func headings(of kind: InputKind) -> String {
    """
    SELECT record
            FROM appraise_\(kind.name)_fields
            WHERE record IN (
                SELECT record FROM appraise_\(kind.name)_fields
                WHERE field = 'executive_id' AND length(written) >= length(heading)
                  AND \(foldedName("written")) = heading)
              AND \(foldedName("written")) = heading
            GROUP BY record HAVING count(*) = \(inputColumns(of: kind).count)
    """
  }

  private var elementCases: String {
    system.elements.enumerated().flatMap { index, element in
      Array(Set([literalName(element.id), literalName(element.title)])).sorted().map {
        "WHEN \($0) THEN \(index + 1)"
      }
    }.joined(separator: " ")
  }

  // MARK: - Executive ids

  private var idPattern: String {
    let vocabulary = Vocabulary(of: system)
    let ascii = (0x20...0x7E).compactMap { Unicode.Scalar(UInt8($0)) }
    func isID(_ text: String) -> Bool { vocabulary.isExecutiveID(Array(text.utf8).span) }
    let first = ascii.filter { isID(String($0)) }
    let others = ascii.filter { isID("0\($0)") }
    return
      "[\(characterClass(first))][\(characterClass(others))]{0,\(Vocabulary.longestExecutiveID - 1)}"
  }

  private var shortenedPattern: String {
    "[0-9](?:[.,][0-9]+[Ee][+-]?[0-9]+|[Ee][+-][0-9]+)"
  }

  /// The condition that a text is one of these words of totals and nothing else; see ``TotalsWord``.
  private func isTotalsWord(_ text: String, _ words: [String]) -> String {
    let blanks = characterClass(blankScalars)
    let pattern =
      "[A-Za-z._\(blanks)-]*(?:[:=(][0-9:=(),.% ]*|[\(blanks)][0-9),%][0-9:=(),.% ]*)?"
    let ignored = "'._-0123456789:=(),%' || \(dialect.characters(blankScalars))"
    let letters = "translate(\(text), '\(Self.capitals)' || \(ignored), '\(Self.smallLetters)')"
    // Nearly every id has another shape than such a word.
    return """
      \(dialect.isMatch(text, pattern))
                AND \(letters) IN (\(words.map { "'\($0)'" }.joined(separator: ", ")))
      """
  }

  // MARK: - Values

  /// The weights that texts state.
  var weights: View {
    let number = "trim(TRAILING '%' FROM value)"
    let digits = """
      split_part(\(number), '.', 1) || substring(split_part(\(number), '.', 2) || '00', 1, 2)
      """
    return View(
      "appraise_weights",
      "The weights that texts state, in hundredths of a percent; NULL where one is none.",
      """
      SELECT value,
        CASE WHEN number <= \(Weight.highest.hundredths) AND number % \(system.weights.step.hundredths) = 0 \
      THEN number END AS amount
      FROM (
        SELECT value,
          CAST(CASE WHEN \(dialect.isMatch("value", "[0-9]{1,3}(?:[.][0-9]{1,2}0*)?%?"))
            THEN \(digits) END AS integer) AS number
        FROM (
          SELECT DISTINCT value FROM appraise_plans_fields WHERE part = 'value' AND value <> ''
        ) AS written
      ) AS numbers
      """)
  }

  /// The levels that texts state.
  var levels: View {
    let labels = system.levels.map { ($0.level.number, loweredLabel($0.label)) }
    func number(_ level: String) -> String { "(?:level )?\(level)(?:[.]0+)?" }
    /// A number and a label next to each other.
    func both(_ number: String, _ label: String) -> String {
      let joint = "(?: *[-:\u{2013}\u{2014}] *| +)"
      let label = escaped(label)
      return "\(number)\(joint)\(label)|\(label)\(joint)\(number)|\(label) *\\(\(number)\\)"
        + "|\(number) *\\(\(label)\\)"
    }
    func other(than level: Int) -> String {
      "[\(Level.allCases.map(\.number).filter { $0 != level }.map(String.init).joined())]"
    }
    let isLabel = labels.map { "WHEN lowered = \(dialect.literal($1)) THEN \($0)" }
    let isNumber = labels.map { level, _ in
      "WHEN \(dialect.isMatch("lowered", number("\(level)"))) THEN \(level)"
    }
    let conflict = labels.map { both(number(other(than: $0)), $1) }.joined(separator: "|")
    let isBoth = labels.map { level, label in
      "WHEN \(dialect.isMatch("lowered", both(number("\(level)"), label))) THEN \(level)"
    }
    let cases =
      isLabel + isNumber + ["WHEN \(dialect.isMatch("lowered", conflict)) THEN NULL"] + isBoth
    return View(
      "appraise_levels", "The levels that texts state; NULL where one is none.",
      """
      SELECT value,
        CASE \(cases.joined(separator: "\n    ")) END AS amount
      FROM (
        SELECT DISTINCT value, \(lowered("value")) AS lowered
        FROM appraise_ratings_fields WHERE part = 'value' AND value <> ''
      ) AS written
      """)
  }

  private func loweredLabel(_ label: String) -> String {
    String(decoding: label.utf8.map(lowercased), as: UTF8.self)
  }

  /// The weights or levels of the records that are somebody's.
  func cells(of kind: InputKind) -> View {
    let numbers =
      switch kind.values {
      case .weights: "appraise_weights"
      case .levels: "appraise_levels"
      }
    let (sheet, place, element) =
      switch layout {
      case .wide: ("fields.record", "1", "fields.element")
      case .long:
        (
          "records.executive",
          """
          CASE WHEN records.is_identified AND records.executive IS NOT NULL AND records.element > 0
              THEN row_number() OVER (
                PARTITION BY records.is_identified, records.executive, records.element
                ORDER BY fields.record) ELSE 0 END
          """, "records.element"
        )
      }
    let meaning =
      switch layout {
      case .wide: "Each record is a sheet of its own."
      case .long:
        "A sheet is put together from an executive's records; the first of an element has its place."
      }
    return View(
      "appraise_\(kind.name)_cells",
      "The \(kind.values == .weights ? "weights" : "levels") of each record. \(meaning)",
      """
      SELECT fields.record, records.executive, \(sheet) AS sheet, \(element) AS element,
        \(place) AS place,
        fields.field, fields.value, numbers.amount
      FROM appraise_\(kind.name)_fields AS fields
      JOIN appraise_\(kind.name)_records AS records ON records.record = fields.record
      LEFT JOIN \(numbers) AS numbers ON numbers.value = fields.value
      WHERE fields.part = 'value' AND records.passed_over = '' AND records.note_field = ''
      """)
  }
}
