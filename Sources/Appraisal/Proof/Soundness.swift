/// Whether every score that a valid plan can produce falls into exactly one range of a system, and
/// why: what ``AppraisalSystem/soundness()`` found.
public struct Soundness: Hashable, Sendable {
  /// A plan and ratings that show a problem: they are valid under all rules of the system.
  public struct Witness: Hashable, Sendable, CustomStringConvertible {
    /// The titles of the elements, in the order of the system.
    public let elements: [String]
    /// A weight for each element.
    public let weights: [Weight]
    /// A level for each element, none of them the level of the override.
    public let ratings: [Level]
    /// The summary score that they give, exact.
    public let score: SummaryScore

    /// The elements with weight and level, and the score: `Leading Change 5% at Level 4, … : 440`.
    public var description: String {
      let parts = elements.indices.map {
        "\(elements[$0]) \(weights[$0])% at Level \(ratings[$0].number)"
      }
      return parts.joined(separator: ", ") + ": \(score)"
    }
  }

  /// One reason why a system cannot be used.
  public struct Problem: Hashable, Sendable, CustomStringConvertible {
    /// The fact, with what was found and what is expected, and the fix.
    public let statement: Statement
    /// A plan that runs into it; `nil` where the problem is about no score, or where no plan was
    /// found, which the fact then says.
    public let witness: Witness?

    init(_ fact: String, fix: String, witness: Witness? = nil) {
      statement = Statement(fact, fix: fix)
      self.witness = witness
    }

    /// The fact and the fix on one line and, if there is one, the witness on the next.
    public var description: String {
      "\(statement)" + (witness.map { "\n  Reached by \($0)" } ?? "")
    }
  }

  /// Everything that is wrong; empty for a sound system.
  public let problems: [Problem]
  /// The steps of the proof, a sentence a line, for printing; empty when there are problems.
  public let proof: [String]

  /// Whether nothing is wrong.
  public var isSound: Bool { problems.isEmpty }
}
