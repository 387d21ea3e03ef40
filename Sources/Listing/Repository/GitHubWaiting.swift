package import Foundation
internal import Wire

/// How long GitHub is waited for, and by which clock.
package struct GitHubWaiting: Sendable {
  /// How often one request is sent at most.
  package var attempts: Int
  /// A longer wait is not waited for here: the next round tries again.
  package var patience: Duration
  package var now: @Sendable () -> Date
  package var pause: @Sendable (Duration) async throws -> Void

  package init(
    attempts: Int = 4,
    patience: Duration = .seconds(120),
    now: @escaping @Sendable () -> Date,
    pause: @escaping @Sendable (Duration) async throws -> Void
  ) {
    self.attempts = attempts
    self.patience = patience
    self.now = now
    self.pause = pause
  }

  /// After the first attempt 1 s, doubled by every further one.
  func backoff(_ attempt: Int) -> Duration { .seconds(1 << min(max(attempt - 1, 0), 6)) }

  /// Until the hour's allowance is given anew, when it is used up (GitHub's `x-ratelimit-reset`, seconds since 1970).
  func untilReset(_ response: WireResponse) -> Duration? {
    guard response.header("x-ratelimit-remaining") == "0",
      let reset = response.header("x-ratelimit-reset").flatMap(Double.init), reset.isFinite
    else { return nil }
    return .seconds(min(max(reset - now().timeIntervalSince1970, 1), 86_400))
  }
}
