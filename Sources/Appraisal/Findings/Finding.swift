/// One coded statement about the input, without its place.
///
/// A finding is a few bytes of plain numbers, so that millions of them can be made, counted and made
/// again; its words come when somebody is to read them:
///
///     do {
///       _ = try Plan(weights: [10, 10, 10, 10, 50].map(Weight.init(percent:)), under: system)
///     } catch {
///       for finding in error.findings { print(finding.statement(under: system)) }
///       // The weights total 90%, not 100%. Add 10%.
///     }
///
/// Each family of findings is a file, with the codes at its top; what breaks a rule over weights
/// stands in the file of the rule.
public enum Finding: Hashable, Sendable {
  /// About a record or one of its fields.
  case record(RecordFinding)
  /// About the weight of one element, which is missing or invalid.
  case weight(WeightFinding)
  /// A weight that breaks a rule of its element.
  case limit(BrokenLimit)
  /// An element that outweighs the one that none may outweigh.
  case heaviest(AboveHeaviest)
  /// Weights that do not add up.
  case total(WrongTotal)
  /// About ratings, or an executive without them.
  case rating(RatingFinding)
  /// About a file or one of its lines.
  case file(FileFinding)
  /// About the cells of a workbook.
  case cell(CellFinding)
  /// About a text that is shown again.
  case text(TextFinding)
  /// About a review board and its members.
  case board(BoardFinding)
  /// About a response of an executive, or a cell of a later file of the cycle.
  case response(ResponseFinding)
  /// About a sheet that came back.
  case sheet(ReturnFinding)
  /// About a file in a folder of sheets, or a sheet as a whole.
  case folder(FolderFinding)
  /// About a decision of the authority.
  case decision(DecisionFinding)
  /// About the limits of a unit, or the run under review.
  case limits(LimitFinding)

  private var member: any FindingFamily {
    switch self {
    case .record(let finding): finding
    case .weight(let finding): finding
    case .limit(let finding): finding
    case .heaviest(let finding): finding
    case .total(let finding): finding
    case .rating(let finding): finding
    case .file(let finding): finding
    case .cell(let finding): finding
    case .text(let finding): finding
    case .board(let finding): finding
    case .response(let finding): finding
    case .sheet(let finding): finding
    case .folder(let finding): finding
    case .decision(let finding): finding
    case .limits(let finding): finding
    }
  }

  /// What stands in the column `code`, with its severity.
  public var code: FindingCode { member.code }

  /// The index of the element that it is about, in the order of the system.
  public var element: Int? { member.element }

  /// What was found, where that is a number and not a text.
  package var quantity: FindingQuantity? { member.quantity }

  /// Writes one text of the finding.
  ///
  /// - Parameters:
  ///   - part: Which text.
  ///   - system: The system that it was made under.
  ///   - related: Where the other record of a duplicate stands: `line 7 of plans.csv`.
  ///   - sink: Takes the text; valid UTF-8 without line breaks or control characters.
  /// - Complexity: O(length of the text).
  package func write(
    _ part: FindingText, under system: AppraisalSystem, related: String = "",
    to sink: inout some TextSink & ~Copyable
  ) {
    member.phrase(part, under: system, related: related).write(to: &sink)
  }
}

// MARK: - Words

extension Finding {
  /// The fact, with what was found and what is expected, in one sentence.
  ///
  /// - Parameters:
  ///   - system: The system that the finding was made under.
  ///   - related: Where the other record of a duplicate stands.
  /// - Complexity: O(length of the text).
  public func message(under system: AppraisalSystem, related: String = "another place") -> String {
    text(.message, under: system, related: related)
  }

  /// What to do about it, in one sentence.
  ///
  /// - Parameters:
  ///   - system: The system that the finding was made under.
  ///   - related: Where a record stands that has to do with it.
  /// - Complexity: O(length of the text).
  public func fix(under system: AppraisalSystem, related: String = "another place") -> String {
    text(.fix, under: system, related: related)
  }

  /// The law, manual or format that asks for it.
  ///
  /// - Complexity: O(length of the text).
  public func citation(under system: AppraisalSystem) -> String { text(.citation, under: system) }

  /// The fact and the fix.
  ///
  /// - Complexity: O(length of the text).
  public func statement(under system: AppraisalSystem) -> Statement {
    Statement(message(under: system), fix: fix(under: system))
  }

  private func text(
    _ part: FindingText, under system: AppraisalSystem, related: String = ""
  ) -> String {
    var text = ""
    write(part, under: system, related: related, to: &text)
    return text
  }
}

/// The three texts that a finding has for people.
package enum FindingText: Int, CaseIterable, Sendable {
  /// The fact, with what was found and what is expected.
  case message
  /// What to do about it.
  case fix
  /// The law, manual or contract that asks for it.
  case citation

  /// The one of three texts that this names; the others are not made.
  @inline(__always)
  func of(
    message: @autoclosure () -> Phrase, fix: @autoclosure () -> Phrase,
    citation: @autoclosure () -> Phrase
  ) -> Phrase {
    switch self {
    case .message: message()
    case .fix: fix()
    case .citation: citation()
    }
  }
}

/// A number that was found.
package enum FindingQuantity: Equatable, Sendable {
  case weight(Weight)
  case count(Int)
}

/// Findings that are about the same thing and are told apart by code.
protocol FindingFamily: Hashable, BitwiseCopyable, Sendable {
  /// The codes of the family, in the order of ``FindingCode/allCases``.
  static var codes: [FindingCode] { get }
  var code: FindingCode { get }
  /// The index of the element; `nil` in a family that is about none.
  var element: Int? { get }
  /// What was found; `nil` where that is a text or nothing.
  var quantity: FindingQuantity? { get }
  /// One of the texts.
  func phrase(_ part: FindingText, under system: AppraisalSystem, related: String) -> Phrase
}

extension FindingFamily {
  var element: Int? { nil }
  var quantity: FindingQuantity? { nil }
}
