import FoundationEssentials
import TestSupport
import Testing

/// The modules import what CONTRIBUTING says, which is what `Package.swift` says.
@Suite struct RoomsTests {
  /// What every module may import: the standard library and Foundation's essentials.
  private static let everywhere: Set<String> = [
    "Dispatch", "FoundationEssentials", "Synchronization", "_Builtin_intrinsics",
  ]

  /// The only files outside of `Files` that call the C library, and what for.
  private static let callersOfC: Set<String> = [
    "Columns/Column.swift",  // mmap
    "Columns/OutputBuffer.swift",  // memcpy
    "CSV/BlockPass.swift",  // memchr
    "CSV/FieldSink.swift",  // malloc
    "Spreadsheets/XMLReader.swift",  // strcmp
    "Workbooks/FormWorkbook.swift",  // strdup
    "Workbooks/RosterWorkbook+Entries.swift",  // strdup
    "Workbooks/WorkbookInMemory.swift",  // a file in memory
    "appraise/Appraise.swift",  // signal, umask, exit
  ]

  private static func text(_ path: String) throws -> String {
    String(decoding: try bytes(ofFile: "\(Repository.root)/\(path)"), as: UTF8.self)
  }

  /// The rooms of CONTRIBUTING's table and what each may import.
  private static func table() throws -> [String: Set<String>] {
    let lines = try text("CONTRIBUTING.md").split(separator: "\n")
    var rooms: [String: Set<String>] = [:]
    for line in lines.drop(while: { $0 != "## Rooms" }).dropFirst().prefix(while: {
      !$0.hasPrefix("## ")
    }) {
      guard let row = line.wholeMatch(of: /\| `(\w+)` \| [^|]+ \| ?([^|]*)\|/) else { continue }
      rooms[String(row.1)] = Set(row.2.matches(of: /`(\w+)`/).map { String($0.1) })
    }
    return rooms
  }

  /// The targets of `Package.swift` and what each depends on.
  private static func targets() throws -> [String: Set<String>] {
    var targets: [String: Set<String>] = [:]
    let package = try text("Package.swift")
    for block in package.split(separator: /\n    \.(?=target|executableTarget)/).dropFirst() {
      guard let name = block.firstMatch(of: /name: "(\w+)"/),
        !["TestSupport", "fuzz"].contains(name.1)
      else {
        continue
      }
      var names: Set<String> = []
      if let list = block.firstMatch(
        of: /dependencies: \[(.*?)\](?:,\s*(resources|swiftSettings|path))/.dotMatchesNewlines())
      {
        let bare = list.1.replacing(/package: "[^"]*"/, with: "").replacing(/\["Excel"\]/, with: "")
        names = Set(bare.matches(of: /"(\w+)"/).map { String($0.1) })
      }
      targets[String(name.1)] = names
    }
    return targets
  }

  /// The imports of a module, by file.
  private static func imports(of module: String) throws -> [(file: String, module: String)] {
    let folder = "\(Repository.root)/Sources/\(module)"
    return try files(below: folder).filter { $0.hasSuffix(".swift") }.flatMap { file in
      try text("Sources/\(module)/\(file)").split(separator: "\n").compactMap { line in
        line.firstMatch(of: /^\s*(?:package |public )?import (\w+)/)
          .map { ("\(module)/\(file)", String($0.1)) }
      }
    }
  }

  @Test func tableIsThatOfThePackage() throws {
    #expect(try Self.table() == Self.targets())
  }

  @Test func everyImportIsInTheTable() throws {
    let table = try Self.table()
    #expect(table.count >= 10)
    for (room, allowed) in table {
      for found in try Self.imports(of: room) where !Self.everywhere.contains(found.module) {
        if found.module == "Glibc" {
          #expect(room == "Files" || Self.callersOfC.contains(found.file), "\(found.file): Glibc")
        } else {
          #expect(allowed.contains(found.module), "\(found.file) imports \(found.module)")
        }
      }
    }
  }
}
