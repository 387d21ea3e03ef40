import Papers
import Queueing
import Testing

/// OAI-PMH tells the day of a record's last change, which for a revised paper is not that of its announcement.
@Suite struct `The day of announcement` {
  let store: Store

  init() throws { store = try .inMemory() }

  private func announced(_ id: String) async throws -> String? {
    try await store.paper(try #require(PaperID(id)))?.announced?.description
  }

  @Test func `is no later than that of the next paper that is known`() async throws {
    try await store.admit(
      try paper("2603.00005", announced: "2026-03-04"),
      try paper("2603.00009", announced: "2026-03-03"),
      try paper("2603.00004", announced: "2026-03-20"),
      try paper("2603.00003", announced: "2026-03-02"),
      try paper("2603.00006", announced: nil),
      try paper("2603.00010", announced: "2026-03-20")
    )
    #expect(try await announced("2603.00005") == "2026-03-04")
    #expect(try await announced("2603.00004") == "2026-03-04")
    #expect(try await announced("2603.00003") == "2026-03-02")
    #expect(try await announced("2603.00006") == nil)
    #expect(try await announced("2603.00010") == "2026-03-20")
  }

  @Test func `is not drawn from another month or another archive`() async throws {
    try await store.admit(
      try paper("2602.00009", announced: "2026-02-10"),
      try paper("math/9901005", announced: "1999-01-08"),
      try paper("2603.00004", announced: "2026-03-20"),
      try paper("hep-th/9901004", announced: "1999-01-11"),
      try paper("math/9901004", announced: "1999-01-11")
    )
    #expect(try await announced("2603.00004") == "2026-03-20")
    #expect(try await announced("hep-th/9901004") == "1999-01-11")
    #expect(try await announced("math/9901004") == "1999-01-08")
  }

  @Test(arguments: [
    ("2603.00004", "2026-06-20", "2026-04-01"), ("2603.00004", "2026-04-01", "2026-04-01"),
    ("2603.00004", "2026-03-31", "2026-03-31"), ("2512.00004", "2026-06-20", "2026-01-02"),
    ("hep-th/9912001", "2007-06-20", "2000-01-03"), ("2505.00004", "2025-06-20", "2025-06-02"),
  ])
  func `is no later than the month of the id`(id: String, told: String, announced: String) async throws {
    try await store.admit(try paper(id, announced: told))
    #expect(try await self.announced(id) == announced)
  }

  @Test func `is never moved to a later day, and only to an earlier one by a source that shows papers`()
    async throws
  {
    try await store.admit(try paper("2603.00005", announced: "2026-03-04"))
    try await store.admit(try paper("2603.00005", announced: "2026-03-11"))
    try await store.admit(try paper("2603.00005", announced: nil))
    try await estimate(try paper("2603.00005", announced: "2026-02-20"))
    #expect(try await announced("2603.00005") == "2026-03-04")
    try await store.admit(try paper("2603.00005", announced: "2026-03-03"))
    #expect(try await announced("2603.00005") == "2026-03-03")
  }

  @Test
  func `of a paper that was held back drags that of no other back`()
    async throws
  {
    try await store.admit(try paper("2603.00001", announced: "2026-03-03"))
    try await estimate(
      try paper("2603.00900", announced: "2026-02-20"),
      try paper("2603.00800", announced: "2026-03-04")
    )
    #expect(try await announced("2603.00900") == "2026-02-20")
    #expect(try await announced("2603.00800") == "2026-03-04")
  }

  /// As the query API tells it: worked out from the submission.
  private func estimate(_ papers: Paper...) async throws {
    var page = PageAdmission(papers: papers)
    page.isEstimated = true
    try await store.admit(page, lane: lane(), step: .position("{}"), at: try instant("2026-03-04T02:00:00Z"))
  }

  @Test func `is refined as well when another source told of the paper first`() async throws {
    try await store.admit(
      try paper("2603.00005", announced: nil),
      try paper("2603.00006", announced: "2026-03-04"),
      try paper("2603.00007", announced: nil)
    )
    try await store.admit(
      try paper("2603.00005", announced: "2026-05-20"),
      try paper("2603.00007", announced: "2026-05-20")
    )
    #expect(try await announced("2603.00005") == "2026-03-04")
    #expect(try await announced("2603.00007") == "2026-04-01")
  }
}
