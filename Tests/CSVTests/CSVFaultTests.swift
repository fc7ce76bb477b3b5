import CSV
import Testing

@Suite struct CSVFaultTests {
  @Test(arguments: CSVFault.Kind.allCases)
  func explanationIsTwoSentences(kind: CSVFault.Kind) {
    let text = CSVFault(kind: kind, byte: 1_234, line: 77, byteInLine: 55).explanation
    #expect(text.split(separator: ". ").count == 2)
    #expect(text.hasSuffix("."))
    #expect(!text.contains("\n"))
    #expect(!text.contains("77") && !text.contains("55") && !text.contains("1234"))
  }
}
