import Appraisal
import CSV

extension FileNotes {
  /// Adds for each file and column in which blanks were taken off how many values had some. The
  /// note stands at the first of them.
  ///
  /// - Complexity: O(segments x columns with such values).
  mutating func addCleanedColumns(of intake: Intake) {
    for (number, file) in intake.files.enumerated() {
      var notes: [Int: (count: Int, areInside: Bool, segment: Int, entry: Int)] = [:]
      for segment in file.segments {
        let cleaned = intake.memory(file.kind).segments[segment].cleaned
        for (index, entry) in cleaned.entries.enumerated() {
          var note = notes[entry.column] ?? (0, false, segment, index)
          note.count += entry.count
          note.areInside = note.areInside || entry.areInside
          notes[entry.column] = note
        }
      }
      for (column, note) in notes.sorted(by: { $0.key < $1.key }) {
        let segment = intake.memory(file.kind).segments[note.segment]
        let index = segment.cleaned.entries[note.entry].record
        let first = intake.table(file.kind).records(of: note.segment).lowerBound
        let blanks = TextFinding.TrimmedBlanks(values: note.count, areInside: note.areInside)
        add(
          LocatedFinding(
            finding: .text(.blanksTrimmed(blanks)), file: number,
            line: segment.positions.line(of: index), row: segment.positions.row(of: index),
            record: LocatedFinding.Record(
              kind: file.kind, number: first.advanced(by: index), segment: note.segment,
              index: index),
            column: column, value: .cleaned(note.entry)),
          inBlock: segment.block)
      }
    }
  }
}
