import Appraisal
import Testing

@Suite struct FindingWordsTests {
  static let systems = [AppraisalSystem.opmBasic2012, .opm2025]
  static let place = "line 7 of plans.csv"

  /// At least one finding of every code.
  static let findings: [Finding] = {
    let records: [RecordFinding] = [
      .wrongFieldCount(.init(found: 1, expected: 7)), .lineBreakInField, .controlCharacter,
      .lineBreakInCell, .controlCharacterOfLatin1, .totalInPlaceOfElement,
      .invalidExecutiveID(.subtotal), .invalidExecutiveID(.textAsFormula),
      .invalidExecutiveID(.invisible(0xAD)),
      .missingExecutiveID, .executiveIDNotRepeated, .invalidExecutiveID(.other),
      .noteAsExecutiveID, .noteWithoutExecutiveID,
      .executiveIDShortened, .executiveIDDiffersInCase, .duplicatePlan, .duplicateRating,
      .conflictingValue, .unknownElement, .elementNotGiven,
    ]
    var findings = (records + blanks.map { .invalidExecutiveID(.blankInside($0)) }).map(
      Finding.record)
    for element in [0, 4] {
      let index = ElementIndex(element)
      findings += [
        .weight(.missingWeight(of: index)), .weight(.noRecordOfWeight(of: index)),
        .rating(.missingRating(of: index)), .rating(.noRecordOfRating(of: index)),
        .heaviest(
          AboveHeaviest(
            index, weight: Weight(percent: 30), heaviest: ElementIndex(4),
            limit: Weight(percent: 25))),
      ]
      for limit in WeightLimit.samples {
        findings.append(.limit(BrokenLimit(limit, of: index, weight: Weight(percent: 19))))
      }
      findings += (0...7).compactMap(UnreadableWeight.init).map {
        .weight(.invalidWeight(of: index, $0))
      }
      findings += (0...8).compactMap(UnreadableLevel.init).map {
        .rating(.invalidRating(of: index, $0))
      }
    }
    findings += [
      .weight(.invalidWeight(of: nil)), .rating(.invalidRating(of: nil)),
      .total(WrongTotal(Weight(percent: 98))), .total(WrongTotal(Weight(percent: 101))),
      .rating(.ratingWithoutPlan(near: nil)), .rating(.ratingWithoutPlan(near: .leadingZeros)),
      .rating(.planWithoutRatings), .rating(.boardNotGiven),
      .file(.noColumnForBoards), .file(.unknownColumn), .file(.encodingConverted),
      .file(.unknownColumnOfReview),
      .file(.encodingDoubtful), .file(.columnsWithoutName(.init(first: 13, last: 13))),
      .file(.columnsWithoutName(.init(first: 1, last: 30))), .file(.noFinalNewline),
      .file(.noRecords),
      .text(.unsafeText), .text(.textAsFormula), .text(.replacementCharacter),
      .text(.spelledDifferently(inRecords: 1)),
      .text(.spelledDifferently(inRecords: 2000)),
      .cell(.formula(.init(row: 7, column: 3))),
      .cell(.date(.init(row: 1_048_576, column: 16_383))),
      .cell(.spreadsheetError(.init(row: 2, column: 26))), .cell(.mergedCells(.init(1))),
      .cell(.mergedCells(.init(2))), .cell(.hiddenRows(.init(1))), .cell(.hiddenRows(.init(2))),
      .cell(.cellsWithoutHeading(.init(1))), .cell(.cellsWithoutHeading(.init(2))),
      .cell(.otherSheet(isHidden: false)), .cell(.otherSheet(isHidden: true)),
      .cell(.sheetOfSameTable(isHidden: false)), .cell(.sheetOfSameTable(isHidden: true)),
      .cell(.spreadsheetErrorInText),
    ]
    for (values, areInside) in [(1, false), (2, false), (1, true), (3, true)] {
      findings.append(.text(.blanksTrimmed(.init(values: values, areInside: areInside))))
    }
    findings += Self.ofTheCycle
    for lines in [FileFinding.Lines(4, to: 4), FileFinding.Lines(4, to: 1_048_576)] {
      findings += [
        .file(.blankLine(lines)), .file(.blankRecord(lines)), .file(.totalsRow(lines)),
        .file(.repeatedHeader(lines)),
      ]
    }
    return findings
  }()

