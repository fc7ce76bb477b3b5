import Reviews
import Runs
import Testing

@Suite struct ReviewInputTests {
  /// A manifest names the kinds of files, in the module below, that are declared here.
  @Test func rolesOfTheManifestAreTheKinds() {
    #expect(Manifest.Kind.review.roles == ["cycle"] + ReviewInput.allCases.map(\.name))
  }
}
