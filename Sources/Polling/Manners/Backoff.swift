import Foundation
import Papers

/// How long to wait after what went wrong. Jitter is full: anything from nothing to the bound, above a floor
/// (arxiv-protocol section 5).
enum Backoff {
  static let day = Duration.seconds(86_400)
  /// Before a service is asked once more whether there is really nothing (arxiv-protocol F2).
  static let betweenConfirmations = Duration.seconds(60)
  /// How often a page is asked for in a run before it is given up.
  static let tries = 3

  /// Before try `attempt` (2, 3 …) of a page whose answer was bad: 10 s, 20 s.
  static func afterFault(attempt: Int, random: Double) -> Duration {
    let bound = 10 * Double(1 << min(max(attempt - 2, 0), 6))
    return .seconds(max(1, bound * random))
  }

  /// After so many faults in a row of one interface: nothing at first, then a minute doubled by every further one,
  /// up to an hour.
  static func afterFaults(_ faults: Int, random: Double) -> Duration? {
    guard faults >= patienceWithFaults else { return nil }
    let bound = min(60 * Double(1 << min(faults - patienceWithFaults, 6)), 3600)
    return .seconds(max(30, bound * random))
  }

  private static let patienceWithFaults = 5

  /// After the host throttled: what it asks for, else 60 s doubled by every throttling in a row, up to an hour.
  static func afterThrottling(
    status: Int,
    retryAfter: Duration?,
    failures: Int,
    random: Double
  ) -> Duration {
    if status == 403 { return day }
    let bound = min(60 * Double(1 << min(max(failures, 0), 6)), 3600)
    let own = Duration.seconds(max(30, bound * random))
    guard let retryAfter else { return own }
    // Who is sent away again and again has not waited long enough, whatever is asked for.
    return max(retryAfter, failures > 0 ? own : status == 503 ? .seconds(30) : .zero)
  }
}

extension Hold {
  /// Moments further ahead than this come from a clock that was wrong.
  private static let farthest = 25.0 * 3600

  /// What is left of the hold at `now`; nil when it is over or not to be believed.
  func remaining(at now: Date) -> Duration? {
    let seconds = until.timeIntervalSince(now)
    return seconds > 0 && seconds <= Self.farthest ? .seconds(seconds) : nil
  }

  func isBelievable(at now: Date) -> Bool { until.timeIntervalSince(now) <= Self.farthest }
}
