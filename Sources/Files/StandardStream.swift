import Glibc

/// A stream that the program was started with, to be written to.
package enum StandardStream: Sendable {
  case output, error

  private var descriptor: Int32 { self == .output ? STDOUT_FILENO : STDERR_FILENO }

  /// Whether a person may be looking.
  package var isTerminal: Bool { isatty(descriptor) == 1 }

  /// How many columns the terminal has; `nil` where the stream is none. One that does not say has what
  /// `COLUMNS` says, or else 80.
  package var columns: Int? {
    guard isTerminal else { return nil }
    var size = winsize()
    if unsafe ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 {
      return max(20, Int(size.ws_col))
    }
    let stated = Self.environment("COLUMNS").flatMap { Int($0) }
    return stated.map { max(20, $0) } ?? 80
  }

  /// Whether it is a terminal on which a line can be written over. One that is called `dumb` prints line
  /// after line, such as that of an editor.
  package var canReturn: Bool {
    isTerminal && ![nil, "", "dumb"].contains(Self.environment("TERM"))
  }

  private static func environment(_ name: String) -> String? {
    guard let value = unsafe getenv(name) else { return nil }
    return unsafe String(cString: value)
  }

  private static func words(for error: Int32) -> String {
    let fix =
      [ENOSPC, EDQUOT, EFBIG].contains(error)
      ? "Make room and run again." : "Look at where the command was told to write, and run again."
    return "writing failed (\(describe(error))). \(fix)"
  }

  /// Writes all bytes.
  ///
  /// - Returns: What failed and what to do, for people; `nil` where nothing did, or the reader went away: the rest
  ///   is then dropped.
  package func write(_ bytes: Span<UInt8>) -> String? {
    var rest = bytes
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes {
        unsafe Glibc.write(descriptor, $0.baseAddress, $0.count)
      }
      if count > 0 {
        rest = rest.extracting(droppingFirst: count)
      } else if count == 0 || errno != EINTR {
        let error = count == 0 ? EIO : errno
        return error == EPIPE ? nil : Self.words(for: error)
      }
    }
    return nil
  }
}
