import Foundation
import Papers
import Queueing
import TestKit
import Testing

@Suite struct `Proposals` {
  let store: Store

  init() throws { store = try .inMemory() }

  @Test func `are of what qualifies, in the order of the days, the best of a day last`() async throws {
    try await store.admit(
      try paper("2603.00001", announced: "2026-03-03"),
      try paper("2603.00002", announced: "2026-03-03"),
      try paper("2603.00003", announced: "2026-03-03"),
      try paper("2603.00004", announced: "2026-03-03"),
      try paper("2603.00005", announced: "2026-03-04")
    )
    try await store.appraise(["2603.00001": 9, "2603.00002": 7, "2603.00004": 9, "2603.00005": 6])
    #expect(try await store.propose() == 4)
    #expect(
      try await store.proposalLog() == [
        "2603.00005 2026-03-04T01:00:00Z", "2603.00004 2026-03-03T01:00:02Z",
        "2603.00001 2026-03-03T01:00:01Z", "2603.00002 2026-03-03T01:00:00Z",
      ]
    )
  }

  @Test func `are made once`() async throws {
    try await store.admit(try paper("2603.00001"), try paper("2603.00002"))
    try await store.appraise(["2603.00001": 9, "2603.00002": 7])
    #expect(try await store.propose() == 2)
    let log = try await store.proposals(topic: "reading")
    #expect(try await store.propose(at: "2026-03-09T02:00:00Z") == 0)
    #expect(try await store.proposals(topic: "reading") == log)
    #expect(try await store.verdicts(topic: "reading").isEmpty)
  }

  @Test func `take the best of a day, and no more in a later round of that day`() async throws {
    try await store.admit(
      try paper("2603.00001"),
      try paper("2603.00002"),
      try paper("2603.00003"),
      try paper("2603.00004", announced: "2026-03-04")
    )
    let points = [
      "2603.00001": 7.0, "2603.00002": 9, "2603.00003": 8, "2603.00004": 6, "2603.00005": 99,
      "2603.00006": 99,
    ]
    try await store.appraise(points)
    #expect(try await store.propose(daily: 2) == 3)
    #expect(
      try await store.queue() == ["2603.00004 pending", "2603.00002 pending", "2603.00003 pending"]
    )
    // One more of each day: the first day is full, whatever the score, and stays so when one is decided.
    try await store.decide(.reject, "2603.00002", after: .rejected)
    try await store.admit(
      try paper("2603.00005", announced: "2026-03-03"),
      try paper("2603.00006", announced: "2026-03-04")
    )
    try await store.appraise(points)
    #expect(try await store.propose(daily: 2) == 1)
    #expect(try await store.propose(daily: 2) == 0)
    #expect(try await store.queue().first == "2603.00006 pending")
    // A higher cap lets the best of the rest in.
    #expect(try await store.propose(daily: 3) == 1)
    #expect(try await store.proposalLog().first == "2603.00005 2026-03-04T01:00:02Z")
    #expect(try await store.propose() == 1)
  }

  @Test func `count a day's papers, not what a person or the list brought in`() async throws {
    try await store.admit(try paper("2603.00001"), try paper("2603.00002"), try paper("2603.00003"))
    try await store.appraise(["2603.00001": 7, "2603.00002": 8])
    try await store.decide(.accept, "2603.00003", after: .accepted)
    #expect(try await store.propose(daily: 2) == 2)
  }

  @Test func `none at all when the cap is nought`() async throws {
    try await store.admit(try paper("2603.00001"))
    try await store.appraise(["2603.00001": 7])
    #expect(try await store.propose(daily: 0) == 0)
  }

  @Test(arguments: [(0, 1), (6, 1), (7, 2), (8, 3), (21, 3)])
  func `reach back from the latest day that is known`(lookback: Int, proposed: Int) async throws {
    try await store.admit(
      try paper("2603.00001", announced: "2026-03-02"),
      try paper("2603.00002", announced: "2026-03-03"),
      try paper("2603.00003", announced: "2026-03-10"),
      try paper("2603.00004", announced: nil)
    )
    try await store.appraise(["2603.00001": 7, "2603.00002": 7, "2603.00003": 7, "2603.00004": 7])
    #expect(try await store.propose(lookback: lookback) == proposed)
  }

  @Test func `leave out what is gone`() async throws {
    try await store.admit(try paper("2603.00001"), try paper("2603.00002"))
    try await store.appraise(["2603.00001": 7, "2603.00002": 7])
    try await store.admit(Paper(id: try #require(PaperID("2603.00001")), isDeleted: true))
    #expect(try await store.propose() == 1)
    #expect(try await store.queue() == ["2603.00002 pending"])
  }

  @Test func `are none in an empty store`() async throws {
    #expect(try await store.propose() == 0)
    #expect(try await store.proposals(topic: "reading").isEmpty)
  }

  @Test func `of a late paper come after what was proposed before`() async throws {
    try await store.admit(try paper("2603.00002", announced: "2026-03-05"))
    try await store.appraise(["2603.00002": 7])
    try await store.propose()
    try await store.admit(try paper("2603.00001", announced: "2026-03-03"))
    try await store.appraise(["2603.00001": 7])
    try await store.propose()
    #expect(
      try await store.proposalLog() == [
        "2603.00001 2026-03-05T01:00:01Z", "2603.00002 2026-03-05T01:00:00Z",
      ]
    )
  }

  @Test func `say what the paper said`() async throws {
    var told = try paper("2603.00001")
    told.comment = "12 pages"
    try await store.admit(told)
    try await store.appraise(["2603.00001": 7.5], section: "Vision")
    try await store.propose()
    let publication = try #require(try await store.proposals(topic: "reading").first)
    let expected = Publication(
      work: try work("2603.00001"),
      title: told.title,
      authors: told.authors,
      abstract: told.abstract,
      categories: told.categories,
      comment: "12 pages",
      section: "Vision",
      appraisal: appraisal(7.5, section: "Vision"),
      announced: try day(tuesday),
      updated: try instant("2026-03-03T01:00:00Z")
    )
    #expect(publication == expected)
  }

  @Test func `stay word for word, whatever becomes of the paper, its score and its state`() async throws {
    try await store.admit(try paper("2603.00001"), try paper("2603.00002"), try paper("2603.00003"))
    try await store.appraise(["2603.00001": 7, "2603.00002": 8, "2603.00003": 9])
    try await store.propose()
    let log = try await store.proposals(topic: "reading")

    var second = try paper("2603.00001", "On reading aloud")
    second.version = 2
    let gone = Paper(id: try #require(PaperID("2603.00003")), isDeleted: true)
    try await store.admit(second, gone)
    try await store.decide(.accept, "2603.00001", after: .accepted, section: "Elsewhere")
    try await store.decide(.reject, "2603.00003", after: .rejected)
    try await store.appraise(["2603.00001": 70], section: "Moved", rulebook: "second")
    try await store.propose(at: "2026-03-09T02:00:00Z")
    #expect(try await store.proposals(topic: "reading") == log)
  }

  @Test func `of two topics do not meet`() async throws {
    try await store.admit(try paper("2603.00001"), try paper("2603.00002"))
    try await store.appraise(["2603.00001": 7, "2603.00002": 8])
    try await store.appraise(["2603.00001": 9], topic: "writing")
    #expect(try await store.propose(daily: 1) == 1)
    #expect(try await store.propose(daily: 1, topic: "writing") == 1)
    #expect(try await store.queue() == ["2603.00002 pending"])
    #expect(try await store.queue(topic: "writing") == ["2603.00001 pending"])
    #expect(try await store.proposalLog(topic: "writing") == ["2603.00001 2026-03-03T01:00:00Z"])
  }

  @Test(arguments: 1...8 as ClosedRange<UInt64>)
  func `keep cap, order and unique dates through any rounds`(seed: UInt64) async throws {
    var random = Seeded(seed)
    let daily = Int.random(in: 1...3, using: &random)
    var points: [String: Double] = [:]
    var before: [Publication] = []
    for round in 0..<8 {
      var page: [Paper] = []
      for _ in 0..<Int.random(in: 0...6, using: &random) {
        let number = 10_000 + Int.random(in: 1...60, using: &random)
        let id = "2603.\(number)"
        let day = try day(tuesday) + Int.random(in: 0...round, using: &random)
        page.append(try paper(id, "Title \(round)", announced: day.description))
        points[id] = Double(Int.random(in: 6...9, using: &random))
      }
      let now = try instant("2026-03-03T02:00:00Z") + Double(round) * 86_400
      _ = try await store.admit(page, lane: lane(), step: .position("{}"), at: now)
      try await store.appraise(points, rulebook: "\(round)")
      try await store.propose(daily: daily, at: now.rfc3339)

      let log = Array(try await store.proposals(topic: "reading").reversed())
      #expect(Array(log.prefix(before.count)) == before)
      #expect(zip(log, log.dropFirst()).allSatisfy { $0.updated < $1.updated })
      let days = Dictionary(grouping: log, by: \.announced)
      #expect(days.values.allSatisfy { $0.count <= daily })
      before = log
    }
  }
}
