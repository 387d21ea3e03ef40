import Papers
import Queueing
import Testing

@Suite struct `What the list owes a decision` {
  let store: Store

  init() async throws {
    store = try .inMemory()
    try await store.admit(try paper("2603.00001"), try paper("2603.00002"))
    try await store.appraise(["2603.00001": 8, "2603.00002": 7], section: "Vision")
    try await store.propose()
  }

  private func due() async throws -> [String] {
    try await store.dueListDebts(topic: "reading").map {
      "\($0.work) \($0.wanted)" + ($0.line.map { " \($0)" } ?? "") + ($0.reason.map { " (\($0))" } ?? "")
    }
  }

  private func settle(line: String?) async throws {
    let edit = try #require(try await store.dueListDebts(topic: "reading").first)
    try await store.settle(edit, topic: "reading", line: line)
  }

  @Test func `is a line for what was accepted, in the order of the decisions`() async throws {
    try await store.decide(.accept, "2603.00002", after: .accepted)
    try await store.decide(.accept, "2603.00001", after: .accepted)
    #expect(try await due() == ["2603.00002 in", "2603.00001 in"])
    try await settle(line: "* two")
    #expect(try await due() == ["2603.00001 in"])
  }

  @Test func `is to look for a line that nobody has written down, for it may be on its way`() async throws {
    try await store.decide(.accept, "2603.00001", after: .accepted)
    let edit = try #require(try await store.dueListDebts(topic: "reading").first)
    try await store.decide(.undo, "2603.00001", after: .pending)
    #expect(try await due() == ["2603.00001 out"])
    try await store.settle(edit, topic: "reading", line: "* one")
    #expect(try await due() == ["2603.00001 out * one"])
    try await settle(line: nil)
    #expect(try await due().isEmpty)
  }

  @Test func `is nothing for what was turned down at once`() async throws {
    try await store.decide(.reject, "2603.00001", after: .rejected)
    #expect(try await due().isEmpty)
  }

  @Test func `is still the new section when the line was put into the old one meanwhile`() async throws {
    try await store.decide(.accept, "2603.00001", after: .accepted)
    let edit = try #require(try await store.dueListDebts(topic: "reading").first)
    try await store.decide(.accept, "2603.00001", after: .accepted, section: "Audio")
    try await store.settle(edit, topic: "reading", line: "* one")
    #expect(try await due() == ["2603.00001 in * one"])
    try await store.postpone(edit, topic: "reading", reason: "no such section", forGood: true)
    #expect(try await due() == ["2603.00001 in * one"])
  }

  @Test func `is to take out a line that was put in by hand`() async throws {
    try await store.decide(.accept, "2603.00001", after: .accepted)
    let edit = try #require(try await store.dueListDebts(topic: "reading").first)
    try await store.postpone(edit, topic: "reading", reason: "the same title", forGood: true)
    for id in ["2603.00001", "2603.00003"] {
      try await store.recordInsertion(
        of: try work(id),
        topic: "reading",
        line: "* by hand",
        request: nil,
        today: try day(tuesday)
      )
    }
    #expect(try await due().isEmpty)
    try await store.decide(.undo, "2603.00001", after: .pending)
    #expect(try await due() == ["2603.00001 out * by hand"])
  }

  @Test func `is to take out the line that was put in`() async throws {
    try await store.decide(.accept, "2603.00001", after: .accepted)
    try await settle(line: "* one")
    try await store.decide(.undo, "2603.00001", after: .pending)
    #expect(try await due() == ["2603.00001 out * one"])
    try await settle(line: nil)
    #expect(try await due().isEmpty)
    try await store.decide(.undo, "2603.00001", after: .accepted)
    #expect(try await due() == ["2603.00001 in"])
  }

  @Test func `is another place when the section changes`() async throws {
    try await store.decide(.accept, "2603.00001", after: .accepted)
    try await settle(line: "* one")
    try await store.decide(.accept, "2603.00001", after: .accepted, section: "Audio")
    #expect(try await due() == ["2603.00001 in * one"])
  }

  @Test func `stays due with the reason, or is given up until somebody decides anew`() async throws {
    try await store.decide(.accept, "2603.00001", after: .accepted)
    let edit = try #require(try await store.dueListDebts(topic: "reading").first)
    try await store.postpone(edit, topic: "reading", reason: "no such section", forGood: false)
    #expect(try await due() == ["2603.00001 in (no such section)"])
    try await store.postpone(edit, topic: "reading", reason: "is there", forGood: true)
    #expect(try await due().isEmpty)
    try await store.decide(.reject, "2603.00001", after: .rejected)
    try await store.decide(.accept, "2603.00001", after: .accepted)
    #expect(try await due() == ["2603.00001 in"])
  }

  @Test func `is not settled by who was overtaken by another decision`() async throws {
    try await store.decide(.accept, "2603.00001", after: .accepted)
    try await settle(line: "* one")
    try await store.decide(.undo, "2603.00001", after: .pending)
    let out = try #require(try await store.dueListDebts(topic: "reading").first)
    try await store.decide(.undo, "2603.00001", after: .accepted)
    try await store.settle(out, topic: "reading", line: nil)
    #expect(try await due() == ["2603.00001 in"], "its line is out by now")
  }

  @Test func `is nothing for what was found in the list`() async throws {
    let entry = Entry(work: try work("2603.00001"), title: "On reading", url: "https://x.test", line: 3)
    let listed = ListedEntry(entry: entry, date: try instant("2026-03-01T00:00:00Z"))
    _ = try await store.importList([listed], topic: "reading", at: try instant("2026-03-03T09:00:00Z"))
    #expect(try await due().isEmpty)
    try await store.decide(.undo, "2603.00001", after: .pending)
    #expect(try await due() == ["2603.00001 out"])
    #expect(try await store.dueListDebts(topic: "reading").map(\.isForeign) == [true])
    try await store.decide(.undo, "2603.00001", after: .accepted)
    try await store.decide(.reject, "2603.00001", after: .rejected)
    #expect(try await store.dueListDebts(topic: "reading").map(\.isForeign) == [false])
  }

  @Test func `is told with what is given up, when that is asked for`() async throws {
    try await store.decide(.accept, "2603.00001", after: .accepted)
    let edit = try #require(try await store.dueListDebts(topic: "reading").first)
    try await store.postpone(edit, topic: "reading", reason: "is there", forGood: true)
    let all = try await store.dueListDebts(topic: "reading", withGivenUp: true)
    #expect(all.map(\.isGivenUp) == [true])
    #expect(try await due().isEmpty)
  }
}
