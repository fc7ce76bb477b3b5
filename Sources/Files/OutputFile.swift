package import Columns
import Crypto
import Glibc
import SystemPackage

/// A file of a run that is being written: hashed as it is written, every write checked.
package struct OutputFile: ~Copyable, Sendable {
  /// What a manifest says of a file of the run.
  package struct Identity: Sendable {
    /// The path in the run's directory: `rosters/index.csv`.
    package let name: String
    /// How many bytes were written.
    package let bytes: Int
    /// Of these bytes, in lower-case hexadecimal digits.
    package let sha256: String
  }

  private let descriptor: FileDescriptor
  private let path: String
  private var hash = SHA256()
  private var bytes = 0
  private var isClosed = false

  /// The file behind a descriptor, which it will close.
  init(descriptor: FileDescriptor, path: String) {
    self.descriptor = descriptor
    self.path = path
  }

  deinit { if !isClosed { try? descriptor.close() } }

  /// Writes all of a buffer.
  ///
  /// - Throws: ``RunError/Kind/inputOutput``; what was written is then worth nothing.
  package mutating func write(_ buffer: borrowing OutputBuffer) throws(RunError) {
    try buffer.withBytes { bytes throws(RunError) in try write(bytes) }
  }

  /// Writes some bytes.
  ///
  /// - Throws: ``RunError/Kind/inputOutput``; what was written is then worth nothing.
  package mutating func write(_ span: Span<UInt8>) throws(RunError) {
    let failure: Errno? = unsafe span.withUnsafeBytes { bytes in
      unsafe hash.update(bufferPointer: bytes)
      do {
        unsafe try descriptor.writeAll(bytes)
        return nil
      } catch {
        return error as? Errno ?? .ioError
      }
    }
    if let failure { throw RunError(writing: path, failure) }
    bytes += span.count
  }

  /// Closes the file.
  ///
  /// - Parameter name: Its path in the run's directory.
  /// - Throws: ``RunError/Kind/inputOutput``.
  package consuming func close(as name: String) throws(RunError) -> Identity {
    let identity = Identity(name: name, bytes: bytes, sha256: hash.finalize().hexadecimal)
    isClosed = true
    do { try descriptor.close() } catch {
      throw RunError(writing: path, error as? Errno ?? .ioError)
    }
    return identity
  }
}

extension RunError {
  fileprivate init(writing path: String, _ error: Errno) {
    self.init(
      .inputOutput,
      "\(path): writing failed (\(error)). The run before is untouched; make room and run again.")
  }
}
