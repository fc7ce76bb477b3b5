import FoundationEssentials
import TestSupport
import Testing

/// `datapackage.json` says of every CSV file of a run or a review what it is. That Frictionless takes it so is
/// tested by `make test-recipes`.
@Suite struct DataPackageTests {
  private static func text(_ value: JSONValue?) -> String? {
    if case .text(let text)? = value { text } else { nil }
  }

  private static func list(_ value: JSONValue?) -> [JSONValue] {
    if case .list(let list)? = value { list } else { [] }
  }

  /// Compares the package of a published directory with what is there.
  private static func expect(_ directory: String, besides others: Set<String> = []) throws {
    let package = try JSONValue(bytes(ofFile: "\(directory)/datapackage.json"))
    let manifest = try JSONValue(bytes(ofFile: "\(directory)/manifest.json"))
    let resources = list(package["resources"])
    let paths = resources.compactMap { text($0["path"]) }
    let csv = try files(below: directory).filter { $0.hasSuffix(".csv") && !others.contains($0) }
    #expect(paths == csv.filter { path in !path.hasPrefix("sheets/") })
    #expect(Set(resources.compactMap { text($0["name"]) }).count == resources.count)
    for resource in resources {
      let path = try #require(text(resource["path"]))
      let file = try #require(list(manifest["files"]).first { text($0["name"]) == path })
      #expect(resource["hash"] == .text("sha256:" + (text(file["sha256"]) ?? "")), "\(path)")
      #expect(resource["bytes"] == file["bytes"])
      var schema = resource["schema"]
      if let reference = text(schema) {
        schema = try JSONValue(bytes(ofFile: "\(directory)/\(reference)"))
      }
      let names = list(schema?["fields"]).compactMap { text($0["name"]) }
      let table = try ReferenceReader().read(try bytes(ofFile: "\(directory)/\(path)")).texts
      #expect(table.first?.map { $0.replacing("\u{FEFF}", with: "") } == names, "\(path)")
      try expect(table.dropFirst().map(\.self), by: schema, in: path)
    }
  }

  /// Each cell is of its type, and the key tells the rows apart.
  private static func expect(
    _ rows: [[String]], by schema: JSONValue?, in path: String
  ) throws {
    for (column, field) in list(schema?["fields"]).enumerated() {
      let cells = rows.map { $0[column] }
      switch text(field["type"]) {
      case "integer": #expect(cells.allSatisfy { $0.isEmpty || Int($0) != nil }, "\(path)")
      case "number":
        #expect(cells.allSatisfy { $0.isEmpty || Decimal(string: $0) != nil }, "\(path)")
      default: #expect(text(field["type"]) == "string")
      }
      #expect(text(field["description"])?.isEmpty == false)
      if field["name"] == schema?["primaryKey"] {
        #expect(Set(cells).count == cells.count, "\(path)")
      }
    }
  }

  @Test(arguments: ["agency", "hostile-agency"])
  func runIsDescribed(agency: String) throws {
    let scratch = try ScratchDirectory()
    let inputs = "\(Repository.fixtures)/\(agency)"
    let ended = try BuiltProgram.located().run([
      "run", "--plans", "\(inputs)/plans.csv", "--ratings", "\(inputs)/ratings.csv", "--pages",
      "none",
      "--output", scratch.path,
    ])
    #expect(ended.status == 1)
    try Self.expect("\(scratch.path)/current")
  }

  @Test func closedReviewIsDescribed() throws {
    let cycle = try HarborCycle()
    try cycle.close()
    let current = "\(cycle.reviews)/current"
    #expect(try files(below: current).contains("annual-ratings.csv"))
    try Self.expect(current)
  }
}
