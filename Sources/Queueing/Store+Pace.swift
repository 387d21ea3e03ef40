package import Foundation
private import GRDB
internal import Papers

/// A host that asked to be left alone.
package struct HostHold: Sendable, Equatable {
  package let until: Date
  /// How often in a row it has asked.
  package let failures: Int
  package let reason: String

  package init(until: Date, failures: Int, reason: String) {
    self.until = until
    self.failures = failures
    self.reason = reason
  }
}

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

  package func hold(host: String) async throws -> HostHold? {
    try await database.read { db in
      let sql = "SELECT until, failures, reason FROM hold WHERE host = ?"
      guard let row = try Row.fetchOne(db, sql: sql, arguments: [host]) else { return nil }
      return HostHold(
        until: try row.read("until") { Date(rfc3339: $0) },
        failures: row["failures"],
        reason: row["reason"]
      )
    }
  }

  /// Records that a host asked to be left alone, or with nil that it answers again.
  package func setHold(_ hold: HostHold?, host: String) async throws {
    try await database.write { db in
      guard let hold else {
        try db.execute(sql: "DELETE FROM hold WHERE host = ?", arguments: [host])
        return
      }
      try db.execute(
        sql: """
          INSERT INTO hold (host, until, failures, reason) VALUES (?, ?, ?, ?)
          ON CONFLICT DO UPDATE SET until = excluded.until, failures = excluded.failures,
            reason = excluded.reason
          """,
        arguments: [host, hold.until.rfc3339, hold.failures, hold.reason]
      )
    }
  }
}
