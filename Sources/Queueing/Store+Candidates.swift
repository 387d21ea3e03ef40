internal import GRDB
package import Papers

/// Which candidates a caller wants to see, and in which order.
package struct CandidateFilter: Sendable {
  package enum Order: String, CaseIterable, Sendable {
    /// Latest announcement first and the best of a day on top.
    case announced
    /// Best first.
    case score
    case title
  }

  /// nil for all.
  package var states: [State]?
  package var section: String?
  package var minScore: Double?
  /// First and last day of the listing.
  package var since: Day?
  package var until: Day?
  /// Words that stand in the title or in an author's name, all of them, in any case.
  package var text: String?
  package var order: Order
  /// nil for no limit.
  package var limit: Int?

  package init(
    states: [State]? = nil,
    section: String? = nil,
    minScore: Double? = nil,
    since: Day? = nil,
    until: Day? = nil,
    text: String? = nil,
    order: Order = .announced,
    limit: Int? = nil
  ) {
    self.states = states
    self.section = section
    self.minScore = minScore
    self.since = since
    self.until = until
    self.text = text
    self.order = order
    self.limit = limit
  }
}

extension Store {
  /// The queue of a topic, withdrawn ones last. A deferred candidate whose day has come is pending again. Without their
  /// reasons and affiliations, which nobody lists; without the authors they come from the index alone.
  package func candidates(
    topic: String,
    filter: CandidateFilter = CandidateFilter(),
    today: Day,
    hasAuthors: Bool = true
  ) async throws -> [Candidate] {
    let query = QueueQuery(topic: topic, filter: filter, today: today)
    return try await database.read { db in
      let sql = hasAuthors ? query.rowsWithNames : query.rows
      let rows = try Row.fetchCursor(db, sql: sql, arguments: query.arguments)
      var candidates: [Candidate] = []
      while let row = try rows.next() { candidates.append(try row.listedCandidate) }
      return candidates
    }
  }

  /// How many candidates there are behind the filter, whatever its limit.
  package func candidateCount(topic: String, filter: CandidateFilter, today: Day) async throws -> Int {
    let query = QueueQuery(topic: topic, filter: filter, today: today)
    return try await database.read { db in
      try Int.fetchOne(db, sql: query.count, arguments: query.arguments) ?? 0
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
    SELECT topic, work, title, authors, score, section, announced, appraisal, note, draft, withdrawn,
      sectionIsChosen,
      iif(state = 'deferred' AND deferredUntil <= :today, 'pending', state) AS state,
      iif(state = 'deferred' AND deferredUntil <= :today, NULL, deferredUntil) AS deferredUntil
    FROM candidate
    """
}
