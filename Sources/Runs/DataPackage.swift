package import Columns
package import Files
package import Tables

/// `datapackage.json`: the CSV files of a run or a review as a data package of Frictionless, each with its
/// columns, their types, units and keys, its size and hash. Programs that know the format load the files
/// without being told anything.
///
/// Everything in it comes from the declarations of the tables (``Table``) and from the files themselves.
package struct DataPackage: Sendable {
  /// What is known of a file, or of one that each board has.
  package struct Description: Sendable {
    /// How the resource is called; for a file of a board with its slug behind.
    let name: String
    let file: RunFile
    let schema: TableSchema
    /// Where the schema stands in a file of its own, because many resources have it.
    let reference: RunFile?

    /// A file, or one for each board, with the columns of a table.
    package init<Source>(
      _ name: String, _ file: RunFile, _ table: Table<Source>, schemaIn reference: RunFile? = nil
    ) {
      self.name = name
      self.file = file
      schema = TableSchema(of: table)
      self.reference = reference
    }
  }

  private let name: String
  private let descriptions: [Description]
  /// The resource that has each board once.
  private let boards: String?

  /// The package of a run or a review.
  ///
  /// - Parameter descriptions: The files that have rows, those that are one of a kind first.
  package init(_ kind: Manifest.Kind, _ descriptions: [Description]) {
    name = "appraise-\(kind.rawValue)"
    self.descriptions = descriptions
    boards = descriptions.first { $0.schema.isOfBoards }?.name
  }

  /// Writes the schemas that stand in files of their own, and then the package.
  ///
  /// - Parameter files: What was written; of those that are described each becomes a resource.
  /// - Returns: The files that were added.
  package func write(
    of files: [OutputFile.Identity], to directory: RunDirectory
  ) throws(RunError) -> [OutputFile.Identity] {
    var added: [OutputFile.Identity] = []
    var buffer = OutputBuffer()
    for description in descriptions {
      guard let reference = description.reference else { continue }
      buffer.removeAll()
      description.schema.append(json: &buffer, boardsIn: boards, depth: 0)
      buffer.append("\n")
      added.append(try directory.write(buffer, to: reference.path))
    }
    buffer.removeAll()
    append(json: &buffer, of: files)
    added.append(try directory.write(buffer, to: RunFile.dataPackage.path))
    return added
  }

  private func append(json buffer: inout OutputBuffer, of files: [OutputFile.Identity]) {
    var root = JSONObject(indentation: 1, to: &buffer)
    root.add("data-package", for: "profile", to: &buffer)
    root.add(name, for: "name", to: &buffer)
    root.begin("resources", to: &buffer)
    var list = JSONObject(isArray: true, indentation: 2, to: &buffer)
    for file in files.sorted(by: { goesBeforeByBytes($0.name, $1.name) }) {
      guard let description = descriptions.first(where: { $0.file.isPath(file.name) }) else {
        continue
      }
      list.begin(to: &buffer)
      append(file, as: description, to: &buffer)
    }
    list.end(to: &buffer)
    root.end(to: &buffer)
    buffer.append("\n")
  }

  private func append(
    _ file: OutputFile.Identity, as description: Description, to buffer: inout OutputBuffer
  ) {
    let isForEachBoard = description.file.isForEachBoard
    var resource = JSONObject(indentation: isForEachBoard ? nil : 3, to: &buffer)
    let slug = isForEachBoard ? "-" + description.file.slug(ofPath: file.name) : ""
    resource.add(description.name + slug, for: "name", to: &buffer)
    resource.add(file.name, for: "path", to: &buffer)
    resource.add("tabular-data-resource", for: "profile", to: &buffer)
    if !isForEachBoard { resource.add(description.file.meaning, for: "description", to: &buffer) }
    resource.add("csv", for: "format", to: &buffer)
    resource.add("text/csv", for: "mediatype", to: &buffer)
    resource.add("utf-8", for: "encoding", to: &buffer)
    // Otherwise a reader guesses, from what names and boards look like.
    resource.begin("dialect", to: &buffer)
    buffer.append(#"{"delimiter": ",", "quoteChar": "\"", "doubleQuote": true, "header": true}"#)
    resource.add(file.bytes, for: "bytes", to: &buffer)
    resource.add("sha256:\(file.sha256)", for: "hash", to: &buffer)
    if let reference = description.reference {
      resource.add(reference.path, for: "schema", to: &buffer)
    } else {
      resource.begin("schema", to: &buffer)
      description.schema.append(json: &buffer, boardsIn: boards, depth: 3)
    }
    resource.end(to: &buffer)
  }
}
