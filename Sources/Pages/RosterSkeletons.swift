package import Appraisal

/// What differs from board to board on a roster page.
package enum RosterSlot: String, CaseIterable, Sendable {
  case board
  case boardStyle = "board_style"
  case boardStyleHash = "board_style_hash"
  case executives
  case rated
  case notRated = "not_rated"
  case rejected
  /// The charts, where anybody is rated.
  case charts
  /// Each section, where it has anybody.
  case ratedSection = "rated_section"
  case notRatedSection = "not_rated_section"
  case rejectedSection = "rejected_section"
  case appendixSection = "appendix_section"
}

/// What differs from board to board in the charts of a roster page; an index is that of a level.
package enum ChartSlot: String, CaseIterable, Sendable {
  case rated
  case count
  case percent
  case agencyPercent = "agency_percent"
  /// The length of the bar.
  case bar
  /// Where the agency's mark is.
  case mark
  case lowest
  case middle
  case highest
  /// How far dots above each other are apart, and their lines.
  case step
  case dots
}

/// The place of the rows in a section.
package enum SectionSlot: String, CaseIterable, Sendable {
  case rows
}

/// What differs from executive to executive; an index is that of an element.
package enum ExecutiveSlot: String, CaseIterable, Sendable {
  case name
  case executiveID = "executive_id"
  case organization
  case positionTitle = "position_title"
  case appointment
  case ratingOfficial = "rating_official"
  /// A text that rosters take over from the plans besides these, by its number in
  /// ``InputField/onRosters``.
  case furtherText = "further_text"
  /// The level of an element, and its label.
  case rating
  case ratingLabel = "rating_label"
  case points
  /// With its sign of percent.
  case weight
  case product
  case score
  /// How far the score is from the next range.
  case distance
  /// The titles of the elements that made the override fire.
  case overriding
  case remarks
}

/// The skeletons of roster pages.
package struct RosterSkeletons: Sendable {
  /// What is said of a rated executive, which differs by how the rating came about.
  package struct Rated: Sendable {
    /// The row of the table.
    package let row: PageSkeleton<ExecutiveSlot>
    /// The entry of the appendix.
    package let derivation: PageSkeleton<ExecutiveSlot>
  }

  package let page: PageSkeleton<RosterSlot>
  package let charts: PageSkeleton<ChartSlot>
  package let scores: ScoreChart
  package let ratedSection: PageSkeleton<SectionSlot>
  package let notRatedSection: PageSkeleton<SectionSlot>
  package let rejectedSection: PageSkeleton<SectionSlot>
  package let appendixSection: PageSkeleton<SectionSlot>
  /// The row of an executive who is not rated or was rejected.
  package let unrated: PageSkeleton<ExecutiveSlot>
  /// Where the override decided.
  package let overridden: Rated
  private let rated: [Rated]

  /// Where a range decided.
  package func rated(_ level: Level) -> Rated { rated[level.number - 1] }

  /// Renders the templates for a run.
  package init(system: AppraisalSystem, design: PageDesign, origin: PageOrigin) {
    let base = PageContext(system: system, design: design, origin: origin, ofBoard: true)
    let run = base.context
    func skeleton<Slot>(_ template: String, _ context: TemplateContext = [:]) -> PageSkeleton<Slot>
    {
      PageSkeleton(
        rendered: Templates.render(template, run.adding(.slots(Slot.self)).adding(context)))
    }
    page = skeleton("roster")
    scores = ScoreChart(of: system)
    charts = skeleton("charts", base.charts(scores))
    ratedSection = skeleton("rated-section")
    notRatedSection = skeleton("not-rated-section")
    rejectedSection = skeleton("rejected-section")
    appendixSection = skeleton("appendix-section")
    unrated = skeleton("unrated", base.elementSlots)
    func rated(_ context: TemplateContext) -> Rated {
      let context = base.elementSlots.adding(context)
      return Rated(row: skeleton("rated", context), derivation: skeleton("derivation", context))
    }
    self.rated = Level.allCases.map { rated(base.range(of: $0)) }
    overridden = rated(base.override)
  }
}
