import Appraisal
import Columns
import Tables

/// The codes of the errors about some executives of a run, by the executive.
struct ErrorCodes: Sendable {
  private var codes: [Int: [String]] = [:]

  /// None.
  init() {}

  /// What `findings.csv` of a run says.
  ///
  /// An executive without a valid id stands in no finding as the one whom it is about, and has none here.
  ///
  /// - Parameters:
  ///   - wanted: The executives whose errors are asked for; with none nothing is read.
  /// - Throws: ``RunError/Kind/untrustworthyInput``.
  /// - Complexity: O(bytes of the findings).
  init(
    about wanted: Set<Int>, among executives: PublishedExecutives, of run: PublishedRun
  ) throws(RunError) {
    guard !wanted.isEmpty else { return }
    let table = Table.findings
    guard let severity = table.sources.firstIndex(of: .severity),
      let code = table.sources.firstIndex(of: .code),
      let id = table.sources.firstIndex(of: .executiveID)
    else { preconditionFailure("findings have these columns") }
    let error = Array(Severity.error.rawValue.utf8)
    let bytes = try run.bytes(of: RunFile.findings.path)
    var reader = TableReader(of: table)
    var codes: [Int: [String]] = [:]
    do throws(TableFault) {
      try reader.read(bytes) { rows throws(TableFault) in
        for row in 0..<rows.count {
          guard rows.withText(row, column: severity, { equals($0, error.span) }),
            let executive = rows.withText(row, column: id, { executives.index(ofID: $0) }),
            wanted.contains(executive)
          else { continue }
          let name = rows.withText(row, column: code) { String(copying: $0) }
          if codes[executive]?.contains(name) != true { codes[executive, default: []].append(name) }
        }
      }
    } catch {
      throw run.unknown(RunFile.findings.path, line: error.line)
    }
    self.codes = codes
  }

  /// Why a system refuses the plans of some executives.
  init(
    ofPlansRefusedBy system: AppraisalSystem, of refused: Set<Int>,
    among executives: PublishedExecutives
  ) {
    for executive in refused {
      let weights = executives.withWeights(of: executive) { weights in
        weights.indices.map { Weight(hundredths: UInt32(weights[$0])) }
      }
      do { _ = try Plan(weights: weights, under: system) } catch {
        for code in error.findings.map(\.code.rawValue)
        where codes[executive]?.contains(code) != true {
          codes[executive, default: []].append(code)
        }
      }
    }
  }

  /// The codes, each once, in the order of the findings.
  func of(_ executive: Int) -> [String] { codes[executive] ?? [] }
}
