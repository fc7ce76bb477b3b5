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

/// What the bytes around a quote tell.
@Suite struct CSVFaultCauseTests {
  @Test(
    arguments: [
      ("\"a\";\"b\"\n", .delimiter(.semicolon)), ("\"a\"\t\"b\"\n", .delimiter(.tab)),
      ("\"a\"|b\n", .delimiter(.bar)), ("a;\"b\"\n", .delimiter(.semicolon)),
      ("\"a; b\";;\n", .delimiter(.semicolon)), ("x,\"a\";b\n", nil), ("\"a\"b\n", nil),
      ("a, \"b\"\n", .blankBeforeQuote), (" \"a\"x\n", nil),
      ("\"a\" ,b\n", .blankAfterQuote),
      ("\"a\" \n", .blankAfterQuote), ("\"a\" b\n", nil), ("=\"001\",b\n", .equalsSign),
      ("a,=\"001\"\n", .equalsSign), ("a=\"b\"\n", nil), ("a\"b\n", nil), ("x,a;\"b\"\n", nil),
    ] as [(String, CSVFault.Cause?)])
  func cause(text: String, cause: CSVFault.Cause?) {
    var parser = RecordParser()
    var batch = RecordBatch()
    var fault: CSVFault?
    do throws(CSVFault) {
      try parser.parse(Array(text.utf8).span, startingAt: .file, isLast: true, into: &batch)
    } catch { fault = error }
    #expect(fault != nil && fault?.cause == cause)
  }
}
