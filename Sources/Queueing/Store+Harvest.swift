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

/// A lane and what is watched in it.
package struct LaneKey: Sendable {
  package let source: String
  package let name: String
  package let watched: [Papers.Category]

  package init(source: String, name: String, watched: [Papers.Category]) {
    self.source = source
    self.name = name
    self.watched = watched
  }
}

/// Where a lane goes on after a page.
package enum LaneStep: Sendable {
  case position(String)
  case finished(cursor: Day)
}

extension Store {
  /// Nothing for a lane that was never harvested, nor for one that now watches a category it did not watch then:
  /// the papers that were passed over have to be asked for again.
  package func progress(_ lane: LaneKey) async throws -> LaneProgress {
    try await database.read { db in try Self.progress(lane, db: db) }
  }

  /// Admits the papers of one page and stores where the harvest stands, both or neither.
  ///
  /// - Returns: how many of the papers were not known before.
  package func admit(_ papers: [Paper], lane: LaneKey, step: LaneStep, at now: Date) async throws -> Int {
    try await database.write { db in
      let new = try papers.count { try Admission(db: db, now: now).admit($0) }
      try Store.write(step, lane: lane, db: db)
      return new
    }
  }

  private static func progress(_ lane: LaneKey, db: Database) throws -> LaneProgress {
    let sql = "SELECT cursor, position, watched FROM lane WHERE source = ? AND name = ?"
    guard let row = try Row.fetchOne(db, sql: sql, arguments: [lane.source, lane.name]) else {
      return LaneProgress()
    }
    let watched: String = row["watched"]
    guard Set(lane.watched.map(\.name)).isSubset(of: watched.split(separator: " ").map(String.init)) else {
      return LaneProgress()
    }
    return LaneProgress(cursor: try row.readIfPresent("cursor") { Day($0) }, position: row["position"])
  }

  /// The cursor of a lane never goes back, but one that now watches more has none until it is drained again.
  private static func write(_ step: LaneStep, lane: LaneKey, db: Database) throws {
    var cursor = try progress(lane, db: db).cursor
    var position: String?
    switch step {
    case .position(let place): position = place
    case .finished(let day): cursor = max(cursor ?? day, day)
    }
    try db.execute(
      sql: """
        INSERT INTO lane (source, name, cursor, position, watched) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET position = excluded.position, watched = excluded.watched,
          cursor = excluded.cursor
        """,
      arguments: [
        lane.source, lane.name, cursor?.description, position,
        lane.watched.map(\.name).sorted().joined(separator: " "),
      ]
    )
  }
}
