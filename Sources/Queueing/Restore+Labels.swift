internal import GRDB
internal import Papers

extension Restore {
  /// Takes a work of another program's file: the paper, when it is not known, and the decision, unless a person or the
  /// list has decided here.
  mutating func take(_ label: PaperLabel, at place: Int) throws {
    let isNews = try label.paper.map(isAdmitted) ?? false
    if isNews { report.papers += 1 }
    guard let isIncluded = label.isIncluded else {
      if isNews { return }
      guard try isKnown(label.work) else { return passOver(label, at: place) }
      report.unchanged += 1
      return
    }
    let id = label.work.description
    let before = labels[label.work]
    guard before == nil || before == isIncluded else {
      return note(place, id, "the file has two decisions about it, and the first counts")
    }
    labels[label.work] = isIncluded
    guard let candidate = try candidate(of: label) else { return passOver(label, at: place) }
    try decide(candidate, after: isIncluded ? .accepted : .rejected, at: place)
  }

  private mutating func decide(_ candidate: Candidate, after: State, at place: Int) throws {
    let id = candidate.work.description
    guard candidate.state != after else {
      report.unchanged += 1
      return
    }
    guard try !Store.isDecidedByPerson(candidate, db: db) else {
      return conflict(place, id, "a person has decided otherwise")
    }
    guard try after == .accepted || !isListed(candidate) else {
      return conflict(place, id, "the list has it")
    }
    let move = Move(kind: after == .accepted ? .accept : .reject, after: after)
    try Store.carryOut(move, on: candidate, who: "import", at: now, db: db)
    report.verdicts += 1
  }

  private mutating func passOver(_ label: PaperLabel, at place: Int) {
    let what = label.title.isEmpty ? "it has no title" : "it has no decision"
    note(place, label.work.description, "\(what), and is not known here; it is passed over")
  }

  /// With the section of the file when it has none of its own: no person has chosen it, so the list may do without.
  private mutating func candidate(of label: PaperLabel) throws -> Candidate? {
    let today = Day(utc: now)
    let isQueued = try Store.candidate(topic: topic, work: label.work, today: today, db: db) != nil
    var candidate = try Store.candidateOrPaper(topic: topic, work: label.work, today: today, db: db)
    if candidate == nil, !label.title.isEmpty {
      let new = Candidate(topic: topic, work: label.work, state: .pending, title: label.title)
      try Store.insert(new, db: db)
      report.candidates += 1
      candidate = new
    }
    guard let candidate, let section = label.section, !isQueued || candidate.section == nil else {
      return candidate
    }
    try db.execute(
      sql: "UPDATE candidate SET section = ? WHERE topic = ? AND work = ?",
      arguments: [section, topic, label.work.description]
    )
    return try Store.candidate(topic: topic, work: label.work, today: today, db: db)
  }

  private func isAdmitted(_ paper: Paper) throws -> Bool {
    try Admission(db: db, now: now, isEstimated: true).admitUnknown(paper) != nil
  }

  private func isKnown(_ work: WorkID) throws -> Bool {
    let statement = try db.cachedStatement(sql: "SELECT 1 FROM work WHERE id = ?")
    return try Bool.fetchOne(statement, arguments: [work.description]) != nil
  }

  private func isListed(_ candidate: Candidate) throws -> Bool {
    let sql = "SELECT 1 FROM listEntry WHERE topic = ? AND work = ?"
    return try Bool.fetchOne(db, sql: sql, arguments: [candidate.topic, candidate.work.description]) != nil
  }
}
