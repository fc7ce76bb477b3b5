extension Batch {
  /// What has to hold for a run to be published, and what becomes of the runs before it.
  package struct PublishPolicy: Sendable {
    /// One error is enough to publish nothing.
    package var allOrNothing: Bool
    /// What keeps a run that nobody can have meant from becoming `current`; `nil` to publish anyway.
    package var guards: PublishGuards?
    /// How many runs to keep, this one among them; `nil` for all.
    package var keptRuns: Int?

    /// A policy; by default without conditions.
    package init(
      allOrNothing: Bool = false, guards: PublishGuards? = nil, keptRuns: Int? = nil
    ) {
      self.allOrNothing = allOrNothing
      self.guards = guards
      self.keptRuns = keptRuns
    }
  }
}
