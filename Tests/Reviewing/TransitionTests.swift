import Foundation
import Papers
import Queueing
import Reviewing
import Testing

@Suite struct `A person` {
  /// The decisions that lead from a fresh candidate to each standing.
  private static let ways: [String: [Decision]] = [
    "pending": [], "accepted": [.accept(section: nil)], "rejected": [.reject],
    "deferred until 2026-03-20": [.defer(until: Day(number: 20_532))],
  ]

  @Test(arguments: [
    ("pending", "accept", "decided: accepted"), ("pending", "reject", "decided: rejected"),
    ("pending", "defer", "decided: deferred until 2026-03-25"),
    ("pending", "undo", "nothing to undo: pending"),
    ("accepted", "accept", "unchanged: accepted"), ("accepted", "reject", "decided: rejected"),
    ("accepted", "defer", "decided: deferred until 2026-03-25"), ("accepted", "undo", "decided: pending"),
    ("rejected", "accept", "decided: accepted"), ("rejected", "reject", "unchanged: rejected"),
    ("rejected", "defer", "decided: deferred until 2026-03-25"), ("rejected", "undo", "decided: pending"),
    ("deferred until 2026-03-20", "accept", "decided: accepted"),
    ("deferred until 2026-03-20", "reject", "decided: rejected"),
    ("deferred until 2026-03-20", "defer", "decided: deferred until 2026-03-25"),
    ("deferred until 2026-03-20", "same day", "unchanged: deferred until 2026-03-20"),
    ("deferred until 2026-03-20", "undo", "decided: pending"),
  ])
  func `may move a candidate anywhere`(from: String, name: String, outcome: String) async throws {
    let session = try await Session()
    for decision in try #require(Self.ways[from]) { try await session.decide(decision) }
    let before = try await session.log()
    let decisions: [String: Decision] = [
      "accept": .accept(section: nil), "reject": .reject, "defer": .defer(until: try day("2026-03-25")),
      "same day": .defer(until: try day("2026-03-20")), "undo": .undo,
    ]
    let decision = try #require(decisions[name])
    #expect(try await session.say(decision) == outcome)
    // Whatever was decided has its line; what was not has none.
    let isDecided = outcome.hasPrefix("decided")
    #expect(try await session.log().count == before.count + (isDecided ? 1 : 0))
  }

  @Test func `is written down with the reason`() async throws {
    let session = try await Session()
    try await session.decide(.reject, why: "off topic")
    let verdict = try #require(try await session.store.verdicts(topic: "reading").first)
    #expect(verdict.who == "ada")
    #expect(verdict.why == "off topic")
    #expect(verdict.at == Date(rfc3339: "2026-03-03T03:00:00Z"))
    #expect(try await session.log() == ["reject by ada: pending → rejected"])
  }

  @Test func `gives as the reason what they noted before, unless they say another`() async throws {
    let session = try await Session()
    _ = try await session.store.setNote("ask Ben", topic: "reading", work: session.candidate)
    try await session.decide(.reject)
    try await session.decide(.accept(section: nil), why: "Ben says yes")
    try await session.decide(.undo)
    let reasons = try await session.store.verdicts(topic: "reading").map(\.why)
    #expect(reasons == ["ask Ben", "Ben says yes", nil])
  }

  @Test func `may choose another section, which is a decision although the state stays`() async throws {
    let session = try await Session()
    #expect(try await session.say(.accept(section: "Vision")) == "decided: accepted")
    #expect(try await session.say(.accept(section: "Vision")) == "unchanged: accepted")
    #expect(try await session.say(.accept(section: nil)) == "unchanged: accepted")
    guard case .decided(let candidate) = try await session.decide(.accept(section: "Audio")) else {
      Issue.record("a new section is a decision")
      return
    }
    #expect(candidate.section == "Audio")
    #expect(
      try await session.log() == [
        "accept by ada: pending → accepted", "accept by ada: accepted → accepted",
      ]
    )
  }

  @Test func `can decide about a paper that the rules passed over`() async throws {
    let session = try await Session()
    #expect(try await session.say(.undo, on: session.passedOver) == "nothing to undo: pending")
    let today = try day("2026-03-03")
    #expect(try await session.store.candidates(topic: "reading", today: today).count == 1)
    #expect(try await session.say(.accept(section: nil), on: session.passedOver) == "decided: accepted")
    #expect(try await session.say(.undo, on: session.passedOver) == "decided: pending")
    #expect(try await session.store.candidates(topic: "reading", today: today).count == 2)
  }

  @Test(arguments: ["2603.09999", "https://example.org/nowhere"])
  func `cannot decide about what nobody knows`(text: String) async throws {
    let session = try await Session()
    let work = try #require(WorkID(text))
    for decision in [Decision.accept(section: nil), .reject, .undo] {
      #expect(try await session.say(decision, on: work) == "unknown: \(text)")
    }
  }
}
