/// The three texts that a finding has for people.
package enum FindingText: Sendable {
  /// The fact, with what was found and what is expected.
  case message
  /// What to do about it.
  case fix
  /// The law, manual or contract that asks for it.
  case citation
}

extension AppraisalSystem {
  /// Writes one text of a finding.
  ///
  ///     var text = ""
  ///     system.write(.message, of: Finding(.weightsDoNotTotal100, found: 9800), to: &text)
  ///     // "The weights total 98 %, not 100 %."
  ///
  /// - Parameters:
  ///   - part: Which text.
  ///   - finding: The finding, made under this system.
  ///   - related: Where the other record of a duplicate stands: `line 7 of plans.csv`.
  ///   - sink: Takes the text; valid UTF-8 without line breaks or control characters.
  /// - Complexity: O(length of the text).
  package func write(
    _ part: FindingText, of finding: Finding, related: String = "",
    to sink: inout some TextSink & ~Copyable
  ) {
    switch part {
    case .message: writeMessage(of: finding, related: related, to: &sink)
    case .fix: writeFix(for: finding, to: &sink)
    case .citation: writeCitation(of: finding, to: &sink)
    }
  }

  private func writeMessage(
    of finding: Finding, related: String, to sink: inout some TextSink & ~Copyable
  ) {
    let title = finding.element.map { elements[$0].title } ?? "the element"
    switch finding.code {
    case .wrongFieldCount:
      sink.write("The record has \(finding.found) field\(finding.found == 1 ? "" : "s"), ")
      sink.write("the header has \(finding.expected).")
    case .lineBreakInField:
      sink.write(
        "A quoted field goes on over the end of its line; it may have swallowed other records.")
    case .controlCharacter:
      sink.write("The field has a control or text-direction character in it.")
    case .missingExecutiveID:
      sink.write("The record has no executive id.")
    case .invalidExecutiveID:
      sink.write("The executive id is not 1 to 64 letters, digits and signs without spaces.")
    case .executiveIDDiffersInCase:
      sink.write("Another executive id differs from this one in nothing but capitals, at ")
      sink.write(related)
      sink.write("; they were taken as two executives.")
    case .duplicatePlan:
      sink.write("The executive has more than one plan; another is at ")
      sink.write(related)
      sink.write(".")
    case .duplicateRating:
      sink.write("The executive has more than one set of ratings; another is at ")
      sink.write(related)
      sink.write(".")
    case .conflictingValue:
      sink.write("The value differs from the one in another record of the executive, at ")
      sink.write(related)
      sink.write(".")
    case .unknownElement:
      sink.write("The system ")
      sink.write(name)
      sink.write(" has no such element.")
    case .missingWeight:
      sink.write("The weight of ")
      sink.write(title)
      sink.write(" is empty.")
    case .invalidWeight:
      sink.write("The weight of ")
      sink.write(title)
      if weights.step.hundredths == 100 {
        sink.write(" is not a whole number of percent from 0 to 600.")
      } else {
        sink.write(" is not a multiple of ")
        sink.write(hundredths: weights.step.hundredths)
        sink.write(" percent, 0 to 600.")
      }
    case .weightBelowMinimum:
      sink.write(title)
      sink.write(" weighs ")
      sink.write(hundredths: finding.found)
      sink.write(" %, below its minimum of ")
      sink.write(hundredths: elements[finding.element ?? 0].minimumWeight.hundredths)
      sink.write(" %.")
    case .weightAboveMaximum:
      let maximum = elements[finding.element ?? 0].maximumWeight ?? weights.total
      sink.write(title)
      sink.write(" weighs ")
      sink.write(hundredths: finding.found)
      sink.write(" %, above its maximum of ")
      sink.write(hundredths: maximum.hundredths)
      sink.write(" %.")
    case .weightAboveHeaviestElement:
      sink.write(title)
      sink.write(" weighs ")
      sink.write(hundredths: finding.found)
      sink.write(" %, more than ")
      sink.write(heaviestTitle)
      sink.write(" with ")
      sink.write(hundredths: finding.expected)
      sink.write(" %.")
    case .weightsDoNotTotal100:
      sink.write("The weights total ")
      sink.write(hundredths: finding.found)
      sink.write(" %, not ")
      sink.write(hundredths: weights.total.hundredths)
      sink.write(" %.")
    case .missingRating:
      sink.write("The rating of ")
      sink.write(title)
      sink.write(" is empty.")
    case .invalidRating:
      sink.write("The rating of ")
      sink.write(title)
      sink.write(" is not a level from 1 to 5.")
    case .ratingWithoutPlan:
      sink.write("There are ratings for this executive, but no plan.")
    case .planWithoutRatings:
      sink.write("There are no ratings for this executive, who is listed as not rated.")
    case .prbNotGiven:
      if finding.found == 0 {
        sink.write("The executive has no review board and is listed on the roster unassigned.")
      } else {
        sink.write("The file has no column prb: all its executives are on the roster unassigned.")
      }
    case .unknownColumn:
      sink.write("The column is not one that is read; it was ignored.")
    case .blankLine:
      sink.write("The line is empty; it was passed over.")
    case .noFinalNewline:
      sink.write("The last line has no line end; the file may have been cut off.")
    case .noRecords:
      sink.write("The file has a header and no record.")
    case .unsafeText:
      sink.write("The text begins like a formula; a spreadsheet would run it.")
    }
  }

