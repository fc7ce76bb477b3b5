/// What an entry of `levels` states, as far as it can be read.
private struct LevelEntry {
  let level: Located<Level>
  let label: Located<String>?
  let points: Located<Int>?
  let source: AppraisalSystem.Source?
}

extension SystemDecoder {
  /// The five levels, from Level 1; `nil` when something is wrong with them.
  mutating func levels(
    _ nodes: [YAMLValue]?, at list: YAMLValue?
  ) -> [AppraisalSystem.LevelDefinition]? {
    guard let nodes else { return nil }
    let entries = levelEntries(nodes, at: list)
    refuseLabels(of: entries)
    for (lower, upper) in zip(Level.allCases, Level.allCases.dropFirst()) {
      guard let less = entries[lower]?.points, let more = entries[upper]?.points,
        less.value > more.value
      else { continue }
      report(
        more.place,
        "Level \(upper.number) gives \(more.value) points, fewer than "
          + "Level \(lower.number) with \(less.value).",
        "Let the points rise with the level.")
    }
    let definitions = Level.allCases.compactMap { level in
      entries[level].flatMap { entry -> AppraisalSystem.LevelDefinition? in
        guard let label = entry.label, let points = entry.points, let source = entry.source
        else { return nil }
        return AppraisalSystem.LevelDefinition(
          level: level, label: label.value, points: UInt32(points.value), source: source)
      }
    }
    return definitions.count == Level.allCases.count ? definitions : nil
  }

  private mutating func levelEntries(_ nodes: [YAMLValue], at list: YAMLValue?) -> [Level:
    LevelEntry]
  {
    var readable = 0
    var entries: [Level: LevelEntry] = [:]
    for (index, node) in nodes.enumerated() {
      let fields = fields(
        of: node, what: "Entry \(index + 1) of `levels`",
        required: ["level", "label", "points", "citation"])
      guard let fields else { continue }
      let level = level(in: fields)
      let label = text("label", in: fields)
      let points = wholeNumber("points", in: fields, within: 0...100)
      let source = source(in: fields)
      guard let level else { continue }
      readable += 1
      if let first = entries[level.value] {
        reportRepeated(level, first: first.level.place)
      } else {
        entries[level.value] = LevelEntry(
          level: level, label: label, points: points, source: source)
      }
    }
    // An entry whose level cannot be read may be the one that is missing.
    if readable == nodes.count {
      for level in Level.allCases where entries[level] == nil {
        report(
          list?.place ?? .start, "Level \(level.number) is missing from `levels`.",
          "Define all five levels.")
      }
    }
    return entries
  }

  /// Refuses labels that are the same but for what does not count in names, or read as a level.
  private mutating func refuseLabels(of entries: [Level: LevelEntry]) {
    var labels: [[UInt8]: Level] = [:]
    for level in Level.allCases {
      guard let label = entries[level]?.label else { continue }
      let reading = folded(label.value.utf8)
      if let other = labels[reading] {
        report(
          label.place, "The label `\(label.value)` is the one of Level \(other.number) too.",
          "Choose another label for one of them.")
      }
      labels[reading] = labels[reading] ?? level
      let bytes = Array(label.value.utf8)
      let number = levelNumber(in: bytes.span)
      for other in Level.allCases where other != level {
        guard
          number == other.rawValue
            || ["\(other.number)", "level\(other.number)"].contains(where: {
              reading.elementsEqual($0.utf8)
            })
        else { continue }
        report(
          label.place,
          "The label `\(label.value)` of Level \(level.number) reads as Level \(other.number).",
          "Choose another label.")
      }
    }
  }

  /// Reports a level that has an entry already.
  mutating func reportRepeated(_ level: Located<Level>, first: Statement.Place) {
    report(
      level.place,
      "Level \(level.value.number) appears twice in the list, first on line \(first.line).",
      "Keep one of them.")
  }
}
