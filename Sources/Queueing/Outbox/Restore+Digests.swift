internal import Foundation
internal import GRDB
internal import Papers

extension Restore {
  /// Takes what digests know, each kind after those it speaks of, wherever they stand in the file.
  mutating func takeDigests(_ items: [RestoreItem]) throws {
    let rows = items.enumerated().compactMap { place, item -> (place: Int, row: StoredDigests)? in
      if case .digests(let row) = item { (place, row) } else { nil }
    }
    var salts: [StoredSalt] = []
    for case (let place, .salt(let salt)) in rows where !salts.contains(salt) {
      salts.append(salt)
      guard salts.count > 1 else { continue }
      note(place, "salt", "the file has two, of two stores: recipients are known by their addresses alone")
    }
    if let salt = salts.first, salts.count == 1 { try take(salt) }
    for case (let place, .recipient(let recipient)) in rows { try take(recipient, at: place) }
    for case (let place, .digest(let digest)) in rows { try take(digest, at: place) }
    for (place, row) in rows {
      switch row {
      case .progress(let progress): try take(progress)
      case .told(let told): try take(told, at: place)
      case .change(let change): try take(change)
      case .delivery(let delivery): try take(delivery, at: place)
      case .salt, .recipient, .digest: continue
      }
    }
  }

  mutating func take(_ event: StoredEvent, at place: Int) throws {
    let sql = "SELECT 1 FROM paper WHERE id = ?"
    guard try Bool.fetchOne(db, sql: sql, arguments: [event.paper.canonical]) != nil else {
      return note(place, event.paper.canonical, "the paper is neither here nor in the file")
    }
    try count(
      """
      INSERT INTO paperEvent (paper, kind, detail, at, recordedAt) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
      """,
      [
        event.paper.canonical, event.event.rawValue, event.detail, event.at.rfc3339, event.recordedAt.rfc3339,
      ]
    )
  }

  private mutating func take(_ digest: StoredDigest, at place: Int) throws {
    let id = digest.content.id
    if let known = try Store.digest(id, db: db) {
      guard known == digest.content else {
        return conflict(place, id, "the digest is known with other content")
      }
      report.unchanged += 1
      return
    }
    let key: StatementArguments = [digest.topic, digest.name, digest.day.description]
    let taken = "SELECT 1 FROM digest WHERE topic = ? AND name = ? AND day = ?"
    guard try Bool.fetchOne(db, sql: taken, arguments: key) == nil else {
      return conflict(place, id, "there is another digest of that day")
    }
    try db.execute(
      sql: "INSERT INTO digest (topic, name, day, id, fixedAt, content) VALUES (?, ?, ?, ?, ?, ?)",
      arguments: key + [id, digest.fixedAt.rfc3339, try JSON.encode(digest.content)]
    )
    report.digests += 1
  }

  /// The later day counts: what was due there is not due again here.
  private mutating func take(_ progress: StoredProgress) throws {
    try count(
      """
      INSERT INTO digestProgress (topic, name, since, lastDay, lastDue) VALUES (?, ?, ?, ?, ?)
      ON CONFLICT DO UPDATE SET lastDay = excluded.lastDay, lastDue = excluded.lastDue
        WHERE excluded.lastDay > ifnull(lastDay, '')
      """,
      [
        progress.topic, progress.name, progress.since.rfc3339, progress.lastDay?.description,
        progress.lastDue?.rfc3339,
      ]
    )
  }

  /// What was told there is told, also where it was only passed over here.
  private mutating func take(_ told: StoredTold, at place: Int) throws {
    var digest = told.digest
    if let id = digest, try !isFixed(id) {
      note(
        place,
        told.work.description,
        "the digest \(id) is neither here nor in the file; it counts as passed over"
      )
      digest = nil
    }
    try count(
      """
      INSERT INTO digestNews (topic, name, log, work, digest) VALUES (?, ?, ?, ?, ?)
      ON CONFLICT DO UPDATE SET digest = excluded.digest WHERE digest IS NULL AND excluded.digest IS NOT NULL
      """,
      [told.topic, told.name, told.log.rawValue, told.work.description, digest]
    )
  }

  /// Whether there is a digest of this id.
  func isFixed(_ id: String) throws -> Bool {
    let statement = try db.cachedStatement(sql: "SELECT 1 FROM digest WHERE id = ?")
    return try Bool.fetchOne(statement, arguments: [id]) != nil
  }

  private mutating func take(_ change: StoredChange) throws {
    try count(
      """
      INSERT INTO digestChange (topic, name, paper, kind, detail) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
      """,
      [change.topic, change.name, change.paper.canonical, change.event, change.detail]
    )
  }

  /// Carries out a statement that changes nothing when all is known.
  private mutating func count(_ sql: String, _ arguments: StatementArguments) throws {
    let statement = try db.cachedStatement(sql: sql)
    try statement.execute(arguments: arguments)
    if db.changesCount > 0 { report.digests += 1 } else { report.unchanged += 1 }
  }
}
