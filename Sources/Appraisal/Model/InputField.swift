/// A column that input files may have.
///
/// ``all`` is the only declaration of these columns: headers are read by it, texts are kept by it,
/// and blank forms, help, the guide to inputs and the columns that rosters take over follow it. A
/// further text on the rosters is a further entry there.
///
/// In the wide layout the values have a column for each element of the system instead of one; these
/// columns are named after the elements, alone or followed by a name of the value's field.
package struct InputField: Sendable {
  /// What stands in a field, and what is done with it.
  package enum Content: Equatable, Sendable {
    /// Who the record is about.
    case executiveID
    /// A text, which is checked.
    case text(Keeping)
    /// Long layout: the element that the record is about.
    case element
    /// Long layout: the weight or level of that element; see ``InputKind/values``.
    case value
  }

  /// How the texts of a column are kept.
  package enum Keeping: Int, Comparable, CaseIterable, Sendable {
    /// A text for each record: for what differs from executive to executive.
    case forEachRecord
    /// Each distinct text once, and its number for each record: for what many executives share.
    case onceForEachText

    package static func < (one: Keeping, other: Keeping) -> Bool { one.rawValue < other.rawValue }
  }

  /// The name of the column, as headers and documents write it: `position_title`.
  package let name: String
  /// What headers may call it besides.
  package let aliases: [String]
  /// The kinds of input that have it. A file of another kind may have it too; there it is passed
  /// over without a word.
  package let kinds: [InputKind]
  package let content: Content
  /// Whether a header without it is refused.
  package let isRequired: Bool
  /// Whether rosters take it over, in the order of the list.
  package let isOnRosters: Bool
  /// Whether texts that differ only in capitals or blanks are one text: true of what executives are
  /// grouped by. Such texts are kept once for each.
  package let isOneInAnySpelling: Bool
  /// What it is called where people read it: `Position title`.
  package let title: String
  /// How wide a column of a workbook is for it, in characters.
  package let width: Int
  /// What stands in it in examples.
  package let example: String
  /// What it holds, a sentence.
  package let meaning: String

  private init(
    _ name: String, aliases: [String] = [], of kinds: [InputKind], _ content: Content,
    isRequired: Bool = false, isOnRosters: Bool = false, isOneInAnySpelling: Bool = false,
    title: String? = nil, width: Int = 24, example: String, meaning: String
  ) {
    precondition(
      !isOneInAnySpelling || content == .text(.onceForEachText), "each spelling has to be kept once"
    )
    self.name = name
    self.aliases = aliases
    self.kinds = kinds
    self.content = content
    self.isRequired = isRequired
    self.isOnRosters = isOnRosters
    self.isOneInAnySpelling = isOneInAnySpelling
    self.title = title ?? inWords(columnNamed: name)
    self.width = width
    self.example = example
    self.meaning = meaning
  }

  /// All names that a header may use, the one of documents first.
  package var names: [String] { [name] + aliases }

  /// How its texts are kept; `nil` for a field that holds no text.
  package var keeping: Keeping? {
    if case .text(let keeping) = content { keeping } else { nil }
  }

  /// The fields with texts of a kind, in the order of the list.
  package static func texts(of kind: InputKind) -> [InputField] {
    all.filter { $0.keeping != nil && $0.kinds.contains(kind) }
  }

  /// The texts of plans that rosters take over, in the order of their columns.
  package static let onRosters = texts(of: .plans).filter(\.isOnRosters)

  /// The field of a kind that holds a value of one element: `weight` in plans, `level` in ratings.
  package static func value(of kind: InputKind) -> InputField {
    guard let field = all.first(where: { $0.content == .value && $0.kinds.contains(kind) }) else {
      preconditionFailure("every kind has a value")
    }
    return field
  }

  /// The column of our own form that adds up the weights of a plan. Files may come back with it; nothing reads it.
  package static let formTotal = "total"

  /// All fields, in the order in which forms, documents and rosters have them.
  package static let all: [InputField] = [
    InputField(
      "executive_id", of: InputKind.allCases, .executiveID, isRequired: true, title: "Executive",
      example: "ES-0001", meaning: "Who it is."),
    InputField(
      "element", of: InputKind.allCases, .element,
      example: "leading_change",
      meaning: "The id or title of an element; case, spaces, `_` and `-` do not count."),
    InputField(
      "weight", of: [.plans], .value, isRequired: true, example: "20", meaning: "Its weight."),
    InputField(
      "level", aliases: ["rating"], of: [.ratings], .value, isRequired: true, example: "4",
      meaning: "Its level."),
    InputField(
      "name", of: [.plans], .text(.forEachRecord), isOnRosters: true, width: 28,
      example: "Doe, Jane Q.", meaning: "The executive's name, for the roster."),
    InputField(
      "organization", of: [.plans], .text(.onceForEachText), isOnRosters: true,
      isOneInAnySpelling: true, width: 24,
      example: "Office of Harbor Planning", meaning: "Where the executive works."),
    InputField(
      "position_title", of: [.plans], .text(.forEachRecord), isOnRosters: true, width: 28,
      example: "Director, Harbor Planning", meaning: "The title of the position."),
    InputField(
      "appointment", of: [.plans], .text(.onceForEachText), isOnRosters: true,
      isOneInAnySpelling: true, width: 14,
      example: "Career",
      meaning: "`Career`, `Noncareer`, `Limited Term` or `Limited Emergency`."),
    InputField(
      "prb", aliases: ["board", "review_board", "performance_review_board"], of: [.plans],
      .text(.onceForEachText), isOneInAnySpelling: true,
      title: "Board",
      example: "Department of Harbors & Canals PRB 1",
      meaning: "The Performance Review Board that reviews the executive. "
        + "Each board gets a roster."),
    InputField(
      "rating_official", of: [.plans], .text(.onceForEachText), isOnRosters: true,
      isOneInAnySpelling: true, width: 24,
      example: "Roe, Richard", meaning: "Who gives the initial summary rating."),
  ]
}

/// The name of a column as people read it: `Rating official` for `rating_official`.
package func inWords(columnNamed name: String) -> String {
  name.prefix(1).uppercased() + name.dropFirst().split(separator: "_").joined(separator: " ")
}
