import Foundation
import Papers
import Testing
import Wire

@testable import Notifying

/// What is sent of a paper whose texts hold what turns the direction of writing, what nobody sees, and a bell.
@Suite struct HostileTextTests {
  private static let marks = "\u{200F}\u{61C}\u{200B}\u{2060}\u{202E}\u{7}\u{2028}"
  private static let hostile = "Turned\(marks) around"

  private static var digest: Digest {
    let item = DigestItem(
      work: SampleDigests.item(0).work,
      state: .pending,
      title: hostile,
      authors: [hostile],
      abstract: hostile,
      categories: ["cs.CV"],
      score: 6.333,
      why: [hostile],
      announced: Day("2026-11-25"),
      url: "https://arxiv.org/abs/2611.10000",
      links: [Link(label: hostile, url: "https://example.org/")]
    )
    return SampleDigests.digest(sections: [DigestSection(name: hostile, items: [item])])
  }

  private static func hasMarks(_ text: String) -> Bool {
    marks.unicodeScalars.contains { text.unicodeScalars.contains($0) }
  }

  @Test(arguments: DigestPreview.all.map(\.name)) func `No form of a digest holds a mark`(name: String) throws
  {
    let preview = try #require(DigestPreview.named(name))
    let text = String(decoding: try preview.render(Self.digest, MailSamples.tools), as: UTF8.self)
    let whole = name == "mime" ? ReadMail(text).parts.map(\.content).joined() : text
    #expect(whole.contains("Turned around"))
    #expect(!Self.hasMarks(whole), "\(whole)")
    #expect(!whole.contains("\\u20") && !whole.contains("\\u0007"))
  }

  // Some chats have no other way to keep a sign from meaning something than a space of no width, set by the dialect.
  @Test(arguments: SampleDigests.kinds.map(\.name)) func `No message holds a mark of the paper's`(
    name: String
  ) throws {
    let kind = try #require(ChannelKind.named(name))
    let channel = try kind.prepare(SampleDigests.settings(), MailSamples.tools)
    let bodies = try channel.compose(Self.digest, SampleDigests.envelope).map(\.body)
    let text = bodies.map { String(decoding: $0, as: UTF8.self) }.joined()
    #expect(text.contains("Turned around"))
    #expect(!Self.hasMarks(text.replacing("\u{200B}", with: "")))
    #expect(!text.contains("Turned\u{200B}") && !text.contains("\\u0007"))
  }

  @Test(arguments: ["a\u{200B}da@example.org", "ada@exam\u{7}ple.org", "ada@example.org\u{2060}"])
  func `What is hidden in an address is not left out, the address is refused`(address: String) {
    #expect(Mailbox(address) == nil)
  }
}
