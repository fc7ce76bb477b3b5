import FoundationEssentials
import TestSupport

/// Lets the N-th call of one system call of `appraise` fail, or says in which order it makes them.
struct FaultInjector {
  /// What happens at the call.
  enum Effect: Sendable, CustomStringConvertible {
    /// It fails once with an error number.
    case once(Int32)
    /// It fails, and so do all later ones.
    case forEver(Int32)
    /// The process is killed before the call is done.
    case kill
    /// It reads or writes no more than one byte.
    case short

    var description: String {
      switch self {
      case .once(let error): "error \(error)"
      case .forEver(let error): "error \(error) from then on"
      case .kill: "SIGKILL"
      case .short: "one byte"
      }
    }

    fileprivate var environment: [String: String] {
      switch self {
      case .once(let error): ["FAULT_ERROR": "\(error)"]
      case .forEver(let error): ["FAULT_ERROR": "\(error)", "FAULT_FOREVER": "1"]
      case .kill: ["FAULT_ERROR": "0"]
      case .short: ["FAULT_ERROR": "-1"]
      }
    }
  }

  private let library: String
  private let mark: String
  private let scratch: ScratchDirectory

  /// Compiles what is preloaded.
  ///
  /// - Throws: Where there is no C compiler; a test without faults must not pass.
  init() throws {
    scratch = try ScratchDirectory()
    library = "\(scratch.path)/inject.so"
    mark = "\(scratch.path)/fault"
    let source =
      "/" + #filePath.split(separator: "/").dropLast().joined(separator: "/") + "/inject.c"
    let ended = try Program(path: "/usr/bin/env").run(
      ["cc", "-O1", "-shared", "-fPIC", "-o", library, source, "-ldl"])
    guard ended.status == 0 else {
      throw Program.Failure(description: "\(source) does not compile: \(ended.errorText)")
    }
  }

  /// Runs `appraise`.
  ///
  /// - Returns: How it ended, and whether the fault came: a run may have fewer such calls.
  func run(
    _ arguments: [String], call: String, at number: Int, effect: Effect, directory: String
  ) throws -> (ended: Program.Ended, hadFault: Bool) {
    try? FileManager.default.removeItem(atPath: mark)
    var environment = effect.environment
    environment["LD_PRELOAD"] = library
    environment["FAULT_CALL"] = call
    environment["FAULT_AT"] = "\(number)"
    environment["FAULT_MARK"] = mark
    let ended = try BuiltProgram.located().run(
      arguments, environment: environment, directory: directory)
    return (ended, FileManager.default.fileExists(atPath: mark))
  }

  /// Runs `appraise` without a fault.
  ///
  /// - Returns: How it ended, and the calls that changed something below a directory or made it
  ///   durable, in their order: `write runs/.tmp-ID/scores.csv`, `fsync .`.
  func trace(
    _ arguments: [String], below root: String, directory: String
  ) throws -> (ended: Program.Ended, calls: [String]) {
    let trace = "\(scratch.path)/calls"
    try? FileManager.default.removeItem(atPath: trace)
    let ended = try BuiltProgram.located().run(
      arguments, environment: ["LD_PRELOAD": library, "CALLS": trace], directory: directory)
    let calls = String(decoding: try bytes(ofFile: trace), as: UTF8.self).split(separator: "\n")
      .map { ($0 + "\n").replacing("\(root)/", with: "").replacing("\(root)\n", with: ".\n") }
    return (ended, calls.map { String($0.dropLast()) }.filter { !$0.contains(" /") })
  }
}
