package import Foundation
private import GRDB
package import Papers

/// Where the harvest of one lane stands.
package struct LaneProgress: Sendable, Equatable {
  /// The last day that was drained to its end.
  package var cursor: Day?
  /// The position inside an unfinished harvest, as its source wrote it (JSON).
  package var position: String?
  /// What the source remembers of its last complete harvest (JSON).
  package var memory: String?
  /// What stands in the way of the next page (JSON).
  package var trouble: String?

  package init(
    cursor: Day? = nil,
    position: String? = nil,
    memory: String? = nil,
    trouble: String? = nil
  ) {
    self.cursor = cursor
    self.position = position
    self.memory = memory
    self.trouble = trouble
  }
}

/// A lane and what is watched in it.
package struct LaneKey: Sendable {
  package let source: String
  package let name: String
  package let watched: [Papers.Category]

  package init(source: String, name: String, watched: [Papers.Category]) {
    self.source = source
    self.name = name
    self.watched = watched
  }
}

/// Where a lane goes on after a page.
package enum LaneStep: Sendable {
  case position(String)
  /// The memory is kept as it is when nil is given.
  case finished(cursor: Day?, memory: String? = nil)
}

/// One page as it is admitted.
package struct PageAdmission: Sendable {
  package var papers: [Paper]
  /// Whether the papers only complete what another source told: their versions count, their spelling does not.
  package var isSupplement = false
  package var damaged: [DamagedEntry] = []
  /// The server's time.
  package var served: Date?
  /// Whether the listings that are told are the earliest possible ones, worked out from the submission; else they are
  /// the latest possible ones, from the last change or from a feed.
  package var isEstimated = false
  /// Whether another spelling of the same version is no change: interfaces write names and accents differently, and
  /// the one that is asked first sets the text.
  package var keepsText = false
  /// The listing of a paper that was not known before, by the one that was told; nil believes what was told.
  package var dating: (@Sendable (Day) -> Day)?
  /// Papers announced before this day are not counted as new, however late they are first seen; nil counts all.
  package var newsSince: Day?
  /// How papers that turn up here were found after the daily harvest had missed them; nil when it is the daily one.
  package var repair: String?

  package init(papers: [Paper]) { self.papers = papers }
}

extension Store {
  /// Nothing for a lane that was never harvested, nor for one that now watches a category it did not watch then:
  /// the papers that were passed over have to be asked for again.
  package func progress(_ lane: LaneKey) async throws -> LaneProgress {
    try await database.read { db in try Self.progress(lane, db: db) }
  }

  /// Admits the papers of one page and stores where the harvest stands, both or neither.
  ///
  /// - Returns: how many of the papers were not known before.
  @discardableResult
  package func admit(_ papers: [Paper], lane: LaneKey, step: LaneStep, at now: Date) async throws -> Int {
    try await admit(PageAdmission(papers: papers), lane: lane, step: step, at: now)
  }

  /// As above, with all that came with the page.
  ///
  /// - Returns: how many of the papers are news.
  @discardableResult
  package func admit(_ page: PageAdmission, lane: LaneKey, step: LaneStep, at now: Date) async throws -> Int {
    try await database.write { db in
      let news = try Self.admit(page, at: now, db: db)
      try Store.write(step, lane: lane, db: db)
      return news
    }
  }

  /// Admits papers outside of any lane: those that were asked for by id.
  @discardableResult
  package func admit(_ page: PageAdmission, at now: Date) async throws -> Int {
    try await database.write { db in try Self.admit(page, at: now, db: db) }
  }

