import Appraisal

/// The runs of lines that are nobody's, each said once: what a block makes of a run that goes on from
/// the block before, or into the next one.
///
/// Blocks are cut anywhere. Of blank records on the lines 4 to 9, in blocks of two records,
///
///     block          0      1      2      3
///     lines          3 4    5 6    7 8    9 10
///     its runs       4      5–6    7–8    9
///     lastLine       9      9      9      9
///     isContinued    no     yes    yes    yes
///
/// the finding stands in block 0 and speaks of the lines 4 to 9.
struct SkippedRuns: Sendable {
  private struct Joint {
    /// Whether the first run of the segment is a part of one that began before.
    var isContinued = false
    /// Where the last run of the segment ends, in whichever segment.
    var lastLine = 0
  }

  /// By segment of a kind.
  private let joints: [InputKind: [Joint]]

  /// The runs of an intake.
  ///
  /// - Complexity: O(segments).
  init(of intake: Intake) {
    var joints: [InputKind: [Joint]] = [:]
    for kind in InputKind.allCases {
      joints[kind] = Self.joints(of: intake.memory(kind).segments)
    }
    self.joints = joints
  }

  private static func joints(of segments: [RecordSegment]) -> [Joint] {
    var joints = [Joint](repeating: Joint(), count: segments.count)
    for number in segments.indices.reversed() {
      guard let last = segments[number].skipped.last else { continue }
      joints[number].lastLine = last.lastLine
      let next = number + 1
      guard next < segments.count, segments[next].file == segments[number].file,
        let first = segments[next].skipped.first, last.isContinued(by: first)
      else { continue }
      joints[next].isContinued = true
      joints[number].lastLine =
        segments[next].skipped.count == 1 ? joints[next].lastLine : first.lastLine
    }
    return joints
  }

  /// Calls `body` with a finding for each run that begins in a segment.
  func forEach(
    of segment: RecordSegment, number: Int, in file: Intake.File, _ body: (LocatedFinding) -> Void
  ) {
    guard !segment.skipped.isEmpty, let joint = joints[file.kind]?[number] else { return }
    for (place, run) in segment.skipped.enumerated() where place > 0 || !joint.isContinued {
      let isLast = place == segment.skipped.count - 1
      let lines = FileFinding.Lines(
        run.line, to: isLast ? joint.lastLine : run.lastLine, areRows: file.sheetName != nil)
      var finding = LocatedFinding(
        finding: .file(run.reason.finding(on: lines)), file: segment.file, line: run.line,
        row: run.row)
      finding.recordNumber = run.record
      if run.reason == .totals {
        finding.value = .skippedID(segment: number, run: place)
      }
      body(finding)
    }
  }
}

extension SkippedRun.Reason {
  /// What is said of such lines.
  func finding(on lines: FileFinding.Lines) -> FileFinding {
    switch self {
    case .blankLine: .blankLine(lines)
    case .blankRecord: .blankRecord(lines)
    case .totals: .totalsRow(lines)
    case .header: .repeatedHeader(lines)
    }
  }
}
