package import Foundation
internal import GRDB
package import Papers

/// What an import found.
package struct ListImport: Sendable, Equatable {
  package var entries = 0
  /// Newly admitted as accepted.
  package var admitted = 0
  /// In the list, although a person decided otherwise here.
  package var contradicted: [String] = []

  package init() {}
}

extension Store {
  /// Admits the entries of a list as accepted, in one transaction; what is known already stays as it is. A person's
  /// verdict wins over the list. What a list held when it was first read is no news to the digests that there are.
  package func importList(_ entries: [ListedEntry], topic: String, at now: Date) async throws -> ListImport {
    try await database.write { db in
      let isFirst =
        try Bool.fetchOne(db, sql: "SELECT 1 FROM listEntry WHERE topic = ?", arguments: [topic]) == nil
      var result = ListImport()
      // The last in the file is the oldest: it takes its date first.
      for listed in entries.reversed() {
        result.entries += 1
        let isNew = try Self.admit(listed, topic: topic, at: now, result: &result, db: db)
        guard isNew, isFirst else { continue }
        try DigestReading.passOver(listed.entry.work, log: .acceptance, topic: topic, db: db)
      }
      result.contradicted.reverse()
      return result
    }
  }

  /// Answers whether it was not accepted yet, and is now.
  private static func admit(
    _ listed: ListedEntry,
    topic: String,
    at now: Date,
    result: inout ListImport,
    db: Database
  ) throws -> Bool {
    let entry = listed.entry
    let known = try candidate(topic: topic, work: entry.work, today: Day(utc: now), db: db)
    let day = try announced(entry.work, db: db)
    let before =
      known
      ?? Candidate(
        topic: topic,
        work: entry.work,
        state: .pending,
        title: entry.title,
        section: entry.section.last,
        announced: day
      )
    if known == nil { try insert(before, db: db) }
    try write(entry, topic: topic, db: db)
    guard before.state != .accepted else { return false }
    guard try !isDecidedByPerson(before, db: db) else {
      result.contradicted.append(entry.work.description)
      return false
    }
    let move = Move(kind: .import, after: .accepted, section: entry.section.last)
    try log(move, before: known, candidate: before, at: now, db: db)
    try accept(before, wanted: listed.date, after: false, db: db)
    result.admitted += 1
    return true
  }

  private static func log(_ move: Move, before: Candidate?, candidate: Candidate, at now: Date, db: Database)
    throws
  {
    try db.execute(
      sql: """
        UPDATE candidate SET state = 'accepted', deferredUntil = NULL, section = ifnull(?, section)
        WHERE topic = ? AND work = ?
        """,
      arguments: [move.section, candidate.topic, candidate.work.description]
    )
    try db.execute(
      sql: """
        INSERT INTO verdict (topic, work, kind, who, at, before, after)
        VALUES (?, ?, 'import', 'list', ?, ?, 'accepted')
        """,
      arguments: [candidate.topic, candidate.work.description, now.rfc3339, before?.state.rawValue]
    )
  }

  static func isDecidedByPerson(_ candidate: Candidate, db: Database) throws -> Bool {
    let sql = "SELECT who FROM verdict WHERE topic = ? AND work = ? ORDER BY id DESC LIMIT 1"
    let who = try String.fetchOne(db, sql: sql, arguments: [candidate.topic, candidate.work.description])
    return who.map { !Verdict.programs.contains($0) } ?? false
  }

  private static func announced(_ work: WorkID, db: Database) throws -> Day? {
    let sql = "SELECT announced FROM paper WHERE id = ?"
    return try String.fetchOne(db, sql: sql, arguments: [work.description]).flatMap { Day($0) }
  }

  static func write(_ entry: Entry, topic: String, db: Database) throws {
    try db.execute(
      sql: """
        INSERT INTO listEntry (topic, work, label, name, title, url, affiliation, links, section, line)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET label = excluded.label, name = excluded.name, title = excluded.title,
          url = excluded.url, affiliation = excluded.affiliation, links = excluded.links,
          section = excluded.section, line = excluded.line
        """,
      arguments: [
        topic, entry.work.description, entry.label?.yymm, entry.name, entry.title, entry.url,
        entry.affiliation,
        try JSON.encode(entry.links), try JSON.encode(entry.section), entry.line,
      ]
    )
  }
}