  private static func admit(_ page: PageAdmission, at now: Date, db: Database) throws -> Int {
    let admission = Admission(
      db: db,
      now: now,
      served: page.served,
      isEstimated: page.isEstimated,
      dating: page.dating
    )
    let entries = DamagedEntries(db: db, now: now)
    let hasDamaged = try entries.hasOpen()
    var news = 0
    for paper in page.papers {
      let isDamaged = try hasDamaged && entries.isOpen(paper.id)
      let new =
        try page.isSupplement
        ? admission.supplement(paper) : admission.admit(paper, keepsText: page.keepsText && !isDamaged)
      if hasDamaged, !page.isSupplement { try entries.repair(paper.id) }
      guard let new, new.isNews(since: page.newsSince) else { continue }
      news += 1
      if let how = page.repair { try Repairs.record(new.id, how: how, at: now, db: db) }
    }
    for entry in page.damaged where try entries.isNew(entry) {
      // What is known already is sounder than what could be read now.
      if let paper = entry.paper, try admission.admitUnknown(paper)?.isNews(since: page.newsSince) == true {
        news += 1
      }
      try entries.keep(entry)
    }
    return news
  }

  /// Records what stands in the way of a lane's next page; nil when nothing does.
  package func setTrouble(_ trouble: String?, lane: LaneKey) async throws {
    try await database.write { db in
      try db.execute(
        sql: """
          INSERT INTO lane (source, name, watched, trouble) VALUES (?, ?, ?, ?)
          ON CONFLICT DO UPDATE SET trouble = excluded.trouble
          """,
        arguments: [lane.source, lane.name, lane.watchedList, trouble]
      )
    }
  }

  /// Forgets lanes that have served their purpose.
  package func forgetLanes(_ lanes: [LaneKey]) async throws {
    try await database.write { db in
      for lane in lanes {
        try db.execute(
          sql: "DELETE FROM lane WHERE source = ? AND name = ?",
          arguments: [lane.source, lane.name]
        )
      }
    }
  }

  /// Every lane with its cursor and whether a harvest is under way, for a person to look at.
  package func lanes() async throws -> [LaneSummary] {
    try await database.read { db in
      let sql = "SELECT source, name, cursor, position FROM lane ORDER BY source, name"
      return try Row.fetchAll(db, sql: sql).map { row in
        LaneSummary(
          source: row["source"],
          name: row["name"],
          cursor: try row.readIfPresent("cursor") { Day($0) },
          isUnderWay: row["position"] != nil
        )
      }
    }
  }

  private static func progress(_ lane: LaneKey, db: Database) throws -> LaneProgress {
    let sql = "SELECT * FROM lane WHERE source = ? AND name = ?"
    guard let row = try Row.fetchOne(db, sql: sql, arguments: [lane.source, lane.name]) else {
      return LaneProgress()
    }
    let watched: String = row["watched"]
    guard Set(lane.watched.map(\.name)).isSubset(of: watched.split(separator: " ").map(String.init)) else {
      return LaneProgress(trouble: row["trouble"])
    }
    return LaneProgress(
      cursor: try row.readIfPresent("cursor") { Day($0) },
      position: row["position"],
      memory: row["memory"],
      trouble: row["trouble"]
    )
  }

  /// The cursor of a lane never goes back, but one that now watches more has none until it is drained again.
  private static func write(_ step: LaneStep, lane: LaneKey, db: Database) throws {
    let known = try progress(lane, db: db)
    var (cursor, memory) = (known.cursor, known.memory)
    var position: String?
    switch step {
    case .position(let place): position = place
    case .finished(let day, let told):
      cursor = [cursor, day].compactMap(\.self).max()
      memory = told ?? memory
    }
    try db.execute(
      sql: """
        INSERT INTO lane (source, name, cursor, position, watched, memory) VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET position = excluded.position, watched = excluded.watched,
          cursor = excluded.cursor, memory = excluded.memory, trouble = NULL
        """,
      arguments: [lane.source, lane.name, cursor?.description, position, lane.watchedList, memory]
    )
  }
}

/// A lane as a person looks at it.
package struct LaneSummary: Sendable, Equatable {
  package let source: String
  package let name: String
  package let cursor: Day?
  package let isUnderWay: Bool
}

extension LaneKey {
  fileprivate var watchedList: String { watched.map(\.name).sorted().joined(separator: " ") }
}

extension Paper {
  fileprivate func isNews(since day: Day?) -> Bool {
    guard let day else { return true }
    return announced.map { $0 >= day } ?? false
  }
}
