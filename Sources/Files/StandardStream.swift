import Glibc

/// A stream that the program was started with, to be written to.
package enum StandardStream: Sendable {
  case output, error

  private var descriptor: Int32 { self == .output ? STDOUT_FILENO : STDERR_FILENO }

  /// Whether a person may be looking.
  package var isTerminal: Bool { isatty(descriptor) == 1 }

  /// Writes all bytes.
  ///
  /// - Returns: The system's words for what failed; `nil` where nothing did, or the reader went
  ///   away: the rest is then dropped.
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
        return error == EPIPE ? nil : describe(error)
      }
    }
    return nil
  }
}
