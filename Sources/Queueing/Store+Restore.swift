package import Foundation
internal import GRDB
internal import Papers

extension Store {
  package typealias Fingerprint = @Sendable (_ salt: [UInt8], _ channel: String, _ address: String) -> String

  /// Takes in what another store wrote out, in one transaction: into an empty store it is that store again; into
  /// another, what is known stays, what is new joins, and what differs is reported. A second time changes nothing.
  ///
  /// - Parameters:
  ///   - items: in the order of the file.
  ///   - topic: the topic of the labels; the other items name theirs.
  ///   - now: the date of the decisions that labels make.
  ///   - fingerprint: by which a recipient is known, made of a salt, the channel and the address.
  /// - Returns: what was done.
  /// - Throws: what the database throws; nothing is stored then.
  package func restore(
    _ items: [RestoreItem],
    topic: String,
    at now: Date,
    fingerprint: @escaping Fingerprint
  ) async throws -> RestoreReport {
    try await database.write { db in
      var restore = Restore(db: db, topic: topic, now: now, fingerprint: fingerprint)
      for (place, item) in items.enumerated() {
        if case .paper(let paper, let isDamaged) = item { try restore.take(paper, isDamaged, at: place) }
      }
      for (place, item) in items.enumerated() {
        if case .candidate(let stored) = item { try restore.take(stored, at: place) }
      }
      try restore.takeVerdicts(items)
      for (place, item) in items.enumerated() {
        if case .event(let event) = item { try restore.take(event, at: place) }
      }
      try restore.takeDigests(items)
      for (place, item) in items.enumerated() {
        if case .label(let label) = item { try restore.take(label, at: place) }
      }
      restore.report.conflicts.sort { $0.item < $1.item }
      return restore.report
    }
  }
}

/// A restore inside its transaction.
struct Restore {
  let db: Database
  let topic: String
  let now: Date
  let fingerprint: Store.Fingerprint
  var report = RestoreReport()
  /// Candidates that came in with this restore, whose log comes with them, with their places.
  var fresh: [RestoreKey: Int] = [:]
  /// Known candidates whose state is another one in the file, with the places and the states there.
  var differing: [RestoreKey: (place: Int, state: State)] = [:]
  /// Whether fingerprints of the file are those of this store.
  var hasSameSalt = false
  /// Recipients as the file names them, and as they are known here.
  var keys: [RecipientKey: RecipientKey] = [:]
  /// Those of the file of whom nobody can say who they are here.
  var unrecognised: Set<RecipientKey> = []
  /// What labels of the file have said.
  var labels: [WorkID: Bool] = [:]

  mutating func take(_ paper: Paper, _ isDamaged: Bool, at place: Int) throws {
    // An estimated day is kept as it is told.
    let admission = Admission(db: db, now: now, isEstimated: true)
    guard try admission.admitUnknown(paper) == nil else {
      report.papers += 1
      if isDamaged { try keepDamage(of: paper) }
      return
    }
    let sql = "SELECT * FROM paper WHERE id = ?"
    let known = try Row.fetchOne(db, sql: sql, arguments: [paper.id.canonical])?.paper
    if known == paper {
      report.unchanged += 1
    } else {
      conflict(place, paper.id.canonical, "the paper is known with other words or another version")
    }
  }

  /// The next rounds fetch it again.
  private func keepDamage(of paper: Paper) throws {
    let entry = DamagedEntry(paper: paper, source: "import", reason: "it was damaged before", raw: [])
    try DamagedEntries(db: db, now: now).keep(entry)
  }

  mutating func take(_ stored: StoredCandidate, at place: Int) throws {
    let candidate = stored.candidate
    let key = RestoreKey(topic: candidate.topic, work: candidate.work)
    if let known = try Store.storedCandidate(topic: candidate.topic, work: candidate.work, db: db) {
      var told = stored
      // The paper says that, not the file.
      told.candidate.isWithdrawn = known.candidate.isWithdrawn
      if known == told {
        report.unchanged += 1
      } else if known.candidate.state == candidate.state {
        conflict(place, candidate.work.description, "the candidate is known with other details")
      } else {
        // A different state is the log's to explain.
        differing[key] = (place, candidate.state)
      }
      return
    }
    try Store.insert(candidate, db: db)
    fresh[key] = place
    report.candidates += 1
    try restoreBeside(stored)
  }

  private func restoreBeside(_ stored: StoredCandidate) throws {
    let candidate = stored.candidate
    let key: StatementArguments = [candidate.topic, candidate.work.description]
    if var proposal = stored.proposal {
      let taken = "SELECT 1 FROM proposal WHERE topic = ? AND updated = ?"
      while try Bool.fetchOne(db, sql: taken, arguments: [candidate.topic, proposal.updated.rfc3339]) != nil {
        proposal.updated += 1
      }
      try db.execute(
        sql: "INSERT INTO proposal (topic, work, updated, content) VALUES (?, ?, ?, ?)",
        arguments: key + [proposal.updated.rfc3339, try JSON.encode(proposal)]
      )
    }
    if let date = stored.acceptedAt { try Store.accept(candidate, wanted: date, after: false, db: db) }
    if let entry = stored.entry { try Store.write(entry, topic: candidate.topic, db: db) }
    guard let edit = stored.edit else { return }
    try db.execute(
      sql: """
        INSERT INTO listEdit (topic, work, wanted, state, line, reason, request) VALUES (?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: key + [edit.wanted, edit.state.rawValue, edit.line, edit.reason, edit.request]
    )
  }

  mutating func conflict(_ place: Int, _ id: String, _ reason: String) {
    note(place, id, "\(reason); what is here stays")
  }

  mutating func note(_ place: Int, _ id: String, _ reason: String) {
    report.conflicts.append(RestoreConflict(item: place, reason: "\(id): \(reason)"))
  }
}

/// A work in a topic.
struct RestoreKey: Hashable {
  let topic: String
  let work: WorkID
}
