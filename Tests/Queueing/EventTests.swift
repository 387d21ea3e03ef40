import Foundation
import Papers
import Testing

@testable import Queueing

@Suite struct `The events of a paper` {
  let store: Store

  init() throws { store = try .inMemory() }

  private func supplement(_ paper: Paper, at now: String = "2026-03-04T02:00:00Z") async throws {
    var page = PageAdmission(papers: [paper])
    page.isSupplement = true
    try await store.admit(page, lane: lane(), step: .position("{}"), at: try instant(now))
  }

  private func events() async throws -> [String] {
    try await store.events().map { "\($0.event.kind.rawValue) \($0.event.detail) \($0.event.at.rfc3339)" }
      .sorted()
  }

  @Test func `are none when it is seen for the first time or again unchanged`() async throws {
    try await store.admit(try paper("2603.00001"))
    try await store.admit(try paper("2603.00001"), at: "2026-03-04T02:00:00Z")
    #expect(try await events().isEmpty)
  }

  @Test func `tell each version once, with its date`() async throws {
    try await store.admit(try paper("2603.00001"))
    var second = try paper("2603.00001")
    second.version = 2
    second.updated = try instant("2026-03-05T09:00:00Z")
    for _ in 0..<2 { try await store.admit(second, at: "2026-03-06T02:00:00Z") }
    #expect(try await events() == ["version v2 2026-03-05T09:00:00Z"])
  }

  @Test func `tell versions that were jumped over`() async throws {
    try await store.admit(try paper("2603.00001"))
    var fourth = try paper("2603.00001")
    fourth.version = 4
    fourth.updated = try instant("2026-03-05T09:00:00Z")
    try await store.admit(fourth)
    #expect(try await events().map { $0.prefix(10) } == ["version v2", "version v3", "version v4"])
  }

  @Test func `do not take a number that becomes known for a new version`() async throws {
    var told = try paper("2603.00001")
    told.version = nil
    try await store.admit(told)
    var known = told
    known.version = 3
    known.published = try instant("2026-01-02T10:00:00Z")
    try await supplement(known)
    #expect(try await events().isEmpty)
    let stored = try #require(try await store.allPapers().first)
    #expect(stored.version == 3)
    #expect(stored.published == known.published)
    #expect(try await store.history(of: stored.id).isEmpty, "nothing that a reader would see has changed")
  }

  @Test func `tell a withdrawal once, also when the version is told later`() async throws {
    try await store.admit(try paper("2603.00001"))
    var withdrawn = try paper("2603.00001")
    withdrawn.version = nil
    withdrawn.isWithdrawn = true
    withdrawn.comment = "This paper has been withdrawn"
    withdrawn.updated = try instant("2026-03-05T00:00:00Z")
    try await store.admit(withdrawn, at: "2026-03-06T02:00:00Z")
    withdrawn.version = 2
    try await supplement(withdrawn, at: "2026-03-06T02:01:00Z")
    #expect(try await events() == ["version v2 2026-03-05T00:00:00Z", "withdrawn  2026-03-05T00:00:00Z"])
    #expect(try await store.allPapers().first?.isWithdrawn == true)
  }

  @Test func `tell journal, DOI and cross-list when they are added`() async throws {
    try await store.admit(try paper("2603.00001"))
    var changed = try paper("2603.00001", announced: "2026-03-05")
    changed.journalReference = "J. Read. 1"
    changed.dois = ["10.1000/x"]
    changed.categories += ["cs.LG"].compactMap { Papers.Category($0) }
    try await store.admit(changed, at: "2026-03-06T02:00:00Z")
    #expect(
      try await events() == [
        "crosslist cs.LG 2026-03-05T00:00:00Z", "doi 10.1000/x 2026-03-05T00:00:00Z",
        "journal J. Read. 1 2026-03-05T00:00:00Z",
      ]
    )
  }

  @Test func `tell a deletion`() async throws {
    try await store.admit(try paper("2603.00001"))
    let gone = Paper(id: try #require(PaperID("2603.00001")), isDeleted: true)
    try await store.admit(gone)
    #expect(try await events().map { $0.prefix(8) } == ["deleted "])
  }

  @Test func `belong to a queue when the paper does`() async throws {
    try await store.admit(try paper("2603.00001"), try paper("2603.00002"))
    try await store.appraise(["2603.00001": 9])
    try await store.propose()
    for id in ["2603.00001", "2603.00002"] {
      var second = try paper(id)
      second.version = 2
      try await store.admit(second)
    }
    #expect(try await store.events(topic: "reading").map(\.paper.canonical) == ["2603.00001"])
    #expect(try await store.events().count == 2)
  }

  @Test func `a supplement for an unknown paper admits it whole`() async throws {
    try await supplement(try paper("2603.00009", "Spelled as TeX"))
    #expect(try await store.allPapers().map(\.title) == ["Spelled as TeX"])
    try await supplement(try paper("2603.00009", "Spelled otherwise"))
    #expect(try await store.allPapers().map(\.title) == ["Spelled as TeX"])
  }
}

