package import Foundation
internal import GRDB
package import Papers

/// How proposals are made for a topic.
package struct ProposalPolicy: Sendable {
  package let topic: String
  /// At most so many of one announcement day join the queue; nil for no cap.
  package let daily: Int?
  /// Papers announced more days than this before the latest known announcement are not news.
  package let lookback: Int
  /// Papers of later listings wait; nil for none.
  package let through: Day?
  /// What was announced before is no news to the digests that there are; nil when all of it is.
  package let newsFrom: Day?

  package init(topic: String, daily: Int?, lookback: Int, through: Day? = nil, newsFrom: Day? = nil) {
    self.topic = topic
    self.daily = daily
    self.lookback = lookback
    self.through = through
    self.newsFrom = newsFrom
  }
}

extension Store {
  /// Lets the papers that qualify and are not in the queue join it, the best of each announcement day first until
  /// the day is full, and lets pending ones that the rules no longer hold for expire. One transaction.
  ///
  /// A proposal gets the moment of its announcement as its date, moved on by seconds so that dates rise strictly
  /// in the order of the log; within a day the best comes last, which feed readers show on top.
  package func propose(_ policy: ProposalPolicy, calendar: AnnouncementCalendar, at now: Date) async throws
    -> Int
  {
    try await database.write { db in
      try Self.followRules(topic: policy.topic, at: now, db: db)
      try Self.refresh(topic: policy.topic, db: db)
      let chosen = try Self.choose(policy, db: db)
      for row in chosen {
        let paper = try row.paper
        try Self.propose(paper, row: row, topic: policy.topic, calendar: calendar, db: db)
        if let day = paper.announced, let first = policy.newsFrom, day < first {
          try DigestReading.passOver(.arxiv(paper.id), log: .proposal, topic: policy.topic, db: db)
        }
      }
      return chosen.count
    }
  }

  /// Undecided candidates follow the rules: their score, section and reasons are those of the present rulebook.
  private static func refresh(topic: String, db: Database) throws {
    try db.execute(
      sql: """
        UPDATE candidate SET score = appraisal.score, appraisal = appraisal.reasons,
          section = iif(sectionIsChosen, candidate.section, ifnull(appraisal.section, candidate.section))
        FROM appraisal
        WHERE candidate.topic = ? AND candidate.state IN ('pending', 'deferred') AND appraisal.qualifies = 1
          AND appraisal.topic = candidate.topic AND appraisal.paper = candidate.work
          AND appraisal.reasons IS NOT candidate.appraisal
        """,
      arguments: [topic]
    )
  }

  /// Lets pending candidates that the rules no longer hold for expire, and takes those back that qualify again.
  /// What a person has ever decided about is left alone.
  private static func followRules(topic: String, at now: Date, db: Database) throws {
    let rules = [
      (
        from: State.pending, to: State.rejected, kind: Verdict.Kind.expire, qualifies: false,
        why: "no longer qualifies under the rules"
      ),
      (from: .rejected, to: .pending, kind: .undo, qualifies: true, why: "qualifies again under the rules"),
    ]
    for rule in rules {
      let works = try String.fetchAll(
        db,
        sql: """
          SELECT work FROM candidate JOIN appraisal
            ON appraisal.topic = candidate.topic AND appraisal.paper = candidate.work
          WHERE candidate.topic = ? AND state = ? AND qualifies = ?
            AND EXISTS (SELECT 1 FROM proposal WHERE proposal.topic = candidate.topic
              AND proposal.work = candidate.work)
            AND NOT EXISTS (SELECT 1 FROM verdict WHERE verdict.topic = candidate.topic
              AND verdict.work = candidate.work AND who <> 'rules')
          ORDER BY work
          """,
        arguments: [topic, rule.from.rawValue, rule.qualifies]
      )
      for work in works.compactMap({ WorkID($0) }) {
        guard let candidate = try candidate(topic: topic, work: work, today: Day(utc: now), db: db) else {
          continue
        }
        let move = Move(kind: rule.kind, after: rule.to, why: rule.why)
        try carryOut(move, on: candidate, who: "rules", at: now, db: db)
      }
    }
  }

