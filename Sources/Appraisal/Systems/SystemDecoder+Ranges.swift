/// What an entry of `ranges` states, as far as it can be read.
private struct RangeEntry {
  let level: Located<Level>
  let minimum: Located<UInt32>?
  let maximum: Located<UInt32>?
  let source: AppraisalSystem.Source?
}

extension SystemDecoder {
  /// The ranges, from the lowest; `nil` when something is wrong with them.
  mutating func ranges(
    _ nodes: [YAMLValue]?, at list: YAMLValue?, isOverridden: Bool
  ) -> [AppraisalSystem.ScoreRange]? {
    guard let nodes else { return nil }
    let entries = rangeEntries(nodes)
    let missing = Level.allCases.filter {
      entries[$0] == nil && !($0 == .one && isOverridden)
    }
    if entries.count == nodes.count {
      for level in missing {
        report(
          list?.place ?? .start, "Level \(level.number) has no range.",
          level == .one
            ? "Add a range for Level 1, or the override." : "Add a range for each level.")
      }
    }
    let present = Level.allCases.compactMap { entries[$0] }
    for (lower, upper) in zip(present, present.dropFirst()) {
      guard let less = lower.minimum, let more = upper.minimum, less.value >= more.value
      else { continue }
      report(
        more.place,
        "The range of Level \(upper.level.value.number) begins at "
          + "\(decimal(hundredths: more.value)), not above that of "
          + "Level \(lower.level.value.number), \(decimal(hundredths: less.value)).",
        "Let a higher level begin at a higher score.")
    }
    guard missing.isEmpty else { return nil }
    let ranges = present.compactMap { entry -> AppraisalSystem.ScoreRange? in
      guard let minimum = entry.minimum, let source = entry.source else { return nil }
      return AppraisalSystem.ScoreRange(
        level: entry.level.value, minimum: SummaryScore(hundredths: minimum.value),
        maximum: entry.maximum.map { SummaryScore(hundredths: $0.value) }, source: source)
    }
    return ranges.count == present.count ? ranges : nil
  }

  private mutating func rangeEntries(_ nodes: [YAMLValue]) -> [Level: RangeEntry] {
    var entries: [Level: RangeEntry] = [:]
    for (index, node) in nodes.enumerated() {
      let fields = fields(
        of: node, what: "Entry \(index + 1) of `ranges`",
        required: ["level", "minimum", "citation"], optional: ["maximum", "unconfirmed"])
      guard let fields else { continue }
      let level = level(in: fields)
      let minimum = number("minimum", in: fields, within: 0...1_000_000)
      let maximum = number("maximum", in: fields, within: 0...1_000_000)
      let source = source(in: fields)
      if let minimum, let maximum, minimum.value > maximum.value {
        report(
          maximum.place,
          "The range ends at \(decimal(hundredths: maximum.value)), below its "
            + "beginning, \(decimal(hundredths: minimum.value)).",
          "Write the lower score as `minimum`.")
      }
      guard let level else { continue }
      if let first = entries[level.value] {
        reportRepeated(level, first: first.level.place)
      } else {
        entries[level.value] = RangeEntry(
          level: level, minimum: minimum, maximum: maximum, source: source)
      }
    }
    return entries
  }
}
