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

  package init(
    work: WorkID,
    wanted: Wanted,
    line: String? = nil,
    reason: String? = nil,
    request: String? = nil
  ) {
    self.work = work
    self.wanted = wanted
    self.line = line
    self.reason = reason
    self.request = request
  }
}

extension Store {
  /// The edits that still have to be made, in the order of the decisions.
  package func dueListDebts(topic: String) async throws -> [ListDebt] {
    try await database.read { db in
      let sql = """
        SELECT work, wanted, line, reason, request FROM listEdit WHERE topic = :topic AND state = 'due'
        ORDER BY (SELECT max(id) FROM verdict WHERE verdict.topic = :topic AND verdict.work = listEdit.work), work
        """
      return try Row.fetchAll(db, sql: sql, arguments: ["topic": topic]).map { row in
        ListDebt(
          work: try row.read("work") { WorkID($0) },
          wanted: try row.read("wanted") { ListDebt.Wanted(rawValue: $0) },
          line: row["line"],
          reason: row["reason"],
          request: row["request"]
        )
      }
    }
  }

  /// The list is as it was wanted.
  ///
  /// - Parameters:
  ///   - edit: as it was due; one that has changed since stays due.
  ///   - topic: the topic of the list.
  ///   - line: the line that was put in; nil when the list needed none, or it was taken out.
  ///   - request: the address of the pull request that proposes it.
  /// - Throws: what the database throws.
  package func settle(_ edit: ListDebt, topic: String, line: String?, request: String? = nil) async throws {
    try await database.write { db in
      try db.execute(
        sql: """
          UPDATE listEdit SET state = 'done', line = ?, reason = NULL, request = ifnull(?, request)
          WHERE topic = ? AND work = ? AND wanted = ? AND state = 'due'
          """,
        arguments: [line, request, topic, edit.work.description, edit.wanted.rawValue]
      )
    }
  }

  /// The edit could not be made: now, or with `forGood` at all, until somebody decides anew.
  package func postpone(_ edit: ListDebt, topic: String, reason: String, forGood: Bool) async throws {
    try await database.write { db in
      try db.execute(
        sql: """
          UPDATE listEdit SET state = ?, reason = ? WHERE topic = ? AND work = ? AND wanted = ? AND state = 'due'
          """,
        arguments: [
          forGood ? "refused" : "due", reason, topic, edit.work.description, edit.wanted.rawValue,
        ]
      )
    }
  }

  /// Writes down what the list owes a move: who enters the accepted ones, or another section, gets a line; who leaves
  /// them loses the one that was put in.
  static func owe(_ move: Move, _ candidate: Candidate, db: Database) throws {
    let key: StatementArguments = [candidate.topic, candidate.work.description]
    let isIn = move.after == .accepted
    let moves = move.section != nil && move.section != candidate.section
    guard isIn != (candidate.state == .accepted) || (isIn && moves) else { return }
    guard isIn else {
      // What was never put in need not be taken out.
      try db.execute(
        sql: "DELETE FROM listEdit WHERE topic = ? AND work = ? AND line IS NULL",
        arguments: key
      )
      try db.execute(
        sql: "UPDATE listEdit SET wanted = 'out', state = 'due', reason = NULL WHERE topic = ? AND work = ?",
        arguments: key
      )
      return
    }
    try db.execute(
      sql: """
        INSERT INTO listEdit (topic, work, wanted, state) VALUES (?, ?, 'in', 'due')
        ON CONFLICT DO UPDATE SET wanted = 'in', state = 'due', reason = NULL
        """,
      arguments: key
    )
  }
}
