import Foundation
import Papers
import Queueing
import Reviewing
import Testing

func day(_ text: String) throws -> Day { try #require(Day(text)) }

/// A desk with one candidate on it and one paper that the rules passed over; each decision is an hour after the
/// one before.
final class Session {
  let store: Store
  let candidate: WorkID
  let passedOver: WorkID
  private let desk: Desk
  private var now: Date

  init(score: Double = 0) async throws {
    store = try .inMemory()
    now = try #require(Date(rfc3339: "2026-03-03T02:00:00Z"))
    let first = try #require(PaperID("2603.00001"))
    let second = try #require(PaperID("2603.00002"))
    (candidate, passedOver) = (.arxiv(first), .arxiv(second))
    desk = Desk(store: store, topic: "reading", who: "ada")

    let announced = try day("2026-03-03")
    let papers = [first, second].map { Paper(id: $0, title: "On reading", announced: announced) }
    let lane = LaneKey(source: "oai", name: "cs", watched: [])
    _ = try await store.admit(papers, lane: lane, step: .finished(cursor: announced), at: now)
    _ = try await store.appraise(topic: "reading", rulebook: "first") { paper in
      Appraisal(
        reasons: score == 0 ? [] : [Reason(rule: "groups.reading", points: score, matches: [])],
        section: "Vision",
        refusal: paper.id == first ? nil : "score 0 < 6"
      )
    }
    _ = try await store.propose(
      ProposalPolicy(topic: "reading", daily: nil, lookback: 21),
      calendar: try AnnouncementCalendar(),
      at: now
    )
  }

  @discardableResult
  func decide(
    _ decision: Decision,
    on work: WorkID? = nil,
    why: String? = nil,
    seen: Int? = nil
  ) async throws -> Outcome {
    now += 3600
    return try await desk.decide(decision, on: work ?? candidate, why: why, seen: seen, at: now)
  }

  /// What the next candidate's outcome is called, with the state and day it is in.
  func say(_ decision: Decision, on work: WorkID? = nil, seen: Int? = nil) async throws -> String {
    switch try await decide(decision, on: work, seen: seen) {
    case .decided(let candidate): "decided: \(candidate.standing)"
    case .unchanged(let candidate): "unchanged: \(candidate.standing)"
    case .nothingToUndo(let candidate): "nothing to undo: \(candidate.standing)"
    case .overtaken(let candidate, let verdict):
      "overtaken by \(verdict.who): \(candidate.standing)"
    case .unknown(let work): "unknown: \(work)"
    }
  }

  func sleep(days: Int) { now += Double(days) * 86_400 }

  func log() async throws -> [String] {
    try await store.verdicts(topic: "reading").map { verdict in
      "\(verdict.kind) by \(verdict.who): \(verdict.before?.rawValue ?? "-") → \(verdict.after?.rawValue ?? "-")"
    }
  }
}

extension Candidate {
  /// `deferred until 2026-03-20`
  var standing: String { state.rawValue + (deferredUntil.map { " until \($0)" } ?? "") }
}
