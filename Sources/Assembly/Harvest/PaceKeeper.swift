internal import Files
internal import Foundation
internal import Papers
internal import Polling
internal import Queueing
internal import Wire

/// One request at a time to arXiv, over all hosts, commands and processes on this machine, and never sooner after
/// the last than the pace allows (arxiv-protocol section 5).
///
/// A lock on a file beside the database keeps requests apart, and goes with the process that held it; the next
/// allowed moment stands in the database. Both follow the real clock, since arXiv's is real, too.
struct PaceKeeper: Sendable {
  let store: Store
  let lockPath: String
  /// Between the end of one answer and the next request.
  let gap: Duration

  var pace: Pace {
    Pace { request in
      let lock = try await FileLock.acquire(lockPath)
      defer { lock.release() }
      try await waitForTurn()
      // Before the request as well: a process that is killed while it waits for the answer has asked.
      try await store.allowNextRequest(at: Date() + gap.seconds)
      let result: Result<WireResponse, any Error>
      do {
        result = .success(try await request())
      } catch {
        result = .failure(error)
      }
      try await store.allowNextRequest(at: Date() + gap.seconds * Double.random(in: 1...1.1))
      return try result.get()
    }
  }

  /// A stored moment that lies further ahead than the pace can have put it comes from a clock that was wrong.
  private func waitForTurn() async throws {
    guard let next = try await store.nextAllowedRequest() else { return }
    let wait = min(next.timeIntervalSinceNow, gap.seconds * 1.1)
    if wait > 0 { try await Task.sleep(for: .seconds(wait)) }
  }
}
