import Foundation
import Papers
import TestKit
import Testing

@testable import Queueing

struct OutboxTests {
  let store: Store
  let now: Date

  init() async throws {
    store = try Store.inMemory()
    now = try instant("2026-03-03T18:30:00Z")
    try await store.fix(on: "2026-03-03", to: ["ada@example.org", "ben@example.org"])
  }

  private func claim(_ holder: String = "one", at moment: Date? = nil) async throws -> Delivery? {
    let moment = moment ?? now
    return try await store.claim(channel: "mail", dueBy: moment, holder: holder, for: 30, at: moment)?
      .delivery
  }

  private func record(
    _ delivery: Delivery,
    _ outcome: DeliveryAttempt.Outcome,
    _ step: DeliveryStep,
    part: Int = 0,
    holder: String = "one"
  ) async throws {
    let attempt = DeliveryAttempt(
      part: part,
      at: now,
      outcome: outcome,
      answer: "said <\(delivery.address ?? "")>"
    )
    try await store.record(attempt, step, key: delivery.key, holder: holder)
  }

  @Test func `two processes never hold the same delivery, until one of them has died`() async throws {
    let first = try #require(try await claim("one"))
    let second = try #require(try await claim("two"))
    #expect(first.key != second.key)
    #expect(try await claim("three") == nil)
    #expect(try await store.keep(first.key, holder: "one", for: 60, at: now))
    #expect(try await store.keep(first.key, holder: "two", for: 60, at: now) == false)
    #expect(try await claim("three", at: now + 31)?.key == second.key)
    #expect(try await claim("three", at: now + 61)?.key == first.key)
  }

  @Test func `a clock that is put back does not lock a delivery away`() async throws {
    _ = try await claim(at: now + 86_400)
    _ = try await claim(at: now + 86_400)
    #expect(try await claim("two") != nil)
  }

  @Test func `nor does a clock that was ahead put a delivery off for as long as it was`() async throws {
    let delivery = try #require(try await claim(at: now + 366 * 86_400))
    #expect(try await store.retry(delivery.key, at: now))
    let again = try #require(try await claim())
    let ahead = now + 366 * 86_400
    try await record(again, .later, .retry(at: ahead))
    _ = try await claim()
    #expect(try await claim("two")?.key == again.key)
    #expect(try await claim("three") == nil)
  }

  @Test func `a part that arrives makes the failures before it good`() async throws {
    let delivery = try #require(try await claim())
    _ = try await claim("other")
    try await record(delivery, .later, .retry(at: now))
    #expect(try await claim()?.failures == 1)
    try await record(delivery, .delivered, .part)
    try await record(delivery, .later, .retry(at: now), part: 1)
    let after = try #require(try await store.delivery(delivery.key))
    #expect((after.attempts, after.failures) == (2, 1))
    #expect(try await store.retry(delivery.key, at: now))
    #expect(try await store.delivery(delivery.key)?.failures == 0)
  }

