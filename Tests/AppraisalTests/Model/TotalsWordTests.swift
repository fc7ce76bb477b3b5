import Appraisal
import Testing

@Suite struct TotalsWordTests {
  private func isWritten(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    return TotalsWord.isWritten(in: bytes.span)
  }

  @Test(arguments: [
    "Total", "total", "TOTAL", " Total ", "Total:", "Total :", "\u{A0}Total\u{3000}", "Totals",
    "Grand Total", "GRAND\u{A0}TOTAL", "grand_total", "Sub-Total", "Subtotal", "Sub total", "Sum",
    "SUM:", "Average", "Averages", "Avg", "avg.", "Mean", "Median", "Count", "Count: 25",
    "Count:25", "Count = 25", "Count (25)", "Total 1,200", "Total: 100%", "Total executives: 25",
    "Number of executives", "Min", "Minimum", "MAX", "Maximum", "Std. Dev.", "StdDev", "St.Dev",
    "Standard deviation", "Variance", "Total Result",
  ])
  func word(text: String) { #expect(isWritten(text)) }

  @Test(arguments: [
    "", " ", ":", "25", "ES-1", "SUM-0001", "MAX2", "Max-2", "MIN5", "Count25", "Total25", "T",
    "Tot",
    "Totally", "Total Force", "Harbor PRB Total", "Averages of Harbors", "Summer", "Sumner",
    "Maxine",
    "Max Planck", "Maxim", "Counter", "Meaney", "Minh", "Mode, Ann", "Total: Harbors",
    "Total/Average",
    "Tötal", "Ｔｏｔａｌ", "Total\n", "Total;", "Count: 25 executives",
    "TotalTotalTotalTotalTotalTotalTotal",
  ])
  func noWord(text: String) { #expect(!isWritten(text)) }

  /// In the column of the names some words are people.
  @Test func wordsThatAreNames() {
    for (text, isTotals) in [("Max", false), ("Count", false), ("Total", true), ("Average", true)] {
      let bytes = Array(text.utf8)
      #expect(TotalsWord.isWritten(in: bytes.span, evenIfName: false) == isTotals)
    }
  }

  /// What ends so may be passed over, and so no word that ends a name does.
  @Test func endsOfSubtotals() {
    let all = [
      ("Harbor PRB Total", true), ("PRB A Totals:", true), ("Grand Total", true), ("Total", true),
      ("Career Average", true), ("North Sub-Total", true), ("Kim, Min", false),
      ("Weber, Max", false), ("Board Max", false), ("Mode", false), ("Office of the Count", false),
      ("Office of the Mean", false), ("Cost Variance", false), ("Workforce Headcount", false),
      ("Harbor Total Force", false), ("HarborTotal", false), ("", false), (" ", false),
    ]
    for (text, isTotals) in all {
      #expect(TotalsWord.endsSubtotal(Array(text.utf8).span) == isTotals, "\(text)")
    }
  }

  private func mayBe(_ text: String) -> Bool {
    TotalsWord.Beginnings().mayBegin(Array(text.utf8).span)
  }

  /// What is asked of the first two bytes lets every word pass, and the ids of most agencies not.
  @Test func firstBytesTellMostRecords() {
    for word in TotalsWord.all {
      #expect(mayBe(word) && isWritten(word))
      #expect(word.utf8.allSatisfy { UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0 })
      for joint in [" ", "-", "_", ".", "\u{A0}"] {
        let apart = word.prefix(1) + joint + word.dropFirst()
        #expect(mayBe(String(apart)) && isWritten(String(apart)))
      }
    }
    for text in ["ES-0001", "0001", "b", "Diaz", "F-22", "Z", "e", "Sx"] { #expect(!mayBe(text)) }
    for text in [" ", "\t", "\u{A0}", " Total", "T otal"] { #expect(mayBe(text)) }
  }
}
