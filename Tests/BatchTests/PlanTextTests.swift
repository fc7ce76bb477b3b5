import Appraisal
import Testing

@testable import Batch

/// The numbers of the texts, and where they are kept.
@Suite struct PlanTextTests {
  @Test func namesMeanTheirFields() {
    let named: [(PlanText, String)] = [
      (.name, "name"), (.organization, "organization"), (.positionTitle, "position_title"),
      (.appointment, "appointment"), (.board, "prb"), (.ratingOfficial, "rating_official"),
    ]
    for (text, header) in named { #expect(text.field.name == header) }
  }

  @Test func numbersGoByTheWayOfKeeping() {
    let keeping = (0..<PlanText.count).compactMap { PlanText(number: $0).field.keeping }
    #expect(keeping.count == PlanText.count)
    #expect(keeping == keeping.sorted())
    #expect(PlanText.countForEachRecord + PlanText.countOfShared == keeping.count)
  }

  /// There is room for that many; see `Lexicon`.
  @Test func thereIsRoomForAllSharedTexts() { #expect(PlanText.countOfShared <= 8) }

  /// Summaries count by it, and need to know of each executive which text it is.
  @Test(arguments: [PlanText.board, .appointment, .organization, .ratingOfficial])
  func groupsAreKeptOnce(text: PlanText) {
    #expect(text.field.keeping == .onceForEachText)
  }

  @Test func rostersTakeOverInTheOrderOfTheList() {
    #expect(
      PlanText.onRosters.map(\.field.name) == InputField.all.filter(\.isOnRosters).map(\.name))
    #expect(PlanText.onRosters.allSatisfy { $0.number < PlanText.count })
  }

  @Test func ratingsHaveNoTexts() { #expect(PlanText.all(of: .ratings).isEmpty) }
}
