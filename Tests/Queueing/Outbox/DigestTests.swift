import Foundation
import Papers
import Testing

@testable import Queueing

struct DigestTests {
  private func store(_ ids: String...) async throws -> Store {
    let store = try Store.inMemory()
    for id in ids { try await store.admit(try paper(id)) }
    try await store.appraise(Dictionary(uniqueKeysWithValues: ids.map { ($0, 7.0) }))
    try await store.propose()
    return store
  }

  @Test func `a paper is told once, and stays as it was fixed`() async throws {
    let store = try await store("2603.00001", "2603.00002")
    let first = try #require(try await store.fix(on: "2026-03-03"))
    #expect(first.works == ["2603.00001", "2603.00002"])
    #expect(try await store.digest(first.id) == first)
    try await store.admit(try paper("2603.00003", announced: "2026-03-04"))
    try await store.appraise(["2603.00001": 7, "2603.00002": 7, "2603.00003": 7], rulebook: "second")
    try await store.propose()
    let second = try #require(try await store.fix(on: "2026-03-04"))
    #expect(second.works == ["2603.00003"])
    #expect(second.previous == first.id)
    #expect(try await store.fix(on: "2026-03-05")?.works == [])
    await #expect(throws: (any Error).self) { try await store.execute("UPDATE digest SET content = '{}'") }
  }

  @Test func `who was told that a paper was proposed is not told that it was accepted`() async throws {
    let store = try await store("2603.00001", "2603.00002")
    try await store.fix(on: "2026-03-03")
    try await store.decide(.accept, "2603.00001", after: .accepted)
    #expect(try await store.fix(on: "2026-03-04")?.works == [])
    let accepted = DigestSource(topic: "reading", name: "accepted", logs: [.acceptance], changes: false)
    #expect(try await store.fix(accepted, on: "2026-03-04")?.works == ["2603.00001"])
  }

  @Test func `a day is dealt with once, and a day before it never`() async throws {
    let store = try await store("2603.00001")
    #expect(try await store.fix(on: "2026-03-04") != nil)
    #expect(try await store.fix(on: "2026-03-04") == nil)
    #expect(try await store.fix(on: "2026-03-03") == nil)
    #expect(try await store.deliveries().count == 1)
    #expect(try await store.progress(Store.daily)?.last?.day == day("2026-03-04"))
  }

  @Test func `a day with nothing to tell is dealt with and has no digest`() async throws {
    let store = try Store.inMemory()
    #expect(try await store.fix(on: "2026-03-04", sendsEmpty: false) == nil)
    #expect(try await store.progress(Store.daily)?.last?.day == day("2026-03-04"))
    #expect(try await store.deliveries().isEmpty)
  }

  @Test func `what was passed over as proposed is told when it is accepted`() async throws {
    let store = try await store("2603.00001")
    let at = try instant("2026-03-03T18:30:00Z")
    let due = DigestDue(day: try day("2026-03-03"), at: at)
    #expect(try await store.fix(Store.daily, due: due, addressees: [], at: at) { _ in nil } == nil)
    #expect(try await store.fix(on: "2026-03-04")?.works == [])
    try await store.decide(.accept, "2603.00001", after: .accepted)
    #expect(try await store.fix(on: "2026-03-05")?.works == ["2603.00001"])
  }

