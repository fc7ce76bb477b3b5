import Appraisal
import Columns
import CSV
import Testing

@testable import Batch

/// Each task numbers the texts that it meets; brought together, every record still has its own.
@Suite struct SharedTextsTests {
  private static let header = "executive_id,organization,prb,appointment,weight,element"

  /// The records of some blocks, read by one task.
  private func read(
    _ blocks: [[String]], from file: Int, by draft: inout RecordSegmentBuilder
  ) throws -> [RecordSegment] {
    let names = Self.header.split(separator: ",").map { Array($0.utf8) }
    let header = try HeaderMap(header: names, kind: .plans, known: KnownColumns(of: .opmBasic2012))
    let reader = RecordReader(system: .opmBasic2012)
    var parser = RecordParser()
    return try blocks.enumerated().map { number, lines in
      var batch = RecordBatch()
      let bytes = Array(lines.map { "\($0)\n" }.joined().utf8)
      try parser.parse(bytes.span, startingAt: .file, isLast: true, into: &batch)
      return reader.segment(of: batch, under: header, file: file, block: number, by: &draft)
    }
  }

  private func string(_ bytes: Span<UInt8>) -> String {
    String(decoding: bytes.indices.map { bytes[$0] }, as: UTF8.self)
  }

  @Test(arguments: [1, 2, 3])
  func everyRecordHasItsOwn(tasks: Int) async throws {
    // Long records, some of which repeat the texts of the one before.
    let blocks = (0..<6).map { block in
      (0..<40).map { record in
        let executive = record / 3 + 100 * block
        return "\(executive),Unit \(executive % 7),Board \(executive * executive % 11),"
          + "\(executive % 2 == 0 ? "Career" : "Noncareer"),20,leading_change"
      }
    }
    var segments: [(segment: RecordSegment, lexicon: Int)] = []
    var lexicons: [Lexicon.Texts] = []
    for task in 0..<tasks {
      var draft = RecordSegmentBuilder(hash: .ofProcess)
      // The tasks meet the texts in different orders.
      let own = blocks.indices.filter { $0 % tasks == task }.map { blocks[$0] }
      segments += try read(own, from: task, by: &draft).map { ($0, task) }
      lexicons.append(draft.lexicon.take())
    }
    let (shared, renumbered) = try await SharedTexts.merged(
      lexicons, renumbering: segments, hash: .ofProcess, workers: Workers(count: 2))
    let storage = RecordStorage(segments: renumbered, sharedTexts: shared)
    let plans = RecordTable<Plans>(storage.table)
    var counts: [PlanText: [String: UInt32]] = [:]
    let lines = (0..<tasks).flatMap { task in
      blocks.indices.filter { $0 % tasks == task }.flatMap { blocks[$0] }
    }
    #expect(plans.count == lines.count)
    for (index, line) in lines.enumerated() {
      let fields = line.split(separator: ",").map(String.init)
      let expected: [(PlanText, String)] = [
        (.organization, fields[1]), (.board, fields[2]), (.appointment, fields[3]),
        (.ratingOfficial, ""),
      ]
      for (text, value) in expected {
        #expect(plans.withText(text, of: PlanRecord(index), string) == value)
        counts[text, default: [:]][value, default: 0] += 1
      }
    }
    for (text, expected) in counts {
      let slot = text.number - PlanText.countForEachRecord
      var found: [String: UInt32] = [:]
      for number in 0..<shared.view[slot].count {
        found[shared.view[slot].with(number, string), default: 0] += shared.uses[slot][number]
      }
      #expect(found == expected)
      #expect(shared.view[slot].count == expected.count, "each text has one number")
    }
    withExtendedLifetime(storage) {}
  }
}
