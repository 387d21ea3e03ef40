package import Foundation
package import Papers

/// What digests know, row by row, as it goes from one store to another: then nothing is told twice, and nothing goes to
/// who left.
package enum StoredDigests: Sendable, Hashable {
  case salt(StoredSalt)
  case recipient(StoredRecipient)
  case digest(StoredDigest)
  case progress(StoredProgress)
  case told(StoredTold)
  case change(StoredChange)
  case delivery(StoredDelivery)
}

/// The secret from which fingerprints are made. Only with it are those recognised whose address was erased.
package struct StoredSalt: Sendable, Hashable, Codable {
  package static let length = 32

  package let value: Data
}

/// Somebody who gets digests, or no longer does.
package struct StoredRecipient: Sendable, Hashable, Codable {
  package let channel: String
  package let fingerprint: String
  /// nil when it was erased.
  package let address: String?
  package let state: RecipientRecord.State
  package let reason: String?
  package let since: Date
  package let lastDelivery: Date?

  package enum CodingKeys: String, CodingKey, CaseIterable {
    case channel, fingerprint, address, state, reason, since
    case lastDelivery = "last_delivery"
  }

  var key: RecipientKey { RecipientKey(channel: channel, fingerprint: fingerprint) }
}

/// A digest as it was fixed.
package struct StoredDigest: Sendable, Hashable, Codable {
  package let topic: String
  package let name: String
  package let day: Day
  package let fixedAt: Date
  package let content: Digest

  package enum CodingKeys: String, CodingKey, CaseIterable {
    case topic, name, day, content
    case fixedAt = "fixed_at"
  }
}

/// Where a digest of the configuration stands; see `DigestProgress`.
package struct StoredProgress: Sendable, Hashable, Codable {
  package let topic: String
  package let name: String
  package let since: Date
  /// nil, like `lastDue`, before the first was due.
  package var lastDay: Day?
  package var lastDue: Date?

  package enum CodingKeys: String, CodingKey, CaseIterable {
    case topic, name, since
    case lastDay = "last_day"
    case lastDue = "last_due"
  }
}

/// A work with which a digest has dealt for ever.
package struct StoredTold: Sendable, Hashable, Codable {
  package let topic: String
  package let name: String
  package let log: DigestLog
  package let work: WorkID
  /// The id of the one that told it; nil for what was passed over.
  package let digest: String?

  package enum CodingKeys: String, CodingKey, CaseIterable {
    case topic, name, log, digest
    case work = "id"
  }
}

/// What became of a paper, as a digest has told it or passed it over.
package struct StoredChange: Sendable, Hashable, Codable {
  package let topic: String
  package let name: String
  package let paper: PaperID
  /// One of `PaperEvent.Kind`.
  package let event: String
  package let detail: String

  package enum CodingKeys: String, CodingKey, CaseIterable {
    case topic, name, event, detail
    case paper = "id"
  }
}

/// A row of the outbox. What servers answered stays behind: it may name people.
package struct StoredDelivery: Sendable, Hashable, Codable {
  package let key: String
  package let digest: String
  package let channel: String
  package let fingerprint: String
  package let previousKey: String?
  package let state: Delivery.State
  package let partsDone: Int
  package let attempts: Int
  package let nextAttempt: Date
  package let settledAt: Date?

  package enum CodingKeys: String, CodingKey, CaseIterable {
    case key, digest, channel, fingerprint, state, attempts
    case previousKey = "previous_key"
    case partsDone = "parts_done"
    case nextAttempt = "next_attempt"
    case settledAt = "settled_at"
  }

  /// Whether the outbox can hold it.
  package var isSound: Bool {
    let isPlain = key.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
        true
      default: false
      }
    }
    return isPlain && !key.isEmpty && partsDone >= 0 && attempts >= 0
      && (state == .pending) == (settledAt == nil)
  }

  var recipient: RecipientKey { RecipientKey(channel: channel, fingerprint: fingerprint) }
}

/// What became of a paper after it was known; see `PaperEvent`.
package struct StoredEvent: Sendable, Hashable, Codable {
  package let paper: PaperID
  package let event: PaperEvent.Kind
  package let detail: String
  package let at: Date
  package let recordedAt: Date

  package enum CodingKeys: String, CodingKey, CaseIterable {
    case event, detail, at
    case paper = "id"
    case recordedAt = "recorded_at"
  }
}
