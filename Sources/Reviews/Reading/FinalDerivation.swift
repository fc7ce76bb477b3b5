import Appraisal
import Columns
import Runs
import Tables

/// How an annual summary rating is derived where the authority stated element ratings: with the weights of
/// the plan, the final ratings, and for the others those of the run.
///
/// Source: 5 CFR 430.305(a)(5).
struct FinalDerivation {
  private let derivation: Derivation
  /// By element the rating of the run.
  private let before: [Level]

  /// That of an executive, from the table of a review.
  ///
  /// - Returns: `nil` where the authority stated no element ratings, or the review was made before there was
  ///   such a table.
  /// - Throws: ``RunError/Kind/untrustworthyInput`` where the table is another one, or this program derives
  ///   something else from it.
  /// - Complexity: O(bytes of the table).
  init?(
    of executiveID: String, in published: PublishedRun, under system: AppraisalSystem
  ) throws(RunError) {
    let path = RunFile.finalElements.path
    guard published.has(path) else { return nil }
    let table = try published.rows(of: path, as: .finalElements(under: system))
    guard let row = table.rows(where: .executiveID, is: Array(executiveID.utf8)).first else {
      return nil
    }
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
    before = elements.compactMap { level(.rating($0)) }
    guard before.count == elements.count, let plan = try? Plan(weights: weights, under: system)
    else {
      throw published.unknown(path, line: table.line(of: row))
    }
    let finals = elements.map { level(.final($0)) }
    derivation = system.derive(plan, ratings: zip(finals, before).map { $0 ?? $1 })
    let rating = derivation.rating
    guard table.cell(.score, of: row) == .hundredths(rating.score.hundredths),
      level(.annualRating) == rating.level,
      table.bytes(.basis, of: row) == Array(rating.basis.name.utf8)
    else {
      throw RunError(
        .untrustworthyInput,
        "\(path), line \(table.line(of: row)): this version of the program derives another score or "
          + "rating. Use the version that made the review, and report this.")
    }
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
