import Foundation

/// An executable, to be run to its end as a process of its own.
///
///     let ended = try Program(path: "/bin/echo").run(["hello"])
///     // ended.status == 0, ended.text == "hello\n"
package struct Program: Sendable {
  /// How a process ended, and what it wrote.
  package struct Ended: Sendable {
    /// The exit status; 128 + n after signal n, as a shell says it.
    package let status: Int32
    package let output: [UInt8]
    package let errors: [UInt8]

    /// Standard output as text.
    package var text: String { String(decoding: output, as: UTF8.self) }
    /// Standard error as text.
    package var errorText: String { String(decoding: errors, as: UTF8.self) }
  }

  /// Why a process gave no result.
  package struct Failure: Error, CustomStringConvertible {
    package let description: String

    /// In words.
    package init(description: String) { self.description = description }
  }

  /// The path of the executable.
  package let path: String

  /// The executable at a path.
  package init(path: String) { self.path = path }

  /// No run of a test comes near this; one that does hangs.
  private static let longestRunInSeconds = 300.0

  /// Runs the executable and waits for its end.
  ///
  /// Nothing of this process's environment reaches it but `PATH` and where libraries are.
  ///
  /// - Parameters:
  ///   - arguments: The arguments, without the name of the program.
  ///   - environment: Added to an environment with `LANG=C.UTF-8` and `TZ=UTC`.
  ///   - directory: The working directory; that of this process if `nil`.
  ///   - input: The path of the file that standard input reads.
  ///   - output: Where standard output goes, if it is not to be kept.
  ///   - signal: A signal to be sent to the process, and how many seconds after its start. Standard
  ///     input is then a pipe into which nothing comes, so that who reads it is still there.
  /// - Throws: ``Failure`` if it cannot be started or does not come to an end.
  package func run(
    _ arguments: [String], environment: [String: String] = [:], directory: String? = nil,
    input: String = "/dev/null", output: StandardOutput = .kept,
    signal: (number: Int32, after: Double)? = nil
  ) throws -> Ended {
    let scratch = try ScratchDirectory()
    let outputPath = try scratch.write([], to: "stdout")
    let errorPath = try scratch.write([], to: "stderr")
    guard let inputHandle = FileHandle(forReadingAtPath: input) else {
      throw Failure(description: "\(input) cannot be read")
    }
    let process = Process()
    process.executableURL = URL(filePath: path)
    process.arguments = arguments
    if let directory { process.currentDirectoryURL = URL(filePath: directory) }
    let own = ProcessInfo.processInfo.environment
    process.environment = own.filter { ["PATH", "LD_LIBRARY_PATH"].contains($0.key) }
      .merging(["LANG": "C.UTF-8", "TZ": "UTC"]) { $1 }
      .merging(environment) { $1 }
    let silence = Pipe()
    process.standardInput = signal == nil ? inputHandle : silence.fileHandleForReading
    switch output {
    case .kept: process.standardOutput = FileHandle(forWritingAtPath: outputPath)
    case .file(let path): process.standardOutput = FileHandle(forWritingAtPath: path)
    case .closedPipe:
      let pipe = Pipe()
      try pipe.fileHandleForReading.close()
      process.standardOutput = pipe.fileHandleForWriting
    }
    process.standardError = FileHandle(forWritingAtPath: errorPath)
    try process.run()
    if let signal {
      Thread.sleep(forTimeInterval: signal.after)
      kill(process.processIdentifier, signal.number)
    }
    let latest = Date(timeIntervalSinceNow: Self.longestRunInSeconds)
    while process.isRunning {
      Thread.sleep(forTimeInterval: 0.001)
      guard Date() < latest else {
        process.terminate()
        throw Failure(
          description: "\(path) did not end within \(Self.longestRunInSeconds) seconds")
      }
    }
    let status = process.terminationStatus
    return Ended(
      status: process.terminationReason == .exit ? status : 128 + status,
      output: try bytes(ofFile: outputPath), errors: try bytes(ofFile: errorPath))
  }

  /// Where the standard output of a process goes.
  package enum StandardOutput: Sendable {
    /// Into ``Ended/output``.
    case kept
    /// Into what stands at a path, such as `/dev/full`.
    case file(String)
    /// To a reader who went away.
    case closedPipe
  }
}
