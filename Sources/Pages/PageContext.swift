import Appraisal
import Columns

/// What the templates can say of a run: its system, its design, its origin.
struct PageContext {
  private let system: AppraisalSystem
  /// The names that all templates can use.
  let context: TemplateContext

  /// The names of a run.
  ///
  /// - Parameters:
  ///   - ofBoard: Whether each page is that of a board, or there is one of all: the index.
  ///   - reviewed: What is reviewed, where the pages are those of a review.
  init(
    system: AppraisalSystem, design: PageDesign, origin: PageOrigin, ofBoard: Bool,
    reviewed: ReviewedCycle? = nil
  ) {
    self.system = system
    let style = StyleSheet.of(
      design, elements: system.elements.count, isRoster: ofBoard && reviewed == nil,
      isUpright: reviewed != nil)
    context = [
      .ofBoard: .flag(ofBoard),
      .reviewed: .list(reviewed.map { [$0.origin] } ?? []),
      .style: .markup(style),
      .styleHash: .text(StyleSheet.hash(of: Array(style.utf8))),
      .marking: .list(design.marking.map { [[.marking: .text($0)]] } ?? []),
      .runTitle: .list(origin.title.map { [[.runTitle: .text($0)]] } ?? []),
      .system: .text(system.name),
      .systemTitle: .text(system.title),
      .systemSha256: .text(origin.systemSHA256),
      .effective: .text(system.effective.from),
      .version: .text(origin.version),
      .fingerprint: .text(origin.fingerprint.digits),
      .inputs: .list(
        (ofBoard ? origin.named : origin.inputs).map { Self.names(of: $0) }),
      // On the pages of a review's boards it is a slot.
      .returnedInputs: .markup(""),
      .countedInputs: .list(
        (ofBoard ? origin.counted : []).map {
          [
            .role: .text($0.role), .files: .text(grouped($0.files)),
            .records: .text(grouped($0.records)),
          ]
        }),
      .elements: .list(
        system.elements.map {
          [.id: .text($0.id), .title: .text($0.title), .heading: .text(Self.heading(of: $0))]
        }),
      .furtherTexts: .list(Self.furtherTexts),
      .isWide: .flag(system.elements.count > 6),
      .isTall: .flag(Self.hasTallHeads(system)),
      .columns: .number(5 + Self.furtherTexts.count + system.elements.count),
      .totalWeight: .text(system.weights.total.description),
      .rules: .list(Self.rules(of: system)),
      .levels: .list(
        Level.allCases.reversed().map { [.level: .number($0.number)] }),
    ]
  }

  /// The names of an input.
  static func names(of input: PageOrigin.Input) -> TemplateContext {
    [
      .role: .text(input.role), .input: .text(input.name), .records: .count(input.records),
      .recordsInWords: .text(counted(input.records, "record")), .sha256: .text(input.sha256),
    ]
  }

  // MARK: - Heads

  /// What stands above the column of an element: a title without a short one is cut after a word, and one
  /// that has no words where the room ends.
  private static func heading(of element: AppraisalSystem.Element) -> String {
    let room = 32
    let heading = element.heading
    guard heading.unicodeScalars.count > room else { return heading }
    var cut = heading.unicodeScalars.prefix(room)
    if let blank = cut.lastIndex(of: " ") { cut = cut[..<blank] }
    return String(cut) + "…"
  }

  /// Whether the heads of the elements are written upright, because there are many or because a word is
  /// longer than a column is wide: no head is broken inside of a word.
  private static func hasTallHeads(_ system: AppraisalSystem) -> Bool {
    let longestWord = 10
    return system.elements.count > 6
      || system.elements.contains { element in
        let heading = heading(of: element)
        return heading.unicodeScalars.count > 2 * longestWord
          || heading.split(separator: " ").contains { $0.unicodeScalars.count > longestWord }
      }
  }

  // MARK: - One executive

  /// The texts on rosters that the templates do not place themselves: each a column of its own, with
  /// its heading and the slot of its values.
  private static var furtherTexts: [TemplateContext] {
    let placed = ["name", "organization", "position_title", "appointment", "rating_official"]
    return InputField.onRosters.enumerated().filter { !placed.contains($1.name) }.map {
      number, field in
      let names: TemplateContext = [.id: .text(field.name), .title: .text(field.title)]
      return TemplateContext.slots(ExecutiveSlot.self, number).adding(names)
    }
  }

  /// For each element its title and the slots of its values.
  func slotsOfElements<Slot: RawRepresentable<String> & CaseIterable>(
    _ type: Slot.Type
  ) -> TemplateContext {
    [
      .elements: .list(
        system.elements.enumerated().map { index, element in
          TemplateContext.slots(type, index).adding([
            .title: .text(element.title), .isLast: .flag(index == system.elements.count - 1),
          ])
        })
    ]
  }

