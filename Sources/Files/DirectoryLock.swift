import Glibc
import SystemPackage

/// A held lock; it ends with its owner.
package final class DirectoryLock: Sendable {
  private let descriptor: FileDescriptor

  /// The lock behind a descriptor, which it will close.
  init(descriptor: FileDescriptor) { self.descriptor = descriptor }

  /// Gives the lock back by name: a process that was forked meanwhile and has not yet become another
  /// program holds a copy of the descriptor, and with it the lock.
  deinit {
    _ = flock(descriptor.rawValue, LOCK_UN)
    try? descriptor.close()
  }
}
