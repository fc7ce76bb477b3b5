import Appraisal
import Columns
import Testing

@testable import Batch

@Suite struct WrittenWordsTests {
  /// The words are those of the finding, whether it was met before or not, and whichever text of it was asked
  /// for first; also of those that come when no more are kept.
  @Test func wordsAreThoseOfTheFinding() throws {
    let system = AppraisalSystem.opmBasic2012
    let words = WrittenWords(under: system)
    let totals = (0..<6000).map { Finding.total(WrongTotal(Weight(hundredths: UInt32($0)))) }
    let missing = (0..<5).map { Finding.weight(.missingWeight(of: ElementIndex($0))) }
    let parts: [FindingText] = [.citation, .message, .fix]
    for _ in 1...2 {
      for finding in missing + totals + missing.reversed() {
        for part in parts {
          var kept = OutputBuffer()
          var made = OutputBuffer()
          words.append(part, of: finding, to: &kept)
          finding.write(part, under: system, to: &made)
          if kept.array != made.array { Issue.record("\(finding), \(part)") }
        }
      }
    }
    // What it has to do with is in its words, and they are nobody else's.
    for related in ["line 3 of plans.csv", "line 7 of plans.csv"] {
      let finding = Finding.record(.duplicatePlan)
      var kept = OutputBuffer()
      var made = OutputBuffer()
      words.append(.message, of: finding, related: related, to: &kept)
      finding.write(.message, under: system, related: related, to: &made)
      #expect(kept.array == made.array)
    }
  }
}
