/// What a finding is about: the stable name that the `code` column of `findings.csv` carries.
///
/// A code is declared in the file of its family, or in that of its rule; other programs read it, so
/// it is never used again for something else.
public struct FindingCode: RawRepresentable, Sendable {
  /// The name: `weights-do-not-total-100`.
  public let rawValue: String
  /// How much a finding of this code weighs.
  public let severity: Severity
  /// When it is given, in general; Markdown.
  public let meaning: String
  /// What to do, in general; Markdown. The fix of a finding says it for the case.
  public let remedy: String

  init(_ name: String, _ severity: Severity, meaning: String, remedy: String) {
    rawValue = name
    self.severity = severity
    self.meaning = meaning
    self.remedy = remedy
  }

  /// The code of a name; `nil` if there is none.
  ///
  /// - Complexity: O(codes).
  public init?(rawValue name: String) {
    guard let code = Self.allCases.first(where: { $0.rawValue == name }) else { return nil }
    self = code
  }
}

extension FindingCode: CaseIterable {
  /// All codes, family by family; counts are listed in this order.
  public static let allCases =
    RecordFinding.codes + WeightFinding.codes + BrokenLimit.codes + AboveHeaviest.codes
    + WrongTotal.codes + RatingFinding.codes + FileFinding.codes + CellFinding.codes
    + TextFinding.codes + BoardFinding.codes + ResponseFinding.codes + ReturnFinding.codes
    + FolderFinding.codes + DecisionFinding.codes + LimitFinding.codes
}

extension FindingCode: Hashable {
  public static func == (one: FindingCode, other: FindingCode) -> Bool {
    one.rawValue == other.rawValue
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(rawValue) }
}

/// How much a finding weighs.
public enum Severity: String, CaseIterable, Sendable {
  /// The executive is not scored.
  case error
  /// The executive is scored; somebody should look.
  case warning
  /// Nothing is wrong; the reader should know.
  case notice
}
