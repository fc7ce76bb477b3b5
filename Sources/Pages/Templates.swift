import Mustache

/// The templates of the pages, which are part of the program.
package enum Templates {
  /// The text of each template by the name that others include it by.
  package static let texts: [String: String] = [
    "appendix-section": PackageResources.appendix_section_mustache,
    "boards-head": PackageResources.boards_head_mustache,
    "charts": PackageResources.charts_mustache,
    "counts-head": PackageResources.counts_head_mustache,
    "derivation": PackageResources.derivation_mustache,
    "distribution": PackageResources.distribution_mustache,
    "executive": PackageResources.executive_mustache,
    "executive-head": PackageResources.executive_head_mustache,
    "foot": PackageResources.foot_mustache,
    "group": PackageResources.group_mustache,
    "head": PackageResources.head_mustache,
    "index": PackageResources.index_mustache,
    "level-chart": PackageResources.level_chart_mustache,
    "not-rated-section": PackageResources.not_rated_section_mustache,
    "rated": PackageResources.rated_mustache,
    "rated-section": PackageResources.rated_section_mustache,
    "rejected-section": PackageResources.rejected_section_mustache,
    "roster": PackageResources.roster_mustache,
    "rules": PackageResources.rules_mustache,
    "signatures": PackageResources.signatures_mustache,
    "unrated": PackageResources.unrated_mustache,
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

  /// A whole number.
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
  case bands
  case bar
  case barY = "bar_y"
  case barsHeight = "bars_height"
  case boardCount = "board_count"
  case borders
  case citation
  case code
  case count
  case effective
  case elements
  case executives
  case files
  case findings
  case first
  case furtherTexts = "further_texts"
  case id
  case input
  case inputs
  case isBoard = "is_board"
  case isByRange = "is_by_range"
  case isRoster = "is_roster"
  case isWide = "is_wide"
  case label
  case labelY = "label_y"
  case level
  case levels
  case markY = "mark_y"
  case marking
  case middleX = "middle_x"
  case minimum
  case next
  case nextLevel = "next_level"
  case notRated = "not_rated"
  case number
  case organizationsCaption = "organizations_caption"
  case override
  case overrideLevel = "override_level"
  case percent
  case range
  case rated
  case records
  case rejected
  case role
  case rule
  case rules
  case runTitle = "run_title"
  case severity
  case sha256
  case shortLabel = "short_label"
  case sources
  case style
  case styleHash = "style_hash"
  case system
  case systemSha256 = "system_sha256"
  case systemTitle = "system_title"
  case text
  case textY = "text_y"
  case title
  case totalWeight = "total_weight"
  case totals
  case unconfirmed
  case version
  case what
  case x
}
