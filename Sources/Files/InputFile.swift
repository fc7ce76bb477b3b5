package import Columns
package import Crypto
import Glibc
import Synchronization
import SystemPackage

/// One file that a command reads, opened once and read once from its start to its end.
///
/// Its bytes are hashed as they are read, or by whoever reads them (``append(unhashedTo:atMost:)``), unless
/// nobody is to be told what it was; and ``finish(name:hashedBy:)`` sees to it that it was the same file all
/// the time. There is no memory map: a file that somebody cuts short would then end the program.
package struct InputFile: ~Copyable {
  /// What a manifest says of an input.
  package struct Identity: Sendable {
    /// The file's name in findings and in the manifest.
    package let name: String
    /// The size of the file as it was read; of standard input how much came.
    package let bytes: Int
    /// `nil` where it was not hashed.
    package let sha256: String?

    /// The SHA-256 for a manifest.
    ///
    /// - Precondition: the file was hashed.
    package var sealedSHA256: String {
      guard let sha256 else { preconditionFailure("what a manifest names is hashed as it is read") }
      return sha256
    }
  }

  /// The path as it was given; `-` is standard input.
  package let path: String
  private let descriptor: FileDescriptor
  private let isStandardInput: Bool
  private let opened: Status
  /// Of the bytes so far; `nil` where they are not hashed.
  private var hash: SHA256?
  /// What was looked at already and is yet to be read.
  private var ahead: [UInt8] = []
  /// How many bytes were handed over. A look at the beginning does not count.
  package private(set) var bytesRead = 0

  /// What would be different if somebody changed the file.
  private struct Status: Equatable {
    var device: dev_t = 0
    var inode: ino_t = 0
    var size: off_t = 0
    var seconds = 0
    var nanoseconds = 0

    /// Nothing known.
    init() {}

    /// Of what stands at a path now; `nil` where that is not a regular file.
    init?(at path: String) {
      var status = stat()
      guard unsafe stat(path, &status) == 0 else { return nil }
      self.init(status)
    }

    /// Of an open file; `nil` where it is not a regular one.
    init?(of descriptor: FileDescriptor) {
      var status = stat()
      guard unsafe fstat(descriptor.rawValue, &status) == 0 else { return nil }
      self.init(status)
    }

    private init?(_ status: stat) {
      guard status.st_mode & S_IFMT == S_IFREG else { return nil }
      device = status.st_dev
      inode = status.st_ino
      size = status.st_size
      seconds = status.st_mtim.tv_sec
      nanoseconds = status.st_mtim.tv_nsec
    }
  }

  /// Opens a file.
  ///
  /// - Parameter isHashed: Whether its identity is to have a hash, as a manifest needs it.
  /// - Throws: ``RunError/Kind/unreadableInput`` where there is no such file, it may not be read, or
  ///   it is not a regular file: a pipe, a directory or a device could block the run or never end.
  package init(path: String, isHashed: Bool = true) throws(RunError) {
    self.path = path
    hash = isHashed ? SHA256() : nil
    isStandardInput = path == "-"
    if isStandardInput, Self.standardInputIsTaken.exchange(true, ordering: .relaxed) {
      throw Self.standardInputTwice
    }
    (descriptor, opened) = try isStandardInput ? (.standardInput, Status()) : Self.open(path)
  }

  /// Whether a file of this process was standard input, which can be read once.
  private static let standardInputIsTaken = Atomic<Bool>(false)
  private static let standardInputTwice = RunError(
    .usage, "Standard input (-) can be only one of the files.")

  /// Refuses standard input for two of some files, before any is read.
  package static func refuseStandardInputTwice(in paths: some Sequence<String>) throws(RunError) {
    var count = 0
    for path in paths where path == "-" { count += 1 }
    if count > 1 { throw standardInputTwice }
  }

  /// Refuses the same file twice for one purpose, which would make everybody a duplicate.
  ///
  /// - Parameter option: The option that names the files.
  /// - Throws: ``RunError/Kind/usage``.
  package static func refuseRepeated(
    _ paths: some Sequence<String>, of option: String
  ) throws(RunError) {
    // By bytes: two names that a `String` takes for one are two files.
    var named: Set<[UInt8]> = []
    for path in paths where !named.insert(Array(path.utf8)).inserted {
      throw RunError(.usage, "\(path): named twice by \(option). Name each file once.")
    }
  }

  private static func open(_ path: String) throws(RunError) -> (FileDescriptor, Status) {
    let descriptor: FileDescriptor
    do {
      descriptor = try FileDescriptor.open(
        FilePath(path), .readOnly, options: [.closeOnExec, .nonBlocking])
    } catch {
      throw RunError(
        .unreadableInput, "\(path): cannot be opened (\(error)). Check the name and permissions.")
    }
    guard let status = Status(of: descriptor) else {
      try? descriptor.close()
      throw RunError(
        .unreadableInput,
        "\(path): not a regular file. Name a file, or - to read standard input.")
    }
    posix_fadvise(descriptor.rawValue, 0, 0, POSIX_FADV_SEQUENTIAL)
    return (descriptor, status)
  }

  deinit { if !isStandardInput { try? descriptor.close() } }

  /// The size when it was opened, in bytes; 0 for standard input.
  package var expectedBytes: Int { Int(opened.size) }

  /// The first bytes of the file, which are read again as if nobody had looked; fewer than asked for
  /// only where the file has no more.
  ///
  /// - Precondition: nothing was read yet.
  /// - Throws: ``RunError/Kind/inputOutput``.
  package mutating func firstBytes(_ count: Int) throws(RunError) -> [UInt8] {
    precondition(bytesRead == 0 && ahead.isEmpty, "a file is looked at before it is read")
    var bytes = [UInt8](repeating: 0, count: count)
    var outcome = Result<Int, RunError>.success(0)
    unsafe bytes.withUnsafeMutableBytes { buffer in
      do throws(RunError) {
        outcome = .success(unsafe try fill(buffer))
      } catch {
        outcome = .failure(error)
      }
    }
    ahead = Array(bytes.prefix(try outcome.get()))
    return ahead
  }

  /// Reads on, until the buffer is full or the file ends.
  ///
  /// - Returns: The number of bytes read; fewer than asked for only at the end of the file.
  /// - Throws: ``RunError/Kind/inputOutput``.
  package mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(RunError) -> Int {
    let filled = unsafe try readUnhashed(into: buffer)
    unsafe hash?.update(bufferPointer: UnsafeRawBufferPointer(rebasing: buffer[..<filled]))
    return filled
  }

  private mutating func readUnhashed(
    into buffer: UnsafeMutableRawBufferPointer
  ) throws(RunError) -> Int {
    let known = min(ahead.count, buffer.count)
    unsafe buffer.copyBytes(from: ahead[..<known])
    ahead.removeFirst(known)
    let filled =
      unsafe known + (try fill(UnsafeMutableRawBufferPointer(rebasing: buffer[known...])))
    bytesRead += filled
    return filled
  }

  /// Whether its identity will have a hash.
  package var isHashed: Bool { hash != nil }

  /// Fills a buffer as far as the file has bytes.
  private func fill(_ buffer: UnsafeMutableRawBufferPointer) throws(RunError) -> Int {
    var filled = 0
    while filled < buffer.count {
      let part = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
      let count: Int
      do {
        count = unsafe try descriptor.read(into: part, retryOnInterrupt: true)
      } catch {
        throw RunError(.inputOutput, "\(path): reading failed (\(error)). Run it again.")
      }
      if count == 0 { break }
      filled += count
    }
    return filled
  }

  /// Reads all of it, for its identity alone.
  ///
  /// - Throws: ``RunError/Kind/inputOutput``.
  package mutating func readWhole() throws(RunError) -> Identity {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 64)
    defer { unsafe buffer.deallocate() }
    while unsafe try read(into: buffer) == buffer.count {}
    return try finish(name: path)
  }

  /// Ends the reading.
  ///
  /// - Parameters:
  ///   - name: The name that findings and the manifest use.
  ///   - pieces: The hash of its bytes, where they were read unhashed.
  /// - Throws: ``RunError/Kind/inputOutput`` if the file was changed since it was opened.
  package func finish(
    name: String, hashedBy pieces: OrderedHash? = nil
  ) throws(RunError) -> Identity {
    if !isStandardInput {
      // The file that was read, and whatever has its name now.
      guard Status(of: descriptor) == opened, Status(at: path) == opened,
        bytesRead == expectedBytes
      else {
        throw RunError(
          .inputOutput,
          "\(path): the file changed while it was read. Run again when nothing writes to it.")
      }
    }
    guard let (sha256, byteCount) = pieces?.finish() else {
      return Identity(name: name, bytes: bytesRead, sha256: hash?.finalize().hexadecimal)
    }
    precondition(byteCount == bytesRead, "every byte that was read is hashed")
    return Identity(name: name, bytes: bytesRead, sha256: sha256)
  }
}

