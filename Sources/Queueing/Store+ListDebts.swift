internal import GRDB
package import Papers

/// What the curated list owes a decision.
package struct ListDebt: Sendable, Hashable {
  package enum Wanted: String, Sendable {
    /// A line for the work, in the candidate's section.
    case `in`
    /// No line any more.
    case out
  }

  package let work: WorkID
  package let wanted: Wanted
  /// The line as it stands in the list since it was put in; nil when none was.
  package let line: String?
  /// Why it was not done when it was tried last.
  package let reason: String?
  /// The address of the pull request that proposes it.
  package let request: String?
  /// Whether it is refused until somebody decides anew.
  package let isGivenUp: Bool
  /// Which decision asked for it last.
  let generation: Int

  /// Whether no decision has ever asked for a line: the one that is in the list came with it.
  package var isForeign: Bool { wanted == .out && line == nil && generation == 0 }

  package init(
    work: WorkID,
    wanted: Wanted,
    line: String? = nil,
    reason: String? = nil,
    request: String? = nil
  ) {
    self.init(
      work: work,
      wanted: wanted,
      line: line,
      reason: reason,
      request: request,
      isGivenUp: false,
      generation: 0
    )
  }

  init(
    work: WorkID,
    wanted: Wanted,
    line: String?,
    reason: String?,
    request: String?,
    isGivenUp: Bool,
    generation: Int
  ) {
    self.work = work
    self.wanted = wanted
    self.line = line
    self.reason = reason
    self.request = request
    self.isGivenUp = isGivenUp
    self.generation = generation
  }
}

extension Store {
  /// The edits that still have to be made, in the order of the decisions; with `withGivenUp` also those that are refused
  /// until somebody decides anew.
  package func dueListDebts(topic: String, withGivenUp: Bool = false) async throws -> [ListDebt] {
    try await database.read { db in
      let sql = """
        SELECT work, wanted, line, reason, request, generation, state = 'refused' AS isGivenUp FROM listEdit
        WHERE topic = :topic AND state IN ('due', \(withGivenUp ? "'refused'" : "'due'"))
        ORDER BY (SELECT max(id) FROM verdict WHERE verdict.topic = :topic AND verdict.work = listEdit.work), work
        """
      return try Row.fetchAll(db, sql: sql, arguments: ["topic": topic]).map { row in
        ListDebt(
          work: try row.read("work") { WorkID($0) },
          wanted: try row.read("wanted") { ListDebt.Wanted(rawValue: $0) },
          line: row["line"],
          reason: row["reason"],
          request: row["request"],
          isGivenUp: row["isGivenUp"],
          generation: row["generation"]
        )
      }
    }
  }

  /// The list is as it was wanted. The line is kept in any case, for it is in the list whatever was decided since.
  ///
  /// - Parameters:
  ///   - edit: as it was due; one about which somebody has decided anew stays due.
  ///   - topic: the topic of the list.
  ///   - line: the line that was put in; nil when the list needed none, or it was taken out.
  ///   - request: the address of the pull request that proposes it.
  /// - Throws: what the database throws.
  package func settle(_ edit: ListDebt, topic: String, line: String?, request: String? = nil) async throws {
    try await database.write { db in
      try db.execute(
        sql: """
          UPDATE listEdit SET line = :line, request = ifnull(:request, request),
            state = iif(generation = :generation, 'done', state),
            reason = iif(generation = :generation, NULL, reason)
          WHERE topic = :topic AND work = :work
          """,
        arguments: [
          "line": line, "request": request, "generation": edit.generation, "topic": topic,
          "work": edit.work.description,
        ]
      )
    }
  }

  /// The edit could not be made: now, or with `forGood` at all, until somebody decides anew.
  package func postpone(_ edit: ListDebt, topic: String, reason: String, forGood: Bool) async throws {
    try await database.write { db in
      try db.execute(
        sql: """
          UPDATE listEdit SET state = ?, reason = ?
          WHERE topic = ? AND work = ? AND generation = ? AND state = 'due'
          """,
        arguments: [forGood ? "refused" : "due", reason, topic, edit.work.description, edit.generation]
      )
    }
  }

  /// Makes an edit due again that was given up, for somebody who decides the same once more.
  ///
  /// - Returns: whether there was one.
  package func reopenListDebt(topic: String, work: WorkID) async throws -> Bool {
    try await database.write { db in
      try db.execute(
        sql: """
          UPDATE listEdit SET state = 'due', reason = NULL, generation = generation + 1
          WHERE topic = ? AND work = ? AND wanted = 'in' AND state = 'refused'
          """,
        arguments: [topic, work.description]
      )
      return db.changesCount > 0
    }
  }

  /// A line was put in by hand, without a decision: an undo takes it out like any other.
  ///
  /// - Parameters:
  ///   - work: a stored paper; it need not be in the queue.
  ///   - topic: the topic of the list.
  ///   - line: the line that was put in.
  ///   - request: the address of the pull request that proposes it.
  ///   - today: the day, for a candidate that was put off.
  /// - Throws: what the database throws.
  package func recordInsertion(
    of work: WorkID,
    topic: String,
    line: String?,
    request: String?,
    today: Day
  ) async throws {
    try await database.write { db in
      guard try Self.candidateOrPaper(topic: topic, work: work, today: today, db: db) != nil else { return }
      try db.execute(
        sql: """
          INSERT INTO listEdit (topic, work, wanted, state, line, request) VALUES (?, ?, 'in', 'done', ?, ?)
          ON CONFLICT DO UPDATE SET wanted = 'in', state = 'done', line = excluded.line, reason = NULL,
            request = ifnull(excluded.request, request), generation = generation + 1
          """,
        arguments: [topic, work.description, line, request]
      )
    }
  }

  /// Writes down what the list owes a move: who enters the accepted ones, or another section, gets a line; who leaves
  /// them loses the one that was put in. A line that came with the list is owed too, so that somebody hears of it.
  static func owe(_ move: Move, _ candidate: Candidate, db: Database) throws {
    let key: StatementArguments = [candidate.topic, candidate.work.description]
    let isIn = move.after == .accepted
    let moves = move.section(of: candidate).name != candidate.section
    guard isIn != (candidate.state == .accepted) || (isIn && moves) else { return }
    guard isIn else {
      // Also without a line: another process may be putting it in just now.
      try db.execute(
        sql: """
          INSERT INTO listEdit (topic, work, wanted, state)
          SELECT topic, work, 'out', 'due' FROM candidate WHERE topic = ? AND work = ?
            AND (EXISTS (SELECT 1 FROM listEdit WHERE topic = candidate.topic AND work = candidate.work)
              OR EXISTS (SELECT 1 FROM listEntry WHERE topic = candidate.topic AND work = candidate.work))
          ON CONFLICT DO UPDATE SET wanted = 'out', state = 'due', reason = NULL, generation = generation + 1
          """,
        arguments: key
      )
      return
    }
    try db.execute(
      sql: """
        INSERT INTO listEdit (topic, work, wanted, state) VALUES (?, ?, 'in', 'due')
        ON CONFLICT DO UPDATE SET wanted = 'in', state = 'due', reason = NULL, generation = generation + 1
        """,
      arguments: key
    )
  }
}
