import Appraisal
import Columns
import Files
import Logging
import Pages
import Records
import ReviewBoards
import Runs
import Tables

extension Batch {
  /// Writes all files of a run.
  ///
  /// - Parameters:
  ///   - limits: The cycle whose limits are shown, and what was counted against them; `nil` for none.
  ///   - design: How its pages look; `nil` for no pages.
  ///   - workbooks: How its workbooks look; `nil` for no workbooks.
  func write(
    _ appraisals: Appraisals, to publication: Publication, title: String?,
    limits: (grounds: CountedCycle.Grounds?, counted: CountedCycle?), pages design: PageDesign?,
    workbooks: PageDesign?
  ) async throws(RunError) -> (RunSummary, CountedFindings) {
    progress?.begin("writing", total: 0)
    var inputs = Self.inputs(of: appraisals.intake)
    if let cycle = limits.grounds?.cycle {
      inputs.append(cycle.input(named: shortestDistinctNames(of: [cycle.path])[0]))
    }
    let origin = origin(of: inputs, title: title)
    let findings = try await Findings(appraisals, expectsRatings: true, workers: workers)
    let scores = try await Scores(appraisals).write(
      to: publication.staging, workers: workers)
    let distribution = try await Distribution(
      of: appraisals, forPages: design != nil, workers: workers)
    let remarks = RosterRemarks(findings)
    let lines = RosterLines(appraisals, remarks: remarks)
    let pages = design.map {
      RosterPages(
        appraisals, remarks: remarks, agency: distribution, design: $0, origin: origin,
        hasWorkbooks: workbooks != nil)
    }
    let marking = design?.marking ?? workbooks?.marking
    let workbooks = workbooks.map {
      RosterWorkbooks(appraisals, lines: lines, design: $0, origin: origin)
    }
    let rosters = try await Rosters(
      appraisals, lines: lines, pages: pages, workbooks: workbooks, workers: workers
    ).write(to: publication.staging, workers: workers, progress: progress)
    let findingsFile = try await findings.writeFile(to: publication.staging, workers: workers)
    try closeTotals(
      of: appraisals.intake, distribution.overall, scored: scores.levels, tallies: rosters.tallies)
    let summary = RunSummary(
      of: appraisals, distribution, tallies: rosters.tallies,
      findings: findingsFile.counted.counts, cycle: limits.counted)
    var files = [scores.file, findingsFile.file] + rosters.files
    if let design {
      let index = IndexPage(
        of: summary, appraisals, distribution, findings: findingsFile.counted,
        limits: limits.grounds.map { LimitTable(limits.counted?.limits ?? [], on: $0) },
        design: design, origin: origin)
      files.append(try index.write(to: publication.staging))
    }
    let (staging, written) = (publication.staging, files)
    let (summaryFile, packageFiles) = try await workers.both { () throws(RunError) in
      var buffer = OutputBuffer()
      summary.append(json: &buffer)
      buffer.append("\n")
      return try staging.write(buffer, to: RunFile.summary.path)
    } _: { () throws(RunError) in
      try dataPackage.write(of: written, to: staging)
    }
    files.append(summaryFile)
    files += packageFiles
    try writeManifest(of: files, inputs: inputs, title: title, marking: marking, to: publication)
    return (summary, findingsFile.counted)
  }

  /// - Throws: ``RunError/Kind/inputOutput`` where somebody was lost on the way.
  private func closeTotals(
    of intake: Intake, _ distribution: Tally, scored: [5 of Int], tallies: [Tally]
  ) throws(RunError) {
    var totals = ControlTotals(
      files: intake.files, tables: (intake.plans.count, intake.ratings.count),
      passedOver: (intake.passedOver(.plans).all, intake.passedOver(.ratings).all),
      distribution: distribution, scored: scored, tallies: tallies)
    alterTotals?(&totals)
    try totals.close()
  }

  /// What is known of the CSV files of a run.
  private var dataPackage: DataPackage {
    DataPackage(
      .run,
      [
        .init("scores", .scores, .scores(under: chosen.system)),
        .init("findings", .findings, Table.findings),
        .init("boards", .rosterIndex, Table.boards),
        .init("roster", .roster, .roster(under: chosen.system), schemaIn: .rosterSchema),
      ])
  }

  /// Writes the manifest, the last of the files.
  private func writeManifest(
    of files: [OutputFile.Identity], inputs: [Manifest.Input], title: String?,
    marking: String?, to publication: Publication
  ) throws(RunError) {
    let manifest = Manifest(
      version: Self.version, title: title, marking: marking,
      system: Manifest.System(name: chosen.system.name, sha256: chosen.sha256), inputs: inputs,
      columns: reading.columns.map { Manifest.Column(heading: $0.heading, name: $0.name) },
      files: files.map { Manifest.File($0) },
      run: publication.runID, after: publication.previous)
    var buffer = OutputBuffer()
    manifest.append(json: &buffer)
    _ = try publication.staging.write(buffer, to: RunFile.manifest.path)
    log.info("written", metadata: ["files": "\(manifest.files.count + 1)"])
  }

  /// What the manifest says of the inputs.
  private static func inputs(of intake: Intake) -> [Manifest.Input] {
    intake.files.map { file in
      Manifest.Input(
        role: file.kind.name, name: file.identity.name, bytes: file.identity.bytes,
        sha256: file.identity.sealedSHA256, records: file.records, encoding: file.encoding,
        sheet: file.sheetName)
    }
  }

  /// What pages and workbooks say of where they come from.
  private func origin(of inputs: [Manifest.Input], title: String?) -> PageOrigin {
    PageOrigin(
      version: Self.version, title: title, systemSHA256: chosen.sha256,
      inputs: inputs.map {
        PageOrigin.Input(role: $0.role, name: $0.name, records: $0.records, sha256: $0.sha256)
      }, fingerprint: InputFingerprint(of: inputs))
  }
}
