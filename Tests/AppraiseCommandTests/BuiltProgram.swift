import FoundationEssentials
import TestSupport
import Testing

/// The program under test, as it was built.
enum BuiltProgram {
  /// `appraise` beside the test bundle, or else where `APPRAISE_BINARY` says.
  ///
  /// - Throws: Where there is neither: a test that has nothing to test must not pass.
  static func located() throws -> Program { try Program(path: location.get()) }

  private struct NotFound: Error, CustomStringConvertible {
    let description: String
  }

  private static let location: Result<String, NotFound> = {
    // On Linux the test bundle is itself the running executable, in the directory of all products.
    let bundle =
      (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    let products = bundle.split(separator: "/").dropLast().joined(separator: "/")
    let given = ProcessInfo.processInfo.environment["APPRAISE_BINARY"]
    let candidates = ["/\(products)/appraise"] + (given.map { [$0] } ?? [])
    for path in candidates where FileManager.default.isExecutableFile(atPath: path) {
      return .success(path)
    }
    return .failure(
      NotFound(
        description: "there is no program at \(candidates.joined(separator: " or ")); "
          + "build it, or name one in APPRAISE_BINARY"))
  }()
}
