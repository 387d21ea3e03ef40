internal import GRDB
package import Papers

/// Which candidates a caller wants to see.
package struct CandidateFilter: Sendable {
  /// nil for all.
  package var states: [State]?
  package var section: String?

  package init(states: [State]? = nil, section: String? = nil) {
    self.states = states
    self.section = section
  }
}

extension Store {
  /// The queue of a topic, latest announcement first and the best of a day on top. A deferred candidate whose day
  /// has come is pending again.
  package func candidates(
    topic: String,
    filter: CandidateFilter = CandidateFilter(),
    today: Day
  ) async throws -> [Candidate] {
    try await database.read { db in
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT * FROM (\(Self.queueAsOfToday)) WHERE topic = :topic
          ORDER BY announced IS NULL, announced DESC, score DESC, work
          """,
        arguments: ["topic": topic, "today": today.description]
      )
      return try rows.map { try $0.candidate }.filter { candidate in
        (filter.states?.contains(candidate.state) ?? true)
          && (filter.section.map { $0 == candidate.section } ?? true)
      }
    }
  }

  package func candidate(topic: String, work: WorkID, today: Day) async throws -> Candidate? {
    try await database.read { db in
      try Self.candidate(topic: topic, work: work, today: today, db: db)
    }
  }

  /// Papers that the rules looked at and did not let into the queue, as candidates without a place in it: best
  /// first.
  package func below(topic: String, limit: Int) async throws -> [Candidate] {
    try await database.read { db in
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT paper.id AS work, :topic AS topic, 'pending' AS state, NULL AS deferredUntil, title, authors,
            appraisal.score AS score, appraisal.section AS section, announced, reasons AS appraisal
          FROM appraisal JOIN paper ON paper.id = appraisal.paper
          WHERE appraisal.topic = :topic AND NOT EXISTS (
            SELECT 1 FROM candidate WHERE candidate.topic = :topic AND candidate.work = paper.id)
          ORDER BY appraisal.score DESC, announced DESC, paper.id LIMIT :limit
          """,
        arguments: ["topic": topic, "limit": limit]
      )
      return try rows.map { try $0.candidate }
    }
  }

  /// How many candidates of the topic are in each state.
  package func counts(topic: String, today: Day) async throws -> [State: Int] {
    try await database.read { db in
      let rows = try Row.fetchAll(
        db,
        sql: "SELECT state, count(*) AS n FROM (\(Self.queueAsOfToday)) WHERE topic = :topic GROUP BY state",
        arguments: ["topic": topic, "today": today.description]
      )
      return try rows.reduce(into: [:]) { counts, row in
        counts[try row.read("state") { State(rawValue: $0) }] = row["n"]
      }
    }
  }

  static func candidate(topic: String, work: WorkID, today: Day, db: Database) throws -> Candidate? {
    try Row.fetchOne(
      db,
      sql: "SELECT * FROM (\(queueAsOfToday)) WHERE topic = :topic AND work = :work",
      arguments: ["topic": topic, "work": work.description, "today": today.description]
    )?.candidate
  }

  private static let queueAsOfToday = """
    SELECT topic, work, title, authors, score, section, announced, appraisal,
      iif(state = 'deferred' AND deferredUntil <= :today, 'pending', state) AS state,
      iif(state = 'deferred' AND deferredUntil <= :today, NULL, deferredUntil) AS deferredUntil
    FROM candidate
    """
}
