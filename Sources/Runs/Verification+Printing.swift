import Appraisal
import Columns

extension Verification {
  /// The result in a format.
  package func bytes(_ format: OutputFormat) -> [UInt8] {
    var out = OutputBuffer()
    switch format {
    case .text:
      if isCurrent, let run = runs.first { out.append("Run \(run) (current)\n") }
      for problem in problems {
        out.append("\(problem.kind.rawValue): \(problem.name)\n")
        if let explanation = problem.explanation { out.append("  \(explanation)\n") }
      }
      if problems.isEmpty { out.append(words + "\n") }
    case .csv:
      out.append("problem,file\n")
      for problem in problems {
        out.append("\(problem.kind.rawValue),")
        out.append(field: problem.name)
        out.append("\n")
      }
    case .json:
      var root = JSONObject(indentation: 1, to: &out)
      root.add(files, for: "files", to: &out)
      root.add(inputs, for: "inputs", to: &out)
      root.begin("runs", to: &out)
      var chain = JSONObject(isArray: true, to: &out)
      for run in runs {
        chain.begin(to: &out)
        out.append(json: run)
      }
      chain.end(to: &out)
      if let runNotKept { root.add(runNotKept, for: "run_not_kept", to: &out) }
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
  /// What was found to be whole.
  private var words: String {
    var words = "The run is whole: \(counted(files, "file")) and the manifest."
    if runs.count > 1 {
      words =
        "\(grouped(runs.count)) runs are whole, each with the manifest of the one before it: "
        + "\(counted(files, "file"))."
    }
    if inputs > 0 { words += " It came from these inputs: \(grouped(inputs))." }
    if let runNotKept { words += " The run before them, \(runNotKept), is not kept." }
    return words
  }
}
