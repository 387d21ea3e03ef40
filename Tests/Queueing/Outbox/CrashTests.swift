import Foundation
import Papers
import TestKit
import Testing

@testable import Queueing

/// A courier that dies at any step, and an outside that remembers what reached it.
struct CrashTests {
  private static let parts = 3

  @Test(arguments: 0..<20)
  func `whatever dies at whatever moment, everything arrives under its first id`(seed: Int) async throws {
    var random = Seeded(UInt64(seed))
    let store = try Store.inMemory()
    let people = (0..<4).map { "p\($0)@example.org" }
    var now = try instant("2026-03-01T19:00:00Z")
    var received: [String: Int] = [:]
    for number in 1...5 {
      // Fixing is one transaction: asked for again, it changes nothing.
      for _ in 0...1 { try await store.fix(on: "2026-03-0\(number)", to: people) }
      for life in 0..<6 {
        now += Double(Int.random(in: 0...50, using: &random))
        try await live("\(number).\(life)", store, at: now, random: &random, received: &received)
      }
      now += 86_400
    }
    for life in 0..<400 where try await !store.deliveries(.pending).isEmpty {
      now += 40
      try await live("late \(life)", store, at: now, random: &random, received: &received)
    }
    let deliveries = try await store.deliveries()
    #expect(deliveries.count == 20)
    #expect(deliveries.allSatisfy { $0.state == .sent && $0.partsDone == Self.parts })
    let expected = deliveries.flatMap { delivery in (0..<Self.parts).map { "\(delivery.key)/\($0)" } }
    #expect(Set(received.keys) == Set(expected))
  }

  /// One life of a process: it sends until nothing is due, or until it is killed before or after any step.
  private func live(
    _ name: String,
    _ store: Store,
    at now: Date,
    random: inout Seeded,
    received: inout [String: Int]
  )
    async throws
  {
    func dies() -> Bool { random.chance(0.12) }
    while let claimed = try await store.claim(channel: "mail", dueBy: now, holder: name, for: 30, at: now) {
      if dies() { return }
      let key = claimed.delivery.key
      for part in claimed.delivery.partsDone..<Self.parts {
        if random.chance(0.2) {
          let attempt = DeliveryAttempt(part: part, at: now, outcome: .later, answer: "451")
          try await store.record(attempt, .retry(at: now + 5), key: key, holder: name)
          break
        }
        received["\(key)/\(part)", default: 0] += 1
        if dies() { return }
        let attempt = DeliveryAttempt(part: part, at: now, outcome: .delivered, answer: "250")
        let isLast = part == Self.parts - 1
        try await store.record(attempt, isLast ? .sent : .part, key: key, holder: name)
        if dies() { return }
      }
    }
  }
}
