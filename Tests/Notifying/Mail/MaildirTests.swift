import Foundation
import TestKit
import Testing

@testable import Notifying

@Suite struct MaildirTests {
  private let path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path

  private func channel() throws -> Channel {
    try ChannelKind.maildir.prepare(ChannelSettings(id: "local", texts: ["path": path]), MailSamples.tools)
  }

  private func files(_ folder: String) -> [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: "\(path)/\(folder)")) ?? []
  }

  private func deliver() async throws -> Outcome {
    let (channel, envelope) = (try channel(), MailSamples.envelope("local"))
    let messages = try channel.compose(MailSamples.single(), envelope)
    return await channel.send(try #require(messages.first), envelope)
  }

  private func clean() { try? FileManager.default.removeItem(atPath: path) }

  @Test func `A message is in new, whole, and nothing is left in tmp`() async throws {
    defer { clean() }
    let outcome = try await deliver()
    let name = try #require(files("new").first)
    #expect(outcome == .delivered("\(path)/new/\(name)"))
    #expect(name == "gleaner.maps.daily.2026-11-25.a1b2c3")
    #expect(files("tmp").isEmpty && files("cur").isEmpty)
    let text = try String(contentsOfFile: "\(path)/new/\(name)", encoding: .utf8)
    #expect(!text.contains("To leave") && !text.contains("List-Unsubscribe"), "it is the operator's own")
    #expect(text.contains("\nTo: local@localhost\n") && text.hasSuffix("--\n") && !text.contains("\r"))
  }

  @Test(arguments: ["", ":2,S", ":2,RS", ",S=4711:2,"])
  func `One that is there, or was read, does not come again`(
    flags: String
  ) async throws {
    defer { clean() }
    _ = try await deliver()
    let name = try #require(files("new").first)
    try FileManager.default.moveItem(atPath: "\(path)/new/\(name)", toPath: "\(path)/cur/\(name)\(flags)")
    #expect(try await deliver() == .delivered("was there already"))
    #expect(files("new").isEmpty && files("cur").count == 1)
  }

  @Test func `Another message whose name begins alike does come`() async throws {
    defer { clean() }
    _ = try await deliver()
    let name = try #require(files("new").first)
    try FileManager.default.moveItem(atPath: "\(path)/new/\(name)", toPath: "\(path)/cur/\(name)d:2,S")
    _ = try await deliver()
    #expect(files("new") == [name])
  }

  @Test func `What a killed attempt left behind does not stand in the way`() async throws {
    defer { clean() }
    try FileManager.default.createDirectory(atPath: "\(path)/tmp", withIntermediateDirectories: true)
    let half = "\(path)/tmp/gleaner.maps.daily.2026-11-25.a1b2c3.\(ProcessInfo.processInfo.processIdentifier)"
    try Data("half".utf8).write(to: URL(fileURLWithPath: half))
    _ = try await deliver()
    #expect(files("tmp").isEmpty && files("new").count == 1)
  }

  @Test func `A folder that cannot be made is tried again later, and named`() async throws {
    defer { clean() }
    try Data().write(to: URL(fileURLWithPath: path))
    guard case .later(let reason, _) = try await deliver() else {
      Issue.record("it was delivered into a file")
      return
    }
    #expect(reason.contains(path))
  }

  @Test func `An id that could leave the folder does not`() async throws {
    defer { clean() }
    let message = Message(id: "../../evil", mediaType: "message/rfc822", body: [])
    _ = try await channel().send(message, MailSamples.envelope())
    #expect(files("new") == ["gleaner.....evil"])
  }
}
