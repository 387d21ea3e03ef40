package import Foundation
internal import GRDB
package import Papers

extension Store {
  /// Takes the next delivery of a channel that was due by a moment, so that no other process sends it meanwhile. Who takes it
  /// holds it for a while, and longer with `keep`; when they die it is free again at the end of that while.
  ///
  /// - Returns: the delivery with its digest; nil when none is due.
  package func claim(channel: String, dueBy moment: Date, holder: String, for time: Double, at now: Date)
    async throws
    -> (delivery: Delivery, digest: Digest)?
  {
    try await database.write { db in
      // What is later than any hold and any pause can end was set by a clock that has been put back. Not merely
      // later: who asks may have looked at the clock before the holder did.
      let free = """
        SELECT key FROM outbox WHERE channel = :channel AND state = 'pending'
          AND (nextAttempt <= :due OR nextAttempt > :now + \(Self.longestPause))
          AND (heldUntil IS NULL OR heldUntil <= :now OR heldUntil > :now + 2 * :time)
        ORDER BY nextAttempt, digest, key LIMIT 1
        """
      let arguments: StatementArguments = [
        "channel": channel, "due": moment.timeIntervalSince1970, "now": now.timeIntervalSince1970,
        "time": time,
      ]
      guard let key = try String.fetchOne(db, sql: free, arguments: arguments) else { return nil }
      try db.execute(
        sql: "UPDATE outbox SET holder = ?, heldUntil = ? WHERE key = ?",
        arguments: [holder, now.timeIntervalSince1970 + time, key]
      )
      guard let delivery = try Self.delivery(key, db: db),
        let digest = try Self.digest(delivery.digest, db: db)
      else { return nil }
      return (delivery, digest)
    }
  }

  /// Seconds; longer than any delivery is put off.
  private static let longestPause = 27 * 3600
  /// Seconds; longer than any delivery is held without a sign of life.
  private static let longestHold = 3600

  /// Holds a delivery for a while longer.
  ///
  /// - Returns: false when it is no longer held: it was dropped or retried meanwhile, or another process has it.
  package func keep(_ key: String, holder: String, for time: Double, at now: Date) async throws -> Bool {
    try await database.write { db in
      try db.execute(
        sql: "UPDATE outbox SET heldUntil = ? WHERE key = ? AND holder = ? AND state = 'pending'",
        arguments: [now.timeIntervalSince1970 + time, key, holder]
      )
      return db.changesCount > 0
    }
  }

  /// Gives a delivery back as it was, for who is interrupted.
  package func release(_ key: String, holder: String) async throws {
    try await database.write { db in
      try db.execute(
        sql: "UPDATE outbox SET holder = NULL, heldUntil = NULL WHERE key = ? AND holder = ?",
        arguments: [key, holder]
      )
    }
  }

  /// Records an attempt and what follows from it, in one transaction. What arrived is recorded whoever holds the
  /// delivery now; anything else only by its holder. What was dropped meanwhile stays dropped, and who was erased
  /// meanwhile stays erased.
  package func record(_ attempt: DeliveryAttempt, _ step: DeliveryStep, key: String, holder: String)
    async throws
  {
    try await database.write { db in
      try db.execute(
        sql: """
          INSERT INTO outboxAttempt (key, part, at, outcome, answer)
          SELECT key, ?, ?, ?, iif(address IS NULL, 'erased', ?)
          FROM outbox JOIN recipient USING (channel, fingerprint) WHERE key = ?
          """,
        arguments: [attempt.part, attempt.at.rfc3339, attempt.outcome.rawValue, attempt.answer, key]
      )
      if attempt.outcome == .delivered {
        try db.execute(
          sql: "UPDATE outbox SET partsDone = max(partsDone, ?) WHERE key = ?",
          arguments: [attempt.part + 1, key]
        )
      }
      let sql = "SELECT 1 FROM outbox WHERE key = ? AND state = 'pending' AND (holder = ? OR ?)"
      let arrived = step == .sent
      guard try Bool.fetchOne(db, sql: sql, arguments: [key, holder, arrived]) != nil, step != .part else {
        return
      }
      try Self.apply(step, attempt, key: key, db: db)
    }
  }

