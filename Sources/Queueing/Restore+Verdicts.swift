internal import GRDB
internal import Papers

extension Restore {
  /// Takes the logs: those of new candidates whole, and of known ones what their log here does not have yet.
  mutating func takeVerdicts(_ items: [RestoreItem]) throws {
    var logs: [RestoreKey: [LoggedVerdict]] = [:]
    for case .verdict(let logged) in items { logs[logged.key, default: []].append(logged) }
    // How many of each log to pass over; nil when the two logs differ.
    var known: [RestoreKey: Int?] = [:]
    for (key, log) in logs { known[key] = .some(try common(log, key)) }
    for (place, item) in items.enumerated() {
      guard case .verdict(let logged) = item, let passed = known[logged.key] else { continue }
      guard let passed else {
        conflict(place, logged.verdict.work.description, "the log has other decisions")
        known[logged.key] = nil
        continue
      }
      guard passed == 0 else {
        known[logged.key] = passed - 1
        report.unchanged += 1
        continue
      }
      try take(logged, at: place)
    }
    try follow(logs)
    try explain(logs)
  }

  /// Puts new candidates where their log ends: a file that was written beside a decision, or by hand, may say otherwise.
  private mutating func follow(_ logs: [RestoreKey: [LoggedVerdict]]) throws {
    for (key, place) in fresh.sorted(by: { $0.value < $1.value }) {
      guard let last = logs[key]?.last, let after = last.verdict.after,
        let candidate = try Store.storedCandidate(topic: key.topic, work: key.work, db: db)?.candidate,
        candidate.state != after || candidate.deferredUntil != last.deferredUntil
      else { continue }
      try move(candidate, as: last)
      let reason = "the file has it \(candidate.state.rawValue), and its decisions end with \(after.rawValue)"
      note(place, key.work.description, "\(reason), which counts")
    }
  }

  /// Reports known candidates that are in another state here, when no decision of the file says why.
  private mutating func explain(_ logs: [RestoreKey: [LoggedVerdict]]) throws {
    for (key, told) in differing where logs[key] == nil {
      guard let here = try Store.storedCandidate(topic: key.topic, work: key.work, db: db) else { continue }
      let reason = "it is \(here.candidate.state.rawValue) here, and \(told.state.rawValue) in the file"
      conflict(told.place, key.work.description, "\(reason), which has no decision about it")
    }
  }

  /// How many verdicts at the front of the file's log are in the log here; nil when one is not the beginning of the
  /// other.
  private func common(_ log: [LoggedVerdict], _ key: RestoreKey) throws -> Int? {
    guard fresh[key] == nil else { return 0 }
    let here = try Store.log(topic: key.topic, work: key.work, db: db)
    let length = min(here.count, log.count)
    let isSame = zip(here, log).allSatisfy {
      $0.verdict == $1.verdict && $0.deferredUntil == $1.deferredUntil
    }
    return isSame ? length : nil
  }

  private mutating func take(_ logged: LoggedVerdict, at place: Int) throws {
    let verdict = logged.verdict
    if fresh[logged.key] == nil {
      let today = Day(utc: now)
      guard
        let candidate = try Store.candidateOrPaper(
          topic: verdict.topic,
          work: verdict.work,
          today: today,
          db: db
        )
      else {
        return conflict(place, verdict.work.description, "it is neither in the queue nor a stored paper")
      }
      try move(candidate, as: logged)
    }
    try write(logged)
    report.verdicts += 1
  }

  /// Puts a candidate where the verdict has put it.
  private func move(_ candidate: Candidate, as logged: LoggedVerdict) throws {
    guard let after = logged.verdict.after else { return }
    try db.execute(
      sql: "UPDATE candidate SET state = ?, deferredUntil = ? WHERE topic = ? AND work = ?",
      arguments: [
        after.rawValue, logged.deferredUntil?.description, candidate.topic, candidate.work.description,
      ]
    )
    // What the list said itself needs no line in it.
    if logged.verdict.kind != .import {
      try Store.owe(Move(kind: logged.verdict.kind, after: after), candidate, db: db)
    }
    guard after == .accepted, candidate.state != .accepted else { return }
    if logged.verdict.kind == .undo, try Store.isDated(candidate, db: db) { return }
    try Store.accept(candidate, wanted: logged.verdict.at, after: true, db: db)
  }

  private func write(_ logged: LoggedVerdict) throws {
    let verdict = logged.verdict
    try db.execute(
      sql: """
        INSERT INTO verdict (topic, work, kind, who, at, why, before, after, deferredUntil, formerSection)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        verdict.topic, verdict.work.description, verdict.kind.rawValue, verdict.who, verdict.at.rfc3339,
        verdict.why, verdict.before?.rawValue, verdict.after?.rawValue, logged.deferredUntil?.description,
        try logged.formerSection.map { try JSON.encode($0) },
      ]
    )
  }
}

extension LoggedVerdict {
  var key: RestoreKey { RestoreKey(topic: verdict.topic, work: verdict.work) }
}
