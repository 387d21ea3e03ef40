import Foundation
import Papers
import Synchronization

/// A clock on which a sleep takes no time, but is written down and moves the hands.
final class TestClock: Clock, Sendable {
  struct Instant: InstantProtocol {
    var offset: Duration

    func advanced(by duration: Duration) -> Instant { Instant(offset: offset + duration) }
    func duration(to other: Instant) -> Duration { other.offset - offset }
    static func < (left: Instant, right: Instant) -> Bool { left.offset < right.offset }
  }

  private struct State {
    var offset = Duration.zero
    var sleeps: [Duration] = []
  }

  private let start: Date
  private let state = Mutex(State())

  init(start: String) {
    self.start = Date(rfc3339: start) ?? .distantPast
  }

  var now: Instant { Instant(offset: state.withLock { $0.offset }) }
  var minimumResolution: Duration { .zero }
  var sleeps: [Duration] { state.withLock { $0.sleeps } }

  /// What a wall clock shows.
  var date: Date { start + Double(now.offset.components.seconds) }

  func sleep(until deadline: Instant, tolerance: Duration?) async throws {
    try Task.checkCancellation()
    state.withLock { state in
      state.sleeps.append(deadline.offset - state.offset)
      state.offset = max(state.offset, deadline.offset)
    }
  }

  func advance(_ duration: Duration) {
    state.withLock { $0.offset += duration }
  }
}
