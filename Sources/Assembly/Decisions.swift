internal import Papers
internal import Queueing
internal import Reviewing

/// What a person wants to do with candidates, as a command line says it.
package enum Wish: Sendable, Equatable {
  case accept(section: String?)
  case reject
  /// Until a day, `2026-12-01`, or for a time from now, `7d`.
  case `defer`(until: String)
  case undo
}

/// Carries out what a person decides, and what follows from it.
package struct Decisions: Sendable {
  private let installation: Installation
  private let topic: Configuration.Topic
  private let desk: Desk

  /// `login` is the person's login name, for the log.
  package init(_ installation: Installation, topic: Configuration.Topic, who login: String) {
    self.installation = installation
    self.topic = topic
    // The program signs with these names itself.
    let isTaken = login.isEmpty || Verdict.programs.contains(login)
    let who = isTaken ? "user \(login)" : login
    desk = Desk(store: installation.store, topic: topic.id, who: who)
  }

  /// Decides about each work in turn, then brings the list and the feeds up to date.
  ///
  /// What goes wrong after the decisions are stored is in the report; the next round makes up for it.
  ///
  /// - Throws: `NoWork` or `NoDay` before anything is decided.
  package func carryOut(_ wish: Wish, on texts: [String], why: String?) async throws -> DecisionReport {
    let works = try texts.map { text throws(NoWork) in try NoWork.read(text) }
    let decision = try decision(wish)
    var records: [DecisionRecord] = []
    for work in works {
      records.append(DecisionRecord(work, try await outcome(of: decision, on: work, why: why)))
    }
    guard records.contains(where: \.isDecided) else { return DecisionReport(records: records) }
    do {
      let list = try await AfterVerdict(installation).followUpDecisions(topic).list
      var report = DecisionReport(records: records.map { $0.with(list) }, list: list)
      report.isDue = try await isDue(records)
      return report
    } catch {
      guard let failure = Failure(error) else { throw error }
      return DecisionReport(records: records, failure: failure)
    }
  }

  /// Decides about one work and leaves what follows from it to whoever asked.
  ///
  /// - Parameters:
  ///   - wish: what to do.
  ///   - text: the work.
  ///   - why: the reason, for the log.
  ///   - seen: how many verdicts about it the person knows of; when there are others, nothing is decided.
  /// - Returns: what became of it.
  /// - Throws: `NoWork` or `NoDay` before anything is decided; what the store throws.
  package func decide(_ wish: Wish, on text: String, why: String?, seen: Int?) async throws -> DecisionRecord
  {
    let work = try NoWork.read(text)
    return DecisionRecord(work, try await outcome(of: try decision(wish), on: work, why: why, seen: seen))
  }

  private func outcome(of decision: Decision, on work: WorkID, why: String?, seen: Int? = nil) async throws
    -> Outcome
  {
    let outcome = try await desk.decide(decision, on: work, why: why, seen: seen, at: installation.now())
    // Who accepts once more wants the line that the list refused, perhaps because the list is another by now.
    guard case .unchanged(let candidate) = outcome, case .accept = decision,
      try await installation.store.reopenListDebt(topic: topic.id, work: work)
    else { return outcome }
    return .decided(candidate)
  }

  /// What the list still owes these works, given up or not.
  func owed(_ ids: Set<String>) async throws -> [WaitingRecord] {
    guard topic.list != nil, !ids.isEmpty else { return [] }
    let debts = try await installation.store.dueListDebts(topic: topic.id, withGivenUp: true)
    return debts.filter { ids.contains($0.work.description) }.map {
      WaitingRecord($0, reason: $0.reason ?? "the next round does it", isFinal: $0.isGivenUp)
    }
  }

  private func isDue(_ records: [DecisionRecord]) async throws -> Bool {
    guard topic.list != nil else { return false }
    let decided = Set(records.filter(\.isDecided).map(\.id))
    let due = try await installation.store.dueListDebts(topic: topic.id)
    return due.contains { decided.contains($0.work.description) }
  }

  private func decision(_ wish: Wish) throws(NoDay) -> Decision {
    switch wish {
    case .accept(let section): return .accept(section: section)
    case .reject: return .reject
    case .undo: return .undo
    case .defer(let text): return .defer(until: try Clock.comingDay(text, today: installation.today))
    }
  }
}

/// What became of wishes.
package struct DecisionReport: Sendable {
  package let records: [DecisionRecord]
  /// What became of the list; nil without one.
  package var list: ListReport?
  /// Whether the line of one of these works is not as decided yet, and the next round tries again.
  package var isDue = false
  /// Why the feeds could not be brought up to date, although the decisions are stored.
  package var failure: Failure?
}

/// What became of one wish.
package struct DecisionRecord: Encodable, Sendable {
  package let id: String
  /// `decided`, `unchanged`, `nothing to undo`, `overtaken`, or `unknown`.
  package let outcome: String
  package let state: String?
  package let title: String?
  /// What became of its line in the list.
  package private(set) var list: ListChangeRecord?
  /// Why its line could not be changed.
  package private(set) var waiting: WaitingRecord?
  /// What somebody else has decided meanwhile, so that this was not.
  package private(set) var overtaken: VerdictRecord?

  package var isDecided: Bool { outcome == "decided" }

  init(id: String, outcome: String, state: String?, title: String?, overtaken: VerdictRecord? = nil) {
    self.overtaken = overtaken
    self.id = id
    self.outcome = outcome
    self.state = state
    self.title = title
  }

  init(_ work: WorkID, _ outcome: Outcome) {
    id = work.description
    let candidate: Candidate?
    switch outcome {
    case .decided(let result): (self.outcome, candidate) = ("decided", result)
    case .unchanged(let result): (self.outcome, candidate) = ("unchanged", result)
    case .nothingToUndo(let result): (self.outcome, candidate) = ("nothing to undo", result)
    case .overtaken(let result, let verdict):
      (self.outcome, candidate) = ("overtaken", result)
      overtaken = VerdictRecord(verdict)
    case .unknown: (self.outcome, candidate) = ("unknown", nil)
    }
    state = candidate?.state.rawValue
    title = candidate?.title
  }

  fileprivate func with(_ report: ListReport?) -> DecisionRecord {
    var record = self
    record.list = report?.changes.last { $0.id == id }
    record.waiting = report?.waiting.last { $0.id == id }
    return record
  }
}
