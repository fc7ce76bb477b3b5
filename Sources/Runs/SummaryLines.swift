package import Appraisal
import Columns
package import ReviewBoards
import Tables

// What a closing summary and a report tell people in the same words.

extension RunSummary {
  /// How many executives there are, and what they are.
  ///
  /// - Parameter system: The name of the system in force.
  package func countLines(under system: String) -> [String] {
    var lines = overall.countLines(under: system)
    if strayRatingRecords > 0 {
      lines.append("  \(counted(strayRatingRecords, "rating record")) without a plan")
    }
    return lines
  }

  /// The findings by code; see ``FindingCounts/lines``.
  package var findingLines: [String] { findings.lines }
}

extension FindingCounts {
  /// How many there are of each code, errors first: nothing that was found is passed over.
  package var lines: [String] {
    let codes = Severity.allCases.flatMap { severity in
      FindingCode.allCases.filter { $0.severity == severity && self[code: $0] > 0 }
    }
    let width = Severity.allCases.map(\.rawValue.utf8.count).max() ?? 0
    return ["Findings: \(self)"]
      + codes.map { code in
        "  \(aligned(self[code: code], 10))  \(padded(code.severity.rawValue, width))  "
          + code.rawValue
      }
  }
}

extension Tally {
  /// How many executives there are, and what they are.
  package func countLines(under system: String) -> [String] {
    [
      "\(counted(executives, "executive")) with a plan, under \(system)", "",
      "  rated      \(aligned(rated, 10))",
      "  not rated  \(aligned(notRated, 10))",
      "  rejected   \(aligned(rejected, 10))",
    ]
  }

  /// How many rated executives there are at each level, from high to low, with bars.
  ///
  /// - Parameters:
  ///   - system: The system in force, for its labels; without it levels are numbers.
  ///   - agency: The counts of the whole agency, whose shares are shown next to these.
  package func distributionLines(of system: AppraisalSystem?, comparedWith agency: Tally? = nil)
    -> [String]
  {
    let names = Level.allCases.map { level in
      system.map { "\(level.number) \($0.definition(of: level).label)" } ?? "Level \(level.number)"
    }
    let width = names.map(\.unicodeScalars.count).max() ?? 0
    // Blanks, a count and a share stand between them.
    let title = "Initial summary ratings, percent rounded"
    return [agency == nil ? title : padded(title, width + 21) + "   agency"]
      + zip(Level.allCases, names).reversed().map { level, name in
        let count = count(at: level)
        return "  \(padded(name, width)) \(aligned(count, 10)) " + share(count, of: rated)
          + (agency.map { "  " + share($0.count(at: level), of: $0.rated) } ?? "")
          + bar(count, of: rated)
      }
  }
}

/// A number with blanks before it, up to a number of columns.
package func aligned(_ number: Int, _ width: Int) -> String { aligned(grouped(number), width) }

/// A percent in seven columns.
private func share(_ count: Int, of all: Int) -> String {
  aligned(Percent.text(count, of: all), 7)
}

/// Two blanks and a bar of at most 40 signs; anybody at all is at least one.
private func bar(_ count: Int, of all: Int) -> String {
  guard count > 0, all > 0 else { return "" }
  return "  " + String(repeating: "#", count: max(1, count * 40 / all))
}

extension NearestNames {
  /// A line for each, with how it differs from what was asked for.
  package var lines: [String] {
    let names = names.map { (spelledOut($0.name), $0.how) }
    let width = names.map(\.0.displayWidth).max() ?? 0
    return names.map { "\(padded($0, width))  \($1.words)" }
  }
}
