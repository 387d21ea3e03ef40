import Foundation
import Queueing
import Testing

@testable import Assembly

struct OutboxTests {
  let world: OfficeWorld

  init() throws { world = try OfficeWorld(OfficeWorld.mails) }

  /// A digest has arrived in the chat and waits for Ada and Ben.
  private func office() async throws -> (installation: Installation, sent: String, waiting: String) {
    let installation = try await world.open()
    _ = try await DigestOffice(installation).send("daily", topic: nil, to: "chat", isRehearsal: false)
    let outbox = Outbox(installation)
    let sent = try #require(try await outbox.list("sent").first)
    let waiting = try #require(try await outbox.list("pending").first { $0.recipient == "ada@test.invalid" })
    return (installation, sent.key, waiting.key)
  }

  @Test func `lists what is in one state, or in any`() async throws {
    let (installation, sent, waiting) = try await office()
    let outbox = Outbox(installation)
    #expect(try await outbox.list(nil).count == 3)
    #expect(try await outbox.list("pending").map(\.recipient) == ["ada@test.invalid", "ben@test.invalid"])
    #expect(try await outbox.list("dead").isEmpty)
    #expect(try await outbox.list("sent").map(\.nextAttempt) == [nil])
    let arrived = try #require(try await outbox.show(sent))
    #expect(arrived.log?.map(\.outcome) == ["delivered"] && arrived.settled == arrived.lastAttempt)
    let untried = try #require(try await outbox.show(waiting))
    #expect(untried.log?.isEmpty == true && untried.nextAttempt != nil && untried.attempts == 0)
    #expect(try await outbox.show("nothing") == nil)
  }

  @Test func `drops what was not sent, and says why it does not`() async throws {
    let (installation, sent, waiting) = try await office()
    let outbox = Outbox(installation)
    #expect(try await outbox.drop(waiting) == nil)
    #expect(try await outbox.drop(waiting) == .dropped)
    #expect(try await outbox.drop(sent) == .sent)
    #expect(try await outbox.drop("nothing") == .unknown)
    #expect(try await outbox.show(waiting)?.lastAnswer == "dropped by hand")
  }

  @Test func `tries again what waits or was dropped, and says why it does not`() async throws {
    let (installation, sent, waiting) = try await office()
    let outbox = Outbox(installation)
    #expect(try await outbox.retry(waiting) == nil)
    #expect(try await outbox.drop(waiting) == nil)
    #expect(try await outbox.retry(waiting) == nil)
    #expect(try await outbox.retry(sent) == .sent)
    #expect(try await outbox.retry("nothing") == .unknown)
    _ = try await Recipients(installation).unsubscribe("ada@test.invalid", channel: nil)
    #expect(try await outbox.retry(waiting) == .silent)
  }

  @Test func `leaves alone what another process is sending`() async throws {
    let (installation, _, waiting) = try await office()
    let now = installation.now()
    for _ in 0..<2 {
      _ = try await installation.store.claim(channel: "team", dueBy: now, holder: "other", for: 30, at: now)
    }
    #expect(try await Outbox(installation).retry(waiting) == .held)
    #expect(try await Outbox(try world.place.open(day: "2025-06-01")).retry(waiting) == nil)
  }
}
