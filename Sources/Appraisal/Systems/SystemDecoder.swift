import Yams

/// From the nodes of a YAML file to a system, collecting everything that is wrong on the way.
///
/// A part that cannot be read is `nil`, and the rules that need it are passed over, so that one
/// mistake is reported once. A system comes out only where nothing was wrong.
struct SystemDecoder {
  /// Everything that is wrong, in the order in which it was found.
  private(set) var problems: [SystemFileError.Problem] = []

  /// The system that a file states; `nil` when something is wrong.
  mutating func system(from root: Node) -> AppraisalSystem? {
    refuseMarkings(in: root)
    let fields = fields(
      of: root, what: "The file",
      required: [
        "format", "name", "title", "effective", "weights", "elements", "levels", "ranges",
      ],
      optional: ["override"])
    guard let fields else { return nil }
    if let format = number("format", in: fields), format.value != 100 {
      report(
        format.place, "The format is \(decimal(hundredths: format.value)); this program reads 1.",
        "Write `format: 1`.")
      return nil
    }
    let name = identifier("name", in: fields, separator: "-")
    let title = text("title", in: fields)
    let effective = effective(fields["effective"])
    let override = override(fields["override"])
    let elementEntries = entries("elements", in: fields, counts: 1...16)
    let weightEntry = weightEntry(fields["weights"])
    let elements = elements(elementEntries, total: weightEntry.total, step: weightEntry.step)
    let heaviest = heaviestElement(weightEntry.noneAbove, among: elements)
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

/// A value with its place in the file.
private struct Located<Value> {
  let value: Value
  let place: Place
}

/// The keys and values of a mapping.
private struct Fields {
  /// What the mapping is, for the beginning of a sentence.
  let what: String
  let place: Place
  let values: [String: Node]

  subscript(key: String) -> Node? { values[key] }
}

// MARK: - The parts

extension SystemDecoder {
  private mutating func effective(_ node: Node?) -> AppraisalSystem.Effective? {
    guard let fields = fields(of: node, what: "`effective`", required: ["from", "citation"])
    else { return nil }
    let from = text("from", in: fields)
    if let from, !isDate(from.value) {
      report(
        from.place, "The date is `\(from.value)`, not a day as year, month and day.",
        "Write it as 2012-01-04.")
    }
    guard let from, let source = source(in: fields) else { return nil }
    return AppraisalSystem.Effective(from: from.value, source: source)
  }

  private mutating func override(_ node: Node?) -> AppraisalSystem.Override? {
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

  private mutating func weightEntry(_ node: Node?) -> WeightEntry {
    var entry = WeightEntry()
    let weights = fields(
      of: node, what: "`weights`", required: ["total", "step"], optional: ["none_above"])
    guard let weights else { return entry }
    if let fields = fields(of: weights["total"], what: "`total`", required: ["value", "citation"]) {
      entry.total = number("value", in: fields, within: 100...10_000)
      entry.totalSource = source(in: fields)
    }
    if let fields = fields(of: weights["step"], what: "`step`", required: ["value", "citation"]) {
      entry.step = number("value", in: fields, within: 1...10_000)
      entry.stepSource = source(in: fields)
    }
    let noneAbove = fields(
      of: weights["none_above"], what: "`none_above`", required: ["element", "citation"])
    if let noneAbove, let id = text("element", in: noneAbove), let source = source(in: noneAbove) {
      entry.noneAbove = (id, source)
    }
    if let total = entry.total, let step = entry.step, total.value % step.value != 0 {
      let text = decimal(hundredths: step.value)
      report(
        step.place,
        "The total, \(decimal(hundredths: total.value)), is not a multiple of the step, "
          + "\(text).",
        "Take a step that divides the total, such as 1, 0.5 or 0.25.")
      entry.step = nil
    }
    return entry
  }

  private mutating func heaviestElement(
    _ noneAbove: (id: Located<String>, source: AppraisalSystem.Source)?,
    among elements: [ElementEntry]?
  ) -> (index: Int, source: AppraisalSystem.Source)? {
    guard let noneAbove, let elements else { return nil }
    if let index = elements.firstIndex(where: { $0.element.id == noneAbove.id.value }) {
      return (index, noneAbove.source)
    }
    report(
      noneAbove.id.place, "No element has the id `\(noneAbove.id.value)`.",
      "Use one of: \(elements.map(\.element.id).joined(separator: ", ")).")
    return nil
  }
}

// MARK: - Elements

extension SystemDecoder {
  private struct ElementEntry {
    let element: AppraisalSystem.Element
    let idPlace: Place
    let titlePlace: Place
  }

  /// The elements; `nil` when one of them could not be read.
  private mutating func elements(
    _ nodes: [Node]?, total: Located<UInt32>?, step: Located<UInt32>?
  ) -> [ElementEntry]? {
    guard let nodes else { return nil }
    let entries = nodes.enumerated().map { index, node in
      element(node, number: index + 1, total: total?.value, step: step?.value)
    }
    let readable = entries.compactMap { $0 }
    refuseSharedNames(of: readable)
    return readable.count == entries.count ? readable : nil
  }

  private mutating func element(
    _ node: Node, number: Int, total: UInt32?, step: UInt32?
  ) -> ElementEntry? {
    let fields = fields(
      of: node, what: "Element \(number)",
      required: ["id", "title", "minimum_weight", "citation"],
      optional: ["maximum_weight", "unconfirmed"])
    guard let fields else { return nil }
    let id = identifier("id", in: fields, separator: "_")
    let title = text("title", in: fields)
    let range = 0...(total ?? 10_000)
    let minimum = self.number("minimum_weight", in: fields, within: range)
    let maximum = self.number("maximum_weight", in: fields, within: range)
    for weight in [minimum, maximum].compactMap({ $0 }) {
      guard let step, weight.value % step != 0 else { continue }
      report(
        weight.place,
        "The weight \(decimal(hundredths: weight.value)) is not a multiple of the "
          + "step, \(decimal(hundredths: step)).",
        "Write a multiple of the step.")
    }
    if let minimum, let maximum, minimum.value > maximum.value {
      report(
        maximum.place,
        "The maximum weight, \(decimal(hundredths: maximum.value)), is below the "
          + "minimum weight, \(decimal(hundredths: minimum.value)).",
        "Raise the maximum or lower the minimum.")
    }
    let source = source(in: fields)
    guard let id, let title, let minimum, let source else { return nil }
    return ElementEntry(
      element: AppraisalSystem.Element(
        id: id.value, title: title.value, minimumWeight: Weight(hundredths: minimum.value),
        maximumWeight: maximum.map { Weight(hundredths: $0.value) }, source: source),
      idPlace: id.place, titlePlace: title.place)
  }

  /// Refuses ids and titles under which a column could be taken for another.
  ///
  /// A column of an input or output is found by the folded id or title of an element, with or
  /// without `weight`, `rating`, `level` or `score` after it: `x` and `x_weight` cannot both be ids.
  private mutating func refuseSharedNames(of entries: [ElementEntry]) {
    var owners: [[UInt8]: (index: Int, name: String, place: Place)] = [:]
    for (index, entry) in entries.enumerated() {
      var isReported = false
      let names = [(entry.element.id, entry.idPlace), (entry.element.title, entry.titlePlace)]
      for (name, place) in names where !isReported {
        let base = folded(name.utf8)
        if base.isEmpty {
          report(
            place, "The title `\(name)` has neither letters nor digits.", "Write it in words.")
          break
        }
        for suffix in ["", "weight", "rating", "level", "score"] where !isReported {
          let column = base + suffix.utf8
          if Self.fixedColumns.contains(column) {
            let text = String(decoding: column, as: UTF8.self)
            let kind = place == entry.idPlace ? "id" : "title"
            report(
              place,
              "With the \(kind) `\(name)` a column of the element would have the name of a "
                + "fixed column, `\(text)`.",
              "Choose another \(kind).")
            isReported = true
          } else if let owner = owners[column], owner.index != index, owner.name == name {
            report(
              place,
              "`\(name)` stands twice among the elements, first on line \(owner.place.line).",
              "Give each element an id and a title of its own.")
            isReported = true
          } else if let owner = owners[column], owner.index != index {
            report(
              place,
              "`\(name)` reads as a column of the element `\(entries[owner.index].element.id)`, "
                + "whose `\(owner.name)` is on line \(owner.place.line).",
              "Choose another name for one of them.")
            isReported = true
          } else {
            owners[column] = owners[column] ?? (index, name, place)
          }
        }
      }
    }
  }

  /// The columns of inputs and outputs that are not an element's, folded.
  private static let fixedColumns = Set(
    (InputField.all.flatMap(\.names) + [
      "summary_score", "initial_summary_rating", "label", "basis", "status", "remarks",
      "prb_recommended_rating", "prb_remarks",
    ]).map { folded($0.utf8) })
}

// MARK: - Levels and ranges

extension SystemDecoder {
  private mutating func levels(
    _ nodes: [Node]?, at list: Node?
  ) -> [AppraisalSystem.LevelDefinition]? {
    guard let nodes else { return nil }
    typealias Entry = (
      level: Located<Level>, label: Located<String>?, points: Located<UInt32>?,
      source: AppraisalSystem.Source?
    )
    var readable = 0
    var entries: [Level: Entry] = [:]
    for (index, node) in nodes.enumerated() {
      let fields = fields(
        of: node, what: "Entry \(index + 1) of `levels`",
        required: ["level", "label", "points", "citation"], optional: ["unconfirmed"])
      guard let fields else { continue }
      let level = level(in: fields)
      let entry = (
        label: text("label", in: fields), points: points(in: fields), source: source(in: fields)
      )
      guard let level else { continue }
      readable += 1
      if let first = entries[level.value] {
        reportRepeated(level, first: first.level.place)
      } else {
        entries[level.value] = (level, entry.label, entry.points, entry.source)
      }
    }
    // An entry whose level cannot be read may be the one that is missing.
    if readable == nodes.count {
      for level in Level.allCases where entries[level] == nil {
        report(
          Place(list?.mark), "Level \(level.number) is missing from `levels`.",
          "Define all five levels.")
      }
    }
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
      for other in Level.allCases where other != level {
        if reading == Array("\(other.number)".utf8) || reading == Array("level\(other.number)".utf8)
        {
          report(
            label.place,
            "The label `\(label.value)` of Level \(level.number) reads as "
              + "Level \(other.number).",
            "Choose another label.")
        }
      }
    }
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
          level: level, label: label.value, points: points.value, source: source)
      }
    }
    return definitions.count == Level.allCases.count ? definitions : nil
  }

  private mutating func points(in fields: Fields) -> Located<UInt32>? {
    guard let points = number("points", in: fields, within: 0...10_000) else { return nil }
    guard points.value % 100 == 0 else {
      report(
        points.place, "`points` is \(decimal(hundredths: points.value)), not a whole number.",
        "Write a whole number from 0 to 100.")
      return nil
    }
    return Located(value: points.value / 100, place: points.place)
  }

  private mutating func ranges(
    _ nodes: [Node]?, at list: Node?, isOverridden: Bool
  ) -> [AppraisalSystem.ScoreRange]? {
    guard let nodes else { return nil }
    typealias Entry = (
      level: Located<Level>, minimum: Located<UInt32>?, maximum: Located<UInt32>?,
      source: AppraisalSystem.Source?
    )
    var entries: [Level: Entry] = [:]
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
        entries[level.value] = (level, minimum, maximum, source)
      }
    }
    let missing = Level.allCases.filter {
      entries[$0] == nil && !($0 == .one && isOverridden)
    }
    if entries.count == nodes.count {
      for level in missing {
        report(
          Place(list?.mark), "Level \(level.number) has no range.",
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

  private mutating func reportRepeated(_ level: Located<Level>, first: Place) {
    report(
      level.place,
      "Level \(level.value.number) stands twice in the list, first on line "
        + "\(first.line).",
      "Keep one of them.")
  }
}

// MARK: - Values

extension SystemDecoder {
  private mutating func report(_ place: Place, _ message: String, _ fix: String) {
    problems.append(
      SystemFileError.Problem(line: place.line, column: place.column, message: message, fix: fix))
  }

  /// Reports every anchor and tag, and with an anchor its aliases, which are the same node.
  ///
  /// What an anchor marks is not looked into, so that aliases of aliases do not add up.
  private mutating func refuseMarkings(in node: Node) {
    let place = Place(node.mark)
    if let anchor = node.anchor {
      let name = printable(anchor.rawValue)
      let isKnown = problems.contains { $0.line == place.line && $0.column == place.column }
      if !isKnown {
        report(
          place, "The value has an anchor, `&\(name)`; a system file has none.",
          "Write the value out in each place.")
      }
      return
    }
    switch node {
    case .scalar(let scalar):
      // A quoted text has the tag of texts from the parser.
      let isQuoted = scalar.style != .plain && scalar.tag.rawValue == Self.text
      if !isQuoted { refuse(scalar.tag, at: place) }
    case .sequence(let sequence):
      refuse(sequence.tag, at: place)
      for item in sequence { refuseMarkings(in: item) }
    case .mapping(let mapping):
      refuse(mapping.tag, at: place)
      for (key, value) in mapping {
        // The parser has given plain keys the tag of texts, in order to compare them; a key that is
        // no scalar is an unknown key anyway.
        if case .scalar(let scalar) = key, scalar.anchor != nil || scalar.tag.rawValue != Self.text
        {
          refuseMarkings(in: key)
        }
        refuseMarkings(in: value)
      }
    case .alias: report(place, "An alias stands here.", "Write the value out.")
    }
  }

  /// The tag of texts.
  private static let text = Tag.Name.str.rawValue

  private mutating func refuse(_ tag: Tag, at place: Place) {
    guard !tag.rawValue.isEmpty else { return }
    report(
      place, "The value has a tag, `\(printable(tag.rawValue))`; a system file has none.",
      "Take the tag away.")
  }

  private static let citationFix =
    "Write `citation:` and the law, regulation or manual that the rule rests on."

  /// The fields of a mapping, after reporting unknown keys and missing ones; `nil` where there is
  /// no mapping. An absent node is passed over: whoever requires it has reported it.
  private mutating func fields(
    of node: Node?, what: String, required: [String], optional: [String]? = nil
  ) -> Fields? {
    guard let node else { return nil }
    let optional = optional ?? ["unconfirmed"]
    let known = required + optional
    guard case .mapping(let mapping) = node else {
      report(
        Place(node.mark), "\(what) is \(kind(of: node)), not a mapping.",
        "Write it with the keys \(listed(required)).")
      return nil
    }
    var values: [String: Node] = [:]
    for (key, value) in mapping {
      if case .scalar(let scalar) = key, known.contains(scalar.string) {
        values[scalar.string] = value
      } else {
        let name = if case .scalar(let scalar) = key { printable(scalar.string) } else { "…" }
        report(
          Place(key.mark), "\(what) has an unknown key, `\(name)`.",
          "Use the keys \(listed(known)), or write the line as a comment.")
      }
    }
    let place = Place(node.mark)
    for key in required where values[key] == nil {
      let fix =
        key == "citation"
        ? Self.citationFix : "Add `\(key):`."
      report(place, "\(what) has no `\(key)`.", fix)
    }
    return Fields(what: what, place: place, values: values)
  }

  /// The items of a list; `nil` where there is none or their number is wrong.
  private mutating func entries(
    _ key: String, in fields: Fields, counts: ClosedRange<Int>
  ) -> [Node]? {
    guard let node = fields[key] else { return nil }
    guard case .sequence(let sequence) = node else {
      report(
        Place(node.mark), "`\(key)` is \(kind(of: node)), not a list.",
        "Write a list, each entry after a `-`.")
      return nil
    }
    guard counts.contains(sequence.count) else {
      report(
        Place(node.mark),
        "`\(key)` has \(sequence.count) entries; it may have \(counts.lowerBound) "
          + "to \(counts.upperBound).",
        sequence.isEmpty ? "Add an entry." : "Take entries away.")
      return nil
    }
    return Array(sequence)
  }

  /// The source of a rule; `nil` when a part of it is missing or cannot be read.
  private mutating func source(in fields: Fields) -> AppraisalSystem.Source? {
    let citation = text("citation", in: fields)
    let unconfirmed = text("unconfirmed", in: fields)
    guard let citation else { return nil }
    return AppraisalSystem.Source(citation: citation.value, unconfirmed: unconfirmed?.value)
  }

  /// A text of one line without control characters, not empty.
  private mutating func text(_ key: String, in fields: Fields) -> Located<String>? {
    guard let node = fields[key] else { return nil }
    let place = Place(node.mark)
    guard case .scalar(let scalar) = node else {
      report(place, "`\(key)` is \(kind(of: node)), not a text.", "Write a text of one line.")
      return nil
    }
    var string = scalar.string
    // A block scalar without `-` keeps its last line end.
    if scalar.style == .folded || scalar.style == .literal, string.last == "\n" {
      string.removeLast()
    }
    let isNull = scalar.style == .plain && ["~", "null", "Null", "NULL"].contains(string)
    if isNull || string.utf8.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) {
      report(place, "`\(key)` is empty.", key == "citation" ? Self.citationFix : "Fill it in.")
      return nil
    }
    guard !string.unicodeScalars.contains(where: \.disturbsReader) else {
      report(
        place,
        "`\(key)` has a line break, or a control, text-direction or invisible character in it.",
        "Write it as one line, or fold it with `>-`.")
      return nil
    }
    return Located(value: string, place: place)
  }

  /// A word of 1–64 ASCII lower-case letters, digits and separators that begins with a letter.
  private mutating func identifier(
    _ key: String, in fields: Fields, separator: Character
  ) -> Located<String>? {
    guard let word = text(key, in: fields) else { return nil }
    let isWord = word.value.unicodeScalars.allSatisfy {
      "a"..."z" ~= $0 || "0"..."9" ~= $0 || Character($0) == separator
    }
    let first = word.value.unicodeScalars.first ?? "0"
    guard isWord, "a"..."z" ~= first, word.value.utf8.count <= 64 else {
      report(
        word.place,
        "The \(key) `\(word.value)` is not 1 to 64 lower-case letters, digits and "
          + "`\(separator)` that begin with a letter.",
        "Write one such as `results\(separator)driven`.")
      return nil
    }
    return word
  }

  /// A decimal with at most two digits after the point, as hundredths.
  ///
  /// It is read from its digits: `0.5` is 50. A quoted number, a sign, an exponent, a leading zero
  /// and a percent sign are refused.
  private mutating func number(
    _ key: String, in fields: Fields, within range: ClosedRange<UInt32> = 0...9_999_999
  ) -> Located<UInt32>? {
    guard let node = fields[key] else { return nil }
    let place = Place(node.mark)
    guard case .scalar(let scalar) = node else {
      report(place, "`\(key)` is \(kind(of: node)), not a number.", "Write a number, such as 20.")
      return nil
    }
    guard !scalar.string.isEmpty else {
      report(place, "`\(key)` is empty.", "Write a number, such as 20.")
      return nil
    }
    guard scalar.style == .plain, let value = hundredths(of: scalar.string) else {
      let found = scalar.style == .plain ? "" : "the quoted text "
      report(
        place,
        "`\(key)` is \(found)`\(printable(scalar.string))`, not a number with at most two "
          + "decimals.",
        "Write digits alone, such as 20 or 0.5, without quotes, sign or percent sign.")
      return nil
    }
    guard range.contains(value) else {
      let low = decimal(hundredths: range.lowerBound)
      let high = decimal(hundredths: range.upperBound)
      report(
        place, "`\(key)` is \(decimal(hundredths: value)), outside \(low) to \(high).",
        "Write a number from \(low) to \(high).")
      return nil
    }
    return Located(value: value, place: place)
  }

  private mutating func level(in fields: Fields) -> Located<Level>? {
    guard let number = number("level", in: fields) else { return nil }
    guard number.value % 100 == 0, let raw = UInt8(exactly: number.value / 100),
      let level = Level(rawValue: raw)
    else {
      report(
        number.place, "`level` is \(decimal(hundredths: number.value)), not a level from 1 to 5.",
        "Write 1, 2, 3, 4 or 5.")
      return nil
    }
    return Located(value: level, place: number.place)
  }
}

/// What a node is, for a message.
private func kind(of node: Node) -> String {
  switch node {
  case .scalar(let scalar) where scalar.string.isEmpty: "empty"
  case .scalar(let scalar): "the text `\(printable(scalar.string))`"
  case .mapping: "a mapping"
  case .sequence: "a list"
  case .alias: "an alias"
  }
}

private func listed(_ keys: [String]) -> String {
  keys.map { "`\($0)`" }.joined(separator: ", ")
}

/// At most 40 characters of a text from the file, with `?` for what would disturb a reader.
private func printable(_ text: String) -> String {
  var result = ""
  for scalar in text.unicodeScalars.prefix(40) {
    result.unicodeScalars.append(scalar.disturbsReader ? "?" : scalar)
  }
  return text.unicodeScalars.dropFirst(40).isEmpty ? result : result + "…"
}

/// Up to five digits, then perhaps a point and one or two digits, in hundredths; `nil` for anything
/// else.
private func hundredths(of text: String) -> UInt32? {
  let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
  guard let whole = parts.first, parts.count <= 2, 1...5 ~= whole.count else { return nil }
  if whole.count > 1, whole.first == UInt8(ascii: "0") { return nil }
  var value: UInt32 = 0
  for byte in whole {
    guard 0x30...0x39 ~= byte else { return nil }
    value = value * 10 + UInt32(byte - 0x30)
  }
  value *= 100
  guard parts.count == 2 else { return value }
  guard 1...2 ~= parts[1].count else { return nil }
  var place: UInt32 = 10
  for byte in parts[1] {
    guard 0x30...0x39 ~= byte else { return nil }
    value += UInt32(byte - 0x30) * place
    place /= 10
  }
  return value
}

/// Whether a text is a day of the calendar as `YYYY-MM-DD`.
private func isDate(_ text: String) -> Bool {
  let bytes = Array(text.utf8)
  guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-") else {
    return false
  }
  func number(_ range: Range<Int>) -> Int? {
    var value = 0
    for byte in bytes[range] {
      guard 0x30...0x39 ~= byte else { return nil }
      value = value * 10 + Int(byte - 0x30)
    }
    return value
  }
  guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10),
    1...12 ~= month
  else { return false }
  let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
  return 1...lengths[month - 1] ~= day
}
