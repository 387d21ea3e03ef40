internal import GRDB
package import Papers

/// A decision about a stored paper, as far as it teaches something.
package struct StoredLabel: Sendable, Hashable {
  package let paper: PaperID
  package let isAccepted: Bool
  package let section: String?
}

/// What was learned, as it is kept.
package struct StoredModel: Sendable, Hashable {
  /// Changes when a new training is due.
  package let trainedFor: String
  /// Of everything it was trained on.
  package let hash: String
  package let model: String

  package init(trainedFor: String, hash: String, model: String) {
    self.trainedFor = trainedFor
    self.hash = hash
    self.model = model
  }
}

extension Store {
  /// The stored papers that are accepted, by whomever, or that a person rejected.
  package func labels(topic: String) async throws -> [StoredLabel] {
    try await database.read { db in
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT paper.id AS id, state, section FROM candidate JOIN paper ON paper.id = candidate.work
          WHERE topic = :topic AND deleted = 0 AND (state = 'accepted' OR state = 'rejected' AND 'expire' <> (
            SELECT kind FROM verdict WHERE verdict.topic = :topic AND verdict.work = candidate.work
            ORDER BY verdict.id DESC LIMIT 1))
          ORDER BY paper.id
          """,
        arguments: ["topic": topic]
      )
      return try rows.map { row in
        let isAccepted = row["state"] == "accepted"
        return StoredLabel(
          paper: try row.read("id") { PaperID($0) },
          isAccepted: isAccepted,
          section: isAccepted ? row["section"] : nil
        )
      }
    }
  }

  /// Papers announced before a day about which nobody decided anything.
  package func passedOver(topic: String, before day: Day) async throws -> [PaperID] {
    try await database.read { db in
      let sql = """
        SELECT id FROM paper WHERE announced < ? AND deleted = 0 AND NOT EXISTS (
          SELECT 1 FROM candidate WHERE topic = ? AND work = paper.id AND state <> 'pending')
        """
      return try String.fetchAll(db, sql: sql, arguments: [day.description, topic]).compactMap { PaperID($0) }
    }
  }

  /// Those of the papers that are stored, in no order.
  package func papers(_ ids: [PaperID]) async throws -> [Paper] {
    try await database.read { db in
      let statement = try db.cachedStatement(sql: "SELECT * FROM paper WHERE id = ?")
      return try ids.compactMap { id in
        try Row.fetchOne(statement, arguments: [id.canonical]).map { try $0.paper }
      }
    }
  }

  /// The latest announcement that is known.
  package func latestAnnouncement() async throws -> Day? {
    try await database.read { db in
      try String.fetchOne(db, sql: "SELECT max(announced) FROM paper").flatMap { Day($0) }
    }
  }

  package func model(topic: String) async throws -> StoredModel? {
    try await database.read { db in
      try Row.fetchOne(db, sql: "SELECT * FROM learnedModel WHERE topic = ?", arguments: [topic]).map {
        StoredModel(trainedFor: $0["trainedFor"], hash: $0["hash"], model: $0["model"])
      }
    }
  }

  package func keep(_ model: StoredModel, topic: String) async throws {
    try await database.write { db in
      try db.execute(
        sql: """
          INSERT INTO learnedModel (topic, trainedFor, hash, model) VALUES (?, ?, ?, ?)
          ON CONFLICT DO UPDATE SET trainedFor = excluded.trainedFor, hash = excluded.hash,
            model = excluded.model
          """,
        arguments: [topic, model.trainedFor, model.hash, model.model]
      )
    }
  }

  /// Appraises anew the papers that qualify and were last appraised with another model, in one transaction. What
  /// qualifies is not for the model to say, so papers that do not are left alone.
  /// `model` is the name of the model; nil for the rules alone.
  package func refine(
    topic: String,
    model: String?,
    _ appraise: @escaping @Sendable (Paper) -> Appraisal
  ) async throws {
    try await database.write { db in
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT paper.* FROM appraisal JOIN paper ON paper.id = appraisal.paper
          WHERE topic = ? AND qualifies = 1 AND learned IS NOT ?
          """,
        arguments: [topic, model]
      )
      for row in rows {
        let paper = try row.paper
        let appraisal = appraise(paper)
        try db.cachedStatement(
          sql: """
            UPDATE appraisal SET score = ?, section = ?, reasons = ?, learned = ? WHERE topic = ? AND paper = ?
            """
        ).execute(
          arguments: [
            appraisal.score, appraisal.section, try JSON.encode(appraisal), model, topic, paper.id.canonical,
          ]
        )
      }
    }
  }
}
