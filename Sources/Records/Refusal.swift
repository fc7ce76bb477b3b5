package import Appraisal
import CSV
package import Columns
import Files

extension RunError {
  /// The refusal of a file for what is said of one of its lines.
  package init(refusing path: String, line: Int, _ statement: Statement) {
    self.init(.untrustworthyInput, "\(path): line \(line): \(statement)")
  }

  /// The refusal of a file for a fault in its bytes.
  ///
  /// - Parameters:
  ///   - encoding: What the file is converted from; the offsets of the fault are then those of the text
  ///     as UTF-8.
  ///   - canConvert: Whether another encoding could be named.
  ///   - conversion: What is wrong with the bytes as sent.
  ///   - columns: The names of its columns, as far as they are known.
  init(
    refusing path: String, for fault: CSVFault, in encoding: TextEncoding?, canConvert: Bool,
    conversion: TextFile.Fault?, columns: [[UInt8]] = []
  ) {
    // The conversion ends a text that it cannot go on with by a byte that is not UTF-8.
    if fault.kind == .notUTF8, let encoding, let conversion {
      let (place, statement) = Self.words(for: conversion, of: encoding)
      self.init(
        .untrustworthyInput, "\(path): line \(fault.line)\(place): \(statement)")
      return
    }
    let column = fault.field.map { Self.place(ofColumn: $0.column, of: columns) } ?? ""
    let unit = encoding == nil ? "" : " as UTF-8"
    self.init(
      .untrustworthyInput,
      "\(path): line \(fault.line), byte \(fault.byte)\(unit) (column byte \(fault.byteInLine))"
        + "\(column): \(Statement(fault.fact, fix: fault.fix(canConvert: canConvert)))")
  }

  /// Where in a record, for people who look at a spreadsheet.
  private static func place(ofColumn number: Int, of columns: [[UInt8]]) -> String {
    guard number <= columns.count else { return "" }
    let letters = "column \(number), \(columnLetters(number)) in a spreadsheet"
    let name = columns[number - 1]
    return folded(name).isEmpty ? ", in \(letters)" : ", in \(quotedHeading(name)) (\(letters))"
  }

  private static func words(
    for fault: TextFile.Fault, of encoding: TextEncoding
  ) -> (place: String, Statement) {
    let save = "save the file as \"CSV UTF-8 (Comma delimited)\" and leave --encoding out"
    return switch fault {
    case .notOfEncoding(let byte):
      (
        ", byte \(byte)",
        Statement(
          "The file is not \(encoding.name): there are bytes that it has no character for.",
          fix: "Name the encoding in which it was saved, or in the spreadsheet \(save).")
      )
    case .isMarkedAsUTF8:
      (
        "",
        Statement(
          "The file begins with the mark of UTF-8, so it is not \(encoding.name).",
          fix: "Leave --encoding out; if the other files need it, \(save).")
      )
    }
  }
}
