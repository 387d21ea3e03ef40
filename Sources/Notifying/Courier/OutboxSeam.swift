package import Foundation
package import Papers

/// A digest on its way to one recipient, as the courier takes it.
package struct Parcel: Sendable {
  package let digest: Digest
  /// nil when the recipient was erased meanwhile.
  package let recipient: String?
  package let key: String
  package let previousKey: String?
  /// How many messages have been delivered.
  package let partsDone: Int
  /// How many attempts failed since a message arrived.
  package let failures: Int

  package init(
    digest: Digest,
    recipient: String?,
    key: String,
    previousKey: String? = nil,
    partsDone: Int = 0,
    failures: Int = 0
  ) {
    self.digest = digest
    self.recipient = recipient
    self.key = key
    self.previousKey = previousKey
    self.partsDone = partsDone
    self.failures = failures
  }
}

/// What the courier needs of the outbox. Each is one transaction.
package struct OutboxSeam: Sendable {
  /// The next parcel of a channel that was due by a moment and that nobody else has; nil when there is none.
  package let claim: @Sendable (_ channel: String, _ dueBy: Date) async throws -> Parcel?
  /// Holds a parcel longer; false when it is ours no more.
  package let keep: @Sendable (_ key: String) async throws -> Bool
  /// Gives a parcel back untouched.
  package let release: @Sendable (_ key: String) async throws -> Void
  package let record: @Sendable (_ key: String, DeliveryAttempt, DeliveryStep) async throws -> Void
  /// Gives a parcel up that nobody wants any more.
  package let drop: @Sendable (_ key: String, _ reason: String) async throws -> Void

  package init(
    claim: @escaping @Sendable (_ channel: String, _ dueBy: Date) async throws -> Parcel?,
    keep: @escaping @Sendable (_ key: String) async throws -> Bool,
    release: @escaping @Sendable (_ key: String) async throws -> Void,
    record: @escaping @Sendable (_ key: String, DeliveryAttempt, DeliveryStep) async throws -> Void,
    drop: @escaping @Sendable (_ key: String, _ reason: String) async throws -> Void
  ) {
    self.claim = claim
    self.keep = keep
    self.release = release
    self.record = record
    self.drop = drop
  }
}
