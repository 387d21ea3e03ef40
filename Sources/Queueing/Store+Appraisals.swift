private import Foundation
internal import GRDB
package import Papers

/// What is stored of what the rules of a topic say about a paper: the reasons only of a candidate.
package struct AppraisalRow: Sendable {
  package let topic: String
  package let score: Double
  package let section: String?
  /// nil for a paper that does not qualify.
  package let appraisal: Appraisal?

  package init(topic: String, score: Double, section: String?, appraisal: Appraisal?) {
    self.topic = topic
    self.score = score
    self.section = section
    self.appraisal = appraisal
  }
}

extension Store {
  /// Appraises the papers that have no appraisal by the present rulebook of any topic, each paper once for all topics,
  /// in batches, each its own transaction.
  ///
  /// - Parameters:
  ///   - rulebooks: the fingerprint of each topic's rulebook.
  ///   - batch: how many papers are looked at together.
  ///   - rate: for each of the papers a row of every topic.
  /// - Returns: how many papers were appraised.
  /// - Throws: what the database throws.
  package func appraise(
    _ rulebooks: [String: String],
    batch: Int = 500,
    _ rate: @escaping @Sendable ([Paper]) -> [[AppraisalRow]]
  ) async throws -> Int {
    let books = try JSON.encode(rulebooks)
    var total = 0
    var last = ""
    while true {
      let after = last
      let papers = try await database.write { db in
        let papers = try Self.unappraised(books, count: rulebooks.count, after: after, limit: batch, db: db)
        for (paper, rows) in zip(papers, rate(papers)) {
          for row in rows { try Self.write(row, of: paper.id, rulebook: rulebooks[row.topic] ?? "", db: db) }
        }
        return papers
      }
      total += papers.count
      guard papers.count == batch, let end = papers.last else { return total }
      last = end.id.canonical
    }
  }

  /// As above, for one topic and one paper at a time.
  package func appraise(
    topic: String,
    rulebook: String,
    batch: Int = 500,
    _ appraise: @escaping @Sendable (Paper) -> Appraisal
  ) async throws -> Int {
    try await self.appraise([topic: rulebook], batch: batch) { papers in
      papers.map { paper in
        let appraisal = appraise(paper)
        return [
          AppraisalRow(
            topic: topic,
            score: appraisal.score,
            section: appraisal.section,
            appraisal: appraisal.isCandidate ? appraisal : nil
          )
        ]
      }
    }
  }

  private static func unappraised(_ books: String, count: Int, after: String, limit: Int, db: Database) throws
    -> [Paper]
  {
    let sql = """
      SELECT * FROM paper WHERE deleted = 0 AND id > ? AND ? > (
        SELECT count(*) FROM appraisal JOIN json_each(?) AS book
          ON book.key = appraisal.topic AND book.value = appraisal.rulebook
        WHERE appraisal.paper = paper.id)
      ORDER BY id LIMIT ?
      """
    return try Row.fetchAll(db, sql: sql, arguments: [after, count, books, limit]).map { try $0.paper }
  }

  private static func write(_ row: AppraisalRow, of paper: PaperID, rulebook: String, db: Database) throws {
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
        row.topic, paper.canonical, rulebook, row.score, row.section, row.appraisal != nil,
        try row.appraisal.map { try JSON.encode($0) },
      ]
    )
  }
}
