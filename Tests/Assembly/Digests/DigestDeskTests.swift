import Foundation
import Logging
import Notifying
import Papers
import Queueing
import TestKit
import Testing
import Wire

@testable import Assembly

struct DigestDeskTests {
  let place: Workplace
  let plan: DigestPlan

  init() throws {
    place = try Workplace()
    try place.write("* [2501] [Arm] [An arm](https://arxiv.org/abs/2501.00001)\n", to: "list.md")
    let time = try #require(LocalTime("18:30", zone: "UTC"))
    plan = DigestPlan(
      policy: DigestPolicy(topic: "robots", topicTitle: "Robots", name: "daily"),
      schedule: .clock(time, .daily),
      logs: [.proposal, .acceptance],
      changes: true,
      channels: ["mail"]
    )
  }

  private func round(_ installation: Installation) async throws {
    let page = FakeArXiv.page([
      FakeArXiv.record("2505.00001", "A robot"), FakeArXiv.record("2505.00002", "A cat"),
    ])
    let log = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    _ = try await Round(installation, wire: FakeArXiv.wire([page]), patience: nil, log: log).run()
  }

  private func mail(_ answer: @escaping @Sendable (Message, Envelope) -> Outcome) -> Channel {
    Channel(
      id: "mail",
      recipients: ["ada@example.org", "ben@example.org"],
      compose: { digest, envelope in
        [Message(id: envelope.key, mediaType: "text/plain", body: Array(digest.subject.utf8))]
      },
      send: answer
    )
  }

  private func deliver(_ installation: Installation, _ channel: Channel) async throws -> CourierReport {
    let seam = installation.store.outboxSeam(holder: "test", now: installation.now)
    return try await Courier(outbox: seam, channels: [channel], now: installation.now).deliverDue()
  }

  @Test func `a new store's first digest is the first one due after its first round, and arrives once`()
    async throws
  {
    let seen = Gathered()
    let channel = mail { message, envelope in
      seen.add("\(envelope.recipient): \(String(decoding: message.body, as: UTF8.self))")
      return .delivered("250 OK")
    }
    let first = try place.open()
    #expect(try await DigestDesk(first).fixDue([plan], channels: [channel]).isEmpty)
    try await round(first)
    #expect(try await DigestDesk(first).fixDue([plan], channels: [channel]).isEmpty)
    let next = try place.open(day: "2025-05-31")
    let fixed = try await DigestDesk(next).fixDue([plan], channels: [channel])
    #expect(fixed.map(\.id) == ["robots/daily/2025-05-30"])
    #expect(fixed.flatMap { $0.sections.flatMap { $0.items.map(\.work.description) } } == ["2505.00001"])
    #expect(try await DigestDesk(next).fixDue([plan], channels: [channel]).isEmpty)
    #expect(try await deliver(next, channel).sent == 2)
    #expect(try await deliver(next, channel) == CourierReport())
    #expect(
      seen.all.sorted() == [
        "ada@example.org: Robots: 1 new paper (30 May 2025)",
        "ben@example.org: Robots: 1 new paper (30 May 2025)",
      ]
    )
  }

  @Test func `what fails is put off in the store, and who is gone is disabled`() async throws {
    let first = try place.open()
    try await round(first)
    let channel = mail { _, envelope in
      envelope.recipient.hasPrefix("ada") ? .later("451 try later") : .gone("550 no such user")
    }
    _ = try await DigestDesk(first).fixDue([plan], channels: [channel])
    let next = try place.open(day: "2025-05-31")
    _ = try await DigestDesk(next).fixDue([plan], channels: [channel])
    let report = try await deliver(next, channel)
    #expect(report.waiting == 1 && report.dead == 1)
    let states = try await next.store.deliveries().map { "\($0.address ?? "") \($0.state) \($0.attempts)" }
    #expect(states == ["ada@example.org pending 1", "ben@example.org dead 1"])
    let recipients = try await next.store.recipients().map { "\($0.address ?? "") \($0.state)" }
    #expect(recipients == ["ada@example.org active", "ben@example.org disabled"])
  }
}
