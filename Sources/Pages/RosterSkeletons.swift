package import Appraisal

/// What differs from board to board on a roster page.
package enum RosterSlot: String, CaseIterable, Sendable {
  case board
  /// What kind of roster it is.
  case kind
  /// The roster's file name without its ending.
  case slug
  /// Links to the boards before and after this one.
  case previous
  case following
  /// The link to the first table that there is.
  case firstTable = "first_table"
  case executives
  case rated
  case notRated = "not_rated"
  case rejected
  /// The charts, where anybody is rated.
  case charts
  /// What its sheets are for, or that nobody named a board.
  case note
  /// Each section, where it has anybody.
  case ratedSection = "rated_section"
  case notRatedSection = "not_rated_section"
  case rejectedSection = "rejected_section"
  case namesSection = "names_section"
  case appendixSection = "appendix_section"
}

/// What differs between the links to other boards.
package enum NeighbourSlot: String, CaseIterable, Sendable {
  case slug
  /// In which direction it lies.
  case which
  /// Its name, as far as there is room.
  case called
}

/// What differs from board to board in the charts of a roster page; an index is that of a level.
package enum ChartSlot: String, CaseIterable, Sendable {
  case ratedInWords = "rated_in_words"
  case count
  /// What follows a count: its percent.
  case share
  case percent
  case agencyPercent = "agency_percent"
  /// The length of the bar.
  case bar
  /// The agency's mark.
  case mark
  /// How shares are rounded, and who is not in the picture.
  case base
  case lowest
  case median
  case highest
  /// How high the drawing of the scores is.
  case height
  /// What a mark of that drawing stands for.
  case marksInWords = "marks_in_words"
  case marks
  /// Who is at a level by the override: in words, and a row of the drawing.
  case overridden
  case overrideRow = "override_row"
  /// The table of the elements, where there are enough executives for it.
  case elementMeans = "element_means"
}

/// What differs from board to board in the table of the elements; an index is that of an element.
package enum ElementMeanSlot: String, CaseIterable, Sendable {
  case executives
  case mean
  case agencyMean = "agency_mean"
}

/// What differs from board to board in a part of the drawing of the scores.
package enum MarksSlot: String, CaseIterable, Sendable {
  case shapes
  /// How wide a dot is, and how far two above each other are apart.
  case dot
  case step
  /// The lines of the axis.
  case ticks
  /// Where the line for so many executives is, and where its number.
  case y
  case labelY = "label_y"
  case executives
  /// How the marks of the override look.
  case kind
}

/// What a section of a roster has besides its words.
package enum SectionSlot: String, CaseIterable, Sendable {
  case rows
}

/// What is said of a group of executives in a table.
package enum LevelGroupSlot: String, CaseIterable, Sendable {
  /// In words.
  case executives
}

/// What is said of one reason why an executive was rejected.
package enum ReasonSlot: String, CaseIterable, Sendable {
  case sentence
  case code
  case place
}

/// What differs from executive to executive; an index is that of an element.
package enum ExecutiveSlot: String, CaseIterable, Sendable {
  /// The number of the row, from 1 over all tables of the page.
  case number
  case name
  /// The name as far as there is room on a line, or the id of somebody without one.
  case called
  case executiveID = "executive_id"
  case organization
  case positionTitle = "position_title"
  case appointment
  case ratingOfficial = "rating_official"
  /// A text that rosters take over from the plans besides these, by its number in
  /// ``InputField/onRosters``.
  case furtherText = "further_text"
  /// What is said of an element: in the row, in the derivation below it, and in that of the appendix.
  case elementCell = "element_cell"
  case elementProduct = "element_product"
  case elementRow = "element_row"
  case score
  /// That the next range is near, where it is.
  case near
  /// How far the score is from the next range.
  case distance
  /// The titles of the elements that made the override fire.
  case overriding
  case remarks
}

/// A text about an element of an executive.
package enum ElementText: String, CaseIterable, Sendable {
  case cell = "element-cell"
  case product = "element-product"
  case row = "element-row"

  /// From 0.
  @inlinable package var number: Int {
    switch self {
    case .cell: 0
    case .product: 1
    case .row: 2
    }
  }
}

/// What differs in it from executive to executive.
package enum ElementSlot: String, CaseIterable, Sendable {
  /// The level, and its label.
  case rating
  case ratingLabel = "rating_label"
  case points
  /// With its sign of percent.
  case weight
  case product
}

