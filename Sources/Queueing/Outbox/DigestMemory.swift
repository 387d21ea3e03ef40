internal import Foundation
internal import GRDB
internal import Papers

/// Reads what digests know, for another store to go on from there.
struct DigestMemory {
  let db: Database
  /// nil for all topics; recipients belong to none.
  let topic: String?

  func forEach(_ body: (RestoreItem) throws -> Void) throws {
    try events { try body(.event($0)) }
    try recipients { try body(.digests($0)) }
    try rows("SELECT * FROM digest", of: "topic", by: "topic, name, day") { row in
      try body(.digests(.digest(try row.storedDigest)))
    }
    try rows("SELECT * FROM digestProgress", of: "topic", by: "topic, name") { row in
      try body(.digests(.progress(try row.storedProgress)))
    }
    try rows("SELECT * FROM digestNews", of: "topic", by: "topic, name, work, log") { row in
      try body(.digests(.told(try row.storedTold)))
    }
    try rows("SELECT * FROM digestChange", of: "topic", by: "topic, name, paper, kind, detail") { row in
      try body(.digests(.change(try row.storedChange)))
    }
    let deliveries = "SELECT outbox.* FROM outbox JOIN digest ON digest.id = outbox.digest"
    try rows(deliveries, of: "digest.topic", by: "outbox.digest, channel, outbox.key") { row in
      try body(.digests(.delivery(try row.storedDelivery)))
    }
  }

  private func events(_ body: (StoredEvent) throws -> Void) throws {
    let sql = "SELECT * FROM paperEvent ORDER BY paper, kind, detail"
    let rows = try Row.fetchCursor(db, sql: sql)
    while let row = try rows.next() { try body(row.storedEvent) }
  }

  /// The salt first: without it the fingerprints say nothing. Where there are none it stays a secret of this store.
  private func recipients(_ body: (StoredDigests) throws -> Void) throws {
    let known = try Row.fetchAll(db, sql: "SELECT * FROM recipient ORDER BY channel, fingerprint")
    guard !known.isEmpty else { return }
    guard let salt = try Data.fetchOne(db, sql: "SELECT value FROM salt") else { return }
    try body(.salt(StoredSalt(value: salt)))
    for row in known { try body(.recipient(row.storedRecipient)) }
  }

  private func rows(_ sql: String, of column: String, by order: String, _ body: (Row) throws -> Void) throws {
    let rows = try Row.fetchCursor(
      db,
      sql: "\(sql) WHERE :topic IS NULL OR \(column) = :topic ORDER BY \(order)",
      arguments: ["topic": topic]
    )
    while let row = try rows.next() { try body(row) }
  }
}

extension Row {
  fileprivate var storedEvent: StoredEvent {
    get throws {
      StoredEvent(
        paper: try read("paper") { PaperID($0) },
        event: try read("kind") { PaperEvent.Kind(rawValue: $0) },
        detail: self["detail"],
        at: try read("at") { Date(rfc3339: $0) },
        recordedAt: try read("recordedAt") { Date(rfc3339: $0) }
      )
    }
  }

  fileprivate var storedRecipient: StoredRecipient {
    get throws {
      StoredRecipient(
        channel: self["channel"],
        fingerprint: self["fingerprint"],
        address: self["address"],
        state: try read("state") { RecipientRecord.State(rawValue: $0) },
        reason: self["reason"],
        since: try read("since") { Date(rfc3339: $0) },
        lastDelivery: try readIfPresent("lastDelivery") { Date(rfc3339: $0) }
      )
    }
  }

  fileprivate var storedDigest: StoredDigest {
    get throws {
      StoredDigest(
        topic: self["topic"],
        name: self["name"],
        day: try read("day") { Day($0) },
        fixedAt: try read("fixedAt") { Date(rfc3339: $0) },
        content: try decode("content")
      )
    }
  }

  var storedProgress: StoredProgress {
    get throws {
      StoredProgress(
        topic: self["topic"],
        name: self["name"],
        since: try read("since") { Date(rfc3339: $0) },
        lastDay: try readIfPresent("lastDay") { Day($0) },
        lastDue: try readIfPresent("lastDue") { Date(rfc3339: $0) }
      )
    }
  }

  fileprivate var storedTold: StoredTold {
    get throws {
      StoredTold(
        topic: self["topic"],
        name: self["name"],
        log: try read("log") { DigestLog(rawValue: $0) },
        work: try read("work") { WorkID($0) },
        digest: self["digest"]
      )
    }
  }

  fileprivate var storedChange: StoredChange {
    get throws {
      StoredChange(
        topic: self["topic"],
        name: self["name"],
        paper: try read("paper") { PaperID($0) },
        event: self["kind"],
        detail: self["detail"]
      )
    }
  }

  fileprivate var storedDelivery: StoredDelivery {
    get throws {
      StoredDelivery(
        key: self["key"],
        digest: self["digest"],
        channel: self["channel"],
        fingerprint: self["fingerprint"],
        previousKey: self["previousKey"],
        state: try read("state") { Delivery.State(rawValue: $0) },
        partsDone: self["partsDone"],
        attempts: self["attempts"],
        nextAttempt: Date(timeIntervalSince1970: self["nextAttempt"]),
        settledAt: try readIfPresent("settledAt") { Date(rfc3339: $0) }
      )
    }
  }
}
