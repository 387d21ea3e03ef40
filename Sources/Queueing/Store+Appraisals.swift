internal import GRDB
package import Papers

extension Store {
  /// Appraises the papers that have no appraisal by this rulebook yet, in batches, each its own transaction.
  ///
  /// - Returns: how many were appraised.
  package func appraise(
    topic: String,
    rulebook: String,
    batch: Int = 2000,
    _ appraise: @escaping @Sendable (Paper) -> Appraisal
  ) async throws -> Int {
    var total = 0
    while true {
      let done = try await database.write { db in
        let rows = try Row.fetchAll(
          db,
          sql: """
            SELECT paper.* FROM paper LEFT JOIN appraisal
              ON appraisal.topic = ? AND appraisal.paper = paper.id
            WHERE appraisal.rulebook IS NOT ? AND paper.deleted = 0 LIMIT ?
            """,
          arguments: [topic, rulebook, batch]
        )
        for row in rows {
          let paper = try row.paper
          try Self.write(appraise(paper), of: paper.id, topic: topic, rulebook: rulebook, db: db)
        }
        return rows.count
      }
      total += done
      if done < batch { return total }
    }
  }

  private static func write(
    _ appraisal: Appraisal,
    of paper: PaperID,
    topic: String,
    rulebook: String,
    db: Database
  ) throws {
    try db.cachedStatement(
      sql: """
        INSERT INTO appraisal (topic, paper, rulebook, score, section, qualifies, reasons)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET rulebook = excluded.rulebook, score = excluded.score,
          section = excluded.section, qualifies = excluded.qualifies, reasons = excluded.reasons,
          learned = NULL
        """
    ).execute(
      arguments: [
        topic, paper.canonical, rulebook, appraisal.score, appraisal.section, appraisal.isCandidate,
        appraisal.isCandidate ? try JSON.encode(appraisal) : nil,
      ]
    )
  }
}
