internal import Foundation
internal import Notifying
internal import Papers
internal import Queueing

extension Store {
  /// What the courier needs, made of what the store offers. The holder names this process and no other.
  func outboxSeam(holder: String, now: @escaping @Sendable () -> Date) -> OutboxSeam {
    // Three heartbeats of the courier: one that is late costs nothing.
    let time: Double = 30
    return OutboxSeam(
      claim: { channel, start in
        let claimed = try await claim(channel: channel, dueBy: start, holder: holder, for: time, at: now())
        return claimed.map { Parcel(digest: $0.digest, $0.delivery) }
      },
      keep: { key in try await keep(key, holder: holder, for: time, at: now()) },
      release: { key in try await release(key, holder: holder) },
      record: { key, attempt, step in try await record(attempt, step, key: key, holder: holder) },
      drop: { key, reason in _ = try await drop(key, reason: reason, at: now()) }
    )
  }
}

extension Parcel {
  fileprivate init(digest: Digest, _ delivery: Delivery) {
    self.init(
      digest: digest,
      recipient: delivery.address,
      key: delivery.key,
      previousKey: delivery.previousKey,
      partsDone: delivery.partsDone,
      failures: delivery.failures
    )
  }
}
