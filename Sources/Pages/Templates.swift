import Appraisal
import Mustache

/// The templates of the pages, which are part of the program.
package enum Templates {
  /// The text of each template by the name that others include it by.
  package static let texts: [String: String] = [
    "appendix-section": PackageResources.appendix_section_mustache,
    "bar-key": PackageResources.bar_key_mustache,
    "boards-head": PackageResources.boards_head_mustache,
    "charts": PackageResources.charts_mustache,
    "columns": PackageResources.columns_mustache,
    "counted-inputs": PackageResources.counted_inputs_mustache,
    "counts-head": PackageResources.counts_head_mustache,
    "derivation": PackageResources.derivation_mustache,
    "difference": PackageResources.difference_mustache,
    "differences-section": PackageResources.differences_section_mustache,
    "distribution": PackageResources.distribution_mustache,
    "dots": PackageResources.dots_mustache,
    "element-cell": PackageResources.element_cell_mustache,
    "element-means": PackageResources.element_means_mustache,
    "element-product": PackageResources.element_product_mustache,
    "element-row": PackageResources.element_row_mustache,
    "everybody-section": PackageResources.everybody_section_mustache,
    "everybody": PackageResources.everybody_mustache,
    "executive-head": PackageResources.executive_head_mustache,
    "executive": PackageResources.executive_mustache,
    "findings-table": PackageResources.findings_table_mustache,
    "foot": PackageResources.foot_mustache,
    "group": PackageResources.group_mustache,
    "head": PackageResources.head_mustache,
    "index": PackageResources.index_mustache,
    "input": PackageResources.input_mustache,
    "inputs-line": PackageResources.inputs_line_mustache,
    "left-out-section": PackageResources.left_out_section_mustache,
    "left-out": PackageResources.left_out_mustache,
    "level-chart": PackageResources.level_chart_mustache,
    "level-group": PackageResources.level_group_mustache,
    "limits-table": PackageResources.limits_table_mustache,
    "listed-name": PackageResources.listed_name_mustache,
    "meeting-notes": PackageResources.meeting_notes_mustache,
    "member": PackageResources.member_mustache,
    "members-not-given": PackageResources.members_not_given_mustache,
    "members-note": PackageResources.members_note_mustache,
    "members-section": PackageResources.members_section_mustache,
    "names-section": PackageResources.names_section_mustache,
    "near": PackageResources.near_mustache,
    "neighbour": PackageResources.neighbour_mustache,
    "no-board": PackageResources.no_board_mustache,
    "not-rated-section": PackageResources.not_rated_section_mustache,
    "official": PackageResources.official_mustache,
    "override-row": PackageResources.override_row_mustache,
    "rated-section": PackageResources.rated_section_mustache,
    "rated": PackageResources.rated_mustache,
    "reason": PackageResources.reason_mustache,
    "recommendation": PackageResources.recommendation_mustache,
    "recusal": PackageResources.recusal_mustache,
    "recusals": PackageResources.recusals_mustache,
    "rejected-section": PackageResources.rejected_section_mustache,
    "response": PackageResources.response_mustache,
    "responses-section": PackageResources.responses_section_mustache,
    "review-index": PackageResources.review_index_mustache,
    "reviewed-board": PackageResources.reviewed_board_mustache,
    "roster": PackageResources.roster_mustache,
    "rules": PackageResources.rules_mustache,
    "running-head": PackageResources.running_head_mustache,
    "signature-section": PackageResources.signature_section_mustache,
    "tick": PackageResources.tick_mustache,
    "unit-limits": PackageResources.unit_limits_mustache,
    "unrated": PackageResources.unrated_mustache,
    "unsigned-section": PackageResources.unsigned_section_mustache,
  ].mapValues { file in
    var text = String(decoding: file, as: UTF8.self)
    // The line end of the file is none of the line that includes it.
    if text.hasSuffix("\n") { text.removeLast() }
    return text
  }

  /// Mustache's own escaping goes by `Character`, so it is turned off in every template; a
  /// ``TemplateValue`` is escaped when it is made.
  private static let library: MustacheLibrary = {
    var library = MustacheLibrary()
    for (name, text) in texts {
      do { try library.register("{{% CONTENT_TYPE:TEXT}}" + text, named: name) } catch {
        preconditionFailure("the template \(name) cannot be read: \(error)")
      }
    }
    return library
  }()

  /// A template filled in.
  ///
  /// - Precondition: there is a template of this name.
  static func render(_ name: String, _ context: TemplateContext) -> String {
    guard let text = library.render(context.outermost, withTemplate: name) else {
      preconditionFailure("there is no template \(name)")
    }
    return text
  }
}

