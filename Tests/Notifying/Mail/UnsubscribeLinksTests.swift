import Foundation
import Testing

@testable import Notifying

@Suite struct UnsubscribeLinksTests {
  private func links(
    _ secret: String = "sixteen bytes or more",
    _ address: String = "https://example.org/leave"
  ) throws
    -> UnsubscribeLinks
  {
    try UnsubscribeLinks(address: address, secret: secret)
  }

  private func values(_ link: String) -> [String: String] {
    let items = URLComponents(string: link)?.queryItems ?? []
    return Dictionary(items.map { ($0.name, $0.value ?? "") }) { $1 }
  }

  @Test(arguments: ["ada@example.org", "a+b/c=d@example.org", "?"]) func `A link names its recipient`(
    name: String
  ) throws {
    let query = try values(links().link(recipient: name, topic: "a topic&"))
    #expect(query["topic"] == "a topic&")
    #expect(
      try links().recipient(topic: "a topic&", to: query["to"] ?? "", sig: query["sig"] ?? "") == name
    )
  }

  @Test func `Nobody can make one for somebody else, for another topic, or with another secret`() throws {
    let query = try values(links().link(recipient: "ada@example.org", topic: "maps"))
    let other = try values(links().link(recipient: "eve@example.org", topic: "maps"))
    let (to, sig) = (query["to"] ?? "", query["sig"] ?? "")
    #expect(try links().recipient(topic: "maps", to: to, sig: other["sig"] ?? "") == nil)
    #expect(try links().recipient(topic: "seas", to: to, sig: sig) == nil)
    #expect(try links("another secret of ours").recipient(topic: "maps", to: to, sig: sig) == nil)
    for broken in ["", "!", "AA", sig + "A", String(sig.dropLast())] {
      #expect(try links().recipient(topic: "maps", to: to, sig: broken) == nil)
    }
  }

  @Test func `An address may bring a query of its own`() throws {
    let link = try links("sixteen bytes or more", "https://example.org/?list=1").link(
      recipient: "a@b",
      topic: "maps"
    )
    #expect(link.hasPrefix("https://example.org/?list=1&topic=maps&to="))
  }

  @Test(arguments: [
    ("http://example.org/leave", "sixteen bytes or more"),
    ("https://example.org/a b", "sixteen bytes or more"),
    ("https://example.org/>\r\nX: y", "sixteen bytes or more"), ("https://example.org/leave", "too short"),
  ]) func `What would not be safe is refused, without the secret`(address: String, secret: String) {
    let fault = #expect(throws: ChannelFault.self) { try UnsubscribeLinks(address: address, secret: secret) }
    #expect(fault?.description.contains(secret) == false)
  }
}
