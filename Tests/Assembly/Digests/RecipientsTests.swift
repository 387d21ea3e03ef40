import Testing

@testable import Assembly

struct RecipientsTests {
  private func states(_ installation: Installation) async throws -> [String] {
    try await Recipients(installation).list().map { "\($0.channel) \($0.address ?? "erased") \($0.state)" }
  }

  private func told(_ changes: [RecipientChange]) -> [String] {
    changes.map { "\($0.channel)\($0.isNew ? " new" : "")\($0.isNamed ? "" : " unnamed")" }
  }

  @Test func `are everybody a digest was meant for`() async throws {
    let world = try OfficeWorld(OfficeWorld.mails)
    let installation = try await world.open()
    #expect(try await states(installation).isEmpty)
    _ = try await DigestOffice(installation).send("daily", topic: nil, to: "chat", isRehearsal: false)
    #expect(
      try await states(installation) == [
        "chat chat active", "team ada@test.invalid active", "team ben@test.invalid active",
      ]
    )
  }

  @Test func `who leaves does so in every channel that could reach them, once`() async throws {
    let world = try OfficeWorld(OfficeWorld.mails)
    let installation = try await world.open()
    let recipients = Recipients(installation)
    let first = try await recipients.unsubscribe("Ada <ADA@test.invalid>", channel: nil)
    #expect(told(first) == ["guests new unnamed", "team new"])
    let second = try await recipients.unsubscribe("ada@test.invalid", channel: nil)
    #expect(told(second) == ["guests unnamed", "team"])
    _ = try await DigestOffice(installation).send("daily", topic: nil, to: "chat", isRehearsal: false)
    #expect(try await OfficeWorld.outbox(installation).count == 2)
    #expect(try await told(recipients.subscribe("ada@test.invalid", channel: "team")) == ["team new"])
    #expect(try await told(recipients.subscribe("ada@test.invalid", channel: "team")) == ["team"])
    #expect(try await states(installation).contains("team ada@test.invalid active"))
  }

  @Test func `who was never kept from digests is not let in again`() async throws {
    let world = try OfficeWorld(OfficeWorld.mails)
    let installation = try await world.open()
    let recipients = Recipients(installation)
    #expect(try await told(recipients.subscribe("ada@test.invalid", channel: nil)) == ["team"])
    #expect(try await recipients.subscribe("nobody@test.invalid", channel: nil).isEmpty)
    #expect(try await states(installation).isEmpty)
  }

  @Test func `no channel has an address where none takes mail`() async throws {
    let world = try OfficeWorld()
    let installation = try await world.open()
    let recipients = Recipients(installation)
    #expect(try await recipients.unsubscribe("ada@test.invalid", channel: nil).isEmpty)
    #expect(try await recipients.subscribe("ada@test.invalid", channel: nil).isEmpty)
    #expect(try await recipients.unsubscribe("local", channel: "other").isEmpty)
    #expect(try await told(recipients.unsubscribe("local", channel: nil)) == ["local new"])
    #expect(try await states(installation) == ["local local unsubscribed"])
  }

  @Test func `all that is stored is told about an address however it is written`() async throws {
    let world = try OfficeWorld(OfficeWorld.mails)
    let installation = try await world.open()
    _ = try await DigestOffice(installation).send("daily", topic: nil, to: "chat", isRehearsal: false)
    let recipients = Recipients(installation)
    for text in ["ada@test.invalid", "Ada@TEST.invalid", "Ada <ada@test.invalid>"] {
      #expect(try await recipients.list(of: text).map(\.address) == ["ada@test.invalid"])
    }
    #expect(try await recipients.list(of: "chat").map(\.channel) == ["chat"])
    #expect(try await recipients.list(of: "nobody@test.invalid").isEmpty)
    #expect(try await recipients.erase("ben@test.invalid") == ["team"])
    let erased = try await recipients.list(of: "ben@test.invalid")
    #expect(erased.map(\.state) == ["unsubscribed", "unsubscribed"])
    #expect(erased.allSatisfy { $0.address == nil })
  }

  @Test func `who was erased stays so, and comes back only when asked for`() async throws {
    let world = try OfficeWorld(OfficeWorld.mails)
    let installation = try await world.open()
    let recipients = Recipients(installation)
    #expect(try await recipients.erase("ada@test.invalid").isEmpty)
    #expect(try await told(recipients.unsubscribe("ada@test.invalid", channel: "team")) == ["team"])
    #expect(try await states(installation) == ["guests erased unsubscribed", "team erased unsubscribed"])
    #expect(try await told(recipients.subscribe("ada@test.invalid", channel: "team")) == ["team new"])
    #expect(try await states(installation).contains("team ada@test.invalid active"))
  }

  @Test func `of a channel that was taken out of the configuration can be erased`() async throws {
    let world = try OfficeWorld()
    let first = try await world.open()
    _ = try await DigestOffice(first).send("daily", topic: nil, to: nil, isRehearsal: false)
    try world.place.write(Workplace.small, to: "config.yml")
    let second = try world.place.open()
    #expect(try await Recipients(second).erase("local") == ["local"])
    #expect(try await states(second) == ["local erased unsubscribed"])
  }

  @Test func `are named by an address or a channel, and by nothing else`() async throws {
    let world = try OfficeWorld(OfficeWorld.mails)
    let installation = try await world.open()
    let recipients = Recipients(installation)
    for text in ["nonsense", "team", "a@", ""] {
      let error = await #expect(throws: NoRecipient.self) { try await recipients.list(of: text) }
      #expect(error.flatMap { Failure($0) }?.status == .usage)
    }
    let error = await #expect(throws: NoChannel.self) {
      try await recipients.unsubscribe("ada@test.invalid", channel: "taem")
    }
    #expect(error?.description == "there is no channel “taem”; there are: team, guests, chat")
  }
}
