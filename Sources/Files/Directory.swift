import CLinux
package import Columns
import Crypto
import Glibc
import Synchronization
import SystemPackage

/// An open directory: everything below it is reached through its descriptor, so that nobody can
/// put a link in the way between a check and a use.
package final class Directory: Sendable {
  let descriptor: FileDescriptor
  /// The path for messages.
  package let path: String
  /// Held while a file is made: tasks that make files in one directory at the same time only wait for
  /// each other in the kernel, and use the processor while they do.
  private let making = Mutex(())

  /// Opens a directory by a path of the user's, to write there.
  ///
  /// - Throws: ``RunError/Kind/cannotCreate`` where it is a link, not a directory, or others may
  ///   write to it.
  package convenience init(opening path: String) throws(RunError) {
    try self.init(reading: path)
    if othersMayWrite {
      throw RunError(
        .cannotCreate,
        "\(path): others may write to this directory. Remove that permission: chmod go-w \(shellWord(path))"
      )
    }
  }

  /// Opens a directory by a path of the user's, to read what is there.
  ///
  /// - Throws: ``RunError/Kind/cannotCreate`` where it is a link or not a directory.
  package init(reading path: String) throws(RunError) {
    let descriptor = unsafe Glibc.open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw RunError(cannotCreate: path, "is not a directory that can be opened, or a link")
    }
    self.descriptor = FileDescriptor(rawValue: descriptor)
    self.path = path
  }

  private init(descriptor: Int32, path: String) {
    self.descriptor = FileDescriptor(rawValue: descriptor)
    self.path = path
  }

  deinit { try? descriptor.close() }

  /// Whether its group or others may write to it, as on a share or with umask 002.
  package var othersMayWrite: Bool {
    var status = stat()
    return unsafe fstat(descriptor.rawValue, &status) != 0 || status.st_mode & 0o022 != 0
  }

  /// The directory `name` in this one, which must not be a link.
  ///
  /// - Parameter create: Whether to make it, for its owner alone, if there is none.
  package func directory(_ name: String, create: Bool = false) throws(RunError) -> Directory {
    if create, unsafe mkdirat(descriptor.rawValue, name, 0o700) != 0, errno != EEXIST {
      throw RunError(cannotCreate: "\(path)/\(name)", describe(errno))
    }
    guard let opened = opened(name) else {
      throw RunError(cannotCreate: "\(path)/\(name)", describe(errno))
    }
    return opened
  }

  /// The directory `name` in this one; `nil` with `errno` where it cannot be opened, or is a link.
  private func opened(_ name: String) -> Directory? {
    let opened = unsafe openat(
      descriptor.rawValue, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    return opened >= 0 ? Directory(descriptor: opened, path: "\(path)/\(name)") : nil
  }

  /// The directory `name` in this one; `nil` where there is none. A link is none.
  ///
  /// - Throws: ``RunError/Kind/unreadableInput`` where there is one that cannot be opened.
  package func directoryIfAny(_ name: String) throws(RunError) -> Directory? {
    if let opened = opened(name) { return opened }
    if [ENOENT, ENOTDIR, ELOOP].contains(errno) { return nil }
    throw RunError(unreadable: "\(path)/\(name)", errno)
  }

  /// A path by which a library that knows paths only reaches the directory: through the descriptor,
  /// wherever somebody has moved it.
  package var descriptorPath: String { "/proc/self/fd/\(descriptor.rawValue)" }

  /// Makes a new directory for its owner alone.
  ///
  /// - Throws: ``RunError/Kind/cannotCreate``, also where there is one of this name.
  package func newDirectory(_ name: String) throws(RunError) -> Directory {
    guard unsafe mkdirat(descriptor.rawValue, name, 0o700) == 0 else {
      throw RunError(cannotCreate: "\(path)/\(name)", describe(errno))
    }
    return try directory(name)
  }

  /// Makes a new file for its owner alone.
  ///
  /// - Throws: ``RunError/Kind/cannotCreate``, also where there is one of this name.
  package func newFile(_ name: String) throws(RunError) -> OutputFile {
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
    let (opened, error) = making.withLock { _ in
      (unsafe openat(descriptor.rawValue, name, flags, 0o600), errno)
    }
    guard opened >= 0 else { throw RunError(cannotCreate: "\(path)/\(name)", describe(error)) }
    return OutputFile(descriptor: FileDescriptor(rawValue: opened), path: "\(path)/\(name)")
  }

  /// Takes the lock of this directory, a file `.lock` that is never removed; the kernel gives it
  /// back when the process ends, however it ends.
  ///
  /// - Throws: ``RunError/Kind/locked`` where another process holds it.
  package func lock() throws(RunError) -> DirectoryLock {
    let flags = O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC
    let opened = unsafe openat(descriptor.rawValue, ".lock", flags, 0o600)
    guard opened >= 0 else { throw RunError(cannotCreate: "\(path)/.lock", describe(errno)) }
    let lock = DirectoryLock(descriptor: FileDescriptor(rawValue: opened))
    guard flock(opened, LOCK_EX | LOCK_NB) == 0 else {
      if errno == EWOULDBLOCK {
        throw RunError(
          .locked, "\(path): another run is writing here. Wait until it is done and run again.")
      }
      throw RunError(cannotCreate: "\(path)/.lock", describe(errno))
    }
    return lock
  }

  /// Whether there is anything of this name, a link among them.
  package func contains(_ name: String) -> Bool {
    var status = stat()
    return unsafe fstatat(descriptor.rawValue, name, &status, AT_SYMLINK_NOFOLLOW) == 0
  }

  /// Renames an entry, never over another.
  package func rename(_ name: String, to newName: String) throws(RunError) {
    let result = unsafe renameat2(
      descriptor.rawValue, name, descriptor.rawValue, newName, APPRAISE_RENAME_NOREPLACE)
    guard result == 0 else {
      throw RunError(cannotCreate: "\(path)/\(newName)", describe(errno))
    }
  }

  /// Makes the entries of this directory durable.
  package func synchronize() throws(RunError) {
    guard fsync(descriptor.rawValue) == 0 else {
      throw RunError(.inputOutput, "\(path): writing to disk failed (\(describe(errno))).")
    }
  }

  /// Makes everything that was written to the file system of this directory durable, at once: for
  /// a run of thousands of files one call instead of one for each.
  package func synchronizeFileSystem() throws(RunError) {
    guard syncfs(descriptor.rawValue) == 0 else {
      throw RunError(.inputOutput, "\(path): writing to disk failed (\(describe(errno))).")
    }
  }

  /// The names of the entries but for `.` and `..`, sorted by bytes.
  package func entries() throws(RunError) -> [String] {
    let copy = unsafe openat(descriptor.rawValue, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard copy >= 0 else { throw RunError(unreadable: path, errno) }
    guard let stream = unsafe fdopendir(copy) else {
      let error = RunError(unreadable: path, errno)
      close(copy)
      throw error
    }
    defer { unsafe closedir(stream) }
    var names: [String] = []
    while true {
      // The end and a failure look the same but for this.
      errno = 0
      guard let entry = unsafe readdir(stream) else {
        if errno != 0 { throw RunError(unreadable: path, errno) }
        break
      }
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        unsafe String(cString: UnsafeRawPointer(pointer).assumingMemoryBound(to: CChar.self))
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted(by: goesBeforeByBytes)
  }

  /// Removes an entry and, where it is a directory, everything in it. Links are removed, not
  /// followed.
  package func remove(_ name: String) throws(RunError) {
    if unsafe unlinkat(descriptor.rawValue, name, 0) == 0 || errno == ENOENT { return }
    guard errno == EISDIR || errno == EPERM else {
      throw RunError(.inputOutput, "\(path)/\(name): cannot be removed (\(describe(errno))).")
    }
    do {
      let inner = try directory(name)
      for entry in try inner.entries() { try inner.remove(entry) }
    }
    guard unsafe unlinkat(descriptor.rawValue, name, AT_REMOVEDIR) == 0 else {
      throw RunError(.inputOutput, "\(path)/\(name): cannot be removed (\(describe(errno))).")
    }
  }

  /// Removes an entry as ``remove(_:)`` does, though other threads may still be making files in
  /// it: once their directory is gone they can make no more.
  package func removeInUse(_ name: String) {
    for _ in 0..<100 {
      do throws(RunError) { return try remove(name) } catch { usleep(1000) }
    }
  }

  /// Opens a file of this directory for reading; `nil` where there is none. A link is none.
  ///
  /// - Throws: ``RunError/Kind/unreadableInput`` where there is one that cannot be opened.
  private func openFile(_ name: String) throws(RunError) -> FileDescriptor? {
    let opened = unsafe openat(
      descriptor.rawValue, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    if opened >= 0 { return FileDescriptor(rawValue: opened) }
    // A socket has no other side.
    if [ENOENT, ENOTDIR, ELOOP, ENXIO].contains(errno) { return nil }
    throw RunError(unreadable: "\(path)/\(name)", errno)
  }

  /// The most bytes of a file that is read whole: the rest is for files that say sizes which nobody has.
  private static let mostBytes = 1 << 32

  /// The bytes of a file of this directory and their hash; `nil` where there is no regular file. A link is no such
  /// file.
  ///
  /// - Parameter size: The size that it should have; nothing is read of a file of another one.
  /// - Throws: ``RunError/Kind/unreadableInput`` where there is one that cannot be read, or not as a whole.
  package func read(
    _ name: String, size: Int? = nil
  ) throws(RunError) -> (bytes: [UInt8], sha256: String)? {
    try reading(name) { descriptor, found throws(RunError) in
      guard found == size ?? found else { return ([], "") }
      guard found <= Self.mostBytes else {
        throw RunError(
          .unreadableInput, "\(path)/\(name): the file is too large to be read as a whole.")
      }
      var failure: RunError?
      let bytes = unsafe [UInt8](unsafeUninitializedCapacity: found) { buffer, filled in
        do throws(RunError) {
          while filled < found {
            let rest = unsafe UnsafeMutableRawBufferPointer(
              UnsafeMutableBufferPointer(rebasing: buffer[filled...]))
            let count = unsafe try read(from: descriptor, of: name, into: rest)
            // It became shorter while it was read.
            if count == 0 { return }
            filled += count
          }
        } catch { failure = error }
      }
      if let failure { throw failure }
      return (bytes, SHA256.hash(data: bytes).hexadecimal)
    }
  }

  /// Whether a file of this directory has this size and hash; `nil` where there is no regular file. A link is no such
  /// file.
  ///
  /// - Throws: ``RunError/Kind/unreadableInput`` where there is one that cannot be read.
  /// - Complexity: O(size), whatever the size of the file is; memory for a few of its pages.
  package func isFile(_ name: String, size: Int, sha256: String) throws(RunError) -> Bool? {
    try reading(name) { descriptor, found throws(RunError) in
      guard found == size else { return false }
      var (hash, rest) = (SHA256(), size)
      let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 64)
      defer { unsafe buffer.deallocate() }
      while true {
        let count = unsafe try read(from: descriptor, of: name, into: buffer)
        // It may become longer or shorter while it is read.
        guard count > 0, count <= rest else {
          return count == rest && hash.finalize().hexadecimal == sha256
        }
        unsafe hash.update(bufferPointer: UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        rest -= count
      }
    }
  }

  /// Reads on in a file.
  ///
  /// - Returns: How many bytes were read; 0 at the end.
  private func read(
    from descriptor: FileDescriptor, of name: String, into buffer: UnsafeMutableRawBufferPointer
  ) throws(RunError) -> Int {
    do { return unsafe try descriptor.read(into: buffer) } catch {
      throw RunError(
        .unreadableInput, "\(path)/\(name): cannot be read (\(error)). Check the disk.")
    }
  }

  /// What `body` makes of a regular file and its size; `nil` where there is none.
  private func reading<Result>(
    _ name: String, _ body: (FileDescriptor, _ size: Int) throws(RunError) -> Result
  ) throws(RunError) -> Result? {
    guard let descriptor = try openFile(name) else { return nil }
    defer { try? descriptor.close() }
    var status = stat()
    guard unsafe fstat(descriptor.rawValue, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      return nil
    }
    return try body(descriptor, Int(status.st_size))
  }

  /// The path without links, `.` and `..`; `nil` where there is nothing at the path.
  package static func resolve(_ path: String) -> String? {
    guard let resolved = unsafe realpath(path, nil) else { return nil }
    defer { unsafe free(resolved) }
    return unsafe String(cString: resolved)
  }

  /// Makes the directory of a path for its owner alone, unless there is something already.
  package static func create(_ path: String) throws(RunError) {
    guard unsafe mkdir(path, 0o700) != 0, errno != EEXIST else { return }
    let error = errno
    if error == ENOENT, let parent = missingParent(of: path) {
      throw RunError(
        .cannotCreate,
        "\(path): \(parent) does not exist. Make it first: mkdir -p \(shellWord(parent))")
    }
    throw RunError(cannotCreate: path, describe(error))
  }

  /// The path of the directory in which a path is; `nil` where it has none, or where there is something.
  private static func missingParent(of path: String) -> String? {
    var path = path[...]
    while path.hasSuffix("/") { path.removeLast() }
    guard let slash = path.lastIndex(of: "/"), slash > path.startIndex else { return nil }
    let parent = String(path[..<slash])
    return resolve(parent) == nil ? parent : nil
  }
}

/// A path as it is typed into a shell.
private func shellWord(_ path: String) -> String {
  let plain = path.utf8.allSatisfy { byte in
    byte >= 0x80 || UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20
      || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte || "/._-+,:@".utf8.contains(byte)
  }
  return plain && !path.hasPrefix("-") ? path : "'\(path.replacing("'", with: "'\\''"))'"
}

/// The system's words for an error number.
func describe(_ number: Int32) -> String { Errno(rawValue: number).description }

extension RunError {
  /// The end of a run that cannot read something that is there.
  fileprivate init(unreadable path: String, _ number: Int32) {
    self.init(
      .unreadableInput,
      "\(path): cannot be read (\(describe(number))). Check its owner and permissions.")
  }

  /// The end of a run that cannot create something.
  package init(cannotCreate path: String, _ reason: String) {
    self.init(.cannotCreate, "\(path): \(reason). Check the path, its owner and permissions.")
  }
}
