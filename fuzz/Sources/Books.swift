import Spreadsheets
import TestSupport

/// Workbooks: an input is a sheet's XML, and damage to the archive around it.
///
/// Whatever comes, the reader gives rows or a fault with words. Read twice it gives the same; rows
/// ascend and so do the cells of a row; texts are UTF-8 and take no more than the archive may unpack
/// to.
@Sendable func fuzzBooks(_ input: [UInt8]) -> Verdict {
  guard input.count >= 2 else { return .useless }
  let damages = Int(input[0] & 3)
  guard input.count > 1 + 4 * damages else { return .useless }
  var workbook = MadeWorkbook()
  workbook.formats = ["0%", "yyyy-mm-dd", "00000", "[>1]0;0%"]
  workbook.sharedStrings = ["<t>one</t>", "<r><t>t</t></r><rPh sb=\"0\" eb=\"1\"><t>x</t></rPh>"]
  workbook.sheets = [.init("Sheet", data: "")]
  var archive = workbook.archive
  let sheet = archive.entries.count - 1
  let end = Array("</sheetData></worksheet>".utf8)
  archive.entries[sheet].content.removeLast(end.count)
  archive.entries[sheet].content += input[(1 + 4 * damages)...] + end
  archive.entries[sheet].isDeflated = input[0] & 4 == 0
  archive.entries[sheet].hasDescriptor = input[0] & 8 != 0
  archive.entries[sheet].isLong = input[0] & 16 != 0
  archive.isLong = input[0] & 32 != 0
  var bytes = archive.bytes
  for damage in 0..<damages {
    let place = input[(1 + 4 * damage)...]
    let first = place.startIndex
    let offset =
      (Int(place[first]) | Int(place[first + 1]) << 8 | Int(place[first + 2]) << 16) % bytes.count
    if place[first + 3] == 0 {
      bytes.removeSubrange(offset...)
    } else {
      bytes[offset] ^= place[first + 3]
    }
    if bytes.isEmpty { return .useless }
  }
  let outcome = rows(of: bytes)
  expectEqual(rows(of: bytes), outcome, "a workbook read twice")
  if case .failure(let fault) = outcome {
    expect(fault.fact.hasSuffix(".") && fault.fix.hasSuffix("."), "a fault without words")
  }
  return .used
}

/// The cells of a workbook's first sheet, as text.
private func rows(of bytes: [UInt8]) -> Result<[String], WorkbookFault> {
  Result { () throws(WorkbookFault) -> [String] in
    let workbook = try Workbook(bytes)
    let reader = try workbook.rows(of: try workbook.sheet(named: nil))
    var found: [String] = []
    var rows = SheetRows()
    var (hasMore, last, size) = (true, 0, 0)
    while hasMore {
      hasMore = try reader.next(into: &rows, atLeast: 1)
      for row in rows.rows {
        expect(last < row.number && row.number <= 1_048_576, "row \(row.number) after \(last)")
        last = row.number
        var column = -1
        for cell in rows.cells(of: row) {
          expect(column < cell.column && cell.column < 16_384, "a cell out of order")
          column = cell.column
          let text = rows.text(of: cell)
          size += text.count
          expect(String(validating: text, as: UTF8.self) != nil, "a text that is no UTF-8")
          found.append("\(row.number) \(column) \(cell.kind) \(text) \(rows.formula(of: cell))")
        }
      }
    }
    expect(size <= 64 << 20, "more text than the archive may unpack to")
    return found
  }
}