  private static func apply(_ step: DeliveryStep, _ attempt: DeliveryAttempt, key: String, db: Database)
    throws
  {
    let isOver = if case .retry = step { false } else { true }
    let next: Double? = if case .retry(let at) = step { at.timeIntervalSince1970 } else { nil }
    try db.execute(
      sql: """
        UPDATE outbox SET state = ?, attempts = attempts + 1, nextAttempt = ifnull(?, nextAttempt), holder = NULL,
          heldUntil = NULL, lastAnswer = ?, lastAttemptAt = ?, settledAt = ? WHERE key = ?
        """,
      arguments: [
        step.state.rawValue, next, attempt.answer, attempt.at.rfc3339, isOver ? attempt.at.rfc3339 : nil, key,
      ]
    )
    guard let delivery = try delivery(key, db: db) else { return }
    if step == .sent {
      try db.execute(
        sql: "UPDATE recipient SET lastDelivery = ? WHERE channel = ? AND fingerprint = ?",
        arguments: [attempt.at.rfc3339, delivery.channel, delivery.fingerprint]
      )
    }
    if step == .gone {
      let who = RecipientKey(channel: delivery.channel, fingerprint: delivery.fingerprint)
      try stop(who, .disabled, reason: attempt.answer, at: attempt.at, db: db)
    }
  }

  /// Deliveries in the order in which they were due; those in one state, or all.
  package func deliveries(_ state: Delivery.State? = nil) async throws -> [Delivery] {
    try await database.read { db in
      let sql =
        Delivery.select + " WHERE ?1 IS NULL OR outbox.state = ?1 ORDER BY digest, channel, address, key"
      return try Row.fetchAll(db, sql: sql, arguments: [state?.rawValue]).map { try Delivery($0) }
    }
  }

  /// How many deliveries are in each state.
  package func deliveryCounts() async throws -> [Delivery.State: Int] {
    try await database.read { db in
      let rows = try Row.fetchAll(db, sql: "SELECT state, count(*) AS n FROM outbox GROUP BY state")
      return try rows.reduce(into: [:]) { counts, row in
        counts[try row.read("state") { Delivery.State(rawValue: $0) }] = row["n"]
      }
    }
  }

  package func delivery(_ key: String) async throws -> Delivery? {
    try await database.read { db in try Self.delivery(key, db: db) }
  }

  /// The attempts of a delivery, oldest first.
  package func attempts(_ key: String) async throws -> [DeliveryAttempt] {
    try await database.read { db in
      let sql = "SELECT * FROM outboxAttempt WHERE key = ? ORDER BY id"
      return try Row.fetchAll(db, sql: sql, arguments: [key]).map { row in
        DeliveryAttempt(
          part: row["part"],
          at: try row.read("at") { Date(rfc3339: $0) },
          outcome: try row.read("outcome") { DeliveryAttempt.Outcome(rawValue: $0) },
          answer: row["answer"]
        )
      }
    }
  }

  /// Lets deliveries that were given up, dropped or wait be tried again now, under the same key and from the message
  /// at which they stood. What was sent stays sent; so does what goes to who gets nothing more, and what a process
  /// that lives is sending.
  ///
  /// - Returns: whether there was anything to do.
  package func retry(_ key: String, at now: Date) async throws -> Bool {
    try await change(
      """
      UPDATE outbox SET state = 'pending', attempts = 0, nextAttempt = ?1, settledAt = NULL, holder = NULL,
        heldUntil = NULL
      WHERE key = ?2 AND state <> 'sent'
        AND (holder IS NULL OR heldUntil <= ?1 OR heldUntil > ?1 + \(Self.longestHold))
        AND EXISTS (SELECT 1 FROM recipient WHERE recipient.channel = outbox.channel
          AND recipient.fingerprint = outbox.fingerprint AND recipient.state = 'active'
          AND recipient.address IS NOT NULL)
      """,
      [now.timeIntervalSince1970, key]
    )
  }

  /// Gives a delivery up that was not sent yet.
  ///
  /// - Returns: whether there was anything to do.
  package func drop(_ key: String, reason: String, at now: Date) async throws -> Bool {
    try await change(
      """
      UPDATE outbox SET state = 'dropped', lastAnswer = ?, settledAt = ?, holder = NULL, heldUntil = NULL
      WHERE key = ? AND state IN ('pending', 'dead')
      """,
      [reason, now.rfc3339, key]
    )
  }

  private func change(_ sql: String, _ arguments: StatementArguments) async throws -> Bool {
    try await database.write { db in
      try db.execute(sql: sql, arguments: arguments)
      return db.changesCount > 0
    }
  }

  private static func delivery(_ key: String, db: Database) throws -> Delivery? {
    try Row.fetchOne(db, sql: Delivery.select + " WHERE key = ?", arguments: [key]).map { try Delivery($0) }
  }

  static func digest(_ id: String, db: Database) throws -> Digest? {
    try String.fetchOne(db, sql: "SELECT content FROM digest WHERE id = ?", arguments: [id])
      .map { try JSON.decode($0) }
  }
}

extension DeliveryStep {
  fileprivate var state: Delivery.State {
    switch self {
    case .part, .retry: .pending
    case .sent: .sent
    case .dead, .gone: .dead
    }
  }
}
