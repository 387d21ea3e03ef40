/// When an exchange is to be given up. Connecting is not here: only libcurl can tell when that is done.
struct Deadlines {
  private let limits: WireLimits
  private let total: ContinuousClock.Instant
  private var answer: ContinuousClock.Instant
  private var hasBegun = false

  /// `total` is given apart, since it is shared by all redirects of a request.
  init(_ limits: WireLimits, total: ContinuousClock.Instant, now: ContinuousClock.Instant) {
    self.limits = limits
    self.total = total
    answer = now + limits.firstByte
  }

  mutating func byteArrived(at now: ContinuousClock.Instant) {
    hasBegun = true
    answer = now + limits.stall
  }

  var next: ContinuousClock.Instant { min(answer, total) }

  func missed(at now: ContinuousClock.Instant) -> WirePhase? {
    if now >= total { return .total }
    guard now >= answer else { return nil }
    return hasBegun ? .stall : .firstByte
  }
}
