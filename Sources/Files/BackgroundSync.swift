package import Columns
import Dispatch
import Synchronization

extension Directory {
  /// Calls `body`, and meanwhile makes durable what it has written to the file system so far, so that
  /// the sync at the end, during which there is nothing else to do, finds little left.
  ///
  /// - Throws: ``RunError``: what `body` throws, or else that a sync has failed.
  package func syncing<Result: Sendable>(
    while body: () async throws(RunError) -> Result
  ) async throws(RunError) -> Result {
    let sync = BackgroundSync(of: self)
    let result: Result
    do throws(RunError) {
      result = try await body()
    } catch {
      sync.end()
      throw error
    }
    sync.end()
    if let failure = sync.failure { throw failure }
    return result
  }
}

/// Syncs the file system of a directory again and again, on a thread of its own: a worker
/// blocked on the disk would be a core lost.
private final class BackgroundSync: Sendable {
  /// Long enough for runs of some thousand executives never to come to it.
  private static let pause = DispatchTimeInterval.milliseconds(60)

  private let directory: Directory
  private let queue = DispatchQueue(label: "background-sync")
  private let isEnded = Atomic(false)
  private let firstFailure = Mutex<RunError?>(nil)

  init(of directory: Directory) {
    self.directory = directory
    syncLater()
  }

  private func syncLater() {
    queue.asyncAfter(deadline: .now() + Self.pause) { [self] in
      guard !isEnded.load(ordering: .relaxed) else { return }
      do throws(RunError) {
        try directory.synchronizeFileSystem()
        syncLater()
      } catch {
        firstFailure.withLock { $0 = error }
      }
    }
  }

  /// Waits for the sync under way, and begins no other.
  func end() {
    isEnded.store(true, ordering: .relaxed)
    queue.sync {}
  }

  /// Why a sync has failed, if one has. The kernel reports it to the first caller only.
  var failure: RunError? { firstFailure.withLock { $0 } }
}
