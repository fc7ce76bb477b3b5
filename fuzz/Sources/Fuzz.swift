import Dispatch
import Glibc
import Synchronization

/// What can be fuzzed, each from bytes; `FUZZ_TARGET` names the one that a process is for.
private let targets: [String: @Sendable ([UInt8]) -> Verdict] = [
  "books": fuzzBooks,
  "reader": fuzzReader,
  "checker": fuzzChecker,
  "long": fuzzLong,
  "systems": fuzzSystems,
  "writer": fuzzWriter,
]

private let target: @Sendable ([UInt8]) -> Verdict = {
  let name = unsafe getenv("FUZZ_TARGET").map { unsafe String(cString: $0) } ?? ""
  guard let target = targets[name] else {
    fatalError("FUZZ_TARGET is one of \(targets.keys.sorted().joined(separator: ", "))")
  }
  return target
}()

/// Whether an input was of use; libFuzzer keeps none that was not.
enum Verdict: CInt {
  case used = 0
  case useless = -1
}

/// What libFuzzer calls with every input that it makes up.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  unsafe target(Array(UnsafeBufferPointer(start: start, count: count))).rawValue
}

/// Ends the process, which libFuzzer takes for a find, unless a property holds.
func expect(
  _ holds: Bool, _ message: @autoclosure () -> String, file: StaticString = #file,
  line: UInt = #line
) {
  if !holds { fatalError(message(), file: file, line: line) }
}

/// The same for two values that must be equal.
func expectEqual<Value: Equatable>(
  _ one: Value, _ other: Value, _ what: @autoclosure () -> String, file: StaticString = #file,
  line: UInt = #line
) {
  expect(one == other, "\(what()):\n  \(one)\n  \(other)", file: file, line: line)
}

/// The bytes of an input as decisions: each takes the next one.
struct Draw {
  private var rest: ArraySlice<UInt8>

  init(_ bytes: [UInt8]) { rest = bytes[...] }

  /// Whether there are none left; every decision is then the first choice.
  var isEmpty: Bool { rest.isEmpty }

  /// A number from 0 on, below `bound`, which is at most 256.
  mutating func number(below bound: Int) -> Int { Int(rest.popFirst() ?? 0) % bound }

  /// One of a few choices.
  mutating func pick<Value>(_ choices: [Value]) -> Value {
    choices[number(below: choices.count)]
  }
}

/// Waits for work that is asynchronous, on the thread of libFuzzer, which has nothing else to do.
func wait<Value: Sendable>(for work: @escaping @Sendable () async -> Value) -> Value {
  let outcome = Mutex<Value?>(nil)
  let done = DispatchSemaphore(value: 0)
  Task.detached {
    let value = await work()
    outcome.withLock { $0 = value }
    done.signal()
  }
  done.wait()
  guard let value = outcome.withLock({ $0 }) else { fatalError("the work has an outcome") }
  return value
}
