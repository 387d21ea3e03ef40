import Foundation
import Papers
import Queueing
import Reviewing
import Testing

@Suite struct `Standing orders` {
  let session: Session

  init() async throws { session = try await Session(score: 8) }

  private func carryOut(_ orders: StandingOrders, on day: String = "2026-03-10") async throws -> [Int] {
    let now = try #require(Date(rfc3339: "\(day)T02:00:00Z"))
    let counts = try await orders.carryOut(topic: "reading", in: session.store, at: now)
    return [counts.accepted, counts.expired]
  }

  @Test func `accept from a score on, once, and say so in the log`() async throws {
    #expect(try await carryOut(StandingOrders(accept: 8.5)) == [0, 0])
    #expect(try await carryOut(StandingOrders(accept: 8)) == [1, 0])
    #expect(try await carryOut(StandingOrders(accept: 8)) == [0, 0])
    #expect(try await session.log() == ["accept by orders: pending → accepted"])
    #expect(try await session.store.verdicts(topic: "reading").first?.why == "scores at least 8")
  }

  @Test func `let expire what waited longer than they say`() async throws {
    #expect(try await carryOut(StandingOrders(expire: 7)) == [0, 0])
    #expect(try await carryOut(StandingOrders(expire: 6)) == [0, 1])
    #expect(try await session.log() == ["expire by orders: pending → rejected"])
  }

  @Test func `never touch what a person has decided about`() async throws {
    try await session.decide(.accept(section: nil))
    try await session.decide(.undo)
    #expect(try await carryOut(StandingOrders(accept: 0, expire: 1)) == [0, 0])
  }

  @Test func `can be undone by a person, for good`() async throws {
    #expect(try await carryOut(StandingOrders(accept: 8)) == [1, 0])
    #expect(try await session.say(.undo) == "decided: pending")
    #expect(try await carryOut(StandingOrders(accept: 8)) == [0, 0])
  }

  @Test func `are nothing when none are given`() async throws {
    #expect(try await carryOut(StandingOrders()) == [0, 0])
  }
}
