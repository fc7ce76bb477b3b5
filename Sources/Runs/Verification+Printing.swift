import Appraisal
import Columns
import Tables

extension Verification {
  /// The result in a format.
  package func bytes(_ format: OutputFormat) -> [UInt8] {
    var out = OutputBuffer()
    switch format {
    case .text:
      if isFoundByDirectory, let id = chain.ids.first {
        out.append("\(kind.title) \(id) (current)\n")
      }
      for problem in problems {
        out.append("\(problem.kind.rawValue): \(spelledOut(Array(problem.name.utf8)))\n")
        if let explanation = problem.explanation { out.append("  \(explanation)\n") }
      }
      if problems.isEmpty { out.append(words + "\n") }
    case .csv: return csv
    case .json:
      var root = JSONObject(indentation: 1, to: &out)
      root.add(chain.files, for: "files", to: &out)
      root.add(inputs, for: "inputs", to: &out)
      append(chain, of: kind, to: &root, &out)
      if kind == .review {
        if let runs {
          root.add(runs.files, for: "run_files", to: &out)
          append(runs, of: .run, to: &root, &out)
        }
        append(runsNotVerified, for: "runs_not_verified", to: &root, &out)
      }
      root.begin("problems", to: &out)
      var array = JSONObject(isArray: true, indentation: 2, to: &out)
      for problem in problems {
        array.begin(to: &out)
        var object = JSONObject(to: &out)
        object.add(problem.kind.rawValue, for: "problem", to: &out)
        object.add(problem.name, for: "file", to: &out)
        object.end(to: &out)
      }
      array.end(to: &out)
      root.end(to: &out)
      out.append("\n")
    }
    return out.array
  }
}

extension Verification {
  /// The problems, one record for each.
  private var csv: [UInt8] {
    let table = Table.problems
    var rows = CSVRows()
    table.appendHeader(to: &rows)
    for problem in problems {
      for source in table.sources {
        switch source {
        case .problem: rows.append(word: problem.kind.rawValue)
        case .file: rows.append(text: Array(problem.name.utf8).span)
        }
      }
      rows.endRow()
    }
    return rows.buffer.array
  }

  /// Adds which runs or reviews were verified.
  private func append(
    _ chain: Chain, of kind: Manifest.Kind, to root: inout JSONObject, _ out: inout OutputBuffer
  ) {
    append(chain.ids, for: "\(kind.rawValue)s", to: &root, &out)
    if let notKept = chain.notKept {
      root.add(notKept, for: "\(kind.rawValue)_not_kept", to: &out)
    }
  }

  private func append(
    _ ids: [String], for key: String, to root: inout JSONObject, _ out: inout OutputBuffer
  ) {
    root.begin(key, to: &out)
    var array = JSONObject(isArray: true, to: &out)
    for id in ids { array.add(id, for: "", to: &out) }
    array.end(to: &out)
  }

  /// What was found to be whole.
  private var words: String {
    var words = Self.words(of: chain, called: kind.rawValue, by: "The \(kind.rawValue)")
    if inputs > 0 {
      words +=
        inputs == 1
        ? " The input is the one that the manifest names."
        : " The \(grouped(inputs)) inputs are those that the manifest names."
    }
    if let notKept = chain.notKept {
      words += " The \(kind.rawValue) before them, \(notKept), is not kept."
    }
    if let runs {
      words +=
        "\n" + Self.words(of: runs, called: "run", by: "The run that it reviews, \(runs.ids[0]),")
      if let notKept = runs.notKept { words += " The run before them, \(notKept), is not kept." }
    }
    if let run = runsNotVerified.first {
      words +=
        runsNotVerified.count > 1
        ? "\n\(grouped(runsNotVerified.count)) runs that they review were not verified, the newest \(run)."
        : "\nThe run \(run) under review was not verified: name it with --run."
    }
    return words
  }

  private static func words(of chain: Chain, called kind: String, by name: String) -> String {
    chain.ids.count > 1
      ? "\(grouped(chain.ids.count)) \(kind)s are whole, each with the manifest of the one before it: "
        + "\(counted(chain.files, "file"))."
      : "\(name) is whole: \(counted(chain.files, "file")) and the manifest."
  }
}
