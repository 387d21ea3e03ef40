package import Foundation
internal import GRDB
package import Papers

/// What a decision makes of a candidate.
package struct Move: Sendable {
  package var kind: Verdict.Kind
  package var after: State
  /// Only with `.deferred`.
  package var deferredUntil: Day?
  /// The section a person chooses with it; nil leaves it.
  package var section: String?
  /// The section that comes back, when the verdict that is taken back had changed it.
  package var formerSection: FormerSection?
  package var why: String?

  package init(
    kind: Verdict.Kind,
    after: State,
    deferredUntil: Day? = nil,
    section: String? = nil,
    formerSection: FormerSection? = nil,
    why: String? = nil
  ) {
    self.kind = kind
    self.after = after
    self.deferredUntil = deferredUntil
    self.section = section
    self.formerSection = formerSection
    self.why = why
  }

  /// The section that the candidate has afterwards.
  func section(of candidate: Candidate) -> FormerSection {
    if let formerSection { return formerSection }
    let isChosen = section != nil || candidate.isSectionChosen
    return FormerSection(name: section ?? candidate.section, isChosen: isChosen)
  }
}

/// The section that a candidate had before a verdict changed it.
package struct FormerSection: Sendable, Hashable, Codable {
  package let name: String?
  /// Whether a person had chosen it.
  package let isChosen: Bool

  package init(name: String?, isChosen: Bool) {
    self.name = name
    self.isChosen = isChosen
  }

  private enum CodingKeys: String, CodingKey {
    case name
    case isChosen = "chosen"
  }
}

/// A verdict of the log, with what an undo needs to know.
package struct LoggedVerdict: Sendable {
  package let verdict: Verdict
  package let deferredUntil: Day?
  /// nil when it changed no section.
  package let formerSection: FormerSection?

  package init(_ verdict: Verdict, deferredUntil: Day?, formerSection: FormerSection? = nil) {
    self.verdict = verdict
    self.deferredUntil = deferredUntil
    self.formerSection = formerSection
  }
}

extension Store {
  /// Lets `decide` look at a candidate and its log, oldest first, and carries out what it answers, in one
  /// transaction with the log. A paper that is stored but not in the queue is offered as pending, so that a person
  /// can decide about what the rules passed over.
  ///
  /// - Returns: the candidate afterwards; nil when the work is neither in the queue nor a stored paper.
  package func decide(
    topic: String,
    work: WorkID,
    who: String,
    at now: Date,
    _ decide: @escaping @Sendable (Candidate, [LoggedVerdict]) throws -> Move
  ) async throws -> Candidate? {
    try await database.write { db in
      let today = Day(utc: now)
      guard let candidate = try Self.candidateOrPaper(topic: topic, work: work, today: today, db: db)
      else { return nil }
      let move = try decide(candidate, try Self.log(topic: topic, work: work, db: db))
      try Self.carryOut(move, on: candidate, who: who, at: now, db: db)
      return try Self.candidate(topic: topic, work: work, today: today, db: db)
    }
  }

  /// The verdict log of a topic, oldest first.
  package func verdicts(topic: String) async throws -> [Verdict] {
    try await database.read { db in
      let sql = "SELECT * FROM verdict WHERE topic = ? ORDER BY id"
      return try Row.fetchAll(db, sql: sql, arguments: [topic]).map { try $0.verdict }
    }
  }

  /// The verdicts about one work, oldest first.
  package func verdicts(topic: String, work: WorkID) async throws -> [Verdict] {
    try await database.read { db in
      try Self.log(topic: topic, work: work, db: db).map(\.verdict)
    }
  }

