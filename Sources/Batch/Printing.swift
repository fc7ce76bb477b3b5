package import Appraisal
import Columns
package import Runs

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
