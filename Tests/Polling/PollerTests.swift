import Foundation
import Papers
import Polling
import Synchronization
import Testing

struct PollerTests {
  let world = World()

  @Test func `the second source carries the round when the first fails`() async throws {
    world.setCursor("oai", "cs", "2025-05-28")
    let round = try await world.poll(["oai", "api"]) { url in
      if url.contains("oai.test") { return .status(500) }
      return .ok(url.contains("id_list") ? Atom.probe : Atom.feed(Atom.entries(1...1), total: 1))
    }
    #expect(round.report.carriedBy == "api")
    #expect(round.report.failures.map(\.source) == ["oai"])
    #expect(round.report.newPapers == 1)
    #expect(world.state("oai", "cs").cursor == Day("2025-05-28"))
  }

  @Test func `the second source is not asked when the first completes`() async throws {
    world.setCursor("oai", "cs", "2025-05-28")
    let page = OAI.page([OAI.record("2505.00001", day: "2025-05-30")])
    let round = try await world.poll(["oai", "api"], [.ok(page)])
    #expect(round.report.carriedBy == "oai")
  }

  @Test func `a source that shows nothing of a due announcement is not believed alone`() async throws {
    world.setCursor("oai", "cs", "2025-05-28")
    let round = try await world.poll(["oai", "api"]) { url in
      if url.contains("oai.test") { return .ok(OAI.error("noRecordsMatch")) }
      return .ok(url.contains("id_list") ? Atom.probe : Atom.feed([], total: 0))
    }
    #expect(round.report.carriedBy == "oai")
    #expect(world.polls.map(\.source) == ["oai", "api"])
    #expect(round.report.rows.last?.outcome == .quiet)
  }

  @Test func `a hold of one interface does not hold another, even on the same host`() async throws {
    world.setHold("oai.test/oai", Hold(until: world.clock.date + 3600, failures: 1, reason: "status 429"))
    let round = try await world.poll(
      ["oai", "api"],
      [.ok(Atom.probe), .ok(Atom.feed(Atom.entries(1...1), total: 1))]
    )
    #expect(round.report.carriedBy == "api")
    #expect(world.hold != nil)
  }

  @Test func `a source that does not exist, and nothing to watch, are faults of the configuration`()
    async throws
  {
    let unknown = try await world.poll(["atom"], [])
    #expect(unknown.report.failures.map(\.isConfiguration) == [true])
    #expect(unknown.report.failures.first?.description.contains("oai, rss, api") == true)
    let nothing = try await World(categories: "").poll(["oai", "api"], [])
    #expect(nothing.report.failures.map(\.isConfiguration) == [true, true])
    #expect(nothing.report.carriedBy == nil)
  }

  @Test func `a cancelled round ends as one, with what was admitted before`() async throws {
    world.setCursor("oai", "cs", "2025-05-28")
    let asked = Mutex(0)
    let poller = try world.poller(["oai", "api"]) { _ in
      let count = asked.withLock { count in
        count += 1
        return count
      }
      if count == 2 { withUnsafeCurrentTask { $0?.cancel() } }
      return count == 1 ? .ok(OAI.page([OAI.record("2505.00001")], token: "a")) : .broken
    }
    await #expect(throws: CancellationError.self) {
      try await Task { _ = try await poller.harvest() }.value
    }
    #expect(world.ids == ["2505.00001"])
    #expect(asked.withLock { $0 } == 2)
  }

  @Test func `each source has a name and says what it is`() {
    #expect(Source.all.map(\.name) == ["oai", "rss", "api"])
    #expect(Source.all.allSatisfy { !$0.help.isEmpty })
  }

  @Test func `a lane that an earlier run left unfinished comes before one that was drained`() async throws {
    let world = World(versions: true)
    world.settle()
    world.setCursor("oai", "cs", "2025-05-29")
    world.setCursor("oai", "cs versions", "2025-05-29")
    world.setCursor("oai", "cs reconcile", "2025-05-29")
    let page = OAI.page([OAI.record("2505.00001", day: "2025-05-30")])
    let failed = try await world.poll { url in url.contains("arXivRaw") ? .broken : .ok(page) }
    #expect(failed.report.failures.count == 1)
    let next = try await world.poll([.ok(page)])
    #expect(next.values("metadataPrefix") == ["arXivRaw"])
    #expect(next.report.failures.isEmpty)
    let third = try await world.poll([.ok(page), .ok(page)])
    #expect(third.values("metadataPrefix") == ["arXiv", "arXivRaw"])
  }

  @Test func `a source that has nothing at all does not carry the round alone`() async throws {
    world.settle()
    world.setCursor("oai", "cs", "2025-05-28")
    let round = try await world.poll(["oai", "api"]) { url in
      if url.contains("oai.test") { return .ok(OAI.error("noRecordsMatch")) }
      return .ok(url.contains("id_list") ? Atom.probe : Atom.feed(Atom.entries(1...2), total: 2))
    }
    #expect(round.report.newPapers == 2)
    #expect(world.polls.map(\.source) == ["oai", "api"])
  }

  @Test func `a period before arXiv's earliest day begins on that day`() async throws {
    let world = World(lookback: 9000)
    let round = try await world.poll([.ok(OAI.identify), .ok(OAI.page([OAI.record("2505.00001")]))])
    #expect(round.values("from").last == "2005-09-16")
  }

  @Test func `a list that ends in its middle is no end`() async throws {
    world.settle()
    world.setCursor("oai", "cs", "2025-05-28")
    let none = Reply.ok(OAI.error("noRecordsMatch"))
    let round = try await world.poll([
      .ok(OAI.page([OAI.record("2505.00001")], token: "a")), none, none, none, .ok(OAI.identify), none,
    ])
    #expect(round.report.carriedBy == nil)
    #expect(world.state("oai", "cs").cursor == Day("2025-05-28"))
  }

  @Test func `a hold that comes while a request waits for its turn stops it`() async throws {
    world.settle()
    world.setCursor("oai", "cs", "2025-05-28")
    let denied = Hold(until: world.clock.date + 86_400, failures: 1, reason: "status 403")
    let asked = Mutex(0)
    let poller = try world.poller(["oai"]) { _ in
      asked.withLock { $0 += 1 }
      return .status(500)
    } turn: { [world] request in
      world.setHold(Holds.everything, denied)
      return try await request()
    }
    let report = try await poller.harvest()
    #expect(asked.withLock { $0 } == 0)
    #expect(report.failures.map(\.nextAttempt) == [denied.until])
  }

  @Test func `who throttles without end is left alone in the end`() async throws {
    let world = World(patience: nil)
    world.settle()
    world.setCursor("oai", "cs", "2025-05-28")
    let round = try await world.poll { _ in .status(429, "", [("Retry-After", "1")]) }
    #expect(round.requests.count == 4)
    #expect(round.sleeps == [.seconds(1), .seconds(120), .seconds(240)])
    #expect(round.report.failures.count == 1)
  }
}
