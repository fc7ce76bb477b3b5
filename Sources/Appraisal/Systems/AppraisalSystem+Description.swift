extension AppraisalSystem {
  /// The system in full, for people: every rule with its source, and every mark of what is not
  /// confirmed on a line that begins with `NOT CONFIRMED`.
  ///
  /// Lines end with LF, the last one too. Weights are in percent. Rules that share a source are
  /// named together before it.
  ///
  /// - Complexity: O(length of the text).
  public func described() -> String {
    var sections = [
      "\(name): \(title)\n",
      describedSection("In effect from \(effective.from)", sources: [("", effective.source)]),
      describedSection(
        "Elements and weights in percent", elementTable,
        numbers: elementTable[0].indices.dropFirst(hasShortTitles ? 3 : 2),
        sources: elements.map { ($0.title, $0.source) }),
    ]
    for rule in [totalRule, stepRule, heaviestElementRule] {
      guard let rule else { continue }
      sections.append(describedSection(rule.sentence, sources: [("", rule.source)]))
    }
    let definitions = levels.reversed()
    sections += [
      describedSection(
        "Levels, and the points that one percent of weight gives",
        [["level", "label", "points"]]
          + definitions.map { ["\($0.level.number)", $0.label, "\($0.points)"] },
        numbers: [0, 2], sources: definitions.map { ("Level \($0.level.number)", $0.source) }),
      describedSection(
        "Ranges of the summary score, both ends included", rangeTable, numbers: [0, 1, 2],
        sources: ranges.reversed().map { ("Level \($0.level.number)", $0.source) }),
      overrideSection,
    ]
    return sections.joined(separator: "\n")
  }

  private var hasShortTitles: Bool { elements.contains { $0.shortTitle != nil } }

  /// Ids and titles, short titles where any element has one, and a column for each kind of limit that an
  /// element states.
  private var elementTable: [[String]] {
    let kinds = ElementWeightRule.all.indices.filter { kind in
      ElementWeightRule.all[kind].isRequired
        || ElementWeightRule.all[kind].isListedWhereNoneStatesIt
        || elements.contains { $0.limits.contains { $0.kind == kind } }
    }
    let rows = elements.map { element in
      [element.id, element.title] + (hasShortTitles ? [element.heading] : [])
        + kinds.map { kind in
          element.limits.first { $0.kind == kind }?.weight.description ?? "none"
        }
    }
    let heads = ["id", "title"] + (hasShortTitles ? ["on pages"] : [])
    return [heads + kinds.map { ElementWeightRule.all[$0].heading }] + rows
  }

  private var rangeTable: [[String]] {
    let rows = ranges.indices.reversed().map { index in
      let end =
        ranges[index].maximum?.description
        ?? (index + 1 < ranges.count ? "below \(ranges[index + 1].minimum)" : "no end")
      return ["\(ranges[index].level.number)", ranges[index].minimum.description, end]
    }
    return [["level", "from", "to"]] + rows
  }

  private var overrideSection: String {
    guard let override else { return "No level overrides the score\n" }
    let level = override.level.number
    return describedSection(
      "An element at Level \(level) makes the rating Level \(level), whatever the score",
      sources: [("", override.source)])
  }
}