  @Test func `who looked at the clock before another took a delivery does not take it too`() async throws {
    let taken = try #require(try await claim(at: now + 1))
    while let other = try await claim("two", at: now) { #expect(other.key != taken.key) }
  }

  @Test func `a part that arrived is remembered, and the attempt goes on`() async throws {
    let delivery = try #require(try await claim())
    try await record(delivery, .delivered, .part)
    let again = try #require(try await claim("two", at: now + 60))
    #expect(again.key == delivery.key)
    #expect(again.partsDone == 1)
    #expect(again.attempts == 0)
  }

  @Test func `only the holder may put a delivery off, but what arrived has arrived`() async throws {
    let delivery = try #require(try await claim())
    #expect(try await claim("two", at: now + 31)?.key == delivery.key)
    try await record(delivery, .later, .retry(at: now + 999))
    #expect(try await store.delivery(delivery.key)?.attempts == 0)
    try await record(delivery, .delivered, .sent)
    #expect(try await store.delivery(delivery.key)?.state == .sent)
    try await record(delivery, .later, .retry(at: now + 999), holder: "two")
    #expect(try await store.delivery(delivery.key)?.state == .sent)
    #expect(try await store.attempts(delivery.key).map(\.outcome) == [.later, .delivered, .later])
  }

  @Test func `a delivery that was put off is due at its moment, and keeps its key`() async throws {
    let delivery = try #require(try await claim())
    try await record(delivery, .later, .retry(at: now + 300))
    _ = try await claim()
    #expect(try await claim(at: now + 29) == nil)
    let again = try #require(try await claim("two", at: now + 301))
    let third = try #require(try await claim("two", at: now + 301))
    #expect([again.key, third.key].contains(delivery.key))
    #expect(try await store.delivery(delivery.key)?.attempts == 1)
  }

  @Test func `whoever is gone gets nothing more, and the others do`() async throws {
    try await store.fix(on: "2026-03-04", to: ["ada@example.org", "ben@example.org"])
    let delivery = try #require(try await claim())
    let address = try #require(delivery.address)
    try await record(delivery, .gone, .gone)
    try await store.fix(on: "2026-03-05", to: ["ada@example.org", "ben@example.org"])
    let states = try await store.deliveries().filter { $0.address == address }.map(\.state)
    #expect(states == [.dead, .dropped])
    #expect(try await store.deliveries(.pending).count == 3)
    let recipient = try await store.recipients().first { $0.address == address }
    #expect(recipient?.state == .disabled)
    #expect(recipient?.reason == "said <\(address)>")
    #expect(try await store.retry(delivery.key, at: now) == false)
  }

  @Test func `dead ones are tried again on request, dropped ones are not sent, sent ones stay`() async throws
  {
    let delivery = try #require(try await claim())
    try await record(delivery, .refused, .dead)
    #expect(try await store.retry(delivery.key, at: now + 5))
    #expect(try await store.delivery(delivery.key)?.attempts == 0)
    let other = try #require(try await claim())
    #expect(try await store.drop(other.key, reason: "by hand", at: now))
    #expect(try await claim(at: now + 4) == nil)
    let again = try #require(try await claim(at: now + 5))
    #expect(again.key == delivery.key)
    try await record(again, .delivered, .sent)
    #expect(try await store.drop(again.key, reason: "by hand", at: now) == false)
    #expect(try await store.retry(again.key, at: now) == false)
  }

  @Test func `what was dropped under way stays dropped, and what arrived is remembered`() async throws {
    let delivery = try #require(try await claim())
    #expect(try await store.drop(delivery.key, reason: "by hand", at: now))
    #expect(try await store.keep(delivery.key, holder: "one", for: 30, at: now) == false)
    try await record(delivery, .delivered, .sent)
    let after = try #require(try await store.delivery(delivery.key))
    #expect(after.state == .dropped && after.partsDone == 1 && after.lastAnswer == "by hand")
    #expect(try await store.attempts(delivery.key).map(\.outcome) == [.delivered])
  }

  @Test func `who was erased while a message was under way stays erased`() async throws {
    let delivery = try #require(try await claim())
    let address = try #require(delivery.address)
    #expect(try await store.erase(Store.who(address), address: address, at: now))
    try await record(delivery, .delivered, .sent)
    #expect(try await store.delivery(delivery.key)?.state == .dropped)
    #expect(try await store.attempts(delivery.key).map(\.answer) == ["erased"])
  }

  @Test func `what a killed process held is tried again on request, and what a living one holds is not`()
    async throws
  {
    let delivery = try #require(try await claim())
    #expect(try await store.retry(delivery.key, at: now + 29) == false)
    #expect(try await store.retry(delivery.key, at: now + 30))
    #expect(try await store.keep(delivery.key, holder: "one", for: 30, at: now + 31) == false)
    let again = try #require(try await claim("two", at: now + 31))
    let other = try #require(try await claim("two", at: now + 31))
    #expect([again.key, other.key].contains(delivery.key))
  }

  @Test func `an address is known as it was spelt last, unless it was erased`() async throws {
    let (old, new) = ("ada@example.org", "Ada@example.org")
    try await store.unsubscribe(Store.who(old), address: new, reason: "asked to", at: now)
    #expect(try await store.recipients().map(\.address) == [new, "ben@example.org"])
    #expect(try await store.erase(Store.who(old), address: new, at: now))
    try await store.unsubscribe(Store.who(old), address: old, reason: "asked to", at: now)
    #expect(try await store.recipients().map(\.address) == [nil, "ben@example.org"])
  }

  @Test func `the next message knows the one before it`() async throws {
    while let delivery = try await claim() { try await record(delivery, .delivered, .sent) }
    try await store.fix(on: "2026-03-04", to: ["ada@example.org"])
    let next = try #require(try await claim(at: now + 86_400))
    #expect(next.previousKey == "daily.2026-03-03.\(Store.print("ada@example.org"))")
  }

  @Test func `an address is erased everywhere, and gets nothing again`() async throws {
    while let delivery = try await claim() { try await record(delivery, .later, .retry(at: now + 60)) }
    let ada = "ada@example.org"
    #expect(try await store.erase(Store.who(ada), address: ada, at: now))
    #expect(try await store.erase(Store.who(ada), address: ada, at: now) == false)
    #expect(try await store.outbox() == ["? dropped", "ben@example.org pending"])
    for (table, columns) in [
      ("recipient", "address || reason"), ("outbox", "lastAnswer"), ("outboxAttempt", "answer"),
    ] {
      let sql = "SELECT count(*) FROM \(table) WHERE ifnull(\(columns), '') LIKE '%ada@%'"
      #expect(try await store.text(sql) == "0", "in \(table)")
    }
    try await store.fix(on: "2026-03-04", to: [ada])
    #expect(try await store.deliveries().count == 2)
    try await store.subscribe(Store.who(ada), address: ada, at: now)
    try await store.fix(on: "2026-03-05", to: [ada])
    #expect(try await store.deliveries(.pending).contains { $0.address == ada })
  }

  @Test func `who leaves before the first digest gets none`() async throws {
    let eve = "eve@example.org"
    try await store.unsubscribe(Store.who(eve), address: eve, reason: "asked to", at: now)
    try await store.fix(on: "2026-03-04", to: [eve, "ben@example.org"])
    #expect(try await store.deliveries().contains { $0.address == eve } == false)
    #expect(try await store.recipients().first { $0.address == eve }?.reason == "asked to")
  }

  @Test func `a store has its own salt and keeps it`() async throws {
    let salt = try await store.salt()
    #expect(salt.count == 32)
    #expect(try await store.salt() == salt)
    #expect(try await Store.inMemory().salt() != salt)
  }
}
