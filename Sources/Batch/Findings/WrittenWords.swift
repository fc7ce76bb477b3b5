import Appraisal
import Columns

/// The words of findings that a task has written, each kept for the next finding that says the same: of
/// a million findings nearly all say one of a few hundred things.
final class WrittenWords {
  /// How many findings are kept: what comes after so many different ones is made again.
  private static let most = 4096

  private let system: AppraisalSystem
  private var numbers: [Finding: Int] = [:]
  /// The parts of one finding after those of the other, by their numbers.
  private var texts = TextColumnBuilder()
  /// The finding that was asked for last: mostly all its parts are, one after the other.
  private var last: (finding: Finding, number: Int)?

  /// No words yet.
  ///
  /// - Parameter system: The one that the findings were made under.
  init(under system: AppraisalSystem) { self.system = system }

  /// Adds one text of a finding.
  ///
  /// - Parameter related: What it has to do with, which is in its words; they are not kept then. Empty for
  ///   nothing.
  /// - Complexity: O(length of the text).
  func append(
    _ part: FindingText, of finding: Finding, related: String = "", to buffer: inout OutputBuffer
  ) {
    guard related.isEmpty, let number = number(of: finding) else {
      return finding.write(part, under: system, related: related, to: &buffer)
    }
    texts.with(FindingText.allCases.count * number + part.rawValue) { buffer.append($0) }
  }

  /// The number of a finding, whose words are made where they are not there; `nil` where too many are.
  private func number(of finding: Finding) -> Int? {
    if let last, last.finding == finding { return last.number }
    if let number = numbers[finding] {
      last = (finding, number)
      return number
    }
    guard numbers.count < Self.most else { return nil }
    let number = numbers.count
    for part in FindingText.allCases {
      var text = OutputBuffer(capacity: 256)
      finding.write(part, under: system, to: &text)
      text.withBytes { texts.append($0) }
    }
    numbers[finding] = number
    last = (finding, number)
    return number
  }
}
