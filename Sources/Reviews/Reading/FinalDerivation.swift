import Appraisal
import Runs
import Tables

/// How an annual summary rating is derived where the authority changed element ratings: with the weights of
/// the plan, the final ratings, and for the others those of the run.
///
/// Source: 5 CFR 430.305(a)(5).
struct FinalDerivation {
  private let derivation: Derivation
  /// By element the rating of the run.
  private let before: [Level]

  /// That of an executive, from the table of a review.
  ///
  /// - Returns: `nil` where no element rating was changed, or the review has no such row under this system.
  /// - Complexity: O(bytes of the table).
  init?(of executiveID: String, in published: PublishedRun, under system: AppraisalSystem) {
    let table = try? published.rows(
      of: RunFile.finalElements.path, as: .finalElements(under: system))
    guard let table,
      let row = table.rows(where: .executiveID, is: Array(executiveID.utf8)).first
    else { return nil }
    func level(_ source: FinalElementSource) -> Level? {
      table.number(source, of: row).flatMap { Level(rawValue: UInt8(clamping: $0)) }
    }
    let elements = system.elements.indices.map { UInt8($0) }
    let weights = elements.compactMap { element in
      if case .hundredths(let weight) = table.cell(.weight(element), of: row) {
        Weight(hundredths: weight)
      } else {
        nil as Weight?
      }
    }
    let before = elements.compactMap { level(.rating($0)) }
    let finals = elements.map { level(.final($0)) }
    guard before.count == elements.count, finals.contains(where: { $0 != nil }),
      let plan = try? Plan(weights: weights, under: system)
    else { return nil }
    self.before = before
    derivation = system.derive(plan, ratings: zip(finals, before).map { $0 ?? $1 })
  }

  /// The points of each element and their sum, for people.
  var lines: [String] {
    let width = derivation.lines.map { $0.element.title.displayWidth }.max() ?? 0
    return zip(derivation.lines, before).map { line, before in
      padded(line.element.title, width) + aligned("\(line.points)", 4) + " x "
        + aligned("\(line.weight)%", 6) + " = " + aligned("\(line.product)", 6)
        + (line.rating == before ? "" : "   \(before.number) in the run")
    } + [
      padded("Summary score", width) + String(repeating: " ", count: 16)
        + aligned("\(derivation.rating.score)", 6)
        + "   Level \(derivation.rating.level.number) (basis: \(derivation.rating.basis.name))"
    ]
  }
}
