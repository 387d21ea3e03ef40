private import Glibc
private import Synchronization

/// Wakes whoever waits for the terminal, from any thread: a descriptor to poll, and what it was rung for.
final class Alarm: Sendable {
  /// Readable while something was not heard yet.
  let descriptor: Int32
  private let end: Int32
  private let events = Mutex<[RawTerminal.Event]>([])

  init?() {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return nil }
    (descriptor, end) = (ends[0], ends[1])
    for each in ends {
      _ = fcntl(each, F_SETFL, O_NONBLOCK)
      _ = fcntl(each, F_SETFD, FD_CLOEXEC)
    }
  }

  deinit {
    close(descriptor)
    close(end)
  }

  func ring(_ event: RawTerminal.Event) {
    events.withLock { events in
      guard !events.contains(event) else { return }
      events.append(event)
      _ = write(end, [0], 1)
    }
  }

  /// What it was rung for first; nil when for nothing.
  func heard() -> RawTerminal.Event? {
    events.withLock { events in
      guard !events.isEmpty else { return nil }
      var byte: UInt8 = 0
      _ = read(descriptor, &byte, 1)
      return events.removeFirst()
    }
  }
}