@Suite struct `Another spelling` {
  let store: Store

  init() throws { store = try .inMemory() }

  private func tell(_ paper: Paper) async throws {
    var page = PageAdmission(papers: [paper])
    page.keepsText = true
    try await store.admit(page, lane: lane(), step: .position("{}"), at: try instant("2026-03-04T02:00:00Z"))
  }

  @Test func `of the same version by another interface is no change, but affiliations are learned`()
    async throws
  {
    try await store.admit(try paper("2603.00001", "On Poincaré"))
    var told = try paper("2603.00001", "On Poincar\\'e")
    told.authors = [Author("A. Reader"), Author("B. Writer")]
    try await tell(told)
    let id = try #require(PaperID("2603.00001"))
    #expect(try await store.history(of: id).isEmpty)
    #expect(try await store.allPapers().first?.title == "On Poincaré")
    told = try paper("2603.00001", "On Poincar\\'e")
    told.authors[0].affiliations = ["Some Institute"]
    try await tell(told)
    #expect(try await store.allPapers().first?.authors.first?.affiliations == ["Some Institute"])
  }

  @Test func `of a newer version is the text`() async throws {
    try await store.admit(try paper("2603.00001", "First"))
    var second = try paper("2603.00001", "Second")
    second.version = 2
    try await tell(second)
    #expect(try await store.allPapers().first?.title == "Second")
  }

  @Test func `replaces what could be read of a damaged entry`() async throws {
    var page = PageAdmission(papers: [])
    let broken = try paper("2603.00001", "What could be read")
    page.damaged = [DamagedEntry(paper: broken, source: "api query", reason: "damaged", raw: [1])]
    try await store.admit(page, lane: lane(), step: .position("{}"), at: try instant("2026-03-04T02:00:00Z"))
    try await tell(try paper("2603.00001", "Whole"))
    #expect(try await store.allPapers().first?.title == "Whole")
  }
}

@Suite struct `News` {
  let store: Store

  init() throws { store = try .inMemory() }

  private func admit(_ papers: [Paper], since: String) async throws -> Int {
    var page = PageAdmission(papers: papers)
    page.newsSince = try day(since)
    return try await store.admit(
      page,
      lane: lane(),
      step: .position("{}"),
      at: try instant("2026-03-03T02:00:00Z")
    )
  }

  @Test func `is what was announced since the harvest asks, not what was merely edited`() async throws {
    let old = try (1...40).map { try paper("2401.\(10_000 + $0)") }
    #expect(try await admit(old + [try paper("2603.00001")], since: "2026-03-01") == 1)
    #expect(try await store.paperCount() == 41)
    let days = Set(try await store.allPapers().prefix(40).map(\.announced))
    #expect(days == [Day("2024-02-01")], "an old paper was announced no later than its month's last listing")
  }

  @Test func `of a source that does not tell announcements is dated by what was there before`() async throws {
    var page = PageAdmission(papers: [try paper("2603.00001", announced: "2026-02-10")])
    let listing = try day("2026-03-03")
    page.isEstimated = true
    page.dating = { _ in listing }
    try await store.admit(page, lane: lane(), step: .position("{}"), at: try instant("2026-03-03T02:00:00Z"))
    #expect(try await store.allPapers().first?.announced == listing)
  }
}
