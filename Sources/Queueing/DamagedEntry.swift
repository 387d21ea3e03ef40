package import Foundation
internal import GRDB
package import Papers

/// An entry that could not be read as it came.
package struct DamagedEntry: Sendable, Equatable {
  /// What could be read; nil when not even the id could.
  package let paper: Paper?
  package let source: String
  package let reason: String
  /// As it came.
  package let raw: [UInt8]

  package init(paper: Paper?, source: String, reason: String, raw: [UInt8]) {
    self.paper = paper
    self.source = source
    self.reason = reason
    self.raw = raw
  }

  /// The id within its source, or what tells an entry without one from others.
  var key: String {
    if let paper { return "\(source) \(paper.id)" }
    let sum = raw.reduce(UInt64(0xcbf2_9ce4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    return "\(source) \(String(sum, radix: 16))"
  }
}

/// An entry that is still damaged, as a person looks at it.
package struct DamagedSummary: Sendable, Equatable {
  package let id: PaperID?
  package let source: String
  package let reason: String
  package let seenAt: Date
  package let bytes: Int
}

/// The damaged entries inside a transaction.
struct DamagedEntries {
  let db: Database
  let now: Date

  func hasOpen() throws -> Bool {
    try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM damagedEntry WHERE repairedAt IS NULL)") ?? false
  }

  /// What was fetched whole since is not put back by another look at the same damage.
  func isNew(_ entry: DamagedEntry) throws -> Bool {
    let sql = "SELECT repairedAt IS NULL OR raw IS NOT ? FROM damagedEntry WHERE key = ?"
    return try Bool.fetchOne(db, sql: sql, arguments: [Data(entry.raw), entry.key]) ?? true
  }

  func keep(_ entry: DamagedEntry) throws {
    try db.execute(
      sql: """
        INSERT INTO damagedEntry (key, paper, source, reason, raw, seenAt, nextAttempt) VALUES (?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET reason = excluded.reason, raw = excluded.raw, repairedAt = NULL
        """,
      arguments: [
        entry.key, entry.paper?.id.canonical, entry.source, entry.reason, Data(entry.raw), now.rfc3339,
        now.rfc3339,
      ]
    )
  }

  func isOpen(_ paper: PaperID) throws -> Bool {
    let sql = "SELECT EXISTS (SELECT 1 FROM damagedEntry WHERE paper = ? AND repairedAt IS NULL)"
    return try Bool.fetchOne(db.cachedStatement(sql: sql), arguments: [paper.canonical]) ?? false
  }

  func repair(_ paper: PaperID) throws {
    try db.cachedStatement(
      sql: "UPDATE damagedEntry SET repairedAt = ? WHERE paper = ? AND repairedAt IS NULL"
    ).execute(arguments: [now.rfc3339, paper.canonical])
  }
}

extension Store {
  /// What is still damaged, oldest first.
  package func damaged() async throws -> [DamagedSummary] {
    try await database.read { db in
      let sql = """
        SELECT paper, source, reason, seenAt, length(raw) AS bytes FROM damagedEntry
        WHERE repairedAt IS NULL ORDER BY seenAt, key
        """
      return try Row.fetchAll(db, sql: sql).map { row in
        DamagedSummary(
          id: try row.readIfPresent("paper") { PaperID($0) },
          source: row["source"],
          reason: row["reason"],
          seenAt: try row.read("seenAt") { Date(rfc3339: $0) },
          bytes: row["bytes"]
        )
      }
    }
  }

  /// Papers that ever came damaged, fetched whole since or not.
  package func everDamaged() async throws -> Set<PaperID> {
    try await database.read { db in
      let ids = try String.fetchAll(db, sql: "SELECT paper FROM damagedEntry WHERE paper IS NOT NULL")
      return Set(ids.compactMap { PaperID($0) })
    }
  }

  /// Damaged papers that are due to be fetched again by id.
  package func damagedDue(at now: Date, limit: Int) async throws -> [PaperID] {
    try await database.read { db in
      let sql = """
        SELECT paper FROM damagedEntry WHERE repairedAt IS NULL AND paper IS NOT NULL AND nextAttempt <= ?
        ORDER BY nextAttempt, paper LIMIT ?
        """
      return try String.fetchAll(db, sql: sql, arguments: [now.rfc3339, limit]).compactMap { PaperID($0) }
    }
  }

  /// Puts the next attempt for papers that could not be fetched off: an hour, then twice as long each time, at most
  /// a week.
  package func putOffDamaged(_ papers: [PaperID], at now: Date) async throws {
    try await database.write { db in
      for paper in papers {
        let sql = "SELECT attempts FROM damagedEntry WHERE paper = ?"
        let attempts = try Int.fetchOne(db, sql: sql, arguments: [paper.canonical]) ?? 0
        let wait = min(3600 * Double(1 << min(attempts, 8)), 7 * 86_400)
        try db.execute(
          sql: "UPDATE damagedEntry SET attempts = attempts + 1, nextAttempt = ? WHERE paper = ?",
          arguments: [(now + wait).rfc3339, paper.canonical]
        )
      }
    }
  }
}
