import Appraisal
import CSV

extension FileNotes {
  /// Adds for each text that counts under another spelling a finding at the first record that has it.
  ///
  /// - Complexity: O(spellings).
  mutating func addSpellings(of appraisals: Appraisals) {
    let intake = appraisals.intake
    for other in appraisals.spellings.others {
      let (number, index) = intake.plans.place(of: other.firstRecord)
      let segment = intake.memory(.plans).segments[number]
      let record = LocatedFinding.Record(
        kind: .plans, number: AnyRecord(other.firstRecord.index), segment: number, index: index)
      add(
        LocatedFinding(
          finding: .text(.spelledDifferently(inRecords: UInt32(clamping: other.records))),
          file: segment.file, line: segment.positions.line(of: index),
          row: segment.positions.row(of: index), record: record,
          column: intake.files[segment.file].columns.column(of: other.text),
          value: .text(other.text)),
        inBlock: segment.block)
    }
  }
}
