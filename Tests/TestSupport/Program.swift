import FoundationEssentials
import Glibc
import Synchronization

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
  ///     input is then a pipe into which nothing comes, so that its reader is still there.
  /// - Throws: ``Failure`` if it cannot be started or does not come to an end.
  package func run(
    _ arguments: [String], environment: [String: String] = [:], directory: String? = nil,
    input: String = "/dev/null", output: StandardOutput = .kept,
    signal: (number: Int32, after: Double)? = nil
  ) throws -> Ended {
    let scratch = try ScratchDirectory()
    let outputPath = try scratch.write([], to: "stdout")
    let errorPath = try scratch.write([], to: "stderr")
    let own = ProcessInfo.processInfo.environment
    let variables = own.filter { ["PATH", "LD_LIBRARY_PATH"].contains($0.key) }
      .merging(["LANG": "C.UTF-8", "TZ": "UTC"]) { $1 }
      .merging(environment) { $1 }
    var streams = [
      Stream.path(input, O_RDONLY), .path(outputPath, O_WRONLY), .path(errorPath, O_WRONLY),
    ]
    switch output {
    case .kept: break
    case .file(let path): streams[1] = .path(path, O_WRONLY)
    case .closedPipe: streams[1] = .pipeWithoutReader
    }
    if signal != nil { streams[0] = .silentPipe }
    let command = [path] + arguments
    let process = try spawn(
      directory.map { ["/usr/bin/env", "-C", $0] + command } ?? command,
      variables.map { "\($0.key)=\($0.value)" }, streams)
    defer { for end in process.heldOpen { close(end) } }
    if let signal {
      usleep(UInt32(signal.after * 1_000_000))
      kill(process.id, signal.number)
    }
    return Ended(
      status: try wait(for: process.id), output: try bytes(ofFile: outputPath),
      errors: try bytes(ofFile: errorPath))
  }

  /// Runs the executable with a terminal as standard output and standard error.
  ///
  /// - Parameters:
  ///   - columns: How wide the terminal is; 0 for one that does not say.
  ///   - environment: As of ``run(_:environment:directory:input:output:signal:)``.
  /// - Returns: The exit status, and all that the terminal got.
  /// - Throws: ``Failure`` if there is no terminal to be had, or the executable cannot be started.
  package func run(
    _ arguments: [String], onTerminalOf columns: Int, environment: [String: String] = [:]
  ) throws -> (status: Int32, screen: String) {
    let terminal = unsafe open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
    guard terminal >= 0 else { throw Failure(description: "no terminal: error \(errno)") }
    defer { close(terminal) }
    // TIOCGPTN and TIOCSPTLCK, macros that Swift cannot read: they ask for the number of the terminal, and
    // unlock it.
    let (asksNumber, locks) = (UInt(0x8004_5430), UInt(0x4004_5431))
    var (number, isLocked): (UInt32, Int32) = (0, 0)
    var size = winsize(ws_row: 24, ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    guard unsafe ioctl(terminal, asksNumber, &number) == 0,
      unsafe ioctl(terminal, locks, &isLocked) == 0,
      unsafe ioctl(terminal, UInt(TIOCSWINSZ), &size) == 0
    else { throw Failure(description: "no terminal: error \(errno)") }
    let stream = Stream.path("/dev/pts/\(number)", O_WRONLY | O_NOCTTY)
    let variables = ["LANG": "C.UTF-8", "TZ": "UTC"].merging(environment) { $1 }
    let process = try spawn(
      [path] + arguments, variables.map { "\($0.key)=\($0.value)" },
      [.path("/dev/null", O_RDONLY), stream, stream])
    // It fails when the last one who could write has gone.
    var screen: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = unsafe piece.withUnsafeMutableBytes {
        unsafe read(terminal, $0.baseAddress, $0.count)
      }
      if count <= 0, count == 0 || errno != EINTR { break }
      screen += piece.prefix(max(0, count))
    }
    return (
      try wait(for: process.id),
      String(decoding: screen, as: UTF8.self).replacing("\r\n", with: "\n")
    )
  }

  /// What a process gets as one of its three streams.
  private enum Stream {
    case path(String, Int32)
    case pipeWithoutReader
    case silentPipe
  }

  /// One process is begun at a time, so that none inherits the end of another's pipe.
  private static let beginning = Mutex(())

  private func spawn(
    _ command: [String], _ environment: [String], _ streams: [Stream]
  ) throws -> (id: pid_t, heldOpen: [Int32]) {
    try Self.beginning.withLock { _ in
      var actions = unsafe posix_spawn_file_actions_t()
      unsafe posix_spawn_file_actions_init(&actions)
      defer { unsafe posix_spawn_file_actions_destroy(&actions) }
      // The threads that tests run on block most signals, and a shell without SIGCHLD waits for ever.
      var attributes = posix_spawnattr_t()
      unsafe posix_spawnattr_init(&attributes)
      defer { unsafe posix_spawnattr_destroy(&attributes) }
      var nothing = sigset_t()
      unsafe sigemptyset(&nothing)
      unsafe posix_spawnattr_setsigmask(&attributes, &nothing)
      unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
      var closedAfter: [Int32] = []
      var heldOpen: [Int32] = []
      for (number, stream) in streams.enumerated() {
        if case .path(let path, let flags) = stream {
          unsafe posix_spawn_file_actions_addopen(&actions, Int32(number), path, flags, 0)
          continue
        }
        var ends: [Int32] = [-1, -1]
        guard unsafe pipe(&ends) == 0 else { throw Failure(description: "no pipe: \(errno)") }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        if case .pipeWithoutReader = stream {
          close(ends[0])
          closedAfter.append(ends[1])
          unsafe posix_spawn_file_actions_adddup2(&actions, ends[1], Int32(number))
        } else {
          closedAfter.append(ends[0])
          heldOpen.append(ends[1])
          unsafe posix_spawn_file_actions_adddup2(&actions, ends[0], Int32(number))
        }
      }
      defer { for end in closedAfter { close(end) } }
      let argumentPointers = unsafe command.map { unsafe strdup($0) } + [nil]
      let environmentPointers = unsafe environment.map { unsafe strdup($0) } + [nil]
      defer { unsafe (argumentPointers + environmentPointers).forEach { unsafe free($0) } }
      var id: pid_t = 0
      let outcome = unsafe posix_spawn(
        &id, command[0], &actions, &attributes, argumentPointers, environmentPointers)
      guard outcome == 0 else {
        for end in heldOpen { close(end) }
        throw Failure(description: "\(path) cannot be started: error \(outcome)")
      }
      return (id, heldOpen)
    }
  }

  /// The exit status of a process, once it has ended.
  private func wait(for id: pid_t) throws -> Int32 {
    let clock = ContinuousClock()
    let latest = clock.now + .seconds(Self.longestRunInSeconds)
    var status: Int32 = 0
    while unsafe waitpid(id, &status, WNOHANG) == 0 {
      guard clock.now < latest else {
        kill(id, SIGKILL)
        _ = unsafe waitpid(id, &status, 0)
        throw Failure(
          description: "\(path) did not end within \(Self.longestRunInSeconds) seconds")
      }
      usleep(500)
    }
    let signal = status & 0x7F
    return signal == 0 ? (status >> 8) & 0xFF : 128 + signal
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
