// What `run` tries the sanitizer on: a lock that many threads want, and, if asked for, a race.
import Synchronization

final class Shared: Sendable {
  let count = Mutex(0)
}

final class Raced: @unchecked Sendable {
  var count = 0
}

let (shared, raced) = (Shared(), Raced())
let hasRace = CommandLine.arguments.contains("race")
await withTaskGroup(of: Void.self) { group in
  for _ in 0..<4 {
    group.addTask {
      for _ in 0..<20_000 { shared.count.withLock { $0 += 1 } }
      if hasRace { for _ in 0..<1_000 { raced.count += 1 } }
    }
  }
}
