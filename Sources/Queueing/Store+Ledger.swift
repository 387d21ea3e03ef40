package import Foundation
internal import GRDB
package import Papers

extension Store {
  package func record(_ poll: Poll) async throws {
    try await database.write { db in
      try db.execute(
        sql: """
          INSERT INTO poll (source, at, since, through, outcome, confirmations, detail)
          VALUES (?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          poll.source, poll.at.rfc3339, poll.since?.description, poll.through?.description,
          poll.outcome.rawValue,
          poll.confirmations, poll.detail,
        ]
      )
    }
  }

  /// The polls since a moment, oldest first.
  package func polls(since moment: Date) async throws -> [Poll] {
    try await database.read { db in
      let sql = "SELECT * FROM poll WHERE at >= ? ORDER BY id"
      return try Row.fetchAll(db, sql: sql, arguments: [moment.rfc3339]).map { try $0.poll }
    }
  }

  /// The end of the last poll of any source that was complete; nil when there was none.
  package func lastCompletePoll() async throws -> Date? {
    try await database.read { db in
      try String.fetchOne(db, sql: "SELECT max(at) FROM poll WHERE outcome = 'complete'")
        .flatMap { Date(rfc3339: $0) }
    }
  }

  /// How many stored papers each listing since a day had; tombstones do not count.
  package func paperCounts(since day: Day) async throws -> [Day: Int] {
    try await database.read { db in
      let sql = "SELECT announced, count(*) FROM paper WHERE announced >= ? AND deleted = 0 GROUP BY 1"
      var counts: [Day: Int] = [:]
      let rows = try Row.fetchCursor(db, sql: sql, arguments: [day.description])
      while let row = try rows.next() {
        let text: String = row[0]
        if let day = Day(text) { counts[day] = row[1] }
      }
      return counts
    }
  }

  /// The listing of each paper that is known and has one.
  package func announcements(of papers: [PaperID]) async throws -> [PaperID: Day] {
    try await database.read { db in
      var days: [PaperID: Day] = [:]
      let statement = try db.cachedStatement(sql: "SELECT announced FROM paper WHERE id = ?")
      for paper in papers {
        let text = try String.fetchOne(statement, arguments: [paper.canonical])
        days[paper] = text.flatMap { Day($0) }
      }
      return days
    }
  }
}

extension Row {
  fileprivate var poll: Poll {
    get throws {
      Poll(
        source: self["source"],
        at: try read("at") { Date(rfc3339: $0) },
        since: try readIfPresent("since") { Day($0) },
        through: try readIfPresent("through") { Day($0) },
        outcome: try read("outcome") { Poll.Outcome(rawValue: $0) },
        confirmations: self["confirmations"],
        detail: self["detail"]
      )
    }
  }
}
