import Foundation
import Papers
import Polling
import Testing

struct ThrottlingTests {
  let world = World()
  private static let good = Reply.ok(OAI.page([OAI.record("2505.00001")]))

  init() { world.setCursor("oai", "cs", "2025-05-28") }

  @Test(
    arguments: [
      (Reply.status(429, "Rate exceeded."), 60),
      (.status(406), 60),
      (.status(503), 60),
      (.status(200, "Rate exceeded."), 60),
      (.status(200, "<html><body><h1>429</h1>Rate exceeded.</body></html>"), 60),
      (.status(500, "Rate exceeded.\n"), 60),
      (.status(429, "", [("Retry-After", "45")]), 45),
      (.status(503, "", [("Retry-After", "120")]), 120),
      (.status(503, "", [("Retry-After", "Fri, 30 May 2025 06:02:00 GMT")]), 120),
      (.status(503, "", [("Retry-After", "5")]), 30),
      (.status(503, "", [("Retry-After", "0")]), 60),
    ]
  )
  func `a host that throttles is left alone for a while, then asked once more`(
    reply: Reply,
    seconds: Int
  ) async throws {
    let round = try await world.poll([reply, Self.good])
    #expect(round.sleeps == [.seconds(seconds)])
    #expect(round.report.carriedBy == "oai")
    #expect(world.hold == nil)
  }

  @Test func `a paper about exceeded rates is no throttling`() async throws {
    let page = OAI.page([OAI.record("2505.00001").replacing("Text.", with: "Rate exceeded.")])
    let round = try await world.poll([.ok(page)])
    #expect(round.report.carriedBy == "oai")
    #expect(round.sleeps.isEmpty)
  }

  @Test func `throttling doubles the wait up to an hour and outlives the run`() async throws {
    let first = try await world.poll([.status(429), .status(429), .status(429)])
    #expect(first.sleeps == [.seconds(60), .seconds(120)])
    #expect(first.report.failures.map(\.nextAttempt) == [world.clock.date + 240])
    #expect(world.hold?.failures == 3)
    let second = try await world.poll([])
    #expect(second.requests.isEmpty)
    #expect(second.report.failures.first?.nextAttempt == world.hold?.until)
    #expect(second.report.failures.first?.isConfiguration == false)
    var waits: [Double] = []
    for _ in 0..<6 {
      world.clock.advance(.seconds(7200))
      _ = try await world.poll([.status(429)])
      waits.append(world.hold?.until.timeIntervalSince(world.clock.date) ?? 0)
    }
    #expect(waits == [480, 960, 1920, 3600, 3600, 3600])
    world.clock.advance(.seconds(3600))
    _ = try await world.poll([Self.good])
    #expect(world.hold == nil)
  }

  @Test func `jitter shortens the wait, never below half a minute`() async throws {
    let world = World(random: 0)
    world.setCursor("oai", "cs", "2025-05-28")
    let round = try await world.poll([.status(429), .status(500), Self.good])
    #expect(round.sleeps == [.seconds(30), .seconds(1)])
  }

  @Test func `status 403 stops for a day`() async throws {
    let round = try await world.poll([.status(403, "<html>denied</html>")])
    #expect(round.report.failures.map(\.nextAttempt) == [world.clock.date + 86_400])
    #expect(world.hold?.until == world.clock.date + 86_400)
    world.clock.advance(.seconds(86_300))
    let next = try await world.poll([Self.good])
    #expect(next.sleeps == [.seconds(100)])
  }

  @Test func `with unlimited patience even a day is waited for`() async throws {
    let world = World(patience: nil)
    world.setCursor("oai", "cs", "2025-05-28")
    let round = try await world.poll([.status(403), Self.good])
    #expect(round.sleeps == [.seconds(86_400)])
    #expect(round.report.carriedBy == "oai")
  }

  @Test func `a hold more than 25 hours ahead is ignored`() async throws {
    let until = world.clock.date + 25 * 3600 + 1
    world.setHold("oai.test/oai", Hold(until: until, failures: 5, reason: "a wrong clock"))
    let round = try await world.poll([.status(429), Self.good])
    #expect(round.sleeps == [.seconds(60)])
  }

  @Test func `an absurd Retry-After does not hold for longer than a day`() async throws {
    let round = try await world.poll { url in .status(503, "", [("Retry-After", "1000000000")]) }
    #expect(round.report.carriedBy == nil)
    let wait = world.hold.map { $0.until.timeIntervalSince(world.clock.date) } ?? 0
    #expect(wait > 0 && wait <= 86_400)
  }
}
