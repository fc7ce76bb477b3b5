import TestSupport

/// `plans.csv` and `ratings.csv` of a made-up agency without an error.
struct MadeUpInputs {
  private let scratch: ScratchDirectory
  /// The folder of the files.
  var path: String { "\(scratch.path)/agency" }

  /// An agency of this many executives.
  init(executives: Int) throws {
    scratch = try ScratchDirectory()
    let ended = try BuiltProgram.located().run(
      ["synthesize", "--executives", "\(executives)", "--seed", "1", "--output", path])
    guard ended.status == 0 else { throw Program.Failure(description: ended.errorText) }
  }
}
