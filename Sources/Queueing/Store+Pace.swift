package import Foundation
private import GRDB
package import Papers

extension Store {
  /// The next moment at which any process may send a request to arXiv; nil when none has been sent yet.
  package func nextAllowedRequest() async throws -> Date? {
    try await database.read { db in
      try Double.fetchOne(db, sql: "SELECT nextAllowed FROM pace").map { Date(timeIntervalSince1970: $0) }
    }
  }

  package func allowNextRequest(at moment: Date) async throws {
    try await database.write { db in
      try db.execute(
        sql: """
          INSERT INTO pace (id, nextAllowed) VALUES (1, ?)
          ON CONFLICT DO UPDATE SET nextAllowed = excluded.nextAllowed
          """,
        arguments: [moment.timeIntervalSince1970]
      )
    }
  }

  package func hold(scope: String) async throws -> Hold? {
    try await database.read { db in
      let sql = "SELECT until, failures, reason FROM hold WHERE scope = ?"
      guard let row = try Row.fetchOne(db, sql: sql, arguments: [scope]) else { return nil }
      return Hold(
        until: try row.read("until") { Date(rfc3339: $0) },
        failures: row["failures"],
        reason: row["reason"]
      )
    }
  }

  /// Records that a scope asked to be left alone, or with nil that it answers again.
  package func setHold(_ hold: Hold?, scope: String) async throws {
    try await database.write { db in
      guard let hold else {
        try db.execute(sql: "DELETE FROM hold WHERE scope = ?", arguments: [scope])
        return
      }
      try db.execute(
        sql: """
          INSERT INTO hold (scope, until, failures, reason) VALUES (?, ?, ?, ?)
          ON CONFLICT DO UPDATE SET until = excluded.until, failures = excluded.failures,
            reason = excluded.reason
          """,
        arguments: [scope, hold.until.rfc3339, hold.failures, hold.reason]
      )
    }
  }

  /// Every stored hold by its scope, also those that are over.
  package func holds() async throws -> [(scope: String, hold: Hold)] {
    try await database.read { db in
      try Row.fetchAll(db, sql: "SELECT * FROM hold ORDER BY scope").map { row in
        let until = try row.read("until") { Date(rfc3339: $0) }
        return (row["scope"], Hold(until: until, failures: row["failures"], reason: row["reason"]))
      }
    }
  }
}
