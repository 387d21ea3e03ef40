import GRDB
import Queueing
import Testing

@Suite struct `The schema` {
  let store: Store

  init() async throws {
    store = try .inMemory()
    try await store.execute(
      """
      INSERT INTO work VALUES ('2603.00001', 'arxiv'), ('2603.00002', 'arxiv'), ('https://example.org', 'url');
      INSERT INTO paper (id, month, number, title, abstract, authors, categories, dois, deleted, firstSeen)
        VALUES ('2603.00001', 202603, 1, 'T', 'A', '[]', 'cs.CV', '', 0, '2026-03-03T02:00:00Z');
      INSERT INTO candidate (topic, work, state, title, authors, score)
        VALUES ('reading', '2603.00001', 'pending', 'T', '[]', 7);
      INSERT INTO acceptance VALUES ('reading', '2603.00001', '2026-03-03T09:00:00Z');
      INSERT INTO verdict (topic, work, kind, who, at) VALUES ('reading', '2603.00001', 'accept', 'ada', 'now');
      """
    )
  }

  private func refuses(_ sql: String, _ code: Int32, _ location: SourceLocation) async {
    let error = await #expect(throws: DatabaseError.self, sourceLocation: location) {
      try await store.execute(sql)
    }
    #expect(error?.extendedResultCode.rawValue == code, "\(sql)", sourceLocation: location)
  }

  @Test(arguments: [
    "UPDATE paper SET number = 'one'",
    "UPDATE paper SET title = NULL",
    "UPDATE paper SET deleted = 'no'",
    "UPDATE candidate SET score = 'high'",
    "UPDATE candidate SET authors = x'00'",
    "INSERT INTO pace VALUES (1, 'soon')",
    "INSERT INTO hold VALUES ('arxiv.org', '2026-03-03T02:00:00Z', 'many', 'asked')",
    "INSERT INTO work VALUES (NULL, 'arxiv')",
  ])
  func `refuses a value of another type`(sql: String) async throws {
    let error = await #expect(throws: DatabaseError.self) { try await store.execute(sql) }
    // SQLITE_CONSTRAINT_DATATYPE, and SQLITE_CONSTRAINT_NOTNULL for NULL
    #expect([3091, 1299].contains(error?.extendedResultCode.rawValue))
  }

  @Test(arguments: [
    "INSERT INTO work VALUES ('x', 'book')",
    "UPDATE paper SET version = 0",
    "UPDATE paper SET authors = '[Ada]'",
    "UPDATE paper SET announced = '3 March 2026'",
    "UPDATE paper SET deleted = 2",
    "UPDATE candidate SET state = 'perhaps'",
    "UPDATE candidate SET state = 'deferred'",
    "UPDATE candidate SET deferredUntil = '2026-03-04'",
    "UPDATE candidate SET authors = 'Ada'",
    "UPDATE candidate SET appraisal = '{'",
    "INSERT INTO appraisal VALUES ('reading', '2603.00001', 'first', 7, NULL, 1, NULL, NULL)",
    "INSERT INTO appraisal VALUES ('reading', '2603.00001', 'first', 7, NULL, 0, '{}', NULL)",
    "INSERT INTO appraisal VALUES ('reading', '2603.00001', 'first', 7, NULL, 2, '{}', NULL)",
    "INSERT INTO proposal VALUES ('reading', '2603.00001', '2026-03-03T01:00:00Z', 'T')",
    "INSERT INTO verdict (topic, work, kind, who, at) VALUES ('reading', '2603.00001', 'like', 'ada', 'now')",
    """
    INSERT INTO verdict (topic, work, kind, who, at, after)
      VALUES ('reading', '2603.00001', 'accept', 'ada', 'now', 'gone')
    """,
    "INSERT INTO lane (source, name, position, watched) VALUES ('oai', 'cs', 'page 3', 'cs.CV')",
    "INSERT INTO pace VALUES (2, 0)",
    "INSERT INTO hold VALUES ('arxiv.org', '2026-03-03T02:00:00Z', 0, 'asked')",
  ])
  func `refuses a value that means nothing`(sql: String) async {
    await refuses(sql, 275, #_sourceLocation)  // SQLITE_CONSTRAINT_CHECK
  }

  @Test(arguments: [
    """
    INSERT INTO paper (id, month, number, title, abstract, authors, categories, dois, deleted, firstSeen)
      VALUES ('2603.00009', 202603, 9, 'T', 'A', '[]', 'cs.CV', '', 0, '2026-03-03T02:00:00Z')
    """,
    "INSERT INTO appraisal VALUES ('reading', '2603.00002', 'first', 1, NULL, 0, NULL, NULL)",
    """
    INSERT INTO candidate (topic, work, state, title, authors, score)
      VALUES ('reading', 'nowhere', 'pending', 'T', '[]', 7)
    """,
    "INSERT INTO proposal VALUES ('reading', '2603.00002', '2026-03-03T01:00:00Z', '{}')",
    "INSERT INTO acceptance VALUES ('reading', '2603.00002', '2026-03-03T01:00:00Z')",
    "INSERT INTO acceptance VALUES ('writing', '2603.00001', '2026-03-03T01:00:00Z')",
    "INSERT INTO listEntry VALUES ('reading', '2603.00002', NULL, NULL, 'T', 'u', NULL, '[]', '[]', 1)",
    "INSERT INTO verdict (topic, work, kind, who, at) VALUES ('reading', '2603.00002', 'undo', 'ada', 'now')",
    "DELETE FROM candidate",
    "DELETE FROM work WHERE id = '2603.00001'",
  ])
  func `refuses what hangs in the air`(sql: String) async {
    await refuses(sql, 787, #_sourceLocation)  // SQLITE_CONSTRAINT_FOREIGNKEY
  }

  @Test(arguments: [
    "UPDATE verdict SET who = 'ben'", "DELETE FROM verdict", "UPDATE verdict SET why = why",
    "UPDATE verdict SET kind = 'reject' WHERE work = '2603.00001'",
  ])
  func `refuses to edit the verdict log`(sql: String) async {
    await refuses(sql, 1811, #_sourceLocation)  // SQLITE_CONSTRAINT_TRIGGER
  }

  @Test func `refuses two entries of a feed with one date`() async throws {
    try await store.execute(
      """
      INSERT INTO candidate (topic, work, state, title, authors, score)
        VALUES ('reading', '2603.00002', 'pending', 'T', '[]', 7)
      """
    )
    await refuses(
      "INSERT INTO acceptance VALUES ('reading', '2603.00002', '2026-03-03T09:00:00Z')",
      2067,  // SQLITE_CONSTRAINT_UNIQUE
      #_sourceLocation
    )
    try await store.execute(
      "INSERT INTO acceptance VALUES ('reading', '2603.00002', '2026-03-03T09:00:01Z')"
    )
  }

  @Test func `keeps every table strict`() async throws {
    let lax = try await store.text(
      """
      SELECT group_concat(name) FROM pragma_table_list
      WHERE schema = 'main' AND strict = 0 AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'grdb_%'
      """
    )
    #expect(lax == nil)
  }
}
