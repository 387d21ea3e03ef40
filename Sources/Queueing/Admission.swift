internal import Foundation
internal import GRDB
internal import Papers

/// How a paper enters the store: a new row, a change with its history, or nothing at all.
struct Admission {
  let db: Database
  let now: Date
  /// The server's time, for changes that carry no date of their own.
  var served: Date?
  /// See `PageAdmission.isEstimated`.
  var isEstimated = false
  /// See `PageAdmission.dating`.
  var dating: (@Sendable (Day) -> Day)?

  private static let stragglingDays = 7

  /// - Returns: the paper as it was stored if it was not known before; nil for a known one.
  func admit(_ paper: Paper, keepsText: Bool = false) throws -> Paper? {
    guard let row = try row(of: paper.id) else { return try insert(paper) }
    try update(row, with: keepsText ? paper.spelled(as: try row.paper) : paper)
    return nil
  }

  /// - Returns: as `admit`; a paper that is known stays as it is.
  func admitUnknown(_ paper: Paper) throws -> Paper? {
    try row(of: paper.id) == nil ? insert(paper) : nil
  }

  /// Takes from a paper only what its versions say; a source that has them spells the rest its own way.
  /// One that is not known is admitted whole.
  func supplement(_ paper: Paper) throws -> Paper? {
    guard let row = try row(of: paper.id) else { return try insert(paper) }
    guard !paper.isDeleted else { return nil }
    var told = try row.paper
    if let known = told.version, let other = paper.version, other < known { return nil }
    told.isWithdrawn = paper.isWithdrawn
    told.version = paper.version ?? told.version
    told.published = paper.published ?? told.published
    told.updated = paper.updated ?? told.updated
    try update(row, with: told)
    return nil
  }

  private func row(of id: PaperID) throws -> Row? {
    let sql = "SELECT * FROM paper WHERE id = ?"
    return try Row.fetchOne(db.cachedStatement(sql: sql), arguments: [id.canonical])
  }

  private func insert(_ paper: Paper) throws -> Paper {
    try Works.insert(.arxiv(paper.id), db: db)
    var new = paper
    new.announced = try announcement(of: paper)
    try db.cachedStatement(
      sql: """
        INSERT INTO paper (id, month, number, version, title, abstract, authors, categories, comment,
          journalReference, dois, announced, published, updated, deleted, withdrawn, firstSeen)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(
      arguments: [
        new.id.canonical, new.id.monthNumber, new.id.number, new.version, new.title, new.abstract,
        try JSON.encode(new.authors), new.categoryList, new.comment, new.journalReference,
        new.dois.joined(separator: " "), new.announced?.description, new.published?.rfc3339,
        new.updated?.rfc3339, new.isDeleted, new.isWithdrawn, now.rfc3339,
      ]
    )
    if new.isWithdrawn {
      // The list may have brought the candidate before.
      let sql = "UPDATE candidate SET withdrawn = 1 WHERE work = ?"
      try db.cachedStatement(sql: sql).execute(arguments: [new.id.canonical])
    }
    return new
  }

  /// Ids are given out in order at announcement, so a paper was announced no later than the next ids that are known,
  /// nor than the last listing of its id's month: a source that only knows when a record last changed (OAI-PMH)
  /// would else take a revision of an old paper for its announcement. An estimate from the submission is no such
  /// bound for others: a paper that was held back would drag its whole day along.
  private func announcement(of paper: Paper) throws -> Day? {
    guard let told = paper.announced else { return nil }
    guard !isEstimated else { return dating?(told) ?? told }
    // A number may be given out in a month and announced a few days into the next.
    let last = paper.id.month.lastListing
    let isOld = told - last > Self.stragglingDays
    return [told, isOld ? last : nil, try nextListing(after: paper.id)].compactMap(\.self).min()
  }

  /// No listing of the next ids that are known is later; several, so that one that is dated wrong misleads nobody.
  private func nextListing(after id: PaperID) throws -> Day? {
    let sql = """
      SELECT announced FROM paper
      WHERE month = ? AND number > ? AND id GLOB ? AND announced IS NOT NULL ORDER BY number LIMIT 5
      """
    let statement = try db.cachedStatement(sql: sql)
    return try String.fetchAll(statement, arguments: [id.monthNumber, id.number, id.sameSeries])
      .compactMap { Day($0) }.max()
  }

  private func update(_ row: Row, with told: Paper) throws {
    let old = try row.paper
    var told = told
    if old.announced == nil { told.announced = try announcement(of: told) }
    var new = old.merging(told)
    // What a feed claimed, or a record's last change, may be corrected by another that knows an earlier day.
    if !isEstimated, let before = old.announced, let now = told.announced { new.announced = min(before, now) }
    guard new != old else { return }
    let firstSeen = try row.read("firstSeen") { Date(rfc3339: $0) }
    let happened = PaperEvents.between(old, new, firstSeen: firstSeen, at: changed(told, since: old))
    try record(happened, of: old.id)
    if new.isWorthHistory(since: old) {
      try keep(old)
      try db.execute(sql: "DELETE FROM appraisal WHERE paper = ?", arguments: [old.id.canonical])
    }
    try db.cachedStatement(
      sql: """
        UPDATE paper SET version = ?, title = ?, abstract = ?, authors = ?, categories = ?, comment = ?,
          journalReference = ?, dois = ?, announced = ?, published = ?, updated = ?, deleted = ?, withdrawn = ?
        WHERE id = ?
        """
    ).execute(
      arguments: [
        new.version, new.title, new.abstract, try JSON.encode(new.authors), new.categoryList, new.comment,
        new.journalReference, new.dois.joined(separator: " "), new.announced?.description,
        new.published?.rfc3339, new.updated?.rfc3339, new.isDeleted, new.isWithdrawn, new.id.canonical,
      ]
    )
  }

  /// OAI-PMH dates a record by its last change; the other interfaces date only versions.
  private func changed(_ told: Paper, since old: Paper) -> Date {
    if let day = told.announced, let first = old.announced, day > first { return day.startUTC }
    return served ?? now
  }

  private func record(_ events: [PaperEvent], of paper: PaperID) throws {
    for event in events {
      try db.cachedStatement(
        sql: """
          INSERT INTO paperEvent (paper, kind, detail, at, recordedAt) VALUES (?, ?, ?, ?, ?)
          ON CONFLICT DO NOTHING
          """
      ).execute(
        arguments: [paper.canonical, event.kind.rawValue, event.detail, event.at.rfc3339, now.rfc3339]
      )
    }
  }

  private func keep(_ old: Paper) throws {
    try db.execute(
      sql: """
        INSERT INTO paperHistory (paper, replacedAt, version, title, abstract, authors, categories, comment,
          journalReference, dois, updated, deleted)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        old.id.canonical, now.rfc3339, old.version, old.title, old.abstract, try JSON.encode(old.authors),
        old.categoryList, old.comment, old.journalReference, old.dois.joined(separator: " "),
        old.updated?.rfc3339, old.isDeleted,
      ]
    )
  }
}
