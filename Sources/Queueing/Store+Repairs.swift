package import Foundation
internal import GRDB
package import Papers

/// A paper that the daily harvest had missed.
package struct RepairRecord: Sendable, Equatable {
  package let paper: PaperID
  package let at: Date
  package let how: String
}

/// A change of a known paper with when it was recorded.
package struct EventRecord: Sendable, Equatable {
  package let paper: PaperID
  package let title: String
  package let event: PaperEvent
  package let recordedAt: Date
}

enum Repairs {
  static func record(_ paper: PaperID, how: String, at now: Date, db: Database) throws {
    try db.execute(
      sql: "INSERT INTO repair (paper, at, how) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
      arguments: [paper.canonical, now.rfc3339, how]
    )
  }
}

extension Store {
  /// What repair has found, latest first.
  package func repairs(limit: Int) async throws -> [RepairRecord] {
    try await database.read { db in
      let sql = "SELECT * FROM repair ORDER BY at DESC, paper LIMIT ?"
      return try Row.fetchAll(db, sql: sql, arguments: [limit]).map { row in
        RepairRecord(
          paper: try row.read("paper") { PaperID($0) },
          at: try row.read("at") { Date(rfc3339: $0) },
          how: row["how"]
        )
      }
    }
  }

  /// The latest events of all papers, or with a topic of those in its queue; oldest first.
  package func events(topic: String? = nil, limit: Int = 1000) async throws
    -> [EventRecord]
  {
    try await database.read { db in
      let sql = """
        SELECT paperEvent.*, paper.title AS title FROM paperEvent JOIN paper ON paper.id = paperEvent.paper
        WHERE :topic IS NULL OR EXISTS (
          SELECT 1 FROM candidate WHERE candidate.topic = :topic AND candidate.work = paperEvent.paper)
        ORDER BY paperEvent.at DESC, paperEvent.paper, kind, detail LIMIT :limit
        """
      let rows = try Row.fetchAll(
        db,
        sql: sql,
        arguments: ["topic": topic, "limit": limit]
      )
      return try rows.reversed().map { try $0.event }
    }
  }

  /// Numbers that were skipped among the ids of a month: given out in order, so each belongs to a paper that no
  /// source has shown. Only sensible when all archives are harvested (arxiv-protocol section 4.3).
  ///
  /// New holes are remembered with the moment they were first seen; those that were filled meanwhile are forgotten.
  package func findHoles(in month: Month, at now: Date) async throws {
    try await database.write { db in
      let monthNumber = month.year * 100 + month.month
      // What was announced before the first harvest is known in part only.
      let begin = try Int.fetchOne(
        db,
        sql: """
          SELECT min(number) FROM paper WHERE month = ? AND id NOT GLOB '*/*' AND announced >=
            (SELECT substr(min(at), 1, 10) FROM poll WHERE outcome = 'complete')
          """,
        arguments: [monthNumber]
      )
      guard let begin else { return }
      let known = try Int.fetchAll(
        db,
        sql: "SELECT number FROM paper WHERE month = ? AND number >= ? AND id NOT GLOB '*/*' ORDER BY number",
        arguments: [monthNumber, begin]
      )
      var next = begin
      for number in known {
        // A stretch of that length was not skipped, it was never harvested.
        if number - next <= 1000 {
          for missing in next..<max(next, number) { try Self.remember(missing, in: month, at: now, db: db) }
        }
        next = number + 1
      }
      try db.execute(sql: "DELETE FROM hole WHERE paper IN (SELECT id FROM paper)")
    }
  }

  private static func remember(_ number: Int, in month: Month, at now: Date, db: Database) throws {
    let digits = String(number)
    let id = "\(month.yymm).\(String(repeating: "0", count: max(0, 5 - digits.count)))\(digits)"
    guard PaperID(id) != nil else { return }
    try db.execute(
      sql: "INSERT INTO hole (paper, seenAt) VALUES (?, ?) ON CONFLICT DO NOTHING",
      arguments: [id, now.rfc3339]
    )
  }

  /// Holes that were seen before `moment` and not probed yet.
  package func holesDue(seenBefore moment: Date, limit: Int) async throws -> [PaperID] {
    try await database.read { db in
      let sql = "SELECT paper FROM hole WHERE probedAt IS NULL AND seenAt <= ? ORDER BY paper LIMIT ?"
      return try String.fetchAll(db, sql: sql, arguments: [moment.rfc3339, limit]).compactMap { PaperID($0) }
    }
  }

  package func probed(_ holes: [PaperID], at now: Date) async throws {
    try await database.write { db in
      for hole in holes {
        try db.execute(
          sql: "UPDATE hole SET probedAt = ? WHERE paper = ?",
          arguments: [now.rfc3339, hole.canonical]
        )
      }
    }
  }

  /// How many numbers are missing, and how many of them were asked for without an answer.
  package func holeCounts() async throws -> (open: Int, probed: Int) {
    try await database.read { db in
      let row = try Row.fetchOne(db, sql: "SELECT count(*), count(probedAt) FROM hole")
      let all: Int = row?[0] ?? 0
      let probed: Int = row?[1] ?? 0
      return (all - probed, probed)
    }
  }
}

extension Row {
  fileprivate var event: EventRecord {
    get throws {
      EventRecord(
        paper: try read("paper") { PaperID($0) },
        title: self["title"],
        event: PaperEvent(
          kind: try read("kind") { PaperEvent.Kind(rawValue: $0) },
          detail: self["detail"],
          at: try read("at") { Date(rfc3339: $0) }
        ),
        recordedAt: try read("recordedAt") { Date(rfc3339: $0) }
      )
    }
  }
}
