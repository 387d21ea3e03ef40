private import Foundation
internal import GRDB
package import Papers

extension Store {
  /// Hands over all that another store needs to go on as this one would: papers and what became of them, candidates, the
  /// verdict log, and what digests know. All of it is of one moment, whatever is decided meanwhile.
  ///
  /// - Parameters:
  ///   - topic: nil for all topics; papers and recipients belong to none, and come in any case.
  ///   - body: gets one item at a time, in an order that is always the same.
  /// - Throws: what `body` and the database throw.
  package func forEachItem(topic: String?, _ body: @escaping @Sendable (RestoreItem) throws -> Void)
    async throws
  {
    try await database.read { db in
      try Self.forEachPaper(db) { paper, isDamaged in try body(.paper(paper, isDamaged: isDamaged)) }
      let rows = try Row.fetchCursor(db, sql: Self.storedCandidates, arguments: ["topic": topic])
      while let row = try rows.next() { try body(.candidate(try row.storedCandidate)) }
      for logged in try Self.loggedVerdicts(topic: topic, db: db) { try body(.verdict(logged)) }
      try DigestMemory(db: db, topic: topic).forEach(body)
    }
  }

  /// Every candidate as it is stored, in the order of topics and ids; nil for all topics.
  package func storedCandidates(topic: String?) async throws -> [StoredCandidate] {
    try await database.read { db in
      let rows = try Row.fetchCursor(db, sql: Self.storedCandidates, arguments: ["topic": topic])
      return try Array(rows.map { try $0.storedCandidate })
    }
  }

  /// The stored papers that are in the queue of a topic.
  package func queuedPapers(topic: String) async throws -> [Paper] {
    try await database.read { db in
      let sql = "SELECT * FROM paper WHERE id IN (SELECT work FROM candidate WHERE topic = ?)"
      return try Row.fetchAll(db, sql: sql, arguments: [topic]).map { try $0.paper }
    }
  }

  /// The verdict log, oldest first, with what an undo needs; nil for all topics.
  private static func loggedVerdicts(topic: String?, db: Database) throws -> [LoggedVerdict] {
    let sql = "SELECT * FROM verdict WHERE :topic IS NULL OR topic = :topic ORDER BY id"
    return try Row.fetchAll(db, sql: sql, arguments: ["topic": topic]).map { try $0.loggedVerdict }
  }

  static func storedCandidate(topic: String, work: WorkID, db: Database) throws -> StoredCandidate? {
    try Row.fetchOne(
      db,
      sql: "SELECT * FROM (\(storedCandidates)) WHERE work = :work",
      arguments: ["topic": topic, "work": work.description]
    )?.storedCandidate
  }

  private static let storedCandidates = """
    SELECT candidate.*, proposal.content, acceptance.updated AS acceptedAt,
      listEntry.work AS entryWork, listEntry.label, listEntry.name, listEntry.title AS entryTitle, listEntry.url,
      listEntry.affiliation, listEntry.links, listEntry.section AS entrySection, listEntry.line AS entryLine,
      listEdit.wanted, listEdit.state AS editState, listEdit.line AS editLine, listEdit.reason, listEdit.request
    FROM candidate LEFT JOIN proposal USING (topic, work) LEFT JOIN acceptance USING (topic, work)
      LEFT JOIN listEntry USING (topic, work) LEFT JOIN listEdit USING (topic, work)
    WHERE :topic IS NULL OR candidate.topic = :topic
    ORDER BY candidate.topic, candidate.work
    """
}

extension Row {
  fileprivate var storedCandidate: StoredCandidate {
    get throws {
      var stored = StoredCandidate(try candidate)
      stored.proposal = try decodeIfPresent("content")
      stored.acceptedAt = try readIfPresent("acceptedAt") { Date(rfc3339: $0) }
      stored.entry = try storedEntry
      if let wanted: String = self["wanted"] {
        stored.edit = StoredListEdit(
          wanted: wanted,
          state: try read("editState") { StoredListEdit.State(rawValue: $0) },
          line: self["editLine"],
          reason: self["reason"],
          request: self["request"]
        )
      }
      return stored
    }
  }

  private var storedEntry: Entry? {
    get throws {
      guard let work = try readIfPresent("entryWork", { WorkID($0) }) else { return nil }
      return Entry(
        work: work,
        label: try readIfPresent("label") { Month(yymm: $0) },
        name: self["name"],
        title: self["entryTitle"],
        url: self["url"],
        affiliation: self["affiliation"],
        links: try decode("links"),
        section: try decode("entrySection"),
        line: self["entryLine"]
      )
    }
  }
}
