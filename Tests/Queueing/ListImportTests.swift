import Foundation
import Papers
import Queueing
import Testing

@Suite struct `Importing a list` {
  let store: Store

  init() throws { store = try .inMemory() }

  private func entry(_ id: String, _ title: String, _ date: String) throws -> ListedEntry {
    let entry = Entry(
      work: try work(id),
      title: title,
      url: id,
      links: [Link(label: "Code", url: "https://example.org/code")],
      section: ["Papers", "Vision"],
      line: 1
    )
    return ListedEntry(entry: entry, date: try instant(date))
  }

  private func entry(_ id: String, _ date: String) throws -> ListedEntry {
    try entry(id, "As listed", date)
  }

  @discardableResult
  private func importList(_ entries: ListedEntry..., at now: String = "2026-03-03T02:00:00Z") async throws
    -> ListImport
  {
    try await store.importList(entries, topic: "reading", at: try instant(now))
  }

  private func result(_ entries: Int, admitted: Int, contradicted: [String] = []) -> ListImport {
    var result = ListImport()
    (result.entries, result.admitted, result.contradicted) = (entries, admitted, contradicted)
    return result
  }

  @Test func `admits its entries as accepted, at their own dates`() async throws {
    let found = try await importList(
      try entry("2602.00002", "2026-02-01T00:01:00Z"),
      try entry("https://github.com/example/reader", "2026-01-01T00:00:00Z")
    )
    #expect(found == result(2, admitted: 2))
    #expect(
      try await store.acceptanceLog() == [
        "2602.00002 2026-02-01T00:01:00Z", "https://github.com/example/reader 2026-01-01T00:00:00Z",
      ]
    )
    // The oldest, the last in the file, is written first; nothing was known before.
    #expect(
      try await store.verdictLog() == [
        "https://github.com/example/reader import by list: nothing → accepted",
        "2602.00002 import by list: nothing → accepted",
      ]
    )
    let candidate = try #require(try await store.candidates(topic: "reading", today: try day(tuesday)).first)
    #expect(candidate.title == "As listed")
    #expect(candidate.section == "Vision")
  }

  @Test func `changes nothing the second time, whatever the time`() async throws {
    let entries = try [
      entry("2602.00002", "2026-02-01T00:00:00Z"), entry("2602.00001", "2026-02-01T00:00:00Z"),
    ]
    try await importList(entries[0], entries[1])
    let (log, feed) = (try await store.verdictLog(), try await store.acceptances(topic: "reading"))
    #expect(
      try await importList(entries[0], entries[1], at: "2027-01-01T02:00:00Z") == result(2, admitted: 0)
    )
    #expect(try await store.verdictLog() == log)
    #expect(try await store.acceptances(topic: "reading") == feed)
  }

  @Test func `moves dates that are taken on by seconds`() async throws {
    try await importList(
      try entry("2602.00003", "2026-02-01T00:00:00Z"),
      try entry("2602.00002", "2026-02-01T00:00:00Z"),
      try entry("2602.00001", "2026-02-01T00:00:01Z")
    )
    #expect(
      try await store.acceptanceLog() == [
        "2602.00003 2026-02-01T00:00:02Z", "2602.00001 2026-02-01T00:00:01Z",
        "2602.00002 2026-02-01T00:00:00Z",
      ]
    )
  }

  @Test func `adds what is new without moving what was there`() async throws {
    try await importList(try entry("2602.00001", "2026-02-01T00:00:00Z"))
    let found = try await importList(
      try entry("2602.00002", "2026-02-01T00:01:00Z"),
      try entry("2602.00001", "2026-02-01T00:05:00Z")
    )
    #expect(found == result(2, admitted: 1))
    #expect(
      try await store.acceptanceLog() == [
        "2602.00002 2026-02-01T00:01:00Z", "2602.00001 2026-02-01T00:00:00Z",
      ]
    )
  }

  @Test func `takes a work that stands twice once, with the words of the upper`() async throws {
    let found = try await importList(
      try entry("2602.00001", "Upper", "2026-02-01T00:01:00Z"),
      try entry("https://arxiv.org/pdf/2602.00001v3", "Lower", "2026-02-01T00:00:00Z")
    )
    #expect(found == result(2, admitted: 1))
    #expect(try await store.acceptances(topic: "reading").map(\.title) == ["Upper"])
    #expect(try await store.acceptanceLog() == ["2602.00001 2026-02-01T00:00:00Z"])
  }

  @Test func `accepts what was proposed, and says what it was before`() async throws {
    try await store.admit(try paper("2603.00001"))
    try await store.appraise(["2603.00001": 8], section: "Audio")
    try await store.propose()
    try await importList(try entry("2603.00001", "2026-03-01T00:00:00Z"))
    #expect(try await store.queue() == ["2603.00001 accepted"])
    #expect(try await store.verdictLog() == ["2603.00001 import by list: pending → accepted"])
    #expect(try await store.acceptances(topic: "reading").first?.section == "Vision")
  }

  @Test func `accepts what the rules let expire`() async throws {
    try await store.admit(try paper("2603.00001"))
    try await store.appraise(["2603.00001": 8])
    try await store.propose()
    try await store.appraise([:], rulebook: "second")
    try await store.propose()
    #expect(try await importList(try entry("2603.00001", "2026-03-01T00:00:00Z")) == result(1, admitted: 1))
    #expect(try await store.queue() == ["2603.00001 accepted"])
  }

  @Test(arguments: [
    (Verdict.Kind.reject, State.rejected, nil), (.undo, .pending, nil),
    (.defer, .deferred, "2026-03-20"), (.defer, .deferred, "2026-03-01"),
  ])
  func `leaves a person's verdict standing`(kind: Verdict.Kind, state: State, until: String?) async throws {
    try await store.admit(try paper("2603.00001"))
    try await store.decide(kind, "2603.00001", after: state, until: until)
    let queue = try await store.queue()
    for _ in 1...2 {
      let found = try await importList(
        try entry("2602.00001", "2026-02-01T00:00:00Z"),
        try entry("2603.00001", "2026-03-01T00:00:00Z")
      )
      #expect(found.contradicted == ["2603.00001"])
    }
    #expect(try await store.queue() == queue + ["2602.00001 accepted"])
    #expect(try await store.acceptanceLog() == ["2602.00001 2026-02-01T00:00:00Z"])
  }

  @Test func `does not bring back what a person took out`() async throws {
    let listed = try entry("2602.00001", "2026-02-01T00:00:00Z")
    try await importList(listed)
    try await store.decide(.undo, "2602.00001", after: .pending)
    #expect(try await importList(listed) == result(1, admitted: 0, contradicted: ["2602.00001"]))
    #expect(try await store.acceptances(topic: "reading").isEmpty)
  }

  @Test func `leaves the date of what a person accepted`() async throws {
    try await store.admit(try paper("2603.00001"))
    try await store.decide(.accept, "2603.00001", after: .accepted, at: "2026-03-03T09:00:00Z")
    #expect(try await importList(try entry("2603.00001", "2026-03-01T00:00:00Z")) == result(1, admitted: 0))
    #expect(try await store.acceptanceLog() == ["2603.00001 2026-03-03T09:00:00Z"])
  }

  @Test func `is all or nothing`() async throws {
    // The upper of two is written last; here the database refuses it, as a full disk would.
    let listed = try entry("2602.00001", "2026-02-01T00:00:00Z")
    try await store.execute(
      """
      CREATE TRIGGER full BEFORE INSERT ON listEntry WHEN new.work = '2602.00002'
        BEGIN SELECT RAISE(ABORT, 'the disk is full'); END
      """
    )
    await #expect(throws: (any Error).self) {
      try await importList(try entry("2602.00002", "2026-02-01T00:01:00Z"), listed)
    }
    #expect(try await store.queue().isEmpty)
    #expect(try await store.verdicts(topic: "reading").isEmpty)
  }

  @Test func `of nothing finds nothing`() async throws {
    #expect(try await importList() == result(0, admitted: 0))
  }
}
