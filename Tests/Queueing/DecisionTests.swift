import Foundation
import Papers
import Queueing
import Synchronization
import Testing

@Suite struct `A decision` {
  let store: Store

  init() async throws {
    store = try .inMemory()
    try await store.admit(try paper("2603.00001"), try paper("2603.00002", "On what was passed over"))
    try await store.appraise(["2603.00001": 8], section: "Vision")
    try await store.propose()
  }

  @Test func `moves the candidate and is written down`() async throws {
    let now = try instant("2026-03-03T09:00:00Z")
    let until = try day("2026-03-20")
    let candidate = try await store.decide(
      topic: "reading",
      work: try work("2603.00001"),
      who: "ada",
      at: now
    ) { candidate, log in
      #expect(candidate.state == .pending)
      #expect(log.isEmpty)
      return Move(kind: .defer, after: .deferred, deferredUntil: until, section: "Audio", why: "later")
    }
    #expect(candidate?.state == .deferred)
    #expect(candidate?.deferredUntil == until)
    #expect(candidate?.section == "Audio")
    let verdict = Verdict(
      topic: "reading",
      work: try work("2603.00001"),
      kind: .defer,
      who: "ada",
      at: now,
      why: "later",
      before: .pending,
      after: .deferred
    )
    #expect(try await store.verdicts(topic: "reading") == [verdict])
    #expect(try await store.verdicts(topic: "writing").isEmpty)
  }

  @Test func `is taken in view of the whole log, with the days of deferral`() async throws {
    try await store.decide(.defer, "2603.00001", after: .deferred, until: "2026-03-20")
    try await store.decide(.reject, "2603.00001", after: .rejected)
    let seen = Mutex<[String]>([])
    _ = try await store.decide(
      topic: "reading",
      work: try work("2603.00001"),
      who: "ben",
      at: try instant("2026-03-04T09:00:00Z")
    ) { _, log in
      seen.withLock { $0 = log.map { "\($0.verdict.kind) \($0.deferredUntil?.description ?? "-")" } }
      return Move(kind: .accept, after: .accepted)
    }
    #expect(seen.withLock { $0 } == ["defer 2026-03-20", "reject -"])
    #expect(
      try await store.verdictLog() == [
        "2603.00001 defer by ada: pending → deferred", "2603.00001 reject by ada: deferred → rejected",
        "2603.00001 accept by ben: rejected → accepted",
      ]
    )
  }

  @Test func `about a stored paper outside the queue takes it in`() async throws {
    let candidate = try await store.decide(.accept, "2603.00002", after: .accepted)
    #expect(candidate?.title == "On what was passed over")
    #expect(candidate?.score == 1)
    #expect(candidate?.announced == (try day(tuesday)))
    #expect(candidate?.authors.map(\.name) == ["Ada Reader", "Ben Writer"])
    #expect(try await store.verdictLog() == ["2603.00002 accept by ada: pending → accepted"])
    #expect(try await store.proposals(topic: "reading").count == 1)
    #expect(try await store.acceptances(topic: "reading").map(\.title) == ["On what was passed over"])
  }

  @Test func `about a paper that no rules have looked at can be taken all the same`() async throws {
    try await store.admit(try paper("2603.00003"))
    #expect(try await store.decide(.accept, "2603.00003", after: .accepted)?.score == 0)
  }

  @Test(arguments: ["2603.09999", "https://example.org/unknown"])
  func `about an unknown work is none`(id: String) async throws {
    #expect(try await store.decide(.accept, id, after: .accepted) == nil)
    #expect(try await store.verdicts(topic: "reading").isEmpty)
  }

  @Test func `about a paper that is gone and was never in the queue is none`() async throws {
    try await store.admit(Paper(id: try #require(PaperID("2603.00002")), isDeleted: true))
    #expect(try await store.decide(.accept, "2603.00002", after: .accepted) == nil)
  }

  @Test func `that is refused leaves nothing`() async throws {
    struct Refusal: Error {}
    for id in ["2603.00001", "2603.00002"] {
      await #expect(throws: Refusal.self) {
        _ = try await store.decide(
          topic: "reading",
          work: try work(id),
          who: "ada",
          at: try instant("2026-03-03T09:00:00Z")
        ) { _, _ in throw Refusal() }
      }
    }
    // A day without deferral, and a deferral without a day, are refused by the schema, with the log line.
    await #expect(throws: (any Error).self) { try await store.decide(.defer, "2603.00001", after: .deferred) }
    await #expect(throws: (any Error).self) {
      try await store.decide(.accept, "2603.00001", after: .accepted, until: "2026-03-20")
    }
    #expect(try await store.queue() == ["2603.00001 pending"])
    #expect(try await store.verdicts(topic: "reading").isEmpty)
    #expect(try await store.acceptances(topic: "reading").isEmpty)
  }
}
