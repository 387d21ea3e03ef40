import Foundation
import Papers
import TestKit
import Testing

@testable import Queueing

/// What could be read of a damaged paper.
private func readable(_ id: String) throws -> Paper { try paper(id, "What could be read") }

@Suite struct `A damaged entry` {
  let store: Store

  init() throws { store = try .inMemory() }

  private func entry(_ id: String?, raw: String = "<record>\u{0B}</record>") throws -> DamagedEntry {
    let read: Paper? = try id.map { id in try readable(id) }
    return DamagedEntry(
      paper: read,
      source: "oai cs",
      reason: "the entry cannot be read",
      raw: Array(raw.utf8)
    )
  }

  private func admit(_ damaged: [DamagedEntry], _ papers: [Paper] = []) async throws {
    var page = PageAdmission(papers: papers)
    page.damaged = damaged
    try await store.admit(page, lane: lane(), step: .position("{}"), at: try instant("2026-03-03T02:00:00Z"))
  }

  private func marked() async throws -> [String] {
    let found = Gathered()
    try await store.forEachPaper { paper, isDamaged in if isDamaged { found.add(paper.id.canonical) } }
    return found.all
  }

  @Test func `is stored with what could be read, marked, and its raw bytes kept`() async throws {
    try await admit([try entry("2603.00001")], [try paper("2603.00002")])
    #expect(try await store.allPapers().map(\.title) == ["What could be read", "On reading"])
    #expect(try await marked() == ["2603.00001"])
    let listed = try #require(try await store.damaged().first)
    #expect(listed.id?.canonical == "2603.00001")
    #expect(listed.bytes == 18)
    #expect(try await store.text("SELECT hex(raw) FROM damagedEntry")?.contains("0B") == true)
  }

  @Test func `without an id is kept once, however often it comes`() async throws {
    for _ in 0..<2 { try await admit([try entry(nil)]) }
    #expect(try await store.damaged().map(\.id) == [nil])
    #expect(try await store.paperCount() == 0)
  }

  @Test func `is whole again when the paper is told anew, and stays so when the damage is seen again`()
    async throws
  {
    try await admit([try entry("2603.00001")])
    try await store.admit(
      PageAdmission(papers: [try paper("2603.00001", "Whole")]),
      at: try instant("2026-03-03T03:00:00Z")
    )
    #expect(try await marked().isEmpty)
    #expect(try await store.damaged().isEmpty)
    try await admit([try entry("2603.00001")])
    #expect(try await store.allPapers().map(\.title) == ["Whole"])
    #expect(try await marked().isEmpty)
    #expect(try await store.everDamaged().map(\.canonical) == ["2603.00001"])
  }

  @Test func `is asked for again after an hour, then after twice as long each time`() async throws {
    try await admit([try entry("2603.00001"), try entry(nil)])
    var now = try instant("2026-03-03T02:00:00Z")
    for hours in [1.0, 2, 4] {
      let due = try await store.damagedDue(at: now, limit: 10)
      #expect(due.map(\.canonical) == ["2603.00001"])
      try await store.putOffDamaged(due, at: now)
      #expect(try await store.damagedDue(at: now + hours * 3600 - 1, limit: 10).isEmpty)
      now += hours * 3600
    }
  }
}

@Suite struct `A skipped number` {
  let store: Store

  init() async throws {
    store = try .inMemory()
    try await store.record(
      Poll(
        source: "oai",
        at: try instant("2026-03-03T02:00:00Z"),
        since: nil,
        outcome: .complete,
        detail: "said"
      )
    )
  }

  private func look(at now: String) async throws -> [String] {
    let month = try #require(Month(year: 2026, month: 3))
    try await store.findHoles(in: month, at: try instant(now))
    return try await store.holesDue(seenBefore: try instant(now) - 48 * 3600, limit: 100).map(\.canonical)
  }

  @Test func `is due two days after it was first seen, unless its paper turns up`() async throws {
    try await store.admit(try paper("2603.00001"), try paper("2603.00003"), try paper("2603.00006"))
    #expect(try await look(at: "2026-03-03T02:00:00Z").isEmpty)
    #expect(try await store.holeCounts().open == 3)
    try await store.admit(try paper("2603.00004"))
    #expect(try await look(at: "2026-03-05T02:00:00Z") == ["2603.00002", "2603.00005"])
  }

  @Test func `is asked for once`() async throws {
    try await store.admit(try paper("2603.00001"), try paper("2603.00003"))
    _ = try await look(at: "2026-03-03T02:00:00Z")
    let due = try await look(at: "2026-03-05T02:00:00Z").compactMap { PaperID($0) }
    try await store.probed(due, at: try instant("2026-03-05T02:00:00Z"))
    #expect(try await look(at: "2026-03-06T02:00:00Z").isEmpty)
    #expect(try await store.holeCounts() == (open: 0, probed: 1))
  }

  @Test func `is none in a stretch that was never harvested, nor among old ids`() async throws {
    try await store.admit(
      try paper("2603.00001", announced: "2026-03-02"),
      try paper("2603.00009", announced: "2026-03-02")
    )
    try await store.admit(try paper("2603.05000"), try paper("hep-th/0603001"), try paper("hep-th/0603009"))
    #expect(try await look(at: "2026-03-03T02:00:00Z").isEmpty)
    #expect(try await store.holeCounts().open == 0)
  }
}

@Suite struct `What repair found` {
  @Test func `is listed with how it was missed, but not what was known or old`() async throws {
    let store = try Store.inMemory()
    try await store.admit(try paper("2603.00001"))
    var page = PageAdmission(papers: [
      try paper("2603.00001"), try paper("2603.00002"), try paper("2401.00001"),
    ])
    page.repair = "in the weekly reconcile"
    page.newsSince = try day("2026-02-20")
    try await store.admit(page, lane: lane(), step: .position("{}"), at: try instant("2026-03-04T02:00:00Z"))
    #expect(
      try await store.repairs(limit: 9).map { "\($0.paper) \($0.how)" } == [
        "2603.00002 in the weekly reconcile"
      ]
    )
  }
}

@Suite struct `The log of polls` {
  @Test func `gives back what was recorded, and the last that was complete`() async throws {
    let store = try Store.inMemory()
    let polls = try [
      ("oai", "2026-03-03T02:00:00Z", Poll.Outcome.complete), ("api", "2026-03-04T02:00:00Z", .refused),
    ]
    .map {
      Poll(
        source: $0.0,
        at: try instant($0.1),
        since: try day("2026-03-01"),
        through: nil,
        outcome: $0.2,
        confirmations: 0,
        detail: "said"
      )
    }
    for poll in polls { try await store.record(poll) }
    #expect(try await store.polls(since: try instant("2026-03-01T00:00:00Z")) == polls)
    #expect(try await store.polls(since: try instant("2026-03-04T00:00:00Z")) == [polls[1]])
    #expect(try await store.lastCompletePoll() == polls[0].at)
  }

  @Test func `counts the papers of each listing without tombstones`() async throws {
    let store = try Store.inMemory()
    var gone = try paper("2603.00003")
    gone.isDeleted = true
    try await store.admit(try paper("2603.00001"), try paper("2603.00002"), gone)
    #expect(try await store.paperCounts(since: try day("2026-03-01")) == [try day(tuesday): 2])
    #expect(
      try await store.announcements(of: [try #require(PaperID("2603.00001"))]).values.map(\.description) == [
        tuesday
      ]
    )
  }
}
