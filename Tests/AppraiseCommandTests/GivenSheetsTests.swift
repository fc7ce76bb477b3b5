import FoundationEssentials
import TestSupport
import Testing

/// A directory in place of the sheets that are in it.
@Suite struct GivenSheetsTests {
  /// The inputs of the newest review: role, name and hash.
  private static func inputs(of cycle: HarborCycle) throws -> [String] {
    let manifest = try JSONValue(
      try bytes(ofFile: "\(cycle.newest(in: cycle.reviews))/manifest.json"))
    guard case .object(let members) = manifest, case .list(let inputs)? = members["inputs"] else {
      return []
    }
    return inputs.map { input in
      guard case .object(let members) = input else { return "" }
      return ["role", "name", "sha256"].map { "\(members[$0] ?? .null)" }.joined(separator: " ")
    }
  }

  @Test func `the sheets of a directory are those named one by one`() throws {
    let cycle = try HarborCycle()
    let named = try cycle.review(["--returned"] + HarborCycle.returned)
    let inputs = try Self.inputs(of: cycle)
    #expect(named.status == 0 && inputs.count == 4)
    for path in ["returned", "returned/", "./returned"] {
      let ended = try cycle.review(["--returned", path])
      #expect(ended.status == 0, "\(ended.errorText)")
      #expect(try Self.inputs(of: cycle) == inputs, "\(path)")
    }
    let verified = try cycle.appraise(["verify", cycle.reviews, "--returned", "returned"])
    #expect(verified.status == 0, "\(verified.text)")
  }

  @Test func `what is no sheet is left alone`() throws {
    let cycle = try HarborCycle()
    for name in HarborCycle.returned {
      _ = try cycle.file(
        "sheets/" + name.replacing("returned/", with: "").replacing(".csv", with: ".CSV"),
        String(decoding: try bytes(ofFile: "\(HarborCycle.folder)/\(name)"), as: UTF8.self))
    }
    _ = try cycle.file("sheets/.~lock.harbor-prb-1.csv#", "Roe")
    _ = try cycle.file("sheets/.hidden.csv", "Roe")
    _ = try cycle.file("sheets/~$harbor-prb-1.xlsx", "Roe")
    _ = try cycle.file("sheets/notes.txt", "Roe")
    _ = try cycle.file("sheets/old.csv/harbor-prb-1.csv", "Roe")
    let ended = try cycle.review(["--returned", cycle.path("sheets")])
    #expect(ended.status == 0, "\(ended.errorText)")
    #expect(try Self.inputs(of: cycle).count == 4)
  }

  /// The rosters of the run are sheets; the index beside them is none, and a sheet of its name is one.
  @Test func `the index of the rosters is no sheet`() throws {
    let cycle = try HarborCycle()
    let rosters = "\(try cycle.newest(in: cycle.runs))/rosters"
    let ended = try cycle.review(["--returned", rosters])
    #expect(ended.status == 0, "\(ended.errorText)")
    #expect(try Self.inputs(of: cycle).count == 4)
    _ = try cycle.file("one/index.csv", "executive_id,prb_recommended_rating\nH-01,concur\n")
    let one = try cycle.review(["--returned", cycle.path("one")])
    #expect(one.status == 1, "the others of the board are missing")
    #expect(try Self.inputs(of: cycle).count == 2)
  }

  @Test func `a directory without sheets is refused`() throws {
    let cycle = try HarborCycle()
    _ = try cycle.file("empty/notes.txt", "none yet")
    let ended = try cycle.review(["--decided", cycle.path("empty")])
    #expect(ended.status == 66)
    #expect(ended.errorText.contains("--decided: there is no sheet in this directory"))
    // Of members there is one file, and it is named.
    let members = try cycle.review(["--members", cycle.path("empty")])
    #expect(members.status == 66)
  }
}
