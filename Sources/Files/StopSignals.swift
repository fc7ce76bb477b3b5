package import Columns
import Glibc
import Synchronization
import SystemPackage

/// Ends the program when it is asked to stop, by SIGTERM, SIGINT or SIGHUP: first what is half done
/// is undone, then it exits with status 128 + the number of the signal.
///
/// A signal handler may do next to nothing, so it hands the number of the signal through a pipe to
/// a thread that waits there. (Blocking the signals and waiting for them does not do: the main
/// thread of an asynchronous Swift program ends in a `sigsuspend` that lets all of them through.)
package final class StopSignals: Sendable {
  /// How to undo what is half done; locked as long as somebody undoes it or settles it.
  private let undo = Mutex<(@Sendable () -> Void)?>(nil)

  /// Signals are left as they are: for tests, and for work that leaves nothing half done.
  package init() {}

  /// Takes over the signals, but for those that the program was started to ignore, as under
  /// `nohup`. To be called once.
  package static func watched() -> StopSignals {
    let stopSignals = StopSignals()
    guard let pipe = try? FileDescriptor.pipe() else {
      preconditionFailure("a program that has just begun can open a pipe")
    }
    unsafe signalPipe = pipe.writeEnd.rawValue
    var thread = pthread_t()
    let context = unsafe Unmanaged.passRetained(
      Watch(stopSignals: stopSignals, pipe: pipe.readEnd.rawValue))
    let outcome = unsafe pthread_create(
      &thread, nil,
      { context in
        unsafe Unmanaged<Watch>.fromOpaque(context.unsafelyUnwrapped).takeRetainedValue().wait()
        return nil
      }, context.toOpaque())
    precondition(outcome == 0, "a program that has just begun can begin a thread")
    for number in [SIGTERM, SIGINT, SIGHUP] where !isIgnored(number) {
      var action = sigaction()
      unsafe action.__sigaction_handler.sa_handler = handOver
      action.sa_flags = SA_RESTART
      unsafe sigaction(number, &action, nil)
    }
    return stopSignals
  }

  /// From now on a signal undoes this first.
  ///
  /// - Parameter undo: Must finish within a fraction of a second.
  package func begin(undo: @escaping @Sendable () -> Void) { self.undo.withLock { $0 = undo } }

  /// Undoes what was begun, if anything; never returns where a signal is doing so.
  package func abandon() {
    undo.withLock { undo in
      undo?()
      undo = nil
    }
  }

  /// Does the last step, after which there is nothing to be undone; a signal waits until it is
  /// done. If it fails, what was begun is still to be undone.
  package func settle(_ lastStep: () throws(RunError) -> Void) throws(RunError) {
    try undo.withLock { undo throws(RunError) in
      try lastStep()
      undo = nil
    }
  }

  /// What the waiting thread knows.
  private final class Watch: Sendable {
    private let stopSignals: StopSignals
    private let pipe: Int32

    init(stopSignals: StopSignals, pipe: Int32) {
      self.stopSignals = stopSignals
      self.pipe = pipe
    }

    func wait() {
      var number: UInt8 = 0
      while unsafe read(pipe, &number, 1) != 1 {}
      stopSignals.end(for: Int32(number))
    }
  }

  private func end(for signal: Int32) -> Never {
    // The lock is never given back: no other thread comes to report an end of its own.
    undo.withLock { undo in
      undo?()
      var message =
        undo == nil
        ? "appraise: stopped by a signal.\n"
        : "appraise: stopped by a signal; nothing was published, the run before is untouched.\n"
      message.withUTF8 { message in
        _ = unsafe write(STDERR_FILENO, message.baseAddress, message.count)
      }
      _exit(128 + signal)
    }
  }

  private static func isIgnored(_ signal: Int32) -> Bool {
    var action = sigaction()
    guard unsafe sigaction(signal, nil, &action) == 0 else { return false }
    let handler = unsafe unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
    return unsafe handler == unsafeBitCast(SIG_IGN, to: Int.self)
  }
}

/// Where the signal handler writes; set once, before there is a handler.
private nonisolated(unsafe) var signalPipe: Int32 = -1

/// The signal handler: passes the number of the signal on. What was being done when the signal came
/// may be about to look at `errno`.
private func handOver(_ signal: Int32) {
  let before = errno
  var number = UInt8(truncatingIfNeeded: signal)
  _ = unsafe write(signalPipe, &number, 1)
  errno = before
}
