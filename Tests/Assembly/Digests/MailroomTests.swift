import Foundation
import Notifying
import Testing
import Wire

@testable import Assembly

struct MailroomTests {
  @Test func `has every channel of the configuration, ready to use`() async throws {
    let world = try OfficeWorld(OfficeWorld.mails)
    let installation = try await world.open()
    let mailroom = try Mailroom(installation, wire: .none)
    #expect(mailroom.channels.map(\.id) == ["team", "guests", "chat"])
    #expect(mailroom.channels.map(\.recipients.count) == [2, 1, 1])
  }

  @Test func `delivers through one channel, and the others wait`() async throws {
    let world = try OfficeWorld(OfficeWorld.mails)
    let installation = try await world.open()
    let mailroom = try Mailroom(installation, wire: .none)
    let plans = installation.configuration.digests
    _ = try await DigestDesk(installation).fixDue(plans, channels: mailroom.channels)
    #expect(try await mailroom.deliver(only: "chat").sent == 1)
    #expect(try await mailroom.deliver(only: "chat") == CourierReport())
    #expect(try await mailroom.deliver(only: "team").waiting == 2)
  }

  @Test func `rehearses with the same messages, and hands none over`() async throws {
    let world = try OfficeWorld()
    let installation = try await world.open()
    let mailroom = try Mailroom(installation, wire: .none)
    let plans = installation.configuration.digests
    let digest = try #require(
      try await DigestDesk(installation).fixDue(plans, channels: mailroom.channels).first
    )
    let envelope = Envelope(key: "2025-05-30.k", recipient: "local")
    let (real, mock) = (
      try #require(mailroom.channels.first), try #require(mailroom.rehearsing().channels.first)
    )
    let messages = try mock.compose(digest, envelope)
    #expect(messages.map(\.id) == (try real.compose(digest, envelope).map(\.id)))
    #expect(await mock.send(try #require(messages.first), envelope).hasArrived)
    #expect(!FileManager.default.fileExists(atPath: "\(world.place.folder)/local"))
  }

  @Test func `signs links to leave with the secret, and says which secret cannot be read`() async throws {
    let world = try OfficeWorld()
    let instance = """
      authority: "test.invalid,2025", unsubscribe: "https://test.invalid/leave",
        unsubscribe_secret: { file: secret }
      """
    let text = try world.place.read("config.yml").replacing(
      "authority: \"test.invalid,2025\"",
      with: instance
    )
    try world.place.write(text, to: "config.yml")
    let installation = try world.place.open()
    let error = #expect(throws: ChannelsUnusable.self) { try Mailroom(installation, wire: .none) }
    #expect(error?.description.contains("instance.unsubscribe_secret: the file") == true)
    try world.place.write("short", to: "secret")
    #expect(throws: ChannelsUnusable.self) { try Mailroom(installation, wire: .none) }
    try world.place.write(String(repeating: "k", count: 32) + "\n", to: "secret")
    #expect(try Mailroom.tools(installation, .none).unsubscribe != nil)
  }
}
