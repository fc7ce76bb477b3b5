package import Appraisal
import Columns

/// The built-in systems as a list.
package struct SystemList: Sendable {
  private let systems: [AppraisalSystem]

  /// A list of systems.
  package init(_ systems: [AppraisalSystem]) { self.systems = systems }

  /// The list in a format: name, first day, title.
  package func bytes(_ format: OutputFormat) -> [UInt8] {
    var out = OutputBuffer()
    switch format {
    case .text:
      let width = systems.map(\.name.displayWidth).max() ?? 0
      for system in systems {
        out.append(
          "\(padded(system.name, width))  from \(system.effective.from)  \(system.title)\n")
      }
    case .csv:
      out.append("name,effective_from,title\n")
      for system in systems {
        out.append("\(system.name),\(system.effective.from),")
        out.append(field: system.title)
        out.append("\n")
      }
    case .json:
      var array = JSONObject(isArray: true, indentation: 1, to: &out)
      for system in systems {
        array.begin(to: &out)
        var object = JSONObject(to: &out)
        object.add(system.name, for: "name", to: &out)
        object.add(system.effective.from, for: "effective_from", to: &out)
        object.add(system.title, for: "title", to: &out)
        object.end(to: &out)
      }
      array.end(to: &out)
      out.append("\n")
    }
    return out.array
  }
}

extension Verification {
  /// The result in a format.
  package func bytes(_ format: OutputFormat) -> [UInt8] {
    var out = OutputBuffer()
    switch format {
    case .text:
      for problem in problems { out.append("\(problem.kind.rawValue): \(problem.name)\n") }
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

extension Batch.Run {
  /// The run's summary as JSON, with the run's directory.
  package var json: [UInt8] {
    var out = OutputBuffer()
    var root = JSONObject(indentation: 1, to: &out)
    root.add(path, for: "run", to: &out)
    root.begin("summary", to: &out)
    summary.append(json: &out, depth: 1)
    root.end(to: &out)
    out.append("\n")
    return out.array
  }
}
