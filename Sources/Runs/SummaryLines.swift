package import Appraisal
package import Columns
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
    let several = self[severity: .error] > 1 ? " (an executive may have several)" : ""
    return ["Findings: \(self)\(several)"]
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

  /// How many rated executives there are at each level, from high to low, with bars, and with percents where
  /// there are enough for them.
  ///
  /// - Parameters:
  ///   - system: The system in force, for its labels; without it levels are numbers.
  ///   - agency: The counts of the whole agency, whose shares are shown next to these.
  ///   - columns: Those of the terminal: bars, and then labels, give way where there is no room. `nil` for
  ///     a pipe.
  package func distributionLines(
    of system: AppraisalSystem?, comparedWith agency: Tally? = nil, columns: Int? = nil
  ) -> [String] {
    let numbers = Level.allCases.map { "Level \($0.number)" }
    let labels = system.map { system in
      Level.allCases.map { "\($0.number) \(system.definition(of: $0).label)" }
    }
    func width(_ names: [String]) -> Int { names.map(\.displayWidth).max() ?? 0 }
    // Blanks, a count and a share stand after the name.
    let figures = 21 + (agency == nil ? 0 : 9)
    let room = (columns ?? .max) - figures
    let names = labels.flatMap { width($0) <= room ? $0 : nil } ?? numbers
    let nameWidth = width(names)
    let barRoom = min(40, room - nameWidth - 2)
    let hasPercents = max(rated, agency?.rated ?? 0) >= Percent.fewest
    let shared = hasPercents ? [self] + (agency.map { [$0] } ?? []) : []
    let title =
      "Initial summary ratings of \(grouped(rated)) rated"
      + (hasPercents ? ", percent rounded" : "")
    return [title] + (shared.count < 2 ? [] : [aligned("agency", nameWidth + 30)])
      + zip(Level.allCases, names).reversed().map { level, name in
        let count = count(at: level)
        return "  \(padded(name, nameWidth)) \(aligned(count, 10))"
          + shared.map { share($0.count(at: level), of: $0.rated) }.joined(separator: " ")
          + (barRoom < 5 ? "" : bar(count, of: rated, columns: barRoom))
      }
  }
}

/// The last lines of a closing summary: what to open, where the files are, which they are, how long it took.
///
/// - Parameters:
///   - files: Those that were written.
///   - path: The directory of the run or review, `DIR/runs/<id>`.
///   - opensIndex: Whether there are pages.
package func closingLines(
  of files: [RunFile], at path: String, opensIndex: Bool, duration: String
) -> [String] {
  let output = path.split(separator: "/", omittingEmptySubsequences: false).dropLast(2)
  // One that stands among those of the boards is named by their pattern.
  let named = files.filter { file in
    !files.contains { $0.isForEachBoard && $0.path != file.path && $0.isPath(file.path) }
  }
  let names = named.map { $0.isForEachBoard ? $0.path(of: "*") : $0.path }.joined(separator: ", ")
  return (opensIndex ? ["Open:     \(output.joined(separator: "/"))/current/index.html"] : []) + [
    "Files:    \(path)", "          \(names)", "Time:     \(duration)",
  ]
}

/// A number with blanks before it, up to a number of columns.
package func aligned(_ number: Int, _ width: Int) -> String { aligned(grouped(number), width) }

/// A percent in eight columns, which say that there is none where there are too few for one.
private func share(_ count: Int, of all: Int) -> String {
  aligned(Percent.shown(count, of: all) ?? "–", 8)
}

/// Two blanks and a bar of at most so many signs; anybody at all is at least one.
private func bar(_ count: Int, of all: Int, columns: Int) -> String {
  guard count > 0, all > 0 else { return "" }
  return "  " + String(repeating: "#", count: max(1, count * columns / all))
}

extension NearestNames {
  /// A line for each, with how it differs from what was asked for.
  package var lines: [String] {
    let names = names.map { (spelledOut($0.name), $0.how) }
    let width = names.map(\.0.displayWidth).max() ?? 0
    return names.map { "\(padded($0, width))  \($1.words)" }
  }
}

extension Manifest.Kind {
  /// What a command says as JSON of what it published: the directory, and the summary.
  ///
  /// - Parameter appendSummary: Adds the members of the summary, which stand one level deep.
  package func json(at path: String, appendSummary: (inout OutputBuffer) -> Void) -> [UInt8] {
    var out = OutputBuffer()
    var root = JSONObject(indentation: 1, to: &out)
    root.add(path, for: rawValue, to: &out)
    root.begin("summary", to: &out)
    appendSummary(&out)
    root.end(to: &out)
    out.append("\n")
    return out.array
  }
}