  /// The rows to propose: by day, and within the day from the lowest score up.
  private static func choose(_ policy: ProposalPolicy, db: Database) throws -> [Row] {
    guard let latest = try String.fetchOne(db, sql: "SELECT max(announced) FROM paper").flatMap({ Day($0) })
    else { return [] }
    return try Row.fetchAll(
      db,
      sql: """
        WITH day AS (
          SELECT candidate.announced AS announced, count(*) AS taken
          FROM proposal JOIN candidate USING (topic, work) WHERE topic = :topic GROUP BY 1
        ), ranked AS (
          SELECT paper.*, appraisal.score AS score, appraisal.section AS section, appraisal.reasons AS reasons,
            row_number() OVER (PARTITION BY paper.announced
              ORDER BY appraisal.score DESC, paper.month, paper.number, paper.id) AS place
          FROM appraisal JOIN paper ON paper.id = appraisal.paper
          WHERE appraisal.topic = :topic AND appraisal.qualifies = 1 AND paper.deleted = 0
            AND paper.announced >= :floor AND paper.announced <= :through
            AND NOT EXISTS (SELECT 1 FROM candidate WHERE candidate.topic = :topic AND work = paper.id)
        )
        SELECT ranked.* FROM ranked LEFT JOIN day USING (announced)
        WHERE place + ifnull(taken, 0) <= :daily
        ORDER BY announced, score, month, number, id
        """,
      arguments: [
        "topic": policy.topic, "floor": (latest - policy.lookback).description,
        "daily": policy.daily ?? Int.max, "through": policy.through?.description ?? "9999-12-31",
      ]
    )
  }

  private static func propose(
    _ paper: Paper,
    row: Row,
    topic: String,
    calendar: AnnouncementCalendar,
    db: Database
  ) throws {
    let section: String? = row["section"]
    let candidate = Candidate(
      topic: topic,
      work: .arxiv(paper.id),
      state: .pending,
      title: paper.title,
      authors: paper.authors,
      score: row["score"],
      section: section,
      announced: paper.announced,
      appraisal: try row.decode("reasons")
    )
    try insert(candidate, db: db)
    let last = try String.fetchOne(
      db,
      sql: "SELECT max(updated) FROM proposal WHERE topic = ?",
      arguments: [topic]
    ).flatMap { Date(rfc3339: $0) }
    let announcement = paper.announced.map { calendar.announcement(ofListing: $0) } ?? .distantPast
    let updated = max(announcement, last.map { $0 + 1 } ?? .distantPast)
    let publication = Publication(candidate, paper: paper, updated: updated)
    try db.execute(
      sql: "INSERT INTO proposal (topic, work, updated, content) VALUES (?, ?, ?, ?)",
      arguments: [topic, paper.id.canonical, updated.rfc3339, try JSON.encode(publication)]
    )
  }

  static func insert(_ candidate: Candidate, db: Database) throws {
    try Works.insert(candidate.work, db: db)
    try db.execute(
      sql: """
        INSERT INTO candidate (topic, work, state, deferredUntil, title, authors, score, section, announced,
          appraisal, note, draft, sectionIsChosen)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        candidate.topic, candidate.work.description, candidate.state.rawValue,
        candidate.deferredUntil?.description, candidate.title, try JSON.encode(candidate.authors),
        candidate.score, candidate.section, candidate.announced?.description,
        try candidate.appraisal.map { try JSON.encode($0) }, candidate.note, candidate.draft,
        candidate.isSectionChosen,
      ]
    )
  }
}

extension Publication {
  init(_ candidate: Candidate, paper: Paper?, updated: Date) {
    self.init(
      work: candidate.work,
      title: paper?.title ?? candidate.title,
      authors: paper?.authors ?? candidate.authors,
      abstract: paper?.abstract ?? "",
      categories: paper?.categories ?? [],
      comment: paper?.comment,
      section: candidate.section,
      appraisal: candidate.appraisal,
      announced: candidate.announced,
      updated: updated
    )
  }
}