extension InputFile {
  /// Reads on, behind what `bytes` holds.
  ///
  /// - Returns: The number of bytes read; fewer than `limit` only at the end of the file.
  package mutating func append(
    to bytes: inout [UInt8], atMost limit: Int
  ) throws(RunError) -> Int {
    unsafe try append(to: &bytes, atMost: limit) { file, buffer throws(RunError) in
      unsafe try file.read(into: buffer)
    }
  }

  /// Reads on as ``append(to:atMost:)`` does, and leaves it to the caller to hash what was read:
  /// to hash takes several times as long as to read, and several tasks can share it (``OrderedHash``).
  package mutating func append(
    unhashedTo bytes: inout [UInt8], atMost limit: Int
  ) throws(RunError) -> Int {
    unsafe try append(to: &bytes, atMost: limit) { file, buffer throws(RunError) in
      unsafe try file.readUnhashed(into: buffer)
    }
  }

  private mutating func append(
    to bytes: inout [UInt8], atMost limit: Int,
    _ read: (inout Self, UnsafeMutableRawBufferPointer) throws(RunError) -> Int
  ) throws(RunError) -> Int {
    var result = Result<Int, RunError>.success(0)
    bytes.append(addingCapacity: limit) { output in
      unsafe output.withUnsafeMutableBufferPointer { buffer, filled in
        do throws(RunError) {
          filled = unsafe try read(&self, UnsafeMutableRawBufferPointer(buffer))
          result = .success(filled)
        } catch {
          result = .failure(error)
        }
      }
    }
    return try result.get()
  }
}

extension SHA256Digest {
  /// The digest in lower-case hexadecimal digits.
  package var hexadecimal: String {
    unsafe String(unsafeUninitializedCapacity: 2 * Self.byteCount) { text in
      var count = 0
      for byte in self {
        for digit in [byte >> 4, byte & 15] {
          unsafe text[count] = digit + (digit < 10 ? UInt8(ascii: "0") : UInt8(ascii: "a") - 10)
          count += 1
        }
      }
      return count
    }
  }
}
