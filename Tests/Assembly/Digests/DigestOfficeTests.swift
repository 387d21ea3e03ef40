import Foundation
import Queueing
import Testing

@testable import Assembly

struct DigestOfficeTests {
  /// Rehearses, then sends: both have to say the same, and a rehearsal changes nothing.
  private func send(
    _ installation: Installation,
    _ id: String?,
    topic: String? = nil,
    to channel: String? = nil
  )
    async throws -> DispatchReport
  {
    let office = DigestOffice(installation)
    let before = try await OfficeWorld.outbox(installation)
    let sentBefore = Set(try await installation.store.deliveries(.sent).map(\.key))
    let rehearsal = try await office.send(id, topic: topic, to: channel, isRehearsal: true)
    #expect(try await OfficeWorld.outbox(installation) == before)
    let real = try await office.send(id, topic: topic, to: channel, isRehearsal: false)
    let sent = try await installation.store.deliveries(.sent).filter { !sentBefore.contains($0.key) }
    #expect(rehearsal.fixed.map(\.id) == real.fixed.map(\.id))
    #expect(rehearsal.fixed.map(\.subject) == real.fixed.map(\.subject))
    #expect(rehearsal.rehearsed == sent.map { "\($0.digest) would go to \($0.channel)" })
    #expect(rehearsal.isEmpty == real.isEmpty)
    #expect(rehearsal.status == real.status)
    return real
  }

  @Test func `sends a digest that is named, and once a day only`() async throws {
    let world = try OfficeWorld()
    let report = try await send(try await world.open(), "daily")
    #expect(report.fixed.map(\.id) == ["robots/daily/2025-05-31"])
    #expect(report.summary.last == "deliveries: 1 sent")
    #expect(report.status == .done)
    let again = try await send(try await world.open(), "daily")
    #expect(again.isEmpty && again.status == .findings)
  }

  @Test func `has nothing to act on when a digest that is named has nothing to tell`() async throws {
    let world = try OfficeWorld()
    _ = try await send(try await world.open(), "daily")
    let next = try await send(try await world.open("2025-06-02"), "daily")
    #expect(next.isEmpty && next.status == .findings)
  }

  @Test func `is done when nothing is due, or what is due has nothing to tell`() async throws {
    let world = try OfficeWorld()
    _ = try await send(try await world.open(), "daily")
    let notDue = try await send(try await world.open(), nil)
    #expect(notDue.isEmpty && notDue.status == .done)
    let empty = try await send(try await world.open("2025-06-02"), nil)
    #expect(empty.isEmpty && empty.status == .done)
  }

  @Test func `sends what is due`() async throws {
    let world = try OfficeWorld()
    _ = try await world.open()
    let report = try await send(try await world.open("2025-05-31"), nil)
    #expect(report.fixed.map(\.id) == ["robots/daily/2025-05-30"])
  }

  @Test func `sends a digest that was fixed only to who does not have it`() async throws {
    let world = try OfficeWorld()
    let installation = try await world.open()
    let id = try #require(try await send(installation, "daily").fixed.first?.id)
    let known = try await send(installation, id)
    #expect(known.isEmpty && known.status == .findings)
    let other = try await send(installation, id, to: "other")
    #expect(other.fixed.map(\.id) == [id] && other.status == .done)
    #expect(try await OfficeWorld.outbox(installation) == ["\(id) local sent", "\(id) other sent"])
    #expect(try await send(installation, id, to: "other").status == .findings)
  }

  @Test func `sends through one more channel now, and through the digest's own later`() async throws {
    let world = try OfficeWorld()
    let installation = try await world.open()
    #expect(try await send(installation, "daily", to: "other").fixed.count == 1)
    let id = "robots/daily/2025-05-31"
    #expect(try await OfficeWorld.outbox(installation) == ["\(id) local pending", "\(id) other sent"])
    let rest = try await send(installation, nil)
    #expect(rest.fixed.isEmpty && rest.summary == ["deliveries: 1 sent"])
  }

  @Test func `goes by the topic of a digest that was fixed, not by the first that has its name`() async throws
  {
    let world = try OfficeWorld(Self.twoTopics)
    let installation = try await world.open()
    let report = try await send(installation, "daily", topic: "cats")
    #expect(report.fixed.map(\.id) == ["cats/daily/2025-05-31"])
    #expect(try await send(installation, "cats/daily/2025-05-31").isEmpty)
    #expect(try await OfficeWorld.outbox(installation) == ["cats/daily/2025-05-31 other sent"])
    let error = await #expect(throws: NoDigest.self) { try await send(installation, "weekly") }
    #expect(error?.description == "there is no digest “weekly”; there are: daily")
  }

  @Test func `leaves out in a rehearsal, too, who gets nothing more`() async throws {
    let world = try OfficeWorld()
    let installation = try await world.open()
    _ = try await Recipients(installation).unsubscribe("local", channel: nil)
    let report = try await send(installation, "daily")
    #expect(report.fixed.count == 1 && report.status == .done)
    #expect(try await installation.store.deliveries().isEmpty)
  }

