import Papers
import Queueing
import Testing

@Suite struct `The accepted feed` {
  let store: Store

  init() async throws {
    store = try .inMemory()
    try await store.admit(try paper("2603.00001", "One"), try paper("2603.00002", "Two"))
    try await store.appraise(["2603.00001": 8, "2603.00002": 9], section: "Vision")
    try await store.propose()
  }

  private func accept(_ id: String, at now: String) async throws {
    try await store.decide(.accept, id, after: .accepted, at: now)
  }

  private func list(_ id: String, title: String, links: [Link] = [], date: String) async throws {
    let entry = Entry(work: try work(id), title: title, url: id, links: links, section: ["Papers"], line: 1)
    let listed = ListedEntry(entry: entry, date: try instant(date))
    _ = try await store.importList([listed], topic: "reading", at: try instant("2026-03-09T02:00:00Z"))
  }

  @Test func `shows what was accepted last first`() async throws {
    try await accept("2603.00002", at: "2026-03-03T09:00:00Z")
    try await accept("2603.00001", at: "2026-03-03T10:00:00Z")
    #expect(
      try await store.acceptanceLog() == [
        "2603.00001 2026-03-03T10:00:00Z", "2603.00002 2026-03-03T09:00:00Z",
      ]
    )
    #expect(try await store.acceptances(topic: "writing").isEmpty)
  }

  @Test func `moves on by a second what was accepted in the same one, or with a clock set back`() async throws
  {
    try await accept("2603.00002", at: "2026-03-03T09:00:00Z")
    try await accept("2603.00001", at: "2026-03-03T09:00:00Z")
    try await store.admit(try paper("2603.00003"))
    try await accept("2603.00003", at: "2026-03-02T09:00:00Z")
    #expect(
      try await store.acceptanceLog() == [
        "2603.00003 2026-03-03T09:00:02Z", "2603.00001 2026-03-03T09:00:01Z",
        "2603.00002 2026-03-03T09:00:00Z",
      ]
    )
  }

  @Test func `loses what is taken back, and shows it at its later date when it is accepted again`()
    async throws
  {
    try await accept("2603.00001", at: "2026-03-03T09:00:00Z")
    try await accept("2603.00002", at: "2026-03-03T10:00:00Z")
    try await store.decide(.undo, "2603.00001", after: .pending, at: "2026-03-03T11:00:00Z")
    #expect(try await store.acceptanceLog() == ["2603.00002 2026-03-03T10:00:00Z"])
    try await accept("2603.00001", at: "2026-03-03T12:00:00Z")
    #expect(
      try await store.acceptanceLog() == [
        "2603.00001 2026-03-03T12:00:00Z", "2603.00002 2026-03-03T10:00:00Z",
      ]
    )
  }

  @Test func `does not move what is accepted twice`() async throws {
    try await accept("2603.00001", at: "2026-03-03T09:00:00Z")
    try await store.decide(
      .accept,
      "2603.00001",
      after: .accepted,
      section: "Audio",
      at: "2026-03-03T10:00:00Z"
    )
    #expect(try await store.acceptanceLog() == ["2603.00001 2026-03-03T09:00:00Z"])
    #expect(try await store.acceptances(topic: "reading").first?.section == "Audio")
  }

  @Test func `says what the paper says, and why it was proposed`() async throws {
    try await accept("2603.00001", at: "2026-03-03T09:00:00Z")
    let told = try paper("2603.00001", "One")
    let expected = Publication(
      work: try work("2603.00001"),
      title: "One",
      authors: told.authors,
      abstract: told.abstract,
      categories: told.categories,
      section: "Vision",
      appraisal: appraisal(8, section: "Vision"),
      announced: try day(tuesday),
      updated: try instant("2026-03-03T09:00:00Z")
    )
    #expect(try await store.acceptances(topic: "reading") == [expected])
  }

  @Test func `takes title and links from the list`() async throws {
    let code = Link(label: "Code", url: "https://example.org/code")
    try await accept("2603.00001", at: "2026-03-03T09:00:00Z")
    try await list("2603.00001", title: "One, listed", links: [code], date: "2026-03-01T00:00:00Z")
    let publication = try #require(try await store.acceptances(topic: "reading").first)
    #expect(publication.title == "One, listed")
    #expect(publication.links == [code])
    #expect(publication.abstract == "We read.")
    #expect(publication.updated == (try instant("2026-03-03T09:00:00Z")))
  }

  @Test func `does not move what is enriched later`() async throws {
    try await list("2603.00005", title: "Five", date: "2026-03-01T00:00:00Z")
    let bare = try #require(try await store.acceptances(topic: "reading").first)
    #expect(bare.authors.isEmpty && bare.abstract.isEmpty && bare.categories.isEmpty)
    try await store.admit(try paper("2603.00005", "Five, as arXiv has it"))
    let rich = try #require(try await store.acceptances(topic: "reading").first)
    #expect(rich.title == "Five")
    #expect(rich.abstract == "We read.")
    #expect(rich.authors.map(\.name) == ["Ada Reader", "Ben Writer"])
    #expect(rich.updated == bare.updated)
  }

  @Test func `holds an address with what the list says of it`() async throws {
    try await list("https://github.com/example/reader/", title: "reader", date: "2026-03-01T00:00:00Z")
    let expected = Publication(
      work: try work("https://github.com/example/reader"),
      title: "reader",
      section: "Papers",
      updated: try instant("2026-03-01T00:00:00Z")
    )
    #expect(try await store.acceptances(topic: "reading") == [expected])
  }
}
