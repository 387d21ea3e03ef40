package import Foundation
internal import GRDB
package import Papers

/// Which logs a digest of the configuration follows.
package struct DigestSource: Hashable, Sendable {
  package let topic: String
  /// The digest's id in the configuration.
  package let name: String
  package let logs: Set<DigestLog>
  package let changes: Bool

  package init(topic: String, name: String, logs: Set<DigestLog>, changes: Bool) {
    self.topic = topic
    self.name = name
    self.logs = logs
    self.changes = changes
  }

  var arguments: StatementArguments { ["topic": topic, "name": name] }
}

extension Store {
  /// Where a digest stands; nil when it has not been heard of.
  package func progress(_ source: DigestSource) async throws -> DigestProgress? {
    try await database.read { db in try Self.progress(source, db: db) }
  }

  /// Makes a digest known, so that what comes is due. What was there before is not told: what was listed, proposals
  /// of earlier listings than `floor`, and acceptances and changes before its first day.
  package func begin(_ source: DigestSource, floor: Day, at now: Date) async throws {
    try await database.write { db in try Self.begin(source, floor: floor, at: now, db: db) }
  }

  private static func begin(_ source: DigestSource, floor: Day, at now: Date, db: Database) throws {
    guard try progress(source, db: db) == nil else { return }
    try db.execute(
      sql: "INSERT INTO digestProgress (topic, name, since) VALUES (?, ?, ?)",
      arguments: [source.topic, source.name, now.rfc3339]
    )
    try DigestReading.passOver(source, before: floor, db: db)
  }

  /// What there would be to tell, also of a digest that was never heard of. Changes nothing.
  package func preview(_ source: DigestSource, floor: Day, at now: Date) async throws -> DigestMaterial {
    try await database.write { db in
      var material: DigestMaterial?
      try db.inSavepoint {
        try Self.begin(source, floor: floor, at: now, db: db)
        material = try DigestReading.material(source, db: db)
        return .rollback
      }
      return try material ?? DigestReading.material(source, db: db)
    }
  }

  /// Fixes what is due: lets `compose` make the digest of what there is to tell, and stores it with a delivery for
  /// every addressee who gets digests, and with what is hereby told or passed over. One transaction.
  ///
  /// - Parameters:
  ///   - source: of which logs.
  ///   - due: for which moment; a day that was dealt with is not dealt with again.
  ///   - addressees: to whom.
  ///   - now: when it is fixed.
  ///   - isEarly: it was not due yet: when there is nothing to send, nothing is dealt with.
  ///   - compose: answers nil when there is nothing to send; what it was shown is then passed over for good.
  /// - Returns: the digest; nil when there was nothing to send or the day was dealt with already.
  /// - Throws: what `compose` and the database throw; then nothing was dealt with.
  package func fix(
    _ source: DigestSource,
    due: DigestDue,
    addressees: [Addressee],
    at now: Date,
    isEarly: Bool = false,
    compose: @escaping @Sendable (DigestMaterial) throws -> Digest?
  ) async throws -> Digest? {
    try await database.write { db in
      let last = try Self.progress(source, db: db)?.trusted(at: now).last
      if let last, last.day >= due.day { return nil }
      let taken = "SELECT 1 FROM digest WHERE topic = ? AND name = ? AND day = ?"
      let key: StatementArguments = [source.topic, source.name, due.day.description]
      if try Bool.fetchOne(db, sql: taken, arguments: key) != nil { return nil }
      let material = try DigestReading.material(source, db: db)
      let digest = try compose(material)
      if isEarly, digest == nil { return nil }
      if let digest { try Self.insert(digest, source: source, due: due, at: now, db: db) }
      try DigestReading.settle(material, source: source, digest: digest, db: db)
      try db.execute(
        sql: """
          INSERT INTO digestProgress (topic, name, since, lastDay, lastDue) VALUES (:topic, :name, :now, :day, :at)
          ON CONFLICT DO UPDATE SET lastDay = excluded.lastDay, lastDue = excluded.lastDue
          """,
        arguments: source.arguments + [
          "now": now.rfc3339, "day": due.day.description, "at": due.at.rfc3339,
        ]
      )
      guard let digest else { return nil }
      for addressee in addressees { try Self.post(digest, to: addressee, source: source, at: now, db: db) }
      return digest
    }
  }

