/// When an exchange is to be given up. Connecting is not here: only libcurl can tell when that is done.
struct Deadlines {
  private let limits: WireLimits
  private let total: ContinuousClock.Instant
  private var answer: ContinuousClock.Instant
  private var hasBegun = false
  /// Since the wait for more began.
  private var arrived: Int64 = 0

  /// `total` is given apart, since it is shared by all redirects of a request.
  init(_ limits: WireLimits, total: ContinuousClock.Instant, now: ContinuousClock.Instant) {
    self.limits = limits
    self.total = total
    answer = now + limits.firstByte
  }

  /// A server that drips has stalled as well: the wait begins anew when as many bytes have come as there are seconds in
  /// it (arxiv-protocol F21: less than 1 B/s over 60 s).
  mutating func bytesArrived(_ count: Int, at now: ContinuousClock.Instant) {
    arrived += Int64(count)
    guard !hasBegun || arrived >= max(1, limits.stall.components.seconds) else { return }
    hasBegun = true
    arrived = 0
    answer = now + limits.stall
  }

  var next: ContinuousClock.Instant { min(answer, total) }

  func missed(at now: ContinuousClock.Instant) -> WirePhase? {
    if now >= total { return .total }
    guard now >= answer else { return nil }
    return hasBegun ? .stall : .firstByte
  }
}
