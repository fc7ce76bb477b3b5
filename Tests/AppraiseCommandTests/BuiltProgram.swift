import FoundationEssentials
import TestSupport
import Testing

/// The program under test, as it was built.
enum BuiltProgram {
  /// `appraise` where `APPRAISE_BINARY` says, or else next to the test bundle.
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
    let path = given ?? "/\(products)/appraise"
    guard FileManager.default.isExecutableFile(atPath: path) else {
      return .failure(
        NotFound(
          description: "there is no program at \(path); build it, or name one in APPRAISE_BINARY"))
    }
    return .success(path)
  }()
}
