import Appraisal
import Columns
import Files
import Workbooks

/// `plans.xlsx` and `ratings.xlsx`: the blank forms of a system as workbooks, where the program can make
/// them.
struct FormWorkbooks {
  let system: AppraisalSystem

  /// Whether the program was built with the trait `Excel`.
  static var areMade: Bool {
    #if Excel
      true
    #else
      false
    #endif
  }

  /// Writes the workbooks.
  ///
  /// - Throws: ``RunError``.
  func write(to directory: borrowing Directory) throws(RunError) {
    #if Excel
      try write(plans, as: "plans.xlsx", to: directory)
      try write(ratings, as: "ratings.xlsx", to: directory)
    #endif
  }

  #if Excel
    private func write(
      _ form: FormWorkbook, as name: String, to directory: borrowing Directory
    ) throws(RunError) {
      var file = try directory.newFile(name)
      do {
        let path = directory.descriptorPath
        try form.make(temporaryFilesIn: path) { bytes in try file.write(bytes) }
      } catch let error as RunError {
        throw error
      } catch {
        throw RunError(.inputOutput, "\(name): \(error). Make room, and run it again.")
      }
      _ = try file.close(as: name)
    }

    private static let idColumn = FormWorkbook.Column(
      "executive_id", width: 16, kind: .text, hintTitle: "Executive id",
      hint: "The same in both workbooks. The cell is Text: zeros and long numbers stay as typed.")

    private var plans: FormWorkbook {
      let texts = BlankForms.textColumns.map {
        FormWorkbook.Column(
          $0.name, width: $0.width, kind: .text, hintTitle: $0.name,
          hint: "Optional. \(plain($0.meaning))")
      }
      let weights = system.elements.map { element in
        FormWorkbook.Column(
          element.id, width: 14,
          kind: .weight(
            from: Int(element.minimumWeight.hundredths), to: Int(system.weights.total.hundredths)),
          hintTitle: element.title,
          hint: "The weight in percent: \(element.limitsInWords()). Write 20, not 20% or 0.2.")
      }
      return FormWorkbook(
        title: "Performance plans", sheet: "Plans", columns: [Self.idColumn] + texts + weights,
        total: FormWorkbook.Total(
          InputField.formTotal, wanted: Int(system.weights.total.hundredths)),
        instructions: instructions(of: planLines))
    }

    private var ratings: FormWorkbook {
      let levels = system.levels.reversed().map { "\($0.level.number) \($0.label)" }
      let columns = system.elements.map { element in
        FormWorkbook.Column(
          element.id, width: 14, kind: .level, hintTitle: element.title,
          hint: "A level from the list: \(levels.joined(separator: "; ")). "
            + "If the executive was not rated, leave all levels blank.")
      }
      return FormWorkbook(
        title: "Element ratings", sheet: "Ratings", columns: [Self.idColumn] + columns, total: nil,
        instructions: instructions(of: ratingLines))
    }

    private var planLines: [String] {
      var lines = [
        "The weights of an executive add up to \(system.weights.total), and each is a multiple of "
          + "\(system.weights.step). The column \(InputField.formTotal) adds them up; it is red until they "
          + "do. Nothing else reads it.",
        "The weight of an element:",
      ]
      lines += system.elements.map { "    \($0.title): \($0.limitsInWords())" }
      if let heaviest = system.weights.heaviestElement {
        lines.append("No element may weigh more than \(system.elements[heaviest].title).")
      }
      return lines + [
        "An executive without a board (column prb) is on the board \"unassigned\"."
      ]
    }

    private var ratingLines: [String] {
      ["Choose the level of each element from the list:"]
        + system.levels.reversed().map { "    \($0.level.number)   \($0.label)" }
        + [
          "A blank level means that it is missing, and the executive is rejected until it is there.",
          "If the executive was not rated, leave all levels blank, or leave out the row.",
        ]
    }

    private func instructions(of lines: [String]) -> [String] {
      ["How to fill in this workbook, under \(system.title)", ""] + lines + [
        "",
        "Fill in one row for each executive, on the first sheet. Keep the first row as it is.",
        "No rows of totals or averages below the executives, and no merged cells.",
        "When you copy from another sheet, paste with Paste Special > Values: formulas in these "
          + "columns are refused, because the value that is stored with one can be false.",
        "A thousand rows are prepared. For more, copy the last one downwards.",
        "Save it as it is, as Excel Workbook (.xlsx). EXAMPLE.txt says how to go on.",
      ]
    }

    /// A text of the documents without its marks for code.
    private func plain(_ text: String) -> String {
      String(String.UnicodeScalarView(text.unicodeScalars.filter { $0 != "`" }))
    }
  #endif
}