  /// A digest that was fixed.
  package func digest(_ id: String) async throws -> Digest? {
    try await database.read { db in try Self.digest(id, db: db) }
  }

  /// Lets a digest that was fixed go to more recipients; who has it already does not get it again.
  ///
  /// - Parameters:
  ///   - digest: one that was fixed.
  ///   - addressees: to whom.
  ///   - now: when it is asked for.
  /// - Throws: what the database throws.
  package func send(_ digest: Digest, to addressees: [Addressee], at now: Date) async throws {
    let source = DigestSource(topic: digest.topic, name: digest.name, logs: [], changes: false)
    try await database.write { db in
      for addressee in addressees { try Self.post(digest, to: addressee, source: source, at: now, db: db) }
    }
  }

  /// The last digest of a name that was fixed.
  package func lastDigest(topic: String, name: String) async throws -> Digest? {
    try await database.read { db in
      let sql = "SELECT id FROM digest WHERE topic = ? AND name = ? ORDER BY day DESC LIMIT 1"
      return try String.fetchOne(db, sql: sql, arguments: [topic, name]).flatMap {
        try Self.digest($0, db: db)
      }
    }
  }

  private static func progress(_ source: DigestSource, db: Database) throws -> DigestProgress? {
    let sql = "SELECT * FROM digestProgress WHERE topic = :topic AND name = :name"
    guard let row = try Row.fetchOne(db, sql: sql, arguments: source.arguments) else { return nil }
    let day = try row.readIfPresent("lastDay") { Day($0) }
    let at = try row.readIfPresent("lastDue") { Date(rfc3339: $0) }
    let last = day.flatMap { day in at.map { DigestDue(day: day, at: $0) } }
    return DigestProgress(since: try row.read("since") { Date(rfc3339: $0) }, last: last)
  }

  private static func insert(
    _ digest: Digest,
    source: DigestSource,
    due: DigestDue,
    at now: Date,
    db: Database
  )
    throws
  {
    try db.execute(
      sql: "INSERT INTO digest (id, topic, name, day, fixedAt, content) VALUES (?, ?, ?, ?, ?, ?)",
      arguments: [
        digest.id, source.topic, source.name, due.day.description, now.rfc3339, try JSON.encode(digest),
      ]
    )
  }

  private static func post(
    _ digest: Digest,
    to addressee: Addressee,
    source: DigestSource,
    at now: Date,
    db: Database
  ) throws {
    let who = RecipientKey(channel: addressee.channel, fingerprint: addressee.fingerprint)
    try know(who, address: addressee.address, at: now, db: db)
    guard try isActive(who, db: db) else { return }
    let previous = """
      SELECT outbox.key FROM outbox JOIN digest ON digest.id = outbox.digest
      WHERE topic = ? AND name = ? AND channel = ? AND fingerprint = ? AND state = 'sent'
      ORDER BY day DESC LIMIT 1
      """
    let arguments: StatementArguments = [source.topic, source.name, who.channel, who.fingerprint]
    try db.execute(
      sql: """
        INSERT INTO outbox (key, digest, channel, fingerprint, previousKey, state, nextAttempt)
        VALUES (?, ?, ?, ?, ?, 'pending', ?) ON CONFLICT DO NOTHING
        """,
      arguments: [
        addressee.key, digest.id, who.channel, who.fingerprint,
        try String.fetchOne(db, sql: previous, arguments: arguments), now.timeIntervalSince1970,
      ]
    )
  }
}
