import Appraisal
import Files
import Records

extension FileNotes {
  /// Adds what is said of the sheets of workbooks.
  mutating func addSheetNotes(on intake: Intake) {
    for (number, file) in intake.files.enumerated() {
      guard let sheet = file.sheet, !file.segments.isEmpty else { continue }
      func add(_ note: SheetNotes.Note, _ finding: (CellFinding.Count) -> CellFinding) {
        guard note.count > 0 else { return }
        self.add(
          LocatedFinding(
            finding: .cell(finding(.init(note.count))), file: number, line: note.firstRow,
            row: note.firstRow, value: .count(note.count)),
          inBlock: sheet.portionStarts.lastIndex { $0 <= note.firstRow } ?? 0)
      }
      add(sheet.hidden) { .hiddenRows($0) }
      add(sheet.withoutHeading) { .cellsWithoutHeading($0) }
      add(sheet.merged) { .mergedCells($0) }
    }
  }
}

extension Findings {
  /// Adds a finding for each sheet of a workbook that was not read, although it has something in it.
  func appendOtherSheets(of number: Int, to findings: inout [LocatedFinding]) {
    let files = appraisals.intake.files
    let file = files[number]
    let read = Set(
      files.lazy.filter { $0.identity.name == file.identity.name }.compactMap(\.sheetName))
    for (sheet, other) in file.otherSheets.enumerated() where !read.contains(other.name) {
      findings.append(
        LocatedFinding(
          finding: .cell(other.finding), file: number, line: file.headerPosition.line,
          row: file.headerPosition.row, value: .otherSheet(sheet)))
    }
  }
}