  private func writeFix(for finding: Finding, to sink: inout some TextSink & ~Copyable) {
    switch finding.code {
    case .wrongFieldCount:
      sink.write("Look for a comma too many or too few; a field with a comma needs quotes.")
    case .lineBreakInField:
      sink.write("Close the quotes on the line where they open, and give each executive a line.")
    case .controlCharacter:
      sink.write("Delete the character; typing the text anew does it.")
    case .missingExecutiveID:
      sink.write("Fill in the executive id.")
    case .invalidExecutiveID:
      sink.write("Begin with a letter or digit; leave out spaces, commas, quotes and slashes.")
    case .executiveIDDiffersInCase:
      sink.write("If they are one person, write the id the same way in both places.")
    case .duplicatePlan:
      sink.write("Keep the plan that is in force and delete the others.")
    case .duplicateRating:
      sink.write("Keep the ratings that were given and delete the others.")
    case .conflictingValue:
      sink.write("Write the same value in all records of the executive, or leave it empty.")
    case .unknownElement:
      sink.write("Use one of: ")
      for (index, element) in elements.enumerated() {
        if index > 0 { sink.write("; ") }
        sink.write(element.title)
      }
      sink.write(".")
    case .missingWeight:
      sink.write("Fill in the weight that the plan gives this element.")
    case .invalidWeight:
      sink.write("Write percents in digits, such as 20, in steps of ")
      sink.write(hundredths: weights.step.hundredths)
      sink.write(".")
    case .weightBelowMinimum:
      sink.write("Raise the weight to at least ")
      sink.write(hundredths: elements[finding.element ?? 0].minimumWeight.hundredths)
      sink.write(" %, and lower another.")
    case .weightAboveMaximum:
      let maximum = elements[finding.element ?? 0].maximumWeight ?? weights.total
      sink.write("Lower the weight to at most ")
      sink.write(hundredths: maximum.hundredths)
      sink.write(" %, and raise another.")
    case .weightAboveHeaviestElement:
      sink.write("Lower this weight, or raise that of ")
      sink.write(heaviestTitle)
      sink.write(".")
    case .weightsDoNotTotal100:
      let total = weights.total.hundredths
      if finding.found < total {
        sink.write("Add ")
        sink.write(hundredths: total - finding.found)
      } else {
        sink.write("Take away ")
        sink.write(hundredths: finding.found - total)
      }
      sink.write(" %.")
    case .missingRating:
      sink.write("Fill in the level of every element; if none was given, leave out the record.")
    case .invalidRating:
      sink.write("Write 1 to 5, Level 1 to Level 5, or a label: ")
      for (index, definition) in levels.reversed().enumerated() {
        if index > 0 { sink.write("; ") }
        sink.write(definition.label)
      }
      sink.write(".")
    case .ratingWithoutPlan:
      sink.write("Add the executive's plan, or correct the executive id.")
    case .planWithoutRatings:
      sink.write("Add the ratings if the executive was rated.")
    case .prbNotGiven:
      sink.write("Name the board in a column prb.")
    case .unknownColumn:
      sink.write("Nothing, if it is not needed; otherwise correct the name of the column.")
    case .blankLine:
      sink.write("Delete the line, after a look whether an executive is missing.")
    case .noFinalNewline:
      sink.write("Compare the number of records with what the sender exported.")
    case .noRecords:
      sink.write("If executives are missing, export the file again.")
    case .unsafeText:
      sink.write("Begin the text with a letter; CSV files of the run show it after an apostrophe.")
    }
  }

  private func writeCitation(of finding: Finding, to sink: inout some TextSink & ~Copyable) {
    switch finding.code {
    case .weightAboveHeaviestElement:
      sink.write(weights.heaviestElementSource?.citation ?? "")
    case .weightsDoNotTotal100:
      sink.write(weights.totalSource.citation)
    case .invalidWeight:
      sink.write(weights.stepSource.citation)
    case .weightBelowMinimum, .weightAboveMaximum, .missingWeight, .unknownElement:
      sink.write(elements[finding.element ?? 0].source.citation)
    case .missingRating, .invalidRating:
      sink.write("5 CFR 430.305(a)(6)-(7): each critical element is rated at one of five levels")
    case .ratingWithoutPlan:
      sink.write("5 U.S.C. 4312(a); 5 CFR 430.306: ratings are given against a performance plan")
    case .planWithoutRatings:
      sink.write("5 CFR 430.304(b): no rating before the minimum appraisal period is over")
    case .prbNotGiven:
      sink.write("5 U.S.C. 4314(c)(2): a review board reviews every initial summary rating")
    case .duplicatePlan, .duplicateRating, .conflictingValue:
      sink.write("5 U.S.C. 4312(a): one plan and one rating for each executive and period")
    case .wrongFieldCount, .lineBreakInField, .blankLine, .noFinalNewline, .noRecords:
      sink.write("RFC 4180, section 2")
    case .controlCharacter, .missingExecutiveID, .invalidExecutiveID, .executiveIDDiffersInCase,
      .unknownColumn:
      sink.write("appraise input format, version 1")
    case .unsafeText:
      sink.write("OWASP, CSV Injection")
    }
  }

  private var heaviestTitle: String {
    weights.heaviestElement.map { elements[$0].title } ?? "the heaviest element"
  }
}