  @Test func `when the digest cannot be made nothing is dealt with`() async throws {
    let store = try await store("2603.00001")
    let at = try instant("2026-03-03T18:30:00Z")
    let due = DigestDue(day: try day("2026-03-03"), at: at)
    await #expect(throws: CancellationError.self) {
      try await store.fix(Store.daily, due: due, addressees: [], at: at) { _ in throw CancellationError() }
    }
    #expect(try await store.fix(on: "2026-03-03")?.works == ["2603.00001"])
  }

  @Test func `a new digest begins with the listings of late, and not with what was listed`() async throws {
    let store = try await store("2603.00001")
    try await store.admit(try paper("2602.00001", announced: "2026-02-10"))
    try await store.appraise(["2603.00001": 7, "2602.00001": 7], rulebook: "second")
    try await store.propose(lookback: 60)
    #expect(try await store.proposals(topic: "reading").count == 2)
    try await store.importList("2601.00009", at: "2026-03-03T03:00:00Z")
    #expect(try await store.acceptances(topic: "reading").count == 1)
    let now = try instant("2026-03-03T04:00:00Z")
    try await store.begin(Store.daily, floor: try day("2026-02-24"), at: now)
    try await store.begin(Store.daily, floor: try day("2026-03-24"), at: now + 9)
    #expect(try await store.progress(Store.daily)?.since == now)
    #expect(try await store.fix(on: "2026-03-03")?.works == ["2603.00001"])
  }

  @Test func `a list that is added later is no news, and what is written into it afterwards is`() async throws
  {
    let store = try await store("2603.00001", "2603.00002")
    let accepted = DigestSource(topic: "reading", name: "accepted", logs: [.acceptance], changes: false)
    #expect(try await store.fix(accepted, on: "2026-03-03")?.works == [])
    try await store.decide(.accept, "2603.00001", after: .accepted)
    try await store.importList("2601.00008", "2603.00001", at: "2026-03-04T03:00:00Z")
    #expect(try await store.fix(accepted, on: "2026-03-04")?.works == ["2603.00001"])
    try await store.importList("2601.00008", "2601.00009", "2603.00001", at: "2026-03-05T03:00:00Z")
    #expect(try await store.fix(accepted, on: "2026-03-05")?.works == ["2601.00009"])
  }

  @Test func `what was passed over as accepted does not come as proposed`() async throws {
    let store = try await store("2603.00001")
    try await store.decide(.accept, "2603.00001", after: .accepted)
    let at = try instant("2026-03-03T18:30:00Z")
    let due = DigestDue(day: try day("2026-03-03"), at: at)
    #expect(try await store.fix(Store.daily, due: due, addressees: [], at: at) { _ in nil } == nil)
    #expect(try await store.fix(on: "2026-03-04")?.works == [])
  }

  @Test func `an early digest that has nothing to tell leaves its day open`() async throws {
    let store = try Store.inMemory()
    let at = try instant("2026-03-03T08:00:00Z")
    let due = DigestDue(day: try day("2026-03-03"), at: at)
    #expect(
      try await store.fix(Store.daily, due: due, addressees: [], at: at, isEarly: true) { _ in nil } == nil
    )
    try await store.admit(try paper("2603.00001"))
    try await store.appraise(["2603.00001": 7])
    try await store.propose()
    #expect(try await store.fix(on: "2026-03-03")?.works == ["2603.00001"])
  }

  @Test func `what is withdrawn is not told until it is back`() async throws {
    let store = try await store("2603.00001", "2603.00002")
    try await store.execute("UPDATE paper SET withdrawn = 1 WHERE id = '2603.00001'")
    #expect(try await store.fix(on: "2026-03-03")?.works == ["2603.00002"])
    try await store.execute("UPDATE paper SET withdrawn = 0 WHERE id = '2603.00001'")
    #expect(try await store.fix(on: "2026-03-04")?.works == ["2603.00001"])
  }

  @Test func `what a backfill finds of old listings is no news, and of late ones it is`() async throws {
    let store = try await store("2603.00001")
    try await store.fix(on: "2026-03-03")
    try await store.admit(try paper("2602.00001", announced: "2026-02-10"))
    try await store.admit(try paper("2603.00002", announced: "2026-03-02"))
    try await store.appraise(["2603.00001": 7, "2602.00001": 7, "2603.00002": 7], rulebook: "second")
    try await store.propose(lookback: 60, newsFrom: try day("2026-02-24"))
    #expect(try await store.proposals(topic: "reading").count == 3)
    #expect(try await store.fix(on: "2026-03-04")?.works == ["2603.00002"])
  }

  @Test func `what a digest did not follow is no news when it does`() async throws {
    let store = try await store("2603.00001", "2603.00002")
    let accepted = DigestSource(topic: "reading", name: "daily", logs: [.acceptance], changes: false)
    try await store.fix(accepted, on: "2026-03-03")
    try await store.admit(try paper("2603.00003", announced: "2026-03-04"))
    try await store.appraise(["2603.00001": 7, "2603.00002": 7, "2603.00003": 7], rulebook: "second")
    try await store.propose()
    #expect(try await store.fix(on: "2026-03-04")?.works == ["2603.00003"])
  }

  @Test func `a change knows the section of its paper`() async throws {
    let store = try await store("2603.00001")
    try await store.fix(on: "2026-03-03")
    try await store.decide(.accept, "2603.00001", after: .accepted, section: "Video")
    try await store.execute(
      """
      INSERT INTO paperEvent (paper, kind, detail, at, recordedAt)
      VALUES ('2603.00001', 'withdrawn', 'in version 2', '2026-03-20T00:00:00Z', '2026-03-20T00:00:00Z')
      """
    )
    #expect(try await store.fix(on: "2026-03-21")?.changes.map(\.section) == ["Video"])
  }
}