  /// Those about boards, responses, sheets, decisions and limits.
  private static let ofTheCycle: [Finding] = {
    let boards: [BoardFinding] = [
      .boardWithoutMembers, .membersWithoutBoard, .boardNameInDoubt(mayBeAny: true),
      .boardNameInDoubt(mayBeAny: false),
      .boardTooSmall(members: 2, minimum: 3),
      .careerMajorityMissing(career: 2, members: 5, isByRun: false),
      .careerMajorityMissing(career: 2, members: 5, isByRun: true),
      .careerMajorityLostByRecusal(career: 2, members: 4),
      .recommendedBeforePublication(isPublished: true),
      .recommendedBeforePublication(isPublished: false), .serviceBeforePublication,
      .publishedOnFirstDay, .memberOutsideTerm, .ownCaseRecusal,
      .ratingOfficialOnBoard(isRecused: true), .ratingOfficialOnBoard(isRecused: false), .noChair,
      .severalChairs, .duplicateMember(isAppointmentOther: true),
      .duplicateMember(isAppointmentOther: false), .invalidRole, .invalidMemberAppointment,
      .memberAppointmentDiffers(isCareerInRun: true),
      .memberAppointmentDiffers(isCareerInRun: false),
    ]
    let responses: [ResponseFinding] = [
      .duplicateResponse, .responseWithoutPlan, .responseAfterRecommendation, .responseWithoutDate,
      .reviewWithoutResult, .reviewerIsRatingOfficial, .reviewAfterRecommendation,
      .reviewIncomplete(hasReviewer: true, hasDay: false),
      .reviewIncomplete(hasReviewer: false, hasDay: true),
      .reviewIncomplete(hasReviewer: false, hasDay: false), .dayOutsideCycle(isEarly: true),
      .dayOutsideCycle(isEarly: false), .invalidDate, .invalidAnswer, .missingValue,
    ]
    var sheets: [ReturnFinding] = [
      .executiveNotOnRoster, .executiveIDAltered, .executiveMissingFromReturn, .duplicateInReturn,
      .returnedTwice, .returnedAgain, .lockedColumnMissing,
      .lockedCellChanged(isSortedByItself: true), .lockedCellChanged(isSortedByItself: false),
      .recommendationOutdated(recommended: 4), .returnedFromAnotherRun,
      .remarksMissing(recommended: 4, initial: 5), .recommendationWithoutInitialRating,
      .columnSortedByItself(rows: 7, ofAll: 8, isOfIDs: true),
      .columnSortedByItself(rows: 7, ofAll: 8, isOfIDs: false), .idOfAnotherRow,
      .openColumnMissing, .remarksWithoutLevel, .recommendationNotShown(recommended: 4),
      .severalBoardsOnSheet, .initialRatingNotShown(rows: 3),
    ]
    let folders: [FolderFinding] =
      (0...3).compactMap(FolderFinding.SheetForm.init).map { .sheetNotRead($0) }
      + (0...3).compactMap(FolderFinding.PassedOver.init).map { .filePassedOver($0) }
      + [.sheetWithoutEntries]
    var decisions: [DecisionFinding] = [
      .decisionWithoutRecommendation(isHeld: true), .decisionWithoutRecommendation(isHeld: false),
      .decidedBeforeRecommendation, .ratingWithin120Days(days: 120), .duplicateDecision,
      .decisionRemarksMissing(annual: 4, recommended: 3),
      .annualRatingDiffersFromElements(annual: 3, derived: 4),
      .annualRatingWithoutElements(annual: 4, initial: 5), .notRecommended, .notAssigned,
    ]
    decisions += ClosingCheck.allCases.map { .notChecked($0) }
    for reason in (0...8).compactMap(UnreadableLevel.init) {
      sheets += [.invalidRecommendedRating(reason), .invalidReviewerRating(reason)]
      decisions += [
        .invalidAnnualRating(reason), .invalidFinalRating(of: ElementIndex(4), reason),
      ]
    }
    let levels = LevelSet([.four, .five])
    let limits: [LimitFinding] = [
      .limitExceeded(counted: 5, allowed: 3, at: levels),
      .limitExceededSoFar(counted: 5, allowed: 3, at: levels),
      .guidanceExceeded(counted: 5, allowed: 3, at: levels),
      .limitWaived(counted: 5, allowed: 3, at: levels),
      .appointmentUnknown(2, at: levels), .careerExecutivesNotStated(at: levels), .runNotFrozen,
    ]
    return boards.map(Finding.board) + responses.map(Finding.response)
      + sheets.map(Finding.sheet) + folders.map(Finding.folder) + decisions.map(Finding.decision)
      + limits.map(Finding.limits)
  }()