  @Test func `tries again what waits, and says so when it fails`() async throws {
    let world = try OfficeWorld()
    try world.place.write("in the way", to: "local")
    let first = try await world.open()
    let failed = try await DigestOffice(first).send("daily", topic: nil, to: nil, isRehearsal: false)
    #expect(failed.status == .tryAgain && failed.failures.count == 1)
    try FileManager.default.removeItem(atPath: "\(world.place.folder)/local")
    let report = try await send(try await world.open("2025-06-01"), "daily")
    #expect(report.fixed.isEmpty && report.summary == ["deliveries: 1 sent"] && report.status == .done)
  }

  @Test func `says of what nobody wants any more that it would be dropped`() async throws {
    let world = try OfficeWorld()
    let first = try await world.open()
    _ = try await DigestOffice(first).send("daily", topic: nil, to: "other", isRehearsal: false)
    let keys = try await first.store.deliveries(.pending).map(\.key)
    #expect(keys.count == 1)
    try world.place.write(
      Workplace.small + "\n" + OfficeWorld.mails.replacing("id: team", with: "id: local"),
      to: "config.yml"
    )
    let second = try world.place.open(["topics[0].digests[0].to=[local]"], day: "2025-06-01")
    let rehearsal = try await DigestOffice(second).send(nil, topic: nil, to: nil, isRehearsal: true)
    #expect(rehearsal.summary == ["robots/daily/2025-05-31 to local would be dropped"])
    let real = try await DigestOffice(second).send(nil, topic: nil, to: nil, isRehearsal: false)
    #expect(real.summary == ["deliveries: 1 dropped"] && real.status == rehearsal.status)
  }

  @Test(arguments: [true, false])
  func `waits for the first harvest, and says what to do`(isRehearsal: Bool) async throws {
    let world = try OfficeWorld()
    let installation = try world.place.open()
    let error = await #expect(throws: NeverPolled.self) {
      try await DigestOffice(installation).send("daily", topic: nil, to: nil, isRehearsal: isRehearsal)
    }
    let failure = try #require(error.flatMap { Failure($0) })
    #expect(failure.status == .tryAgain && failure.lines.first?.contains("gleaner run") == true)
  }

  @Test(arguments: [true, false])
  func `calls a secret that cannot be read a fault of the configuration`(isRehearsal: Bool) async throws {
    let world = try OfficeWorld()
    let text = try world.place.read("config.yml").replacing(
      "authority: \"test.invalid,2025\"",
      with: """
        authority: "test.invalid,2025", unsubscribe: "https://test.invalid/leave",
          unsubscribe_secret: { env: GLEANER_TEST_IS_NOT_SET }
        """
    )
    let installation = try await world.open()
    try world.place.write(text, to: "config.yml")
    let faulty = try world.place.open(day: "2025-05-31")
    for id in ["daily", nil] {
      let error = await #expect(throws: ChannelsUnusable.self) {
        try await DigestOffice(faulty).send(id, topic: nil, to: nil, isRehearsal: isRehearsal)
      }
      #expect(error.flatMap { Failure($0) }?.status == .configuration)
      #expect(error?.description.contains("GLEANER_TEST_IS_NOT_SET") == true)
    }
    await #expect(throws: ChannelsUnusable.self) {
      try await DigestOffice(faulty).preview("daily", topic: nil, format: "text")
    }
    #expect(try await installation.store.deliveries().isEmpty)
  }

  @Test func `names a channel that is not there a channel`() async throws {
    let world = try OfficeWorld()
    let error = await #expect(throws: NoChannel.self) {
      try await DigestOffice(try world.place.open()).send("daily", topic: nil, to: "locl", isRehearsal: false)
    }
    #expect(error?.description == "there is no channel “locl”; there are: local, other")
    #expect(error.flatMap { Failure($0) }?.status == .usage)
  }

  @Test(arguments: [("weekly", ["daily"]), ("robots/daily/2020-01-01", [])])
  func `says that there is no such digest`(id: String, known: [String]) async throws {
    let world = try OfficeWorld()
    let installation = try await world.open()
    for isRehearsal in [true, false] {
      let error = await #expect(throws: NoDigest.self) {
        try await DigestOffice(installation).send(id, topic: nil, to: nil, isRehearsal: isRehearsal)
      }
      #expect(error?.id == id && error?.known == known)
    }
    await #expect(throws: NoDigest.self) {
      try await DigestOffice(installation).preview(id, topic: nil, format: "text")
    }
  }

  @Test func `shows a digest as it would be, as it was fixed, and that there is nothing to tell`()
    async throws
  {
    let world = try OfficeWorld()
    let office = DigestOffice(try await world.open())
    let text = try #require(try await office.preview("daily", topic: nil, format: "text"))
    #expect(String(decoding: text, as: UTF8.self).contains("A robot"))
    _ = try await office.send("daily", topic: nil, to: nil, isRehearsal: false)
    #expect(try await office.preview("daily", topic: nil, format: "text") == nil)
    #expect(try await office.preview("robots/daily/2025-05-31", topic: nil, format: "text") == text)
  }

  private static let twoTopics = """
        digests:
          - { id: daily, when: "18:30", to: [local] }
      - id: cats
        title: Cats
        rules:
          threshold: 2
          groups:
            robot: { points: 3, any: ["robot*"] }
        digests:
          - { id: daily, when: "18:30", to: [other] }
    channels:
      - { id: local, kind: maildir, path: local }
      - { id: other, kind: maildir, path: other }
    """
}
