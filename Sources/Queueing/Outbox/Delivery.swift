package import Foundation
internal import GRDB
internal import Papers

/// One row of the outbox: a digest on its way to one recipient.
package struct Delivery: Hashable, Sendable {
  package enum State: String, CaseIterable, Sendable, Codable {
    case pending, sent
    /// Given up: refused for good, or tried as often as it is.
    case dead
    /// Not wanted any more.
    case dropped
  }

  package let key: String
  /// The digest's id.
  package let digest: String
  package let channel: String
  /// nil when the recipient was erased.
  package let address: String?
  package let fingerprint: String
  package let previousKey: String?
  package let state: State
  /// How many messages of it have been delivered.
  package let partsDone: Int
  package let attempts: Int
  /// How many attempts failed since a message of it arrived, or since a person had it tried again.
  package let failures: Int
  package let nextAttempt: Date
  package let lastAnswer: String?
  package let lastAttemptAt: Date?
  package let settledAt: Date?

  init(_ row: Row) throws {
    key = row["key"]
    digest = row["digest"]
    channel = row["channel"]
    address = row["address"]
    fingerprint = row["fingerprint"]
    previousKey = row["previousKey"]
    state = try row.read("state") { State(rawValue: $0) }
    partsDone = row["partsDone"]
    attempts = row["attempts"]
    failures = row["failures"]
    nextAttempt = Date(timeIntervalSince1970: row["nextAttempt"])
    lastAnswer = row["lastAnswer"]
    lastAttemptAt = try row.readIfPresent("lastAttemptAt") { Date(rfc3339: $0) }
    settledAt = try row.readIfPresent("settledAt") { Date(rfc3339: $0) }
  }

  static let select = """
    SELECT outbox.*, recipient.address, min(outbox.attempts, (SELECT count(*) FROM outboxAttempt AS failed
      WHERE failed.key = outbox.key AND failed.id > (SELECT ifnull(max(id), 0) FROM outboxAttempt AS arrived
        WHERE arrived.key = outbox.key AND outcome = 'delivered'))) AS failures
    FROM outbox JOIN recipient USING (channel, fingerprint)
    """
}

/// Somebody a digest goes to, as the outbox knows them.
package struct Addressee: Hashable, Sendable {
  package let channel: String
  package let address: String
  /// Of channel and address; says nothing of the address to who does not know the store's salt.
  package let fingerprint: String
  /// Of the delivery of one digest to them.
  package let key: String

  package init(channel: String, address: String, fingerprint: String, key: String) {
    self.channel = channel
    self.address = address
    self.fingerprint = fingerprint
    self.key = key
  }
}
