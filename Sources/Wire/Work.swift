internal import CCurl

/// Something for the loop's thread to do, as it crosses over. It is answered exactly once.
protocol Work: Sendable {
  var cancellation: Cancellation { get }
  /// Makes ready what libcurl carries out. What it throws becomes the answer.
  func begin(userAgent: String) throws(WireError) -> any Exchange
  /// Answers work that was not begun.
  func fail(_ error: WireError)
}

/// Work under way. Lives and dies on the loop's thread.
protocol Exchange: AnyObject {
  /// libcurl's easy handle.
  var handle: UnsafeMutableRawPointer { get }
  var cancellation: Cancellation { get }
  /// When it is to be given up if nothing happens until then.
  var nextDeadline: ContinuousClock.Instant { get }
  func missed(at now: ContinuousClock.Instant) -> WirePhase?
  /// Answers with what libcurl's last word means.
  func complete(_ code: CURLcode)
  /// Answers that it was given up.
  func fail(_ error: WireError)
  /// What has to be done before libcurl lets go of it in the middle.
  func abandon()
}

extension Order: Work {
  func begin(userAgent: String) throws(WireError) -> any Exchange {
    try Transfer(self, userAgent: userAgent, now: .now)
  }

  func fail(_ error: WireError) { reply.resume(returning: .failure(error)) }
}

extension Transfer: Exchange {
  var cancellation: Cancellation { order.cancellation }
  var nextDeadline: ContinuousClock.Instant { deadlines.next }
  func missed(at now: ContinuousClock.Instant) -> WirePhase? { deadlines.missed(at: now) }
  func complete(_ code: CURLcode) { order.reply.resume(returning: outcome(code)) }
  func fail(_ error: WireError) { order.reply.resume(returning: outcome(error)) }
  func abandon() {}
}
