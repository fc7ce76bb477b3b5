// Tables that a command prints and no file of a run has.

/// Where the values of a derivation come from, a record for each element.
package enum DerivationSource: BitwiseCopyable, Hashable, Sendable {
  case executiveID, element, rating, points, weight, product
}

/// Where the values of what `verify` finds come from, a record for each problem.
package enum ProblemSource: BitwiseCopyable, Hashable, Sendable {
  case problem, file
}

/// Where the values of a list of what is built in come from, a record for each system or each set of rules.
package enum BuiltInSource: BitwiseCopyable, Hashable, Sendable {
  case name, effectiveFrom, title
}

extension Table<DerivationSource> {
  /// What `appraise explain --format csv` prints.
  package static let derivation = Table(
    [
      Column("executive_id", .text, .executiveID, "as in the plan"),
      Column("element", .word, .element, "the id of the element"),
      Column("rating", .level, .rating, "its level"),
      Column("points", .count, .points, "the points of the level"),
      Column("weight", .percent, .weight, "its weight"),
      Column("product", .points, .product, "points × weight"),
    ], isForSpreadsheets: false)
}

extension Table<ProblemSource> {
  /// What `appraise verify --format csv` prints.
  package static let problems = Table(
    [
      Column("problem", .word, .problem, "what is wrong with the file"),
      Column("file", .text, .file, "its path in the run or the review"),
    ], isForSpreadsheets: false)
}

extension Table<BuiltInSource> {
  /// What `appraise systems list --format csv` prints.
  package static let builtInSystems = Table(
    [
      name,
      Column("effective_from", .text, .effectiveFrom, "the first day on which it is in effect"),
      title,
    ], isForSpreadsheets: false)

  /// What `appraise rules list --format csv` prints.
  package static let builtInRules = Table([name, title], isForSpreadsheets: false)

  private static let name = Column("name", .text, .name, "by which options call it")
  private static let title = Column("title", .text, .title, "what it is called")
}
