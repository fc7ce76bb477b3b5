import Appraisal
import Columns
import Files
import Pages
import ReviewBoards
import Runs
import Tables

/// Writes the files of a review.
final class ReviewWriter: Sendable {
  let register: Register
  let judged: Review.Judged
  let closed: Bool
  let title: String?
  let design: PageDesign?
  let workbookDesign: PageDesign?
  let workers: Workers
  /// By board.
  let facts: [BoardFacts]
  let reasons: ExecutiveReasons

  /// A writer of what was judged.
  init(
    _ judged: Review.Judged, closed: Bool, title: String?, pages design: PageDesign?,
    workbooks workbookDesign: PageDesign?, workers: Workers
  ) async throws(RunError) {
    register = judged.register
    self.judged = judged
    self.closed = closed
    self.title = title
    self.design = design
    self.workbookDesign = workbookDesign
    self.workers = workers
    let register = register
    facts = try await workers.map(register.units.count) { BoardFacts(of: $0, in: register) }
    reasons = ExecutiveReasons(of: register)
  }

  /// Writes everything.
  ///
  /// - Parameter progress: Told the boards whose sheets and pages are written.
  /// - Returns: What was counted.
  func write(
    to publication: Publication, review: Manifest.Review, system: Manifest.System,
    progress: Progress?
  ) async throws(RunError) -> ReviewSummary {
    let directory = publication.staging
    progress?.begin("writing", total: facts.count * ((closed ? 0 : 1) + (design == nil ? 0 : 1)))
    let summary = try ReviewSummary(
      of: register, boards: facts, runID: review.run.id, isClosed: closed)
    let origins = Origins(of: judged.inputs, title: title, system: system)
    var (files, statistics) = try await writeTablesByBoard(to: directory)
    files += try writeTotals(statistics, to: directory)
    // Nothing is to be filled in after the last decision.
    if !closed {
      files += try await writeSheets(to: directory, from: origins, progress: progress)
    }
    if let design {
      let pages = ReviewPages(
        of: register, summary: summary, statistics: statistics, facts: facts, reasons: reasons,
        design: design, origins: origins, review: review)
      files += try await pages.write(to: directory, workers: workers, progress: progress)
    }
    var buffer = OutputBuffer()
    ReviewFindingWriter(register).append(fileOf: register.findings, to: &buffer)
    files.append(try directory.write(buffer, to: RunFile.findings.path))
    buffer.removeAll()
    summary.append(json: &buffer)
    buffer.append("\n")
    files.append(try directory.write(buffer, to: RunFile.summary.path))
    files += try dataPackage.write(of: files, to: directory)
    let manifest = Manifest(
      version: Manifest.programVersion, title: title,
      marking: design?.marking ?? workbookDesign?.marking, system: system, inputs: judged.inputs,
      review: review,
      files: files.map { Manifest.File($0) }, run: publication.runID, after: publication.previous)
    buffer.removeAll()
    manifest.append(json: &buffer)
    _ = try directory.write(buffer, to: RunFile.manifest.path)
    try directory.removeEmptyFolders()
    return summary
  }

  /// What pages and workbooks say of where they come from.
  struct Origins: Sendable {
    let all: PageOrigin
    /// Without what the authority handed back, which is not for the boards: their pages and sheets stay what they
    /// were when it comes. The sheets that came back from boards are named to each its own.
    let forBoards: PageOrigin
    /// The sheets that came back, in their order.
    let returned: [PageOrigin.Input]

    init(of inputs: [Manifest.Input], title: String?, system: Manifest.System) {
      func named(_ inputs: [Manifest.Input]) -> [PageOrigin.Input] {
        inputs.map {
          PageOrigin.Input(role: $0.role, name: $0.name, records: $0.records, sha256: $0.sha256)
        }
      }
      func origin(_ named: [PageOrigin.Input], of inputs: [Manifest.Input]) -> PageOrigin {
        PageOrigin(
          version: Manifest.programVersion, title: title, systemSHA256: system.sha256,
          inputs: named, fingerprint: InputFingerprint(of: inputs))
      }
      all = origin(named(inputs), of: inputs)
      let known = inputs.filter { $0.role != ReviewInput.decided.name }
      let isReturned = { (input: Manifest.Input) in input.role == ReviewInput.returned.name }
      forBoards = origin(named(known.filter { !isReturned($0) }), of: known)
      returned = named(known.filter(isReturned))
    }
  }

  /// What is known of the CSV files of a review.
  private var dataPackage: DataPackage {
    DataPackage(
      .review,
      [
        .init("register", .register, Table.register), .init("changes", .changes, Table.changes),
        .init("places", .places, Table.places),
        .init(
          "final-elements", .finalElements, Table.finalElements(under: register.rosters.system)),
        .init("boards", .reviewedBoards, Table.reviewedBoards),
        .init("limits", .limits, Table.limits), .init("statistics", .statistics, Table.statistics),
        .init("annual-ratings", .annualRatings, Table.annualRatings),
        .init("findings", .findings, Table.findings),
      ])
  }

  /// The ids of the members who step out of a case.
  func recusedMembers(of executive: Int) -> [UInt8] {
    Array((register.recused[executive] ?? []).map(\.member.id).joined(separator: Array("; ".utf8)))
  }
}
