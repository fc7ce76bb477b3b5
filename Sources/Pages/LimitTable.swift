import Appraisal
package import ReviewBoards

/// The limits of the units of a cycle as a page has them: the rule in words, and a row for each unit at each
/// stage.
package struct LimitTable: Sendable {
  private let rule: ReviewRules.Distribution?
  /// By unit, in the order of the cycle file.
  let units: [[Row]]

  /// The cells of a row, by the names of the template.
  struct Row: Sendable {
    let unit, population, counted, allowedExact, allowed, over, state: String
    let stage: Stage
  }

  /// A table of some limits.
  ///
  /// - Parameters:
  ///   - limits: Those of a unit follow each other, in the order of the cycle.
  ///   - rule: That of the appraisal period; `nil` where there is none.
  ///   - shown: Makes a text of the cycle fit to be shown.
  package init(
    _ limits: [UnitLimit], in cycle: Cycle, under rule: ReviewRules.Distribution?,
    shown: (String) -> String
  ) {
    self.rule = rule
    func number(_ number: Int?) -> String { number.map { grouped($0) } ?? "–" }
    units = cycle.units.map { unit in
      limits.filter { $0.unit == unit.name.value }.map { row in
        let limit = row.limit
        return Row(
          unit: shown(row.unit), population: number(limit.population),
          counted: grouped(limit.counted),
          allowedExact: limit.allowedExact.isEmpty ? "–" : limit.allowedExact,
          allowed: number(limit.allowed), over: limit.allowed == nil ? "–" : grouped(limit.over),
          state: row.words(under: rule, waiver: unit.waiver.map(shown)), stage: row.stage)
      }
    }
  }

  /// The names of the table of all units.
  func context(caption: String) -> TemplateContext {
    context(of: Array(units.joined()), caption: caption)
  }

  /// The names of a table of some rows.
  func context(of rows: [Row], caption: String) -> TemplateContext {
    [
      .limitRule: .text(
        rule?.sentence ?? "The rules have no limit for this appraisal period: none was checked."),
      .limitsCaption: .text(caption),
      .limits: .list(
        rows.map {
          [
            .unitName: .text($0.unit), .stage: .text($0.stage.rawValue),
            .population: .text($0.population),
            .counted: .text($0.counted), .allowedExact: .text($0.allowedExact),
            .allowed: .text($0.allowed), .over: .text($0.over), .state: .text($0.state),
          ]
        }),
      .sources: .list(
        rule.map { rule in
          [
            [
              .citation: .text(rule.source.citation),
              .unconfirmed: .list(rule.source.unconfirmed.map { [[.text: .text($0)]] } ?? []),
            ]
          ]
        } ?? []),
    ]
  }
}
