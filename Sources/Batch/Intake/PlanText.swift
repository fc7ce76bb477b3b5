import Appraisal

/// A text of a plan besides the executive id: an entry of ``InputField/all`` by its number among
/// the texts.
///
/// The numbers put first the texts that are kept for each record, and then those that are kept once for
/// each distinct text. So a number says where a text is found in a segment, and nothing needs to be
/// looked up for it.
///
///     number  field           in a segment
///     0       name            the row of texts, after the id
///     1       position_title  the same
///     2       organization    shared text 0
///     3       appointment     shared text 1
///     4       prb             shared text 2
///     5       rating_official shared text 3
struct PlanText: Hashable, BitwiseCopyable, Sendable {
  /// From 0 ..< ``count``.
  let number: Int

  /// The text of a number.
  init(number: Int) { self.number = number }

  /// The text of a field.
  ///
  /// - Precondition: the field is one of plans, and holds a text.
  init(of name: String) {
    guard let number = Self.fields.firstIndex(where: { $0.name == name }) else {
      preconditionFailure("plans have no text '\(name)'")
    }
    self.number = number
  }

  // Those that something is done with besides showing them.
  static let name = PlanText(of: "name")
  static let organization = PlanText(of: "organization")
  static let positionTitle = PlanText(of: "position_title")
  static let appointment = PlanText(of: "appointment")
  static let board = PlanText(of: "prb")
  static let ratingOfficial = PlanText(of: "rating_official")

  /// By number. Stable: of those kept in the same way the list's order stays.
  private static let fields: [InputField] = {
    let texts = InputField.texts(of: .plans)
    let fields = InputField.Keeping.allCases.flatMap { keeping in
      texts.filter { $0.keeping == keeping }
    }
    precondition(
      fields.count == count
        && fields[..<countForEachRecord].allSatisfy { $0.keeping == .forEachRecord }
        && fields[countForEachRecord...].allSatisfy { $0.keeping == .onceForEachText },
      "the numbers of texts are not those of the list")
    return fields
  }()

  // Constants, held to the list where it is read: they are asked for in the innermost loops, where a list
  // would be asked each time whether it was made.

  /// How many are kept for each record.
  @inline(__always)
  static var countForEachRecord: Int { 2 }
  /// How many are kept once for each distinct text.
  @inline(__always)
  static var countOfShared: Int { 4 }
  /// How many there are.
  @inline(__always)
  static var count: Int { countForEachRecord + countOfShared }

  /// All that a kind of input has, by number: those of plans, or none.
  static func all(of kind: InputKind) -> [PlanText] {
    InputField.texts(of: kind).isEmpty ? [] : (0..<count).map(PlanText.init(number:))
  }

  /// All of them, in the order of the list.
  static let inOrderOfTheList: [PlanText] =
    InputField.texts(of: .plans).map { PlanText(of: $0.name) }
  /// Those that rosters take over, in the order of their columns.
  static let onRosters: [PlanText] = InputField.onRosters.map { PlanText(of: $0.name) }

  /// Whether many executives have the same text there, so that each is kept once.
  @inline(__always)
  var isShared: Bool { number >= Self.countForEachRecord }

  /// The place of a shared text among the shared ones, from 0 ..< ``countOfShared``.
  @inline(__always)
  var slot: Int { number - Self.countForEachRecord }

  /// What the list says of the field.
  var field: InputField { Self.fields[number] }
}
