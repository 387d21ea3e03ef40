internal import GRDB
package import Papers

extension Store {
  /// What a person writes to a candidate; nil or empty takes it away.
  ///
  /// - Returns: whether there is such a candidate.
  package func setNote(_ note: String?, topic: String, work: WorkID) async throws -> Bool {
    try await set("note", to: note?.isEmpty == true ? nil : note, topic: topic, work: work)
  }

  /// The line for the list as a person wants it; nil for the drafted one.
  ///
  /// - Returns: whether there is such a candidate.
  package func setDraft(_ line: String?, topic: String, work: WorkID) async throws -> Bool {
    try await set("draft", to: line, topic: topic, work: work)
  }

  /// The section a person chose for a candidate that is not accepted; the rules no longer change it. The line of an
  /// accepted one has to move, which is a decision.
  ///
  /// - Returns: whether there is such a candidate.
  package func setSection(_ section: String, topic: String, work: WorkID) async throws -> Bool {
    try await set("sectionIsChosen = 1, section", to: section, topic: topic, work: work, unless: .accepted)
  }

  private func set(
    _ column: String,
    to value: String?,
    topic: String,
    work: WorkID,
    unless state: State? = nil
  ) async throws -> Bool {
    try await database.write { db in
      try db.execute(
        sql: "UPDATE candidate SET \(column) = ? WHERE topic = ? AND work = ? AND state IS NOT ?",
        arguments: [value, topic, work.description, state?.rawValue]
      )
      return db.changesCount > 0
    }
  }

  /// The pending works about which no person has ever decided, oldest announcement first.
  ///
  /// - Parameters:
  ///   - topic: whose queue.
  ///   - score: at least this; nil for any.
  ///   - day: announced before it; nil for any.
  /// - Returns: the works; withdrawn ones only when no score is asked for.
  /// - Throws: what the database throws.
  package func undecided(topic: String, score: Double?, announcedBefore day: Day?) async throws -> [WorkID] {
    try await database.read { db in
      let works = try String.fetchAll(
        db,
        sql: """
          SELECT work FROM candidate WHERE topic = :topic AND state = 'pending'
            AND (:score IS NULL OR (score >= :score AND withdrawn = 0)) AND (:day IS NULL OR announced < :day)
            AND NOT EXISTS (SELECT 1 FROM verdict WHERE verdict.topic = :topic AND verdict.work = candidate.work
              AND who NOT IN (\(Verdict.programs.map { "'\($0)'" }.joined(separator: ", "))))
          ORDER BY announced, score, work
          """,
        arguments: ["topic": topic, "score": score, "day": day?.description]
      )
      return works.compactMap { WorkID($0) }
    }
  }

  /// The listed papers of a topic whose text has changed since it was first stored, with that first text.
  package func changedListedPapers(topic: String) async throws -> [ChangedPaper] {
    try await database.read { db in
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT paper.*, first.abstract AS firstAbstract, first.comment AS firstComment, first.title AS firstTitle
          FROM listEntry JOIN paper ON paper.id = listEntry.work
          JOIN paperHistory AS first ON first.id = (SELECT min(id) FROM paperHistory
            WHERE paperHistory.paper = paper.id AND paperHistory.abstract <> '')
          WHERE topic = ? ORDER BY paper.id
          """,
        arguments: [topic]
      )
      return try rows.map { row in
        var first = try row.paper
        first.title = row["firstTitle"]
        first.abstract = row["firstAbstract"]
        first.comment = row["firstComment"]
        return ChangedPaper(now: try row.paper, first: first)
      }
    }
  }
}

/// A paper and the text it had when it was first stored.
package struct ChangedPaper: Sendable {
  package let now: Paper
  package let first: Paper
}
