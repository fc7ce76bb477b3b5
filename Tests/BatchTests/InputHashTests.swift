import Appraisal
import Columns
import Files
import TestSupport
import Testing

@testable import Batch

/// A run hashes what it reads, as its manifest needs it; who only looks does not, and sees the same.
@Suite struct InputHashTests {
  /// A kind of file, whose bytes take a way of their own into the hash.
  enum Form: CaseIterable {
    case text, otherEncoding, workbook
  }

  private static let plans =
    "executive_id,name,leading_change,leading_people,business_acumen,building_coalitions,"
    + "results_driven\nES-1,Zoe,10,10,10,10,60\n"

  private static func bytes(of form: Form) throws -> [UInt8] {
    guard form == .workbook else { return Array(plans.utf8) }
    var workbook = MadeWorkbook()
    let rows = plans.split(separator: "\n").map { line in
      line.split(separator: ",").map { String($0) }
    }
    workbook.sheets = [.init("Sheet", rows: rows)]
    return workbook.archive.bytes
  }

  @Test(arguments: Form.allCases, [true, false])
  func isThereWhereItIsAskedFor(form: Form, areHashed: Bool) async throws {
    let scratch = try ScratchDirectory()
    let bytes = try Self.bytes(of: form)
    let path = try scratch.write(bytes, to: "plans")
    let intake = try await Intake(
      [Input(kind: .plans, path: path)],
      options: try .init(
        columns: [], encoding: form == .otherEncoding ? "windows-1252" : nil),
      system: .opmBasic2012, workers: Workers(count: 2), areHashed: areHashed)
    #expect(intake.plans.count == 1)
    let identity = intake.files[0].identity
    #expect(identity.bytes == bytes.count)
    var file = try InputFile(path: path)
    let sha256 = try file.readWhole().sealedSHA256
    #expect(sha256.utf8.count == 64)
    #expect(identity.sha256 == (areHashed ? sha256 : nil))
  }
}
