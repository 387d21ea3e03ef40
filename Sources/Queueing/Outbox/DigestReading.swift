internal import Foundation
internal import GRDB
internal import Papers

/// What a digest has to tell: what stands in the logs and was never dealt with by a digest of that name. The logs
/// are compared with what was dealt with, never with a clock.
enum DigestReading {
  static func material(_ source: DigestSource, db: Database) throws -> DigestMaterial {
    var news: [DigestNews] = []
    if source.logs.contains(.acceptance) { news += try acceptances(source, db: db) }
    if source.logs.contains(.proposal) { news += try proposals(source, db: db) }
    // Who is told that a paper is listed is not told that it was proposed.
    var seen: Set<WorkID> = []
    let previous = "SELECT id FROM digest WHERE topic = :topic AND name = :name ORDER BY day DESC LIMIT 1"
    return DigestMaterial(
      news: news.filter { seen.insert($0.publication.work).inserted },
      changes: source.changes ? try changes(source, db: db) : [],
      previous: try String.fetchOne(db, sql: previous, arguments: source.arguments)
    )
  }

  /// Remembers that all of it was dealt with: the works of the digest as told, the others as passed over.
  static func settle(_ material: DigestMaterial, source: DigestSource, digest: Digest?, db: Database) throws {
    let told = Set(digest?.sections.flatMap { $0.items.map(\.work) } ?? [])
    // Who rejected a paper may take that back: it is looked at again then.
    for news in material.news where news.state != .rejected {
      let work = news.publication.work
      // Who was shown that a paper is listed was not shown that it had been proposed.
      for log in news.log == .acceptance ? source.logs : [.proposal] {
        try db.execute(
          sql: """
            INSERT INTO digestNews (topic, name, log, work, digest) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
            """,
          arguments: [
            source.topic, source.name, log.rawValue, work.description, told.contains(work) ? digest?.id : nil,
          ]
        )
      }
    }
    try passOverUnfollowed(source, db: db)
    for change in material.changes {
      try db.execute(
        sql: "INSERT INTO digestChange (topic, name, paper, kind, detail) VALUES (?, ?, ?, ?, ?)",
        arguments: [source.topic, source.name, change.work.description, change.kind, change.detail]
      )
    }
  }

  /// Passes over what was there before a digest was: what came with the list, and proposals of earlier listings.
  static func passOver(_ source: DigestSource, before floor: Day, db: Database) throws {
    try passOver(source, floor.description, .proposal, "ifnull(announced, '') < :floor", db: db)
    let isOld = """
      NOT EXISTS (SELECT 1 FROM verdict WHERE verdict.topic = :topic AND verdict.work = acceptance.work
        AND kind = 'accept' AND at >= :floor)
      """
    try passOver(source, floor.description, .acceptance, isOld, db: db)
    try passOverChanges(source, db: db)
  }

  /// Passes over what a digest does not follow: it is no news either once it follows it.
  private static func passOverUnfollowed(_ source: DigestSource, db: Database) throws {
    for log in DigestLog.allCases where !source.logs.contains(log) {
      try passOver(source, "", log, ":floor = ''", db: db)
    }
    if !source.changes { try passOverChanges(source, db: db) }
  }

  private static func passOver(
    _ source: DigestSource,
    _ floor: String,
    _ log: DigestLog,
    _ condition: String,
    db: Database
  ) throws {
    try db.execute(
      sql: """
        INSERT INTO digestNews (topic, name, log, work) SELECT :topic, :name, :log, work
        FROM \(log.rawValue) JOIN candidate USING (topic, work) WHERE topic = :topic AND \(condition)
        ON CONFLICT DO NOTHING
        """,
      arguments: source.arguments + ["log": log.rawValue, "floor": floor]
    )
  }

  private static func passOverChanges(_ source: DigestSource, db: Database) throws {
    try db.execute(
      sql: """
        INSERT INTO digestChange SELECT :topic, :name, paper, kind, detail FROM paperEvent WHERE TRUE
        ON CONFLICT DO NOTHING
        """,
      arguments: source.arguments
    )
  }

  /// Passes a work over for every digest of a topic that was heard of.
  static func passOver(_ work: WorkID, log: DigestLog, topic: String, db: Database) throws {
    try db.execute(
      sql: """
        INSERT INTO digestNews (topic, name, log, work) SELECT topic, name, ?, ? FROM digestProgress WHERE topic = ?
        ON CONFLICT DO NOTHING
        """,
      arguments: [log.rawValue, work.description, topic]
    )
  }

  /// What is withdrawn is not told, and not dealt with either: it may be brought back.
  private static func proposals(_ source: DigestSource, db: Database) throws -> [DigestNews] {
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT content, state FROM proposal JOIN candidate USING (topic, work)
        WHERE topic = :topic AND NOT withdrawn AND \(isNew(.proposal, "proposal")) ORDER BY updated
        """,
      arguments: source.arguments
    )
    return try rows.map { row in
      DigestNews(
        log: .proposal,
        state: try row.read("state") { State(rawValue: $0) },
        publication: try row.decode("content")
      )
    }
  }

  private static func acceptances(_ source: DigestSource, db: Database) throws -> [DigestNews] {
    let publications = try Store.acceptances(
      topic: source.topic,
      where: isNew(.acceptance, "acceptance"),
      arguments: source.arguments,
      db: db
    )
    return publications.map { DigestNews(log: .acceptance, state: .accepted, publication: $0) }.reversed()
  }

  /// Whether a row of a log was neither told, in whatever log it stood, nor passed over in this one.
  private static func isNew(_ log: DigestLog, _ table: String) -> String {
    """
    NOT EXISTS (SELECT 1 FROM digestNews AS known WHERE known.topic = :topic AND known.name = :name
      AND known.work = \(table).work AND (known.digest IS NOT NULL OR known.log = '\(log.rawValue)'))
    """
  }

  /// What became of papers after they were listed.
  private static func changes(_ source: DigestSource, db: Database) throws -> [DigestChange] {
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT event.*, candidate.title, candidate.section FROM paperEvent AS event
          JOIN candidate ON candidate.work = event.paper AND candidate.topic = :topic
        WHERE candidate.state = 'accepted' AND event.kind <> 'crosslist'
          AND event.recordedAt > ifnull((SELECT max(at) FROM verdict WHERE verdict.topic = :topic
            AND verdict.work = event.paper AND after = 'accepted'), '')
          AND NOT EXISTS (SELECT 1 FROM digestChange AS known WHERE known.topic = :topic AND known.name = :name
            AND known.paper = event.paper AND known.kind = event.kind AND known.detail = event.detail)
        ORDER BY event.at, event.paper, event.kind, event.detail
        """,
      arguments: source.arguments
    )
    return try rows.map { row in
      let work = try row.read("paper") { WorkID($0) }
      return DigestChange(
        work: work,
        title: row["title"],
        kind: row["kind"],
        detail: row["detail"],
        url: work.pageURL,
        section: row["section"]
      )
    }
  }
}