/// The skeletons of roster pages. It and what is looked up in it for each executive are classes, so that they are
/// not copied.
package final class RosterSkeletons: Sendable {
  /// What is said of a rated executive, which differs by how the rating came about.
  package final class Rated: Sendable {
    /// The row of the table, and that of the derivation.
    package let row: PageSkeleton<ExecutiveSlot>
    /// The entry of the appendix.
    package let derivation: PageSkeleton<ExecutiveSlot>
    /// That the next range is near.
    package let near: PageSkeleton<ExecutiveSlot>

    init(
      row: PageSkeleton<ExecutiveSlot>, derivation: PageSkeleton<ExecutiveSlot>,
      near: PageSkeleton<ExecutiveSlot>
    ) {
      self.row = row
      self.derivation = derivation
      self.near = near
    }
  }

  package let page: PageSkeleton<RosterSlot>
  package let neighbour: PageSkeleton<NeighbourSlot>
  package let charts: PageSkeleton<ChartSlot>
  package let scores: ScoreChart
  package let elementMeans: PageSkeleton<ElementMeanSlot>
  package let dots: PageSkeleton<MarksSlot>
  package let columns: PageSkeleton<MarksSlot>
  package let tick: PageSkeleton<MarksSlot>
  package let overrideRow: PageSkeleton<MarksSlot>
  /// What the sheets of a roster are for, as HTML, where anybody is rated.
  package let meetingNotes: [UInt8]
  /// In place of it on the roster of those without a board.
  package let noBoard: [UInt8]
  package let ratedSection: PageSkeleton<SectionSlot>
  package let notRatedSection: PageSkeleton<SectionSlot>
  package let rejectedSection: PageSkeleton<SectionSlot>
  package let namesSection: PageSkeleton<SectionSlot>
  package let appendixSection: PageSkeleton<SectionSlot>
  /// The row of an executive who is not rated or was rejected.
  package let unrated: PageSkeleton<ExecutiveSlot>
  package let reason: PageSkeleton<ReasonSlot>
  package let listedName: PageSkeleton<ExecutiveSlot>
  /// Where the override decided.
  package let overridden: Rated
  private let rated: [Rated]
  /// By text and element.
  private let elements: [[PageSkeleton<ElementSlot>]]
  private let groups: [PageSkeleton<LevelGroupSlot>]

  /// Where a range decided.
  package func rated(_ level: Level) -> Rated { rated[level.number - 1] }

  /// What is said of an element.
  package func element(_ text: ElementText, _ element: Int) -> PageSkeleton<ElementSlot> {
    elements[text.number][element]
  }

  /// What goes before the executives at a level.
  package func group(_ level: Level) -> PageSkeleton<LevelGroupSlot> { groups[level.number - 1] }

  /// Renders the templates for a run.
  ///
  /// - Parameter hasWorkbooks: Whether the run has a workbook for each roster.
  package init(
    system: AppraisalSystem, design: PageDesign, origin: PageOrigin, hasWorkbooks: Bool = false
  ) {
    let base = PageContext(system: system, design: design, origin: origin, ofBoard: true)
    let run = base.context.adding([.hasWorkbooks: .flag(hasWorkbooks)])
    func skeleton<Slot>(_ template: String, _ context: TemplateContext = [:]) -> PageSkeleton<Slot>
    {
      PageSkeleton(
        rendered: Templates.render(template, run.adding(.slots(Slot.self)).adding(context)))
    }
    page = skeleton("roster", [.pageName: .slot(RosterSlot.board)])
    neighbour = skeleton("neighbour")
    scores = ScoreChart(of: system)
    charts = skeleton("charts", base.charts(scores))
    elementMeans = skeleton("element-means", base.slotsOfElements(ElementMeanSlot.self))
    dots = skeleton("dots")
    columns = skeleton("columns")
    tick = skeleton("tick")
    overrideRow = skeleton(
      "override-row", [.overrideLevel: .number((system.override?.level ?? .one).number)])
    meetingNotes = Array(Templates.render("meeting-notes", run).utf8)
    noBoard = Array(Templates.render("no-board", run).utf8)
    ratedSection = skeleton("rated-section")
    notRatedSection = skeleton("not-rated-section")
    rejectedSection = skeleton("rejected-section")
    namesSection = skeleton("names-section")
    appendixSection = skeleton("appendix-section")
    unrated = skeleton("unrated", base.slotsOfElements(ExecutiveSlot.self))
    reason = skeleton("reason")
    listedName = skeleton("listed-name")
    elements = ElementText.allCases.map { text in
      system.elements.map { skeleton(text.rawValue, [.title: .text($0.title)]) }
    }
    func rated(_ context: TemplateContext) -> Rated {
      let context = base.slotsOfElements(ExecutiveSlot.self).adding(context)
      return Rated(
        row: skeleton("rated", context), derivation: skeleton("derivation", context),
        near: skeleton("near", context))
    }
    self.rated = Level.allCases.map { rated(base.range(of: $0)) }
    overridden = rated(base.override)
    groups = Level.allCases.map {
      skeleton(
        "level-group",
        [.level: .number($0.number), .label: .text(system.definition(of: $0).label)])
    }
  }
}