  private static let blanks: [UInt16] = [0x09, 0x20, 0xA0, 0x2003, 0x200B, 0x202F, 0x3000, 0xFEFF]

  @Test func `there is a finding of every code here`() {
    #expect(Set(Self.findings.map(\.code)) == Set(FindingCode.allCases))
  }

  /// A finding cites the rule that was broken, and of an element its own: in a system where each rule
  /// has a source to itself.
  @Test func eachRuleIsCitedByItsOwnSource() throws {
    let yaml = String(decoding: try Goldens.bytes(of: "good/half-percents.yaml"), as: UTF8.self)
    var number = 0
    let lines = yaml.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      guard let key = line.firstRange(of: "citation: ") else { return String(line) }
      number += 1
      return line[..<key.upperBound] + "Rule \(number)"
    }
    let system = try AppraisalSystem.decode(Array(lines.joined(separator: "\n").utf8))
    let weight = Weight(percent: 30)
    var cases: [(Finding, source: AppraisalSystem.Source?)] = [
      (.total(WrongTotal(Weight(percent: 98))), system.weights.totalSource),
      (.weight(.invalidWeight(of: ElementIndex(2))), system.weights.stepSource),
      (
        .heaviest(
          AboveHeaviest(
            ElementIndex(1), weight: weight, heaviest: ElementIndex(4), limit: Weight(percent: 25))),
        system.weights.heaviestElementSource
      ),
    ]
    for (index, element) in system.elements.enumerated() {
      cases.append((.weight(.missingWeight(of: ElementIndex(index))), element.source))
      for limit in WeightLimit.samples {
        cases.append(
          (.limit(BrokenLimit(limit, of: ElementIndex(index), weight: weight)), element.source))
      }
    }
    for (finding, source) in cases {
      #expect(finding.citation(under: system) == source?.citation, "\(finding)")
    }
    let cited = Set(cases.map { $0.source?.citation })
    #expect(cited.count == 3 + system.elements.count && !cited.contains(nil))
  }

  /// Every finding has a message, a fix and a citation: sentences on one line.
  @Test(arguments: findings)
  func everyFindingHasItsWords(finding: Finding) {
    for system in Self.systems {
      for text in [
        finding.message(under: system, related: Self.place), finding.fix(under: system),
      ] {
        #expect(text.utf8.count > 5)
        #expect(text.last == ".")
        #expect(!text.utf8.contains { $0 < 0x20 })
      }
      // opm-2025 has no element that none may outweigh, and so no citation for it.
      let isNever =
        finding.code == .weightAboveHeaviestElement && system.weights.heaviestElement == nil
      #expect(finding.citation(under: system).utf8.count > 5 || isNever)
    }
  }

  /// Findings go through memory by the million.
  @Test func `a finding is a few bytes`() { #expect(MemoryLayout<Finding>.size <= 12) }

  @Test func codesAreKebabCaseAndDistinct() {
    for code in FindingCode.allCases {
      #expect(code.rawValue.utf8.allSatisfy { 97...122 ~= $0 || $0 == 45 || 48...57 ~= $0 })
      #expect(FindingCode(rawValue: code.rawValue)?.meaning == code.meaning)
    }
    #expect(Set(FindingCode.allCases).count == FindingCode.allCases.count)
    #expect(FindingCode(rawValue: "no-such-code") == nil)
  }

  /// The general words of a code are literals, which cost nothing to copy, and so repeat the limit.
  @Test func `the meaning of an invalid weight names the highest weight`() {
    #expect(FindingCode.invalidWeight.meaning.hasSuffix("over \(Weight.highest)."))
  }

  /// The order in which counts are listed: by it runs are compared byte for byte.
  @Test func codesKeepTheirOrder() {
    #expect(FindingCode.allCases.first == .wrongFieldCount)
    #expect(FindingCode.allCases.last == .runNotFrozen)
    #expect(
      FindingCode.allCases.filter { $0.severity == .warning }.map(\.rawValue)
        == [
          "executive-id-differs-in-case", "totals-row", "repeated-header", "encoding-doubtful",
          "merged-cells", "sheet-left-out",
          "spelled-differently",
          "unsafe-text", "replacement-character", "career-majority-lost-by-recusal",
          "member-outside-term", "several-chairs", "member-appointment-differs",
          "response-without-date", "review-without-result",
          "review-after-recommendation",
          "review-incomplete", "day-outside-cycle", "open-column-missing", "remarks-without-level",
          "recommendation-not-shown", "several-boards-on-sheet", "initial-rating-not-shown",
          "sheet-not-read",
          "sheet-without-entries", "annual-rating-without-elements",
          "distribution-limit-exceeded-so-far", "appointment-unknown",
          "career-executives-not-stated",
        ])
  }

  /// Weights in percent and what is said of them, by the public interface alone.
  @Test(
    arguments: [
      ([10, 10, 10, 10, 58], ["The weights total 98%, not 100%. Add 2%."]),
      ([10, 10, 10, 10, 61], ["The weights total 101%, not 100%. Take away 1%."]),
      (
        [20, 20, 20, 21, 19],
        [
          "Leading Change weighs 20%, more than Results Driven with 19%. "
            + "Lower this weight and raise another, or raise that of Results Driven and lower another.",
          "Leading People weighs 20%, more than Results Driven with 19%. "
            + "Lower this weight and raise another, or raise that of Results Driven and lower another.",
          "Business Acumen weighs 20%, more than Results Driven with 19%. "
            + "Lower this weight and raise another, or raise that of Results Driven and lower another.",
          "Building Coalitions weighs 21%, more than Results Driven with 19%. "
            + "Lower this weight and raise another, or raise that of Results Driven and lower another.",
          "Results Driven weighs 19%, below its minimum of 20%. "
            + "Raise the weight to at least 20%, and lower another.",
        ]
      ),
      (
        [601, 10, 10, 10, 60],
        [
          "The weight of Leading Change is not a whole percentage from 0 to 600. "
            + "Write the percentage in digits, such as 20, in steps of 1."
        ]
      ),
    ] as [([Int], [String])])
  func wordsOfARejectedPlan(percents: [Int], words: [String]) throws {
    let system = AppraisalSystem.opmBasic2012
    let error = try #require(throws: RejectedPlan.self) {
      try Plan(weights: percents.map(Weight.init(percent:)), under: system)
    }
    #expect(error.findings.map { "\($0.statement(under: system))" } == words)
    for finding in error.findings { #expect(!finding.citation(under: system).isEmpty) }
  }

  @Test func wordsOfADuplicate() {
    let message = Finding.record(.duplicatePlan).message(
      under: .opmBasic2012, related: Self.place)
    #expect(message == "The executive has more than one plan; another is at line 7 of plans.csv.")
  }

  /// A run of records is named by its lines, one record by its place alone.
  @Test func wordsOfARun() {
    func message(_ first: Int, _ last: Int) -> String {
      Finding.file(.blankRecord(.init(first, to: last))).message(under: .opmBasic2012)
    }
    #expect(message(4, 4) == "The row is empty in every column that is read, and was passed over.")
    #expect(
      message(4, 1_048_576)
        == "The rows on lines 4 to 1,048,576 are empty in every column that is read, and were passed "
        + "over.")
  }

  /// An element that the system does not have rests on the format of the input, not on the source of
  /// an element that it has.
  @Test func `an unknown element cites the input format`() {
    for system in Self.systems {
      let citation = Finding.record(.unknownElement).citation(under: system)
      #expect(citation == "appraise input format, version 1")
    }
  }
}

extension WeightLimit {
  /// A limit of each kind.
  static let samples = ElementWeightRule.all.indices.map {
    WeightLimit(kind: $0, weight: Weight(percent: 20))
  }
}