  static func carryOut(_ move: Move, on candidate: Candidate, who: String, at now: Date, db: Database) throws
  {
    let key: StatementArguments = [candidate.topic, candidate.work.description]
    let former = FormerSection(name: candidate.section, isChosen: candidate.isSectionChosen)
    let section = move.section(of: candidate)
    try db.execute(
      sql: """
        UPDATE candidate SET state = ?, deferredUntil = ?, section = ?, sectionIsChosen = ?
        WHERE topic = ? AND work = ?
        """,
      arguments: [move.after.rawValue, move.deferredUntil?.description, section.name, section.isChosen] + key
    )
    try db.execute(
      sql: """
        INSERT INTO verdict (topic, work, kind, who, at, why, before, after, deferredUntil, formerSection)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: key + [
        move.kind.rawValue, who, now.rfc3339, move.why, candidate.state.rawValue, move.after.rawValue,
        move.deferredUntil?.description, section == former ? nil : try JSON.encode(former),
      ]
    )
    try owe(move, candidate, db: db)
    guard move.after == .accepted, candidate.state != .accepted else { return }
    // Who takes back that they took an entry out gets it back as it was, not as news.
    if move.kind == .undo, try isDated(candidate, db: db) { return }
    try accept(candidate, wanted: now, after: true, db: db)
  }

  /// Whether the accepted feed has, or had, an entry of a candidate.
  static func isDated(_ candidate: Candidate, db: Database) throws -> Bool {
    let sql = "SELECT 1 FROM acceptance WHERE topic = ? AND work = ?"
    return try Bool.fetchOne(db, sql: sql, arguments: [candidate.topic, candidate.work.description]) != nil
  }

  /// Gives an accepted work its date in the accepted feed: the wanted one, moved on by seconds until no other entry
  /// has it, and with `after` until it is the latest.
  static func accept(_ candidate: Candidate, wanted: Date, after: Bool, db: Database) throws {
    let topic = candidate.topic
    var updated = wanted
    if after {
      let sql = "SELECT max(updated) FROM acceptance WHERE topic = ?"
      let last = try String.fetchOne(db, sql: sql, arguments: [topic]).flatMap { Date(rfc3339: $0) }
      updated = max(updated, last.map { $0 + 1 } ?? updated)
    }
    let taken = "SELECT 1 FROM acceptance WHERE topic = ? AND updated = ?"
    while try Bool.fetchOne(db, sql: taken, arguments: [topic, updated.rfc3339]) != nil { updated += 1 }
    try db.execute(
      sql: """
        INSERT INTO acceptance (topic, work, updated) VALUES (?, ?, ?)
        ON CONFLICT (topic, work) DO UPDATE SET updated = excluded.updated
        """,
      arguments: [topic, candidate.work.description, updated.rfc3339]
    )
  }

  static func candidateOrPaper(
    topic: String,
    work: WorkID,
    today: Day,
    db: Database
  ) throws -> Candidate? {
    if let candidate = try candidate(topic: topic, work: work, today: today, db: db) { return candidate }
    let sql = """
      SELECT paper.*, appraisal.score AS score, appraisal.section AS section, appraisal.reasons AS reasons
      FROM paper LEFT JOIN appraisal ON appraisal.paper = paper.id AND appraisal.topic = ?
      WHERE paper.id = ? AND paper.deleted = 0
      """
    guard let row = try Row.fetchOne(db, sql: sql, arguments: [topic, work.description]) else { return nil }
    let paper = try row.paper
    let candidate = Candidate(
      topic: topic,
      work: work,
      state: .pending,
      title: paper.title,
      authors: paper.authors,
      score: row["score"] ?? 0,
      section: row["section"],
      announced: paper.announced,
      appraisal: try row.decodeIfPresent("reasons")
    )
    try insert(candidate, db: db)
    return candidate
  }

  static func log(topic: String, work: WorkID, db: Database) throws -> [LoggedVerdict] {
    let sql = "SELECT * FROM verdict WHERE topic = ? AND work = ? ORDER BY id"
    return try Row.fetchAll(db, sql: sql, arguments: [topic, work.description]).map { try $0.loggedVerdict }
  }
}
