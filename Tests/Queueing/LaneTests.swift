import Papers
import Testing

@testable import Queueing

@Suite struct `A lane` {
  let store: Store

  init() throws { store = try .inMemory() }

  private func go(_ step: LaneStep, _ lane: LaneKey, _ papers: [Paper] = []) async throws {
    _ = try await store.admit(papers, lane: lane, step: step, at: try instant("2026-03-03T02:00:00Z"))
  }

  private func finish(_ cursor: String, _ lane: LaneKey) async throws {
    try await go(.finished(cursor: try day(cursor)), lane)
  }

  @Test func `that was never harvested has no progress`() async throws {
    #expect(try await store.progress(lane()) == LaneProgress())
  }

  @Test func `keeps its position with every page and gives it up with the last`() async throws {
    try await go(.position(#"{"page":1}"#), lane())
    #expect(try await store.progress(lane()) == LaneProgress(cursor: nil, position: #"{"page":1}"#))
    try await go(.position(#"{"page":2}"#), lane())
    #expect(try await store.progress(lane()) == LaneProgress(cursor: nil, position: #"{"page":2}"#))
    try await finish("2026-03-03", lane())
    #expect(try await store.progress(lane()) == LaneProgress(cursor: try day("2026-03-03"), position: nil))
    try await go(.position("{}"), lane())
    #expect(try await store.progress(lane()) == LaneProgress(cursor: try day("2026-03-03"), position: "{}"))
  }

  @Test func `never goes back`() async throws {
    try await finish("2026-03-03", lane())
    try await finish("2026-03-01", lane())
    #expect(try await store.progress(lane()).cursor == day("2026-03-03"))
    try await finish("2026-03-04", lane())
    #expect(try await store.progress(lane()).cursor == day("2026-03-04"))
  }

  @Test func `is its own, by source and name`() async throws {
    try await finish("2026-03-03", lane("cs"))
    #expect(try await store.progress(lane("eess")) == LaneProgress())
    let api = LaneKey(source: "api", name: "cs", watched: lane().watched)
    #expect(try await store.progress(api) == LaneProgress())
  }

  @Test(arguments: [
    // watched before, watched now, remembered
    (["cs.CV", "cs.CL"], ["cs.CL", "cs.CV"], true), (["cs.CV", "cs.CL"], ["cs.CV"], true),
    (["cs.CV"], ["cs.CV", "cs.CL"], false), (["cs.CV"], ["cs.CL"], false), (["cs.CV"], [], true),
    // a name is not contained in a longer one
    (["cond-mat.mes-hall"], ["cond-mat"], false),
  ])
  func `forgets its cursor for a category it did not watch`(
    before: [String],
    now: [String],
    isRemembered: Bool
  ) async throws {
    try await finish("2026-03-03", lane(watching: before))
    let cursor = try await store.progress(lane(watching: now)).cursor
    #expect(cursor == (isRemembered ? try day("2026-03-03") : nil))
  }

  @Test func `has no cursor for a new category until that is drained`() async throws {
    let (old, new) = (lane(watching: ["cs.CV"]), lane(watching: ["cs.CV", "cs.CL"]))
    try await finish("2026-03-03", old)
    try await go(.position("{}"), new)
    #expect(try await store.progress(new) == LaneProgress(cursor: nil, position: "{}"))
    try await finish("2026-03-04", new)
    #expect(try await store.progress(new) == LaneProgress(cursor: try day("2026-03-04"), position: nil))
  }

  @Test func `watches anew a category that it did not watch for a while`() async throws {
    try await finish("2026-03-03", lane(watching: ["cs.CV", "cs.CL"]))
    try await finish("2026-03-04", lane(watching: ["cs.CV"]))
    #expect(try await store.progress(lane(watching: ["cs.CV"])).cursor == day("2026-03-04"))
    #expect(try await store.progress(lane(watching: ["cs.CV", "cs.CL"])) == LaneProgress())
  }

  @Test func `stays where it is when a page cannot be admitted, and the page leaves nothing`() async throws {
    try await go(.position("{}"), lane(), [try paper("2603.00001")])
    // The schema refuses version 0: the second paper fails when the first is written already.
    var impossible = try paper("2603.00003")
    impossible.version = 0
    let page = [try paper("2603.00002"), impossible]
    for step in [LaneStep.position(#"{"page":2}"#), .finished(cursor: try day("2026-03-03"))] {
      await #expect(throws: (any Error).self) { try await go(step, lane(), page) }
    }
    #expect(try await store.progress(lane()) == LaneProgress(cursor: nil, position: "{}"))
    #expect(try await store.allPapers().map(\.id.canonical) == ["2603.00001"])
    #expect(try await store.text("SELECT count(*) FROM work") == "1")
  }

  @Test func `keeps no page whose position is not JSON`() async throws {
    await #expect(throws: (any Error).self) {
      try await go(.position("page 2"), lane(), [try paper("2603.00001")])
    }
    #expect(try await store.paperCount() == 0)
    #expect(try await store.progress(lane()) == LaneProgress())
  }
}
