internal import Papers

/// What the courier did.
package struct CourierReport: Sendable, Equatable {
  package private(set) var sent = 0
  /// To be tried again.
  package private(set) var waiting = 0
  /// Given up.
  package private(set) var dead = 0
  package private(set) var dropped = 0
  /// A sentence for each that did not arrive, in no order.
  package private(set) var failures: [String] = []

  package init() {}

  mutating func count(_ end: ParcelEnd, parcel: Parcel, channel: Channel) {
    switch end {
    case .dropped: dropped += 1
    case .lost: break
    case .tried(let attempt, let step): count(attempt, step, parcel: parcel, channel: channel)
    }
  }

  private mutating func count(
    _ attempt: DeliveryAttempt,
    _ step: DeliveryStep,
    parcel: Parcel,
    channel: Channel
  ) {
    let who = parcel.recipient.map { $0 == channel.id ? channel.id : "\(channel.id) (\($0))" } ?? channel.id
    switch step {
    case .part, .sent:
      sent += 1
      return
    case .retry: waiting += 1
    case .dead, .gone: dead += 1
    }
    failures.append("\(parcel.digest.id) to \(who): \(attempt.answer)")
  }

  mutating func add(_ other: CourierReport) {
    sent += other.sent
    waiting += other.waiting
    dead += other.dead
    dropped += other.dropped
    failures += other.failures
  }
}

extension Outcome {
  /// What the receiver said, or what went wrong.
  package var answer: String {
    switch self {
    case .delivered(let answer), .later(let answer, _), .refused(let answer), .gone(let answer): answer
    }
  }

  package var hasArrived: Bool { kind == .delivered }

  /// As it stands in the log.
  var kind: DeliveryAttempt.Outcome {
    switch self {
    case .delivered: .delivered
    case .later: .later
    case .refused: .refused
    case .gone: .gone
    }
  }
}
