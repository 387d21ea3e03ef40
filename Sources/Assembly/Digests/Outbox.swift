internal import Foundation
internal import Notifying
internal import Papers
internal import Queueing

/// The outbox, as commands look at it.
package struct Outbox: Sendable {
  private let installation: Installation

  package init(_ installation: Installation) { self.installation = installation }

  package static let states = Delivery.State.allCases.map(\.rawValue)

  /// Those in one of `states`; nil for all.
  package func list(_ state: String?) async throws -> [DeliveryRecord] {
    try await installation.store.deliveries(state.flatMap { Delivery.State(rawValue: $0) }).map {
      DeliveryRecord($0)
    }
  }

  /// nil when there is none with this key.
  package func show(_ key: String) async throws -> DeliveryRecord? {
    guard let delivery = try await installation.store.delivery(key) else { return nil }
    return DeliveryRecord(delivery, log: try await installation.store.attempts(key))
  }

  /// Lets a delivery be tried again at once.
  ///
  /// - Returns: why not; nil when it will be.
  /// - Throws: what the store throws.
  package func retry(_ key: String) async throws -> OutboxRefusal? {
    let store = installation.store
    if try await store.retry(key, at: installation.now()) { return nil }
    guard let delivery = try await store.delivery(key) else { return .unknown }
    guard delivery.state != .sent else { return .sent }
    let isActive = try await store.recipients().contains {
      $0.channel == delivery.channel && $0.fingerprint == delivery.fingerprint && $0.state == .active
    }
    return isActive ? .held : .silent
  }

  /// Gives a delivery up that was not sent yet.
  ///
  /// - Returns: why not; nil when it was.
  /// - Throws: what the store throws.
  package func drop(_ key: String) async throws -> OutboxRefusal? {
    let store = installation.store
    if try await store.drop(key, reason: "dropped by hand", at: installation.now()) { return nil }
    guard let delivery = try await store.delivery(key) else { return .unknown }
    return delivery.state == .sent ? .sent : .dropped
  }
}

/// Why there was nothing to do about a delivery.
package enum OutboxRefusal: String, Sendable {
  case unknown = "there is no such delivery; see gleaner outbox list"
  case sent = "sent already"
  case dropped = "dropped already"
  case held = "another process is sending it now"
  case silent = "its recipient gets nothing more; see gleaner recipients list"
}

/// A delivery, as `outbox --json` prints it.
package struct DeliveryRecord: Encodable, Sendable {
  package let key: String
  package let digest: String
  package let channel: String
  /// nil when it was erased.
  package let recipient: String?
  package let state: String
  package let partsDone: Int
  package let attempts: Int
  /// Only while it waits.
  package let nextAttempt: String?
  package let lastAnswer: String?
  package let lastAttempt: String?
  package let settled: String?
  /// Only of one that is shown alone.
  package let log: [AttemptRecord]?

  init(_ delivery: Delivery, log: [DeliveryAttempt]? = nil) {
    key = delivery.key
    digest = delivery.digest
    channel = delivery.channel
    recipient = delivery.address
    state = delivery.state.rawValue
    partsDone = delivery.partsDone
    attempts = delivery.attempts
    // Rounded up: at the moment that is shown it is due.
    let due = Date(timeIntervalSince1970: delivery.nextAttempt.timeIntervalSince1970.rounded(.up))
    nextAttempt = delivery.state == .pending ? due.rfc3339 : nil
    lastAnswer = delivery.lastAnswer
    lastAttempt = delivery.lastAttemptAt?.rfc3339
    settled = delivery.settledAt?.rfc3339
    self.log = log?.map(AttemptRecord.init)
  }

  private enum CodingKeys: String, CodingKey {
    case key, digest, channel, recipient, state, attempts, settled, log
    case partsDone = "parts_done"
    case nextAttempt = "next_attempt"
    case lastAnswer = "last_answer"
    case lastAttempt = "last_attempt"
  }
}

/// One attempt to deliver.
package struct AttemptRecord: Encodable, Sendable {
  /// Which message of the digest, counted from 0.
  package let part: Int
  package let at: String
  package let outcome: String
  package let answer: String

  init(_ attempt: DeliveryAttempt) {
    part = attempt.part
    at = attempt.at.rfc3339
    outcome = attempt.outcome.rawValue
    answer = attempt.answer
  }
}
