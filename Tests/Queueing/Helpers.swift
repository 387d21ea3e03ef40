import Foundation
import GRDB
import Papers
import Synchronization
import Testing

@testable import Queueing

/// The day on which the papers of these tests are announced unless they say otherwise: a Tuesday.
let tuesday = "2026-03-03"

func day(_ text: String) throws -> Day { try #require(Day(text)) }
func instant(_ text: String) throws -> Date { try #require(Date(rfc3339: text)) }
func work(_ text: String) throws -> WorkID { try #require(WorkID(text)) }

/// A whole paper, of which a test says what it is about.
func paper(_ id: String, _ title: String = "On reading", announced: String? = tuesday) throws -> Paper {
  Paper(
    id: try #require(PaperID(id)),
    version: 1,
    title: title,
    abstract: "We read.",
    authors: [Author("Ada Reader"), Author("Ben Writer")],
    categories: ["cs.CV", "cs.CL"].compactMap { Papers.Category($0) },
    announced: try announced.map { try day($0) },
    updated: try instant("2026-03-02T10:30:00Z")
  )
}

func lane(_ name: String = "cs", watching categories: [String] = ["cs.CV"]) -> LaneKey {
  LaneKey(source: "oai", name: name, watched: categories.compactMap { Papers.Category($0) })
}

/// An appraisal whose one reason gives the points.
func appraisal(_ points: Double, section: String? = nil, refusal: String? = nil) -> Appraisal {
  Appraisal(
    reasons: [Reason(rule: "groups.reading", points: points, matches: [])],
    section: section,
    refusal: refusal
  )
}

extension Store {
  @discardableResult
  func admit(_ papers: Paper..., at now: String = "2026-03-03T02:00:00Z") async throws -> Int {
    try await admit(papers, lane: lane(), step: .position("{}"), at: try instant(now))
  }

  /// Appraises as rules would for which the named papers qualify, with these points and this section.
  @discardableResult
  func appraise(
    _ points: [String: Double],
    section: String? = nil,
    rulebook: String = "first",
    topic: String = "reading"
  ) async throws -> Int {
    try await appraise(topic: topic, rulebook: rulebook) { paper in
      guard let points = points[paper.id.canonical] else { return appraisal(1, refusal: "score 1 < 6") }
      return appraisal(points, section: section)
    }
  }

  @discardableResult
  func propose(
    daily: Int? = nil,
    lookback: Int = 21,
    topic: String = "reading",
    newsFrom: Day? = nil,
    at now: String = "2026-03-03T02:00:00Z"
  ) async throws -> Int {
    try await propose(
      ProposalPolicy(topic: topic, daily: daily, lookback: lookback, newsFrom: newsFrom),
      calendar: try AnnouncementCalendar(),
      at: try instant(now)
    )
  }

  /// The queue as `id state`, in its order.
  func queue(
    _ filter: CandidateFilter = CandidateFilter(),
    topic: String = "reading",
    today: String = tuesday
  ) async throws -> [String] {
    try await candidates(topic: topic, filter: filter, today: try day(today))
      .map { "\($0.work) \($0.state.rawValue)" }
  }

  /// The candidates feed as `id date`, latest first.
  func proposalLog(topic: String = "reading") async throws -> [String] {
    try await proposals(topic: topic).map { "\($0.work) \($0.updated.rfc3339)" }
  }

  /// The accepted feed as `id date`, latest first.
  func acceptanceLog(topic: String = "reading") async throws -> [String] {
    try await acceptances(topic: topic).map { "\($0.work) \($0.updated.rfc3339)" }
  }

  /// The verdict log as `id kind by who: before → after`, oldest first.
  func verdictLog(topic: String = "reading") async throws -> [String] {
    try await verdicts(topic: topic).map { verdict in
      let before = verdict.before?.rawValue ?? "nothing"
      return "\(verdict.work) \(verdict.kind) by \(verdict.who): \(before) → \(verdict.after?.rawValue ?? "")"
    }
  }

  /// A person's decision, whatever the candidate is.
  @discardableResult
  func decide(
    _ kind: Verdict.Kind,
    _ id: String,
    after: State,
    until: String? = nil,
    section: String? = nil,
    who: String = "ada",
    at now: String = "2026-03-03T09:00:00Z"
  ) async throws -> Candidate? {
    let until = try until.map { try day($0) }
    return try await decide(topic: "reading", work: try work(id), who: who, at: try instant(now)) { _, _ in
      Move(kind: kind, after: after, deferredUntil: until, section: section)
    }
  }

  func execute(_ sql: String) async throws {
    try await database.write { db in try db.execute(sql: sql) }
  }

  /// The first column of the first row, as text.
  func text(_ sql: String) async throws -> String? {
    try await database.read { db in try String.fetchOne(db, sql: sql) }
  }

  func allPapers() async throws -> [Paper] {
    let papers = Mutex<[Paper]>([])
    try await forEachPaper { paper, _ in papers.withLock { $0.append(paper) } }
    return papers.withLock { $0 }
  }
}
