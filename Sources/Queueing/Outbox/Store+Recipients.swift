package import Foundation
internal import GRDB
internal import Papers

/// Where a recipient stands.
package struct RecipientRecord: Hashable, Sendable {
  package enum State: String, CaseIterable, Sendable, Codable {
    case active
    /// Their server said that they are gone.
    case disabled
    /// They left.
    case unsubscribed
  }

  package let channel: String
  package let fingerprint: String
  /// nil when it was erased.
  package let address: String?
  package let state: State
  package let reason: String?
  package let since: Date
  package let lastDelivery: Date?
}

/// What names a recipient, also after the address was erased.
package struct RecipientKey: Hashable, Sendable {
  package let channel: String
  package let fingerprint: String

  package init(channel: String, fingerprint: String) {
    self.channel = channel
    self.fingerprint = fingerprint
  }

  fileprivate var arguments: StatementArguments { [channel, fingerprint] }
}

extension Store {
  /// The store's own 32 random bytes.
  package func salt() async throws -> [UInt8] {
    try await database.read { db in
      Array(try Data.fetchOne(db, sql: "SELECT value FROM salt") ?? Data())
    }
  }

  package func recipients() async throws -> [RecipientRecord] {
    try await database.read { db in
      try Row.fetchAll(db, sql: "SELECT * FROM recipient ORDER BY channel, address, fingerprint").map { row in
        RecipientRecord(
          channel: row["channel"],
          fingerprint: row["fingerprint"],
          address: row["address"],
          state: try row.read("state") { RecipientRecord.State(rawValue: $0) },
          reason: row["reason"],
          since: try row.read("since") { Date(rfc3339: $0) },
          lastDelivery: try row.readIfPresent("lastDelivery") { Date(rfc3339: $0) }
        )
      }
    }
  }

  /// Lets somebody get digests, also who was disabled or had left.
  package func subscribe(_ who: RecipientKey, address: String, at now: Date) async throws {
    try await database.write { db in
      try db.execute(
        sql: """
          INSERT INTO recipient (channel, fingerprint, address, state, since) VALUES (?, ?, ?, 'active', ?)
          ON CONFLICT DO UPDATE SET address = excluded.address, state = 'active', reason = NULL,
            since = iif(state = 'active', since, excluded.since)
          """,
        arguments: who.arguments + [address, now.rfc3339]
      )
    }
  }

  /// Lets somebody get nothing more, whether or not they are known; what was on its way to them is dropped.
  package func unsubscribe(_ who: RecipientKey, address: String, reason: String, at now: Date) async throws {
    try await database.write { db in
      try Self.know(who, address: address, at: now, db: db)
      try Self.stop(who, .unsubscribed, reason: reason, at: now, db: db)
    }
  }

  /// Forgets somebody's address everywhere. Their fingerprint is kept, so that they get nothing again.
  ///
  /// - Parameters:
  ///   - who: whose address it is, whether or not they are known.
  ///   - address: theirs; it is not kept.
  ///   - now: when it is asked for.
  /// - Returns: whether the address was known.
  /// - Throws: what the database throws; then nothing was erased.
  package func erase(_ who: RecipientKey, address: String, at now: Date) async throws -> Bool {
    try await database.write { db in
      let known = "SELECT 1 FROM recipient WHERE channel = ? AND fingerprint = ? AND address IS NOT NULL"
      let wasKnown = try Bool.fetchOne(db, sql: known, arguments: who.arguments) != nil
      try Self.know(who, address: address, at: now, db: db)
      try Self.stop(who, .unsubscribed, reason: "erased", at: now, db: db)
      try Self.forget(who, db: db)
      return wasKnown
    }
  }

  /// Takes an address out of everything that is stored.
  static func forget(_ who: RecipientKey, db: Database) throws {
    try db.execute(
      sql: "UPDATE recipient SET address = NULL, lastDelivery = NULL WHERE channel = ? AND fingerprint = ?",
      arguments: who.arguments
    )
    // Servers write addresses in any case, so all that was said about this recipient goes.
    try db.execute(
      sql:
        "UPDATE outbox SET lastAnswer = 'erased' WHERE channel = ? AND fingerprint = ? AND lastAnswer IS NOT NULL",
      arguments: who.arguments
    )
    try db.execute(
      sql: """
        UPDATE outboxAttempt SET answer = 'erased'
        WHERE key IN (SELECT key FROM outbox WHERE channel = ? AND fingerprint = ?)
        """,
      arguments: who.arguments
    )
  }

  /// Makes a recipient known who is not. Of who is, only the spelling of the address changes, unless it was erased.
  static func know(_ who: RecipientKey, address: String, at now: Date, db: Database) throws {
    try db.execute(
      sql: """
        INSERT INTO recipient (channel, fingerprint, address, state, since) VALUES (?, ?, ?, 'active', ?)
        ON CONFLICT DO UPDATE SET address = excluded.address WHERE address IS NOT NULL
        """,
      arguments: who.arguments + [address, now.rfc3339]
    )
  }

  /// Whether digests go to a recipient who is known.
  static func isActive(_ who: RecipientKey, db: Database) throws -> Bool {
    let sql = "SELECT 1 FROM recipient WHERE channel = ? AND fingerprint = ? AND state = 'active'"
    return try Bool.fetchOne(db, sql: sql, arguments: who.arguments) != nil
  }

  static func stop(
    _ who: RecipientKey,
    _ state: RecipientRecord.State,
    reason: String,
    at now: Date,
    db: Database
  ) throws {
    try db.execute(
      sql: "UPDATE recipient SET state = ?, reason = ?, since = ? WHERE channel = ? AND fingerprint = ?",
      arguments: [state.rawValue, reason, now.rfc3339] + who.arguments
    )
    try db.execute(
      sql: """
        UPDATE outbox SET state = 'dropped', lastAnswer = ?, settledAt = ?, holder = NULL, heldUntil = NULL
        WHERE channel = ? AND fingerprint = ? AND state = 'pending'
        """,
      arguments: ["\(state.rawValue): \(reason)", now.rfc3339] + who.arguments
    )
  }
}
