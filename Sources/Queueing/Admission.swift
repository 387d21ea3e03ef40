internal import Foundation
internal import GRDB
internal import Papers

/// How a paper enters the store: a new row, a change with its history, or nothing at all.
struct Admission {
  let db: Database
  let now: Date

  /// - Returns: whether the paper was not known before.
  func admit(_ paper: Paper) throws -> Bool {
    let sql = "SELECT * FROM paper WHERE id = ?"
    if let row = try Row.fetchOne(db.cachedStatement(sql: sql), arguments: [paper.id.canonical]) {
      try update(row.paper, with: paper)
      return false
    }
    try insert(paper)
    return true
  }

  private func insert(_ paper: Paper) throws {
    try Works.insert(.arxiv(paper.id), db: db)
    var new = paper
    new.announced = try announcement(of: paper)
    try db.cachedStatement(
      sql: """
        INSERT INTO paper (id, month, number, version, title, abstract, authors, categories, comment,
          journalReference, dois, announced, published, updated, deleted, firstSeen)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(
      arguments: [
        new.id.canonical, new.id.monthNumber, new.id.number, new.version, new.title, new.abstract,
        try JSON.encode(new.authors), new.categoryList, new.comment, new.journalReference,
        new.dois.joined(separator: " "), new.announced?.description, new.published?.rfc3339,
        new.updated?.rfc3339, new.isDeleted, now.rfc3339,
      ]
    )
  }

  /// Ids are given out in order at announcement, so a paper was announced no later than the next id that is known,
  /// nor than the last listing of its id's month. A source that only knows when a record last changed
  /// (OAI-PMH) would else take a revision of an old paper for its announcement.
  private func announcement(of paper: Paper) throws -> Day? {
    guard let told = paper.announced else { return nil }
    let sql = """
      SELECT announced FROM paper WHERE month = ? AND number > ? AND id GLOB ? AND announced IS NOT NULL
      ORDER BY number LIMIT 1
      """
    let next = try String.fetchOne(
      db.cachedStatement(sql: sql),
      arguments: [paper.id.monthNumber, paper.id.number, paper.id.sameSeries]
    )
    let bounds = [told, paper.id.month.lastListing, next.flatMap { Day($0) }]
    return bounds.compactMap(\.self).min()
  }

  private func update(_ old: Paper, with told: Paper) throws {
    var told = told
    if old.announced == nil { told.announced = try announcement(of: told) }
    let new = old.merging(told)
    guard new != old else { return }
    if new.isWorthHistory(since: old) {
      try keep(old)
      try db.execute(sql: "DELETE FROM appraisal WHERE paper = ?", arguments: [old.id.canonical])
    }
    try db.cachedStatement(
      sql: """
        UPDATE paper SET version = ?, title = ?, abstract = ?, authors = ?, categories = ?, comment = ?,
          journalReference = ?, dois = ?, announced = ?, published = ?, updated = ?, deleted = ?
        WHERE id = ?
        """
    ).execute(
      arguments: [
        new.version, new.title, new.abstract, try JSON.encode(new.authors), new.categoryList, new.comment,
        new.journalReference, new.dois.joined(separator: " "), new.announced?.description,
        new.published?.rfc3339, new.updated?.rfc3339, new.isDeleted, new.id.canonical,
      ]
    )
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

enum Works {
  static func insert(_ work: WorkID, db: Database) throws {
    try db.cachedStatement(sql: "INSERT INTO work (id, kind) VALUES (?, ?) ON CONFLICT DO NOTHING")
      .execute(arguments: [work.description, work.paper == nil ? "url" : "arxiv"])
  }
}

extension PaperID {
  var monthNumber: Int { month.year * 100 + month.month }

  /// The GLOB of the ids that are numbered together within a month: in the old scheme each archive's own.
  var sameSeries: String { canonical.firstIndex(of: "/").map { canonical[...$0] + "*" } ?? "*" }
}

extension Paper {
  var categoryList: String { categories.map(\.name).joined(separator: " ") }

  /// What is known after `told`: a source that leaves something out does not erase it, an older version than the
  /// stored one changes nothing, and the announcement is told once.
  func merging(_ told: Paper) -> Paper {
    if let mine = version, let other = told.version, other < mine { return self }
    if told.isDeleted {
      var gone = self
      gone.isDeleted = true
      return gone
    }
    var merged = told
    if told.title.isEmpty { merged.title = title }
    if told.abstract.isEmpty { merged.abstract = abstract }
    if told.authors.isEmpty { merged.authors = authors }
    if told.categories.isEmpty { merged.categories = categories }
    merged.version = told.version ?? version
    merged.announced = announced ?? told.announced
    merged.published = Self.better(published, told.published)
    merged.updated = Self.better(updated, told.updated)
    merged.comment = told.comment ?? comment
    merged.journalReference = told.journalReference ?? journalReference
    merged.dois = told.dois.isEmpty ? dois : told.dois
    if told.authors.map(\.name) == authors.map(\.name), told.authors.allSatisfy(\.affiliations.isEmpty) {
      merged.authors = authors
    }
    return merged
  }

  /// OAI-PMH tells the day only: an instant that is known on that day says more.
  private static func better(_ known: Date?, _ told: Date?) -> Date? {
    guard let known, let told else { return told ?? known }
    return told == Day(utc: known).startUTC ? known : told
  }

  /// Whether a reader would call it a change: not merely a date that is known better now.
  func isWorthHistory(since old: Paper) -> Bool {
    var comparable = self
    comparable.announced = old.announced
    comparable.published = old.published
    comparable.updated = old.updated
    return comparable != old
  }
}
