import Papers
import Queueing
import Testing

@Suite struct `What a person leaves at a candidate` {
  let store: Store
  let first: WorkID

  init() async throws {
    store = try .inMemory()
    first = try work("2603.00001")
    try await store.admit(try paper("2603.00001"))
    try await store.appraise(["2603.00001": 8], section: "Vision")
    try await store.propose()
  }

  private func candidate() async throws -> Candidate? {
    try await store.candidate(topic: "reading", work: first, today: try day(tuesday))
  }

  @Test func `is kept with it`() async throws {
    #expect(try await store.setNote("ask Ada", topic: "reading", work: first))
    #expect(try await store.setDraft("* [2603] [Map]", topic: "reading", work: first))
    #expect(try await candidate()?.note == "ask Ada")
    #expect(try await candidate()?.draft == "* [2603] [Map]")
    #expect(try await store.setNote("", topic: "reading", work: first))
    #expect(try await store.setDraft(nil, topic: "reading", work: first))
    #expect(try await candidate()?.note == nil)
    #expect(try await candidate()?.draft == nil)
    #expect(try await store.setNote("x", topic: "reading", work: try work("2603.09999")) == false)
  }

  @Test func `counts for more than the section of changed rules`() async throws {
    #expect(try await store.setSection("Audio", topic: "reading", work: first))
    try await store.appraise(["2603.00001": 9], section: "Video", rulebook: "second")
    try await store.propose()
    #expect(try await candidate()?.section == "Audio")
    #expect(try await candidate()?.score == 9)
  }

  @Test func `is no other section for an accepted one, whose line would have to move`() async throws {
    try await store.decide(.accept, "2603.00001", after: .accepted)
    #expect(try await store.setSection("Audio", topic: "reading", work: first) == false)
    #expect(try await candidate()?.section == "Vision")
    #expect(try await store.setNote("ask Ada", topic: "reading", work: first))
  }

  @Test func `leaves the section to the rules otherwise`() async throws {
    try await store.appraise(["2603.00001": 9], section: "Video", rulebook: "second")
    try await store.propose()
    #expect(try await candidate()?.section == "Video")
  }

  @Test func `is told as withdrawn also when the paper comes after the candidate`() async throws {
    let second = try work("2603.00002")
    let entry = Entry(work: second, title: "On maps", url: "https://x.test", line: 3)
    let listed = ListedEntry(entry: entry, date: try instant("2026-03-01T00:00:00Z"))
    _ = try await store.importList([listed], topic: "reading", at: try instant("2026-03-03T09:00:00Z"))
    var withdrawn = try paper("2603.00002", "On maps")
    withdrawn.isWithdrawn = true
    try await store.admit(withdrawn)
    let candidate = try await store.candidate(topic: "reading", work: second, today: try day(tuesday))
    #expect(candidate?.isWithdrawn == true)
  }

  @Test func `knows what a listed paper said at first`() async throws {
    let entry = Entry(work: first, title: "On reading", url: "https://x.test", line: 3)
    let listed = ListedEntry(entry: entry, date: try instant("2026-03-01T00:00:00Z"))
    _ = try await store.importList([listed], topic: "reading", at: try instant("2026-03-03T09:00:00Z"))
    #expect(try await store.changedListedPapers(topic: "reading").isEmpty)
    for version in 2...3 {
      var next = try paper("2603.00001", "On reading, \(version)")
      next.version = version
      next.abstract = "We read \(version) maps."
      try await store.admit(next)
    }
    let changed = try #require(try await store.changedListedPapers(topic: "reading").first)
    #expect(changed.first.abstract == "We read.")
    #expect(changed.first.title == "On reading")
    #expect(changed.now.abstract == "We read 3 maps.")
  }
}