/// What a name in a template stands for.
indirect enum TemplateValue {
  /// What goes into the page as it is: a slot, a style sheet.
  case markup(String)
  /// A section that is there or is not.
  case flag(Bool)
  /// A section that comes once for each.
  case list([TemplateContext])

  /// A text, escaped.
  static func text(_ text: String) -> TemplateValue { .markup(HTMLText.escaped(text)) }

  /// A count for people, with a comma between each three digits.
  static func count(_ count: Int) -> TemplateValue { .markup(grouped(count)) }

  /// A whole number of the markup.
  static func number(_ number: Int) -> TemplateValue { .markup(String(number)) }

  fileprivate var value: Any {
    switch self {
    case .markup(let text): text
    case .flag(let isThere): isThere
    case .list(let contexts): contexts
    }
  }
}

/// The names that a template, or a section of one, can use.
struct TemplateContext: MustacheParent, ExpressibleByDictionaryLiteral {
  private var values: [String: TemplateValue]
  /// Whether there is nothing around it in which a name could be found.
  private var isOutermost = false

  /// Some names and what they stand for.
  init(_ values: [String: TemplateValue]) { self.values = values }

  init(dictionaryLiteral elements: (TemplateName, TemplateValue)...) {
    values = Dictionary(uniqueKeysWithValues: elements.map { ($0.rawValue, $1) })
  }

  /// These names and others, which go before them.
  func adding(_ others: TemplateContext) -> TemplateContext {
    TemplateContext(values.merging(others.values) { $1 })
  }

  /// These names as all that a template can use.
  var outermost: TemplateContext {
    var context = self
    context.isOutermost = true
    return context
  }

  /// - Precondition: A name that is found nowhere is a mistake in a template; Mustache would leave
  ///   it out without a word. The tests render all of them.
  func child(named name: String) -> Any? {
    let value = values[name]?.value
    precondition(value != nil || !isOutermost, "a template uses \(name), which is not there")
    return value
  }
}

/// The names of the templates that are no slots, or are slots on one page and no slots on another.
package enum TemplateName: String, CaseIterable, Sendable {
  case agency
  case allowed
  case allowedExact = "allowed_exact"
  case bands
  case bar
  case base
  case barsHeight = "bars_height"
  case barY = "bar_y"
  case boardCount = "board_count"
  case boardsSentence = "boards_sentence"
  case borders
  case citation
  case code
  case columns
  case count
  case counted
  case countedInputs = "counted_inputs"
  case effective
  case elements
  case executives
  case files
  case findings
  case findingsHead = "findings_head"
  case fingerprint
  case first
  case furtherTexts = "further_texts"
  case hasFindings = "has_findings"
  case hasOfficials = "has_officials"
  case hasRecommended = "has_recommended"
  case hasWorkbooks = "has_workbooks"
  case heading
  case id
  case input
  case inputs
  case isBoard = "is_board"
  case isByRange = "is_by_range"
  case isClosed = "is_closed"
  case isLast = "is_last"
  case isTall = "is_tall"
  case isWide = "is_wide"
  case label
  case labelY = "label_y"
  case level
  case levels
  case limitRule = "limit_rule"
  case limits
  case limitTables = "limit_tables"
  case limitsCaption = "limits_caption"
  case lowered
  case marking
  case middleX = "middle_x"
  case minimum
  case next
  case nextLevel = "next_level"
  case notGiven = "not_given"
  case notRated = "not_rated"
  case number
  case ofBoard = "of_board"
  case officialsSentence = "officials_sentence"
  case organizationsCaption = "organizations_caption"
  case over
  case override
  case overrideLevel = "override_level"
  case pageName = "page_name"
  case percent
  case periodFrom = "period_from"
  case periodTo = "period_to"
  case population
  case raised
  case range
  case rated
  case ratedInWords = "rated_in_words"
  case records
  case recordsInWords = "records_in_words"
  case rejected
  case reopened
  case returnedInputs = "returned_inputs"
  case reviewed
  case role
  case rule
  case rules
  case rulesName = "rules_name"
  case rulesSha256 = "rules_sha256"
  case run
  case runSha256 = "run_sha256"
  case runTitle = "run_title"
  case severity
  case sha256
  case share
  case shortLabel = "short_label"
  case sources
  case stage
  case stages
  case state
  case statuses
  case style
  case styleHash = "style_hash"
  case sum
  case system
  case systemSha256 = "system_sha256"
  case systemTitle = "system_title"
  case text
  case textY = "text_y"
  case title
  case totals
  case totalWeight = "total_weight"
  case unchanged
  case unconfirmed
  case unitName = "unit_name"
  case version
  case what
  case x
}
