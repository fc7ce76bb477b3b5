import Appraisal
import Columns
import FoundationEssentials
import Pages
import ReviewBoards
import Testing
import TestSupport

/// A mistake in a template is found here and not in a run: every tag is known, every name is used,
/// and all templates are rendered with all that decides what is in them.
@Suite struct TemplateTests {
  /// The names in the tags of a text, without those that only end a section or include a template.
  private static func tags(of text: String) -> Set<String> {
    Set(text.matches(of: /\{\{([#^]?)([a-z0-9_]+)\}\}/).map { String($0.2) })
  }

  /// Every name that may stand in a template.
  private static var names: Set<String> {
    func slots<Slot: RawRepresentable<String> & CaseIterable>(_ type: Slot.Type) -> [String] {
      Slot.allCases.map(\.rawValue)
    }
    return Set(
      TemplateName.allCases.map(\.rawValue) + slots(RosterSlot.self) + slots(ChartSlot.self)
        + slots(NeighbourSlot.self) + slots(MarksSlot.self) + slots(LevelGroupSlot.self)
        + slots(ElementMeanSlot.self) + slots(ReasonSlot.self) + slots(ElementSlot.self)
        + slots(SectionSlot.self) + slots(ExecutiveSlot.self) + slots(IndexSlot.self)
        + slots(GroupSlot.self) + slots(RecommendationSlot.self) + slots(PassageSlot.self)
        + slots(CaseSlot.self) + slots(MemberSlot.self) + slots(ReviewIndexSlot.self)
        + slots(ReviewedBoardSlot.self) + slots(OfficialSlot.self))
  }

  @Test func everyTagIsKnownAndEveryNameIsUsed() {
    let tags = Templates.texts.values.reduce(into: Set()) { $0.formUnion(Self.tags(of: $1)) }
    #expect(tags == Self.names)
  }

  /// Nothing but names, sections, their ends and other templates: no tag that turns escaping off
  /// or on, no lambda, no tag misspelled.
  @Test func noOtherTags() {
    for (name, text) in Templates.texts {
      let all = text.matches(of: /\{\{/).count
      let known = text.matches(of: /\{\{([#^\/]?[a-z0-9_]+|>[a-z-]+)\}\}/)
      #expect(all == known.count, "\(name)")
      for tag in known.map({ String($0.1) }) where tag.hasPrefix(">") {
        #expect(Templates.texts[String(tag.dropFirst())] != nil, "\(name) includes \(tag)")
      }
    }
  }

  static let designs = [
    PageDesign(), PageDesign(paper: .a4, marking: "CUI//SP-PRVCY", hasAppendix: true),
  ]

  static let origin = PageOrigin(
    version: "1", systemSHA256: "0",
    inputs: [.init(role: "plans", name: "<plans>.csv", records: 7, sha256: "1")],
    fingerprint: InputFingerprint(hashes: ["0123456789abcdef", "fedcba9876543210"]))

  static let systems: [AppraisalSystem] = {
    let folder = "\(Repository.fixtures)/systems/good"
    let own = ((try? files(below: folder)) ?? []).filter { $0.hasSuffix(".yaml") }
    return AppraisalSystem.builtIn
      + own.compactMap { try? AppraisalSystem.decode(bytes(ofFile: "\(folder)/\($0)")) }
  }()

  @Test func systemsAreFound() { #expect(Self.systems.count > 4) }

  /// A slot that no skeleton has would be a value that nobody sees.
  @Test(arguments: systems.indices, designs.indices)
  func everySlotIsInItsStencil(system: Int, design: Int) {
    let system = Self.systems[system]
    let skeletons = RosterSkeletons(
      system: system, design: Self.designs[design], origin: Self.origin)
    #expect(slots(skeletons.page) == Set(RosterSlot.allCases))
    #expect(slots(skeletons.charts) == Set(ChartSlot.allCases))
    for section in [
      skeletons.ratedSection, skeletons.notRatedSection, skeletons.rejectedSection,
      skeletons.namesSection, skeletons.appendixSection,
    ] {
      #expect(slots(section) == Set(SectionSlot.allCases))
    }
    #expect(slots(skeletons.neighbour) == Set(NeighbourSlot.allCases))
    #expect(slots(skeletons.reason) == Set(ReasonSlot.allCases))
    #expect(slots(skeletons.elementMeans) == Set(ElementMeanSlot.allCases))
    #expect(slots(skeletons.dots) == [.dot, .step, .shapes])
    #expect(slots(skeletons.columns) == [.ticks, .shapes])
    #expect(slots(skeletons.tick) == [.y, .labelY, .executives])
    #expect(slots(skeletons.overrideRow) == [.kind, .shapes])
    for level in Level.allCases {
      #expect(slots(skeletons.group(level)) == Set(LevelGroupSlot.allCases))
    }
    let rated = Level.allCases.map { skeletons.rated($0) } + [skeletons.overridden]
    let executive =
      rated.flatMap { [$0.row, $0.derivation, $0.near] } + [
        skeletons.unrated, skeletons.listedName,
      ]
    // Texts that the templates do not place themselves have a column where rosters have such.
    let hasFurtherTexts = InputField.onRosters.count > 5
    #expect(
      Set(executive.flatMap { slots($0) })
        == Set(ExecutiveSlot.allCases).subtracting(hasFurtherTexts ? [] : [.furtherText]))
    for skeleton in rated.map(\.row) + [skeletons.unrated] {
      #expect(
        skeleton.parts.filter { $0.slot == .elementCell }.map(\.index)
          == Array(system.elements.indices))
    }
    for element in system.elements.indices {
      #expect(
        Set(ElementText.allCases.flatMap { slots(skeletons.element($0, element)) })
          == Set(ElementSlot.allCases))
    }
  }

  /// A workbook is linked where there is one, and nowhere else.
  @Test(arguments: [true, false])
  func workbooksAreLinked(hasWorkbooks: Bool) {
    let skeletons = RosterSkeletons(
      system: .opmBasic2012, design: PageDesign(), origin: Self.origin, hasWorkbooks: hasWorkbooks)
    let page = String(decoding: skeletons.page.text, as: UTF8.self)
    #expect(page.contains(".xlsx") == hasWorkbooks)
  }

  /// What stands above the columns: short titles; upright where a word would be broken.
  @Test func headsAreNotBroken() throws {
    func page(_ system: AppraisalSystem) -> String {
      let skeletons = RosterSkeletons(system: system, design: PageDesign(), origin: Self.origin)
      return String(decoding: skeletons.ratedSection.text, as: UTF8.self)
    }
    let (basic, current) = (page(.opmBasic2012), page(.opm2025))
    #expect(basic.contains("<span>Coalitions</span>") && !basic.contains("Building Coalitions"))
    #expect(current.contains("<span>Holds to Account</span>"))
    #expect(!basic.contains(" tall\"") && !current.contains(" tall\""))
    let yaml = String(
      decoding: AppraisalSystem.builtInFile(named: "opm-basic-2012") ?? [], as: UTF8.self)
    for title in ["Stewardship", "A Title of Very Many Words That Nobody Can Read Upright"] {
      let changed = yaml.replacing("title: Leading Change", with: "title: \(title)")
      #expect(page(try AppraisalSystem.decode(Array(changed.utf8))).contains(" tall\""))
    }
  }

  /// The sheets of two runs differ in a few letters; of many inputs the first are enough.
  @Test func fingerprint() {
    let skeletons = RosterSkeletons(
      system: .opmBasic2012, design: PageDesign(), origin: Self.origin)
    let page = String(decoding: skeletons.page.text, as: UTF8.self)
    #expect(page.contains("inputs 01234567·fedcba98<"))
  }

  @Test(arguments: systems.indices, designs.indices)
  func everySlotIsInTheIndex(system: Int, design: Int) {
    let figures = IndexFigures(
      overall: Tally(), boards: 1, organizationsCaption: "", totals: [("what", 1)],
      limits: Self.limits,
      findings: [.init(severity: "error", code: "code", count: 1, files: "a & b", first: "<b>")])
    let skeletons = IndexSkeletons(
      system: Self.systems[system], design: Self.designs[design], origin: Self.origin,
      figures: figures)
    #expect(slots(skeletons.page) == Set(IndexSlot.allCases))
    #expect(slots(skeletons.board) == Set(GroupSlot.allCases))
    #expect(slots(skeletons.group) == Set(GroupSlot.allCases).subtracting([.slug]))
    let text = String(decoding: skeletons.page.text, as: UTF8.self)
    #expect(text.contains("a &amp; b") && text.contains("&lt;b&gt;"))
    #expect(text.contains("&lt;plans&gt;.csv"))
    #expect(
      text.contains("<th scope=row>&lt;Unit&gt;<td>initial<td>13<td>5<td>3.9<td>3<td>2<td>2 more"))
    let without = IndexSkeletons(
      system: Self.systems[system], design: Self.designs[design], origin: Self.origin,
      figures: IndexFigures(
        overall: Tally(), boards: 1, organizationsCaption: "", totals: [], findings: []))
    #expect(!String(decoding: without.page.text, as: UTF8.self).contains("<h2>Limits</h2>"))
  }

  // MARK: - Reviews

  static let cycle = ReviewedCycle(
    agency: "Ships & <Boats>", period: ("2025-10-01", "2026-09-30"),
    run: ("20261015T020000Z", "2"), rules: ("federal-ses", "3"), limits: limits)

  /// Five of thirteen in one unit, and a unit without limits.
  static let limits: LimitTable = {
    let file = """
      format: 1
      agency: Ships & <Boats>
      period: {from: 2025-10-01, to: 2026-09-30}
      units:
        - {name: <Unit>, boards: rest}
        - {name: Other, boards: [Other PRB]}
      """
    let yaml = String(decoding: ReviewRules.builtInFile(named: "federal-ses") ?? [], as: UTF8.self)
      .replacing("FEDweek; 90 FR 44291", with: "A & B")
      .replacing("The memorandum itself was not found. How", with: "<not> seen. How")
    do {
      let cycle = try Cycle.decode(Array(file.utf8))
      let rule = try ReviewRules.decode(Array(yaml.utf8)).distribution(at: cycle.period.to)
      let limit = DistributionLimit(rule, population: 13, counted: 5)
      return LimitTable(
        [
          UnitLimit(
            unit: "<Unit>", levels: LevelSet([.four, .five]), stage: .initial, limit: limit)
        ], in: cycle, under: rule,
        shown: { $0 })
    } catch {
      preconditionFailure("a cycle and rules: \(error)")
    }
  }()

  @Test(arguments: systems.indices, designs.indices)
  func everySlotIsInTheRecommendation(system: Int, design: Int) {
    let skeletons = RecommendationSkeletons(
      system: Self.systems[system], design: Self.designs[design], origin: Self.origin,
      returned: [], of: Self.cycle)
    #expect(slots(skeletons.page) == Set(RecommendationSlot.allCases))
    #expect(slots(skeletons.countedInputs) == Set(CountedInputSlot.allCases))
    let levels = skeletons.page.parts.filter { $0.slot == .recommendedCount }.map(\.index)
    #expect(levels == [4, 3, 2, 1, 0])
    for section in [
      skeletons.differencesSection, skeletons.responsesSection, skeletons.leftOutSection,
      skeletons.everybodySection,
    ] {
      #expect(slots(section) == [.sentence, .rows])
    }
    #expect(slots(skeletons.membersSection) == [.sentence, .notes, .rows, .recusals])
    #expect(slots(skeletons.membersNotGiven) == [.sentence])
    #expect(slots(skeletons.membersNote) == [.sentence])
    #expect(slots(skeletons.recusals) == [.rows])
    #expect(slots(skeletons.signatureSection) == [.sentence, .chair])
    #expect(slots(skeletons.unsignedSection) == [.sentence])
    #expect(slots(skeletons.reason) == Set(ReasonSlot.allCases))
    #expect(slots(skeletons.member) == Set(MemberSlot.allCases))
    let cases = [
      skeletons.difference, skeletons.response, skeletons.leftOut, skeletons.recusal,
      skeletons.everybody,
    ]
    #expect(cases.allSatisfy { slots($0).isSuperset(of: [.name, .executiveID, .words, .remarks]) })
    #expect(Set(cases.flatMap { slots($0) }) == Set(CaseSlot.allCases))
  }

  @Test(arguments: designs.indices)
  func aReviewIsEscapedOnce(design: Int) {
    let skeletons = RecommendationSkeletons(
      system: .opmBasic2012, design: Self.designs[design], origin: Self.origin,
      returned: Self.origin.inputs, of: Self.cycle)
    let input = String(decoding: skeletons.returnedInputs[0], as: UTF8.self)
    #expect(input.contains("<dd>&lt;plans&gt;.csv, 7 records <code>1</code>"))
    let page = String(decoding: skeletons.page.text, as: UTF8.self)
    #expect(page.contains("Ships &amp; &lt;Boats&gt;"))
    #expect(page.contains("federal-ses <code>3</code>"))
    #expect(page.contains(design == 0 ? "@page{size:letter portrait}" : "@page{size:A4 portrait}"))
    #expect(skeletons.unitLimits.count == 2)
    let limits = String(decoding: skeletons.unitLimits[0], as: UTF8.self)
    let row = "<th scope=row>&lt;Unit&gt;<td>initial<td>13<td>5<td>3.9<td>3<td>2<td>2 more"
    #expect(limits.contains(row))
    #expect(limits.contains("A &amp; B"))
    #expect(limits.contains("<b>Not confirmed:</b> &lt;not&gt; seen"))
    #expect(limits.contains("at most 30 percent, rounded down, are at Levels 4 and 5"))
  }

  @Test(arguments: systems.indices, designs.indices)
  func everySlotIsInTheIndexOfAReview(system: Int, design: Int) {
    func skeletons(isClosed: Bool, reopened: String?) -> ReviewIndexSkeletons {
      ReviewIndexSkeletons(
        system: Self.systems[system], design: Self.designs[design], origin: Self.origin,
        of: Self.cycle,
        figures: ReviewFigures(
          executives: 3, statuses: [("Open", 1), ("Not rated", 2)],
          stages: [
            .init(name: "initial", executives: 1, levels: [0, 0, 0, 0, 1], changes: nil),
            .init(name: "recommended", executives: 1, levels: [0, 0, 0, 1, 0], changes: (0, 1, 0)),
          ], isClosed: isClosed, reopened: reopened,
          notGiven: isClosed ? [] : [("<Members>.", "Not checked: a & b.")], boards: 1,
          boardsSentence: "", officialsSentence: "", hasOfficials: true,
          findings: [.init(severity: "error", code: "code", count: 1, files: "a", first: "<b>")]))
    }
    let open = skeletons(isClosed: false, reopened: "an <appeal>")
    #expect(slots(open.page) == Set(ReviewIndexSlot.allCases))
    #expect(slots(open.recommended) == Set(ReviewedBoardSlot.allCases))
    #expect(slots(open.open) == Set(ReviewedBoardSlot.allCases))
    #expect(open.recommended.parts.count { $0.slot == .slug } == 3)
    #expect(open.open.parts.count { $0.slot == .slug } == 2)
    #expect(slots(open.official) == Set(OfficialSlot.allCases))
    let text = String(decoding: open.page.text, as: UTF8.self)
    #expect(text.contains("3 = 1 open + 2 not rated."))
    #expect(text.contains("The reason: an &lt;appeal&gt;"))
    #expect(text.contains("<b>&lt;Members&gt;.</b> Not checked: a &amp; b."))
    #expect(
      text.contains(
        "<th scope=row>recommended<td>1<td>0<td>1<td>0<td>0<td>0<td>0<td>1<td>0"))
    #expect(!text.contains("annual-ratings.csv"))
    let closed = String(decoding: skeletons(isClosed: true, reopened: nil).page.text, as: UTF8.self)
    #expect(closed.contains("annual-ratings.csv") && !closed.contains("Reopened"))
    #expect(closed.contains("Everything that can be checked was given."))
  }

  /// A review of twice as many boards has twice as many sheets: were each named on each page, there would be
  /// four times as many bytes.
  @Test func thePageOfABoardNamesNoThousandsOfFiles() {
    func origin(_ count: Int) -> PageOrigin {
      PageOrigin(
        version: "1", systemSHA256: "0",
        inputs: [.init(role: "cycle", name: "fy2026.yaml", records: 1, sha256: "c1")]
          + (0..<count).map {
            .init(role: "returned", name: "prb-\($0).csv", records: 50, sha256: "r\($0)")
          }, fingerprint: Self.origin.fingerprint)
    }
    func text(_ count: Int) -> String {
      let skeletons = RosterSkeletons(
        system: .opmBasic2012, design: PageDesign(), origin: origin(count))
      return String(decoding: skeletons.page.text, as: UTF8.self)
    }
    let few = text(PageOrigin.mostNamed)
    #expect(few.contains("prb-19.csv") && !few.contains("manifest.json names"))
    let many = text(PageOrigin.mostNamed + 1)
    #expect(many.contains("fy2026.yaml") && !many.contains("prb-19.csv"))
    #expect(many.contains("<dd>21 files, 1,050 records; manifest.json names each with its SHA-256"))
    #expect(text(4000).utf8.count <= many.utf8.count + 10)
    let lines = origin(4000).lines(system: "s").joined(separator: "\n")
    #expect(lines.contains("Inputs   4000 files (returned, 200000 records)"))
    #expect(lines.utf8.count < 1000)
  }

  private func slots<Slot: Hashable>(_ skeleton: PageSkeleton<Slot>) -> Set<Slot> {
    Set(skeleton.parts.map(\.slot))
  }

  /// Once, by the home of escaping, and not once more by Mustache.
  @Test func textsOfASystemAreEscapedOnce() throws {
    let yaml = String(
      decoding: AppraisalSystem.builtInFile(named: "opm-basic-2012") ?? [], as: UTF8.self)
    let hostile = "Ready & <\u{338}b> \"x\" 'y'"
    let changed = yaml.replacing(
      "label: Outstanding", with: "label: '\(hostile.replacing("'", with: "''"))'")
    #expect(changed != yaml)
    let system = try AppraisalSystem.decode(Array(changed.utf8))
    let skeletons = RosterSkeletons(system: system, design: PageDesign(), origin: Self.origin)
    let text = String(decoding: skeletons.rated(.five).row.text, as: UTF8.self)
    let escaped = "Ready &amp; &lt;\u{338}b&gt; &quot;x&quot; &#39;y&#39;"
    #expect(Array(text.utf8).firstRange(of: Array(escaped.utf8)) != nil)
  }
}
