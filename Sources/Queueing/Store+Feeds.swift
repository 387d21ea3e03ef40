private import Foundation
internal import GRDB
package import Papers

extension Store {
  /// The candidates feed of a topic, latest first: every proposal ever made, word for word as it was made.
  package func proposals(topic: String) async throws -> [Publication] {
    try await database.read { db in
      let sql = "SELECT content FROM proposal WHERE topic = ? ORDER BY updated DESC"
      return try String.fetchAll(db, sql: sql, arguments: [topic]).map { try JSON.decode($0) }
    }
  }

  /// The accepted feed of a topic, latest first.
  package func acceptances(topic: String) async throws -> [Publication] {
    try await database.read { db in
      try Self.acceptances(topic: topic, where: "TRUE", arguments: [:], db: db)
    }
  }

  /// Those acceptances of a topic for which a condition on `acceptance` holds, latest first.
  static func acceptances(
    topic: String,
    where condition: String,
    arguments: StatementArguments,
    db: Database
  ) throws -> [Publication] {
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT candidate.*, acceptance.updated AS acceptedAt, listEntry.title AS listTitle,
          listEntry.links AS listLinks
        FROM acceptance JOIN candidate USING (topic, work) LEFT JOIN listEntry USING (topic, work)
        WHERE acceptance.topic = :topic AND candidate.state = 'accepted' AND \(condition)
        ORDER BY acceptance.updated DESC
        """,
      arguments: arguments &+ ["topic": topic]
    )
    return try rows.map { row in try publication(row, db: db) }
  }

  private static func publication(_ row: Row, db: Database) throws -> Publication {
    let candidate = try row.candidate
    let sql = "SELECT * FROM paper WHERE id = ?"
    let paper = try Row.fetchOne(db, sql: sql, arguments: [candidate.work.description])?.paper
    let updated = try row.read("acceptedAt") { Date(rfc3339: $0) }
    var publication = Publication(candidate, paper: paper, updated: updated)
    if let title: String = row["listTitle"] { publication.title = title }
    publication.links = try row.decodeIfPresent("listLinks") ?? []
    return publication
  }
}
