package import Foundation
private import GRDB
package import Papers

/// Where the harvest of one lane stands.
package struct LaneProgress: Sendable, Equatable {
  /// The last day that was drained to its end.
  package var cursor: Day?
  /// The position inside an unfinished harvest, as its source wrote it (JSON).
  package var position: String?
}

/// Where a lane goes on after a page.
package enum LaneStep: Sendable {
  case position(String)
  case finished(cursor: Day)
}

extension Store {
  package func progress(source: String, lane: String) async throws -> LaneProgress {
    try await database.read { db in
      let sql = "SELECT cursor, position FROM lane WHERE source = ? AND name = ?"
      guard let row = try Row.fetchOne(db, sql: sql, arguments: [source, lane]) else { return LaneProgress() }
      return LaneProgress(cursor: try row.readIfPresent("cursor") { Day($0) }, position: row["position"])
    }
  }

  /// Admits the papers of one page and stores where the harvest stands, both or neither.
  ///
  /// - Returns: how many of the papers were not known before.
  package func admit(
    _ papers: [Paper],
    source: String,
    lane: String,
    step: LaneStep,
    at now: Date
  ) async throws -> Int {
    try await database.write { db in
      let new = try papers.count { try Admission(db: db, now: now).admit($0) }
      try Store.write(step, source: source, lane: lane, db: db)
      return new
    }
  }

  /// Forgets the position inside a harvest, so that the next one begins at the cursor.
  package func abandonPosition(source: String, lane: String) async throws {
    try await database.write { db in
      let sql = "UPDATE lane SET position = NULL WHERE source = ? AND name = ?"
      try db.execute(sql: sql, arguments: [source, lane])
    }
  }

  /// The latest day of which any lane was drained to its end.
  package func lastCursor() async throws -> Day? {
    try await database.read { db in
      try String.fetchOne(db, sql: "SELECT max(cursor) FROM lane").flatMap { Day($0) }
    }
  }

  private static func write(_ step: LaneStep, source: String, lane: String, db: Database) throws {
    switch step {
    case .position(let position):
      try db.execute(
        sql: """
          INSERT INTO lane (source, name, position) VALUES (?, ?, ?)
          ON CONFLICT DO UPDATE SET position = excluded.position
          """,
        arguments: [source, lane, position]
      )
    case .finished(let cursor):
      try db.execute(
        sql: """
          INSERT INTO lane (source, name, cursor) VALUES (?, ?, ?)
          ON CONFLICT DO UPDATE SET position = NULL, cursor = max(ifnull(cursor, ''), excluded.cursor)
          """,
        arguments: [source, lane, cursor.description]
      )
    }
  }
}
