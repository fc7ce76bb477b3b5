import Appraisal
import FoundationEssentials
import Pages
import ReviewBoards
import TestSupport
import Testing

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
        + slots(SectionSlot.self) + slots(ExecutiveSlot.self) + slots(IndexSlot.self)
        + slots(GroupSlot.self))
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
    inputs: [.init(role: "plans", name: "<plans>.csv", records: 7, sha256: "1")])

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
      skeletons.appendixSection,
    ] {
      #expect(slots(section) == Set(SectionSlot.allCases))
    }
    let rated = Level.allCases.map { skeletons.rated($0) } + [skeletons.overridden]
    let executive = rated.flatMap { [$0.row, $0.derivation] } + [skeletons.unrated]
    // Texts that the templates do not place themselves have a column where rosters have such.
    let hasFurtherTexts = InputField.onRosters.count > 5
    #expect(
      Set(executive.flatMap { slots($0) })
        == Set(ExecutiveSlot.allCases).subtracting(hasFurtherTexts ? [] : [.furtherText]))
    for skeleton in rated.map(\.row) + [skeletons.unrated] {
      #expect(
        skeleton.parts.filter { $0.slot == .weight }.map(\.index).starts(
          with: system.elements.indices))
    }
  }

  @Test(arguments: systems.indices, designs.indices)
  func everySlotIsInTheIndex(system: Int, design: Int) {
    let figures = IndexFigures(
      overall: Tally(), boards: 1, organizationsCaption: "", totals: [("what", 1)],
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
