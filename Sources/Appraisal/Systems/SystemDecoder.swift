/// From the values of a system file to a system.
struct SystemDecoder: StrictDecoder {
  static let kind = FileKind(
    file: "system file", content: "system", beginning: "Begin with a copy of a built-in system.")

  var problems: [Statement] = []

  mutating func decode(_ root: YAMLValue) -> AppraisalSystem? {
    let fields = fields(
      of: root, what: "The file",
      required: [
        "format", "name", "title", "effective", "weights", "elements", "levels", "ranges",
      ],
      optional: ["override"])
    guard let fields, isInKnownFormat(fields) else { return nil }
    let name = identifier("name", in: fields, separator: "-")
    let title = text("title", in: fields)
    let effective = effective(fields["effective"])
    let override = override(fields["override"])
    let elementEntries = entries("elements", in: fields, counts: 1...16)
    let weightEntry = weightEntry(fields["weights"])
    let elements = elements(elementEntries, total: weightEntry.total, step: weightEntry.step)
    let heaviest = heaviestElement(
      weightEntry.noneAbove, among: elements?.map(\.element.id))
    let levels = levels(entries("levels", in: fields, counts: 1...16), at: fields["levels"])
    let ranges = ranges(
      entries("ranges", in: fields, counts: 1...16), at: fields["ranges"],
      isOverridden: fields["override"] != nil)
    guard problems.isEmpty, let name, let title, let effective, let elements, let levels,
      let ranges, let total = weightEntry.total, let totalSource = weightEntry.totalSource,
      let step = weightEntry.step, let stepSource = weightEntry.stepSource
    else { return nil }
    return AppraisalSystem(
      name: name.value, title: title.value, effective: effective,
      elements: elements.map(\.element),
      weights: AppraisalSystem.WeightRules(
        total: Weight(hundredths: total.value), totalSource: totalSource,
        step: Weight(hundredths: step.value), stepSource: stepSource,
        heaviestElement: heaviest?.index, heaviestElementSource: heaviest?.source),
      levels: levels, ranges: ranges, override: override)
  }
}

extension SystemDecoder {
  private mutating func effective(_ node: YAMLValue?) -> AppraisalSystem.Effective? {
    guard let fields = fields(of: node, what: "`effective`", required: ["from", "citation"])
    else { return nil }
    let from = date("from", in: fields)
    guard let from, let source = source(in: fields) else { return nil }
    return AppraisalSystem.Effective(from: from.value.description, source: source)
  }

  private mutating func override(_ node: YAMLValue?) -> AppraisalSystem.Override? {
    guard let fields = fields(of: node, what: "`override`", required: ["level", "citation"])
    else { return nil }
    let level = level(in: fields)
    if let level, level.value != .one {
      report(
        level.place,
        "The override is at Level \(level.value.number), but only Level 1 can override.",
        "Write `level: 1`, or leave the override out.")
    }
    guard let level, let source = source(in: fields) else { return nil }
    return AppraisalSystem.Override(level: level.value, source: source)
  }

  private struct WeightEntry {
    var total: Located<UInt32>?
    var totalSource: AppraisalSystem.Source?
    var step: Located<UInt32>?
    var stepSource: AppraisalSystem.Source?
    var noneAbove: (id: Located<String>, source: AppraisalSystem.Source)?
  }

  private mutating func weightEntry(_ node: YAMLValue?) -> WeightEntry {
    var entry = WeightEntry()
    let weights = fields(
      of: node, what: "`weights`", required: ["total", "step"], optional: ["none_above"])
    guard let weights else { return entry }
    (entry.total, entry.totalSource) = total(in: weights)
    (entry.step, entry.stepSource) = step(in: weights, total: entry.total)
    entry.noneAbove = noneAbove(in: weights)
    return entry
  }
}
