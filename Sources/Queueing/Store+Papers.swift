package import Foundation
internal import GRDB
package import Papers

extension Store {
  package func paper(_ id: PaperID) async throws -> Paper? {
    try await database.read { db in
      try Row.fetchOne(db, sql: "SELECT * FROM paper WHERE id = ?", arguments: [id.canonical])?.paper
    }
  }

  /// Hands over every stored paper in the order of announcement, one at a time, so that memory stays flat, and
  /// whether it is damaged.
  package func forEachPaper(_ body: @escaping @Sendable (Paper, _ isDamaged: Bool) throws -> Void)
    async throws
  {
    try await database.read { db in try Self.forEachPaper(db, body) }
  }

  static func forEachPaper(_ db: Database, _ body: (Paper, _ isDamaged: Bool) throws -> Void) throws {
    let sql = """
      SELECT paper.*, EXISTS (SELECT 1 FROM damagedEntry
        WHERE damagedEntry.paper = paper.id AND repairedAt IS NULL) AS damaged
      FROM paper ORDER BY month, number, id
      """
    let rows = try Row.fetchCursor(db, sql: sql)
    while let row = try rows.next() { try body(row.paper, row["damaged"]) }
  }

  /// The earlier states of a paper, oldest first.
  package func history(of id: PaperID) async throws -> [PaperChange] {
    try await database.read { db in
      let sql = "SELECT * FROM paperHistory WHERE paper = ? ORDER BY id"
      return try Row.fetchAll(db, sql: sql, arguments: [id.canonical]).map { row in
        PaperChange(
          replacedAt: try row.read("replacedAt") { Date(rfc3339: $0) },
          version: row["version"],
          title: row["title"]
        )
      }
    }
  }

  package func paperCount() async throws -> Int {
    try await database.read { db in try Int.fetchOne(db, sql: "SELECT count(*) FROM paper") ?? 0 }
  }
}

/// What a paper was before it changed.
package struct PaperChange: Sendable, Equatable {
  package let replacedAt: Date
  package let version: Int?
  package let title: String
}
