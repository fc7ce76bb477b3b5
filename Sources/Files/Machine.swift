import Glibc

/// The machine that the program runs on.
package enum Machine {
  /// Its name; empty where it has none.
  package static var hostName: String {
    unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { buffer in
      guard unsafe gethostname(buffer.baseAddress.unsafelyUnwrapped, 255) == 0 else { return "" }
      unsafe buffer[255] = 0
      return unsafe String(cString: buffer.baseAddress.unsafelyUnwrapped)
    }
  }

  /// How many processors there are, at least 1.
  package static var processors: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }
}
