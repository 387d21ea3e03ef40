import Foundation
import Papers
import Synchronization
import TestKit
import Testing

@testable import Notifying

struct CourierTests {
  let outbox = FakeOutbox()

  private func courier(_ channels: Channel...) -> Courier {
    Courier(outbox: outbox.seam, channels: channels, now: { outbox.now })
  }

  @Test func `every recipient gets every part once, in order, under the delivery's own ids`() async throws {
    let seen = Mutex<[String: [String]]>([:])
    for number in 0..<20 { outbox.post("k\(number)", channel: "chat", to: "r\(number)") }
    let chat = channel("chat", to: (0..<20).map { "r\($0)" }, parts: 3) { message, envelope in
      seen.withLock { $0[envelope.recipient, default: []].append(message.id) }
      return .delivered("200")
    }
    let report = try await courier(chat).deliverDue()
    #expect(report.sent == 20)
    #expect(
      seen.withLock { $0 }
        == Dictionary(
          uniqueKeysWithValues: (0..<20).map {
            ("r\($0)", ["k\($0)", "k\($0).2", "k\($0).3"])
          }
        )
    )
  }

  @Test func `what was cut short goes on at the part that is missing`() async throws {
    let seen = Gathered()
    outbox.post("k", channel: "chat", to: "r", partsDone: 2)
    let chat = channel("chat", to: ["r"], parts: 4) { message, _ in
      seen.add(message.id)
      return .delivered("200")
    }
    #expect(try await courier(chat).deliverDue().sent == 1)
    #expect(seen.all == ["k.3", "k.4"])
  }

  @Test func `a receiver that asks for a moment between parts is given it, and gets them all in one go`()
    async throws
  {
    outbox.post("k", channel: "chat", to: "r")
    let answers = Mutex<[Outcome]>([
      .delivered("200"), .later("429", retryAfter: .milliseconds(2)), .delivered("200"),
      .later("429", retryAfter: .milliseconds(1)),
      .later("429", retryAfter: .milliseconds(1)), .delivered("200"),
    ])
    let chat = channel("chat", to: ["r"], parts: 3) { _, _ in answers.withLock { $0.removeFirst() } }
    let report = try await courier(chat).deliverDue()
    #expect((report.sent, report.waiting) == (1, 0))
    #expect(outbox.handovers.map(\.attempt.part) == [0, 1, 2])
    #expect(outbox.handovers.map(\.step).dropLast().allSatisfy { $0 == .part })
  }

  @Test func `a receiver that never has the moment it asked for waits like any other`() async throws {
    outbox.post("k", channel: "chat", to: "r")
    let count = Mutex(0)
    let chat = channel("chat", to: ["r"], parts: 2) { _, _ in
      let isFirst = count.withLock { count in
        count += 1
        return count == 1
      }
      return isFirst ? .delivered("200") : .later("429", retryAfter: .milliseconds(1))
    }
    #expect(try await courier(chat).deliverDue().waiting == 1)
    #expect(count.withLock { $0 } == 5)
    let next = try #require(outbox.handovers.last?.step)
    // As after a first failure, for a part has arrived.
    #expect(next == RetrySchedule.next(after: 1, key: "k", wish: nil, now: outbox.now).map { .retry(at: $0) })
  }

  @Test func `who asks for long, or before anything arrived, is not waited for`() async throws {
    outbox.post("first", channel: "chat", to: "r")
    let chat = channel("chat", to: ["r"], parts: 2) { _, _ in .later("429", retryAfter: .milliseconds(1)) }
    #expect(try await courier(chat).deliverDue().waiting == 1)
    #expect(outbox.handovers.count == 1)
    outbox.post("long", channel: "mail", to: "r")
    let sent = Gathered()
    let slow = channel("mail", to: ["r"], parts: 2) { message, _ in
      sent.add(message.id)
      return sent.all.count == 1 ? .delivered("200") : .later("429", retryAfter: .seconds(61))
    }
    #expect(try await courier(slow).deliverDue().waiting == 1)
    #expect(sent.all.count == 2)
  }

  @Test func `a receiver that is down is tried ten times, as scheduled, and then given up`() async throws {
    outbox.post("k", channel: "hook", to: "hook")
    let moments = Mutex<[Date]>([])
    let hook = channel("hook", to: ["hook"]) { _, _ in
      moments.withLock { $0.append(outbox.now) }
      return .later("503 Service Unavailable")
    }
    var last = CourierReport()
    for _ in 0..<12 {
      let report = try await courier(hook).deliverDue()
      if report != CourierReport() { last = report }
      guard case .retry(let at) = outbox.handovers.last?.step else { continue }
      outbox.now = at - 0.5
      #expect(try await courier(hook).deliverDue() == CourierReport())
      outbox.now = at
    }
    let tried = moments.withLock { $0 }
    #expect(tried.count == 10)
    for (pause, expected) in zip(
      zip(tried, tried.dropFirst()).map { $1.timeIntervalSince($0) },
      RetrySchedule.pauses
    ) {
      #expect(pause >= expected * 0.9 && pause <= expected * 1.1)
    }
    #expect(last.dead == 1)
    #expect(last.failures == ["reading/daily/2026-11-25 to hook: 503 Service Unavailable"])
  }

  @Test(arguments: [(Duration.seconds(900), 900.0), (.seconds(90 * 86_400), 86_400), (.seconds(1), 4.5)])
  func `what the receiver asks for is a lower bound, up to a day`(wish: Duration, least: Double) async throws
  {
    outbox.post("k", channel: "hook", to: "hook")
    let hook = channel("hook", to: ["hook"]) { _, _ in .later("429", retryAfter: wish) }
    #expect(try await courier(hook).deliverDue().waiting == 1)
    guard case .retry(let at) = outbox.handovers.first?.step else {
      Issue.record("not put off")
      return
    }
    #expect(at >= outbox.start + least)
    #expect(at <= outbox.start + max(least, 5.5))
  }

  @Test func `a slow receiver delays nobody else, and four at a time go to one channel`() async throws {
    let fast = Mutex(0)
    let atOnce = Mutex((now: 0, most: 0))
    for number in 0..<12 {
      outbox.post("s\(number)", channel: "slow", to: "r\(number)")
      outbox.post("f\(number)", channel: "fast", to: "r\(number)")
    }
    let recipients = (0..<12).map { "r\($0)" }
    let slow = channel("slow", to: recipients) { _, _ in
      atOnce.withLock {
        $0.now += 1
        $0.most = max($0.most, $0.now)
      }
      // Until all of the other channel is through: this ends only when the two do not wait for each other.
      while fast.withLock({ $0 }) < 12 { await Task.yield() }
      atOnce.withLock { $0.now -= 1 }
      return .delivered("250")
    }
    let quick = channel("fast", to: recipients) { _, _ in
      fast.withLock { $0 += 1 }
      return .delivered("200")
    }
    #expect(try await courier(slow, quick).deliverDue().sent == 24)
    #expect((1...4).contains(atOnce.withLock { $0.most }))
  }

  @Test func `refused and gone are told apart from later`() async throws {
    for name in ["refused", "gone"] { outbox.post(name, channel: "mail", to: "\(name)@example.org") }
    let mail = channel("mail", to: ["refused@example.org", "gone@example.org"]) { _, envelope in
      envelope.key == "gone" ? .gone("550 no such user") : .refused("552 too big")
    }
    #expect(try await courier(mail).deliverDue().dead == 2)
    let next = Dictionary(uniqueKeysWithValues: outbox.handovers.map { ($0.key, $0.step) })
    #expect(next == ["refused": .dead, "gone": .gone])
  }

  @Test func `nobody gets anything who was erased or left the configuration`() async throws {
    outbox.post("erased", channel: "mail", to: nil)
    outbox.post("removed", channel: "mail", to: "old@example.org")
    let mail = channel("mail", to: ["new@example.org"]) { _, _ in .delivered("250") }
    #expect(try await courier(mail).deliverDue().dropped == 2)
    #expect(outbox.drops.sorted() == ["erased", "removed"])
    #expect(outbox.handovers.isEmpty)
  }

  @Test func `a configuration that spells an address differently still names it`() async throws {
    outbox.post("k", channel: "mail", to: "Ada@example.org")
    let seen = Gathered()
    let mail = channel("mail", to: ["ada@Example.org"]) { _, envelope in
      seen.add(envelope.recipient)
      return .delivered("250")
    }
    #expect(try await courier(mail).deliverDue().sent == 1)
    #expect(seen.all == ["ada@Example.org"])
  }

  @Test func `the pause of a delivery is its own, and the same each time`() throws {
    let now = outbox.start
    let pauses = try (0..<50).map { number in
      try #require(RetrySchedule.next(after: 2, key: "k\(number)", wish: nil, now: now)).timeIntervalSince(
        now
      )
    }
    #expect(Set(pauses).count > 40)
    #expect(pauses.allSatisfy { (270...330).contains($0) })
    let again = RetrySchedule.next(after: 2, key: "k7", wish: nil, now: now)?.timeIntervalSince(now)
    #expect(again == pauses[7])
    #expect(RetrySchedule.next(after: 10, key: "k", wish: .seconds(1), now: now) == nil)
  }

  @Test func `keys are permanent, safe in headers, and differ between recipients and installations`() {
    let keys = Keys(salt: Array(repeating: 7, count: 32))
    let ada = keys.fingerprint(channel: "mail", address: "Ada@Example.org")
    #expect(ada == keys.fingerprint(channel: "mail", address: "ada@example.org"))
    #expect(ada != keys.fingerprint(channel: "other", address: "ada@example.org"))
    #expect(
      ada
        != Keys(salt: Array(repeating: 8, count: 32)).fingerprint(channel: "mail", address: "ada@example.org")
    )
    let key = keys.delivery(digest: "a/b/2026-11-25", day: "2026-11-25", channel: "mail", fingerprint: ada)
    #expect(key.wholeMatch(of: /2026-11-25\.[0-9a-f]{32}/) != nil)
  }
}
