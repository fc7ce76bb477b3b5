import Mustache

/// The templates of the pages, which are part of the program.
package enum Templates {
  /// The text of each template by the name that others include it by.
  package static let texts: [String: String] = [
    "appendix-section": PackageResources.appendix_section_mustache,
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
    guard let text = library.render(context, withTemplate: name) else {
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

  /// Some names and what they stand for.
  init(_ values: [String: TemplateValue]) { self.values = values }

  init(dictionaryLiteral elements: (String, TemplateValue)...) {
    values = Dictionary(uniqueKeysWithValues: elements)
  }

  /// These names and others, which go before them.
  func adding(_ others: TemplateContext) -> TemplateContext {
    TemplateContext(values.merging(others.values) { $1 })
  }

  func child(named name: String) -> Any? { values[name]?.value }
}