  /// What is said of a rating that came from the range of a level.
  func range(of level: Level) -> TemplateContext {
    let override: [TemplateContext] =
      system.override.map { [[.overrideLevel: .number($0.level.number)]] } ?? []
    return [
      .isByRange: .flag(true),
      .level: .number(level.number),
      .label: .text(system.definition(of: level).label),
      .range: .text(system.range(of: level)?.words(joinedBy: "–") ?? ""),
      .nextLevel: .text(system.range(above: level)?.level.number.description ?? ""),
      .next: .list(
        system.range(above: level).map {
          [[.nextLevel: .number($0.level.number), .minimum: .text($0.minimum.description)]]
        } ?? []),
      .override: .list(override),
    ]
  }

  /// What is said of a rating that the override decided.
  var override: TemplateContext {
    let level = system.override?.level ?? .one
    return [
      .isByRange: .flag(false),
      .level: .number(level.number),
      .label: .text(system.definition(of: level).label),
      .nextLevel: .text(""),
      .next: .list([]),
    ]
  }

  // MARK: - Charts

  private static let barDistance = 480

  /// Where the apex of the agency's mark is below the bar of a level.
  static func markY(of level: Level) -> Int {
    (Level.allCases.count - level.number) * barDistance + 360
  }

  /// What is drawn for the levels from high to low, but for what differs from board to board.
  ///
  /// - Parameter values: The names of what a level's executives decide.
  func bars(_ values: (Level) -> TemplateContext) -> TemplateContext {
    [
      .barsHeight: .number(Level.allCases.count * Self.barDistance),
      .levels: .list(
        Level.allCases.reversed().enumerated().map { bar($0, $1).adding(values($1)) }),
    ]
  }

  /// What a bar is labelled with, and where it is.
  private func bar(_ row: Int, _ level: Level) -> TemplateContext {
    let label = system.definition(of: level).label
    // There is no line break in a drawing, and the number of executives stands to the right.
    let room = 36
    let short = label.unicodeScalars.prefix(room)
    let top = row * Self.barDistance
    return [
      .level: .number(level.number),
      .label: .text(label),
      .shortLabel: .text(
        label.unicodeScalars.count > room ? String(short) + "…" : label),
      .textY: .number(top + 150),
      .barY: .number(top + 220),
    ]
  }

  /// The charts of a roster.
  func charts(_ scores: ScoreChart) -> TemplateContext {
    var borders: [TemplateContext] = []
    var bands: [TemplateContext] = []
    var lastLabel = (x: -1000, isLow: false)
    for (index, border) in scores.borders.enumerated() {
      let end = index + 1 < scores.borders.count ? scores.borders[index + 1].x : LevelChart.width
      bands.append([
        .level: .number(border.level.number), .middleX: .number((border.x + end) / 2),
      ])
      // Labels of near borders stand one below the other.
      let isLow = border.x - lastLabel.x < 350 && !lastLabel.isLow
      lastLabel = (border.x, isLow)
      borders.append([
        .x: .number(border.x), .minimum: .text(border.minimum.description),
        .labelY: .number(isLow ? 2100 : 1950),
      ])
    }
    return bars { .slots(ChartSlot.self, $0.number - 1) }.adding([
      .borders: .list(borders), .bands: .list(bands),
    ])
  }

  // MARK: - Rules

  /// The rules of a system in sentences, each with where it comes from, said once.
  private static func rules(of system: AppraisalSystem) -> [TemplateContext] {
    var rules: [TemplateContext] = []
    func add(_ rule: String, _ named: [(name: String, source: AppraisalSystem.Source)]) {
      rules.append([
        .rule: .text(rule),
        .sources: .list(
          sources(of: named).map { source, names in
            let whose = names.isEmpty ? "" : names.joined(separator: ", ") + ": "
            return [
              .citation: .text(whose + source.citation),
              .unconfirmed: .list(source.unconfirmed.map { [[.text: .text($0)]] } ?? []),
            ]
          }),
      ])
    }
    let levels = system.levels.reversed()
    add(
      "The summary score is the sum of points × weight over all critical elements. Points: "
        + levels.map { "Level \($0.level.number), \($0.label): \($0.points)" }
        .joined(separator: "; ") + ".", levels.map { ("Level \($0.level.number)", $0.source) })
    if let override = system.override {
      let level = override.level.number
      add(
        "An element at Level \(level) makes the rating Level \(level), whatever the score; this is "
          + "tested first.", [("", override.source)])
    }
    add(
      "Otherwise the range that holds the score is the rating: "
        + system.ranges.reversed().map { "\($0.words(joinedBy: "–")) is Level \($0.level.number)" }
        .joined(separator: ", ") + ". Nothing is rounded.",
      system.ranges.reversed().map { ("Level \($0.level.number)", $0.source) })
    add(
      "The weights add up to \(system.weights.total)%. "
        + system.elements.map { "\($0.title): \($0.limitsInWords(unit: "%"))" }
        .joined(separator: "; ") + ".",
      [("the total", system.weights.totalSource)] + system.elements.map { ($0.title, $0.source) })
    if let rule = system.heaviestElementRule { add(rule.sentence + ".", [("", rule.source)]) }
    add("The system is in effect from \(system.effective.from).", [("", system.effective.source)])
    return rules
  }
}
