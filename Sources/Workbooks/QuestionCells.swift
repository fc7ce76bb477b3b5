#if Excel
  import Appraisal

  /// The formulas over the cells that are filled in.
  struct QuestionCells {
    private let answer: String
    private let compared: String
    private let reasons: String
    private let status: String
    private let asked: String
    private let grounds: [String]

    /// The cells of rows, by their numbers from 1.
    init(_ question: SheetLayout.Question, layout: SheetLayout, first: Int, last: Int) {
      func cells(_ column: Int) -> String {
        let letters = columnLetters(layout.place[column] + 1)
        return first == last ? "$\(letters)\(first)" : "$\(letters)$\(first):$\(letters)$\(last)"
      }
      answer = cells(question.answer)
      compared = cells(question.compared)
      reasons = cells(question.reasons)
      status = cells(question.status)
      asked = question.asked
      grounds = question.grounds.map(cells)
    }

    /// A product of conditions, each for one row or for many.
    private static func all(_ conditions: [String]) -> String {
      conditions.map { "(\($0))" }.joined(separator: "*")
    }

    private var isAsked: String { "\(status)=\"\(asked)\"" }
    private var differs: [String] {
      [
        "LEN(TRIM(\(answer)))>0", "LOWER(TRIM(\(answer)))<>\"\(Vocabulary.concur)\"",
        "TRIM(\(answer))<>TRIM(\(compared))",
      ]
    }
    private var lacksReasons: String { "LEN(TRIM(\(reasons)))=0" }

    var differsCondition: String { Self.all([isAsked] + differs) }
    var lacksReasonsCondition: String { Self.all([isAsked] + differs + [lacksReasons]) }

    /// - Parameter asked: How many rows there are to fill in.
    func countFormula(of asked: Int, needsReasons: Bool) -> String {
      let blank = ([answer] + grounds).map { "LEN(TRIM(\($0)))=0" }
      let open = "SUMPRODUCT(\(Self.all([isAsked] + blank)))"
      let lacking = "SUMPRODUCT(\(lacksReasonsCondition))"
      return "=\"Still open: \"&\(open)&\" of \(asked)"
        + (needsReasons ? ". Remarks missing: \"&\(lacking)" : "\"")
    }
  }
#endif
