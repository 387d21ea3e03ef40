import Foundation
import Papers
import TestKit
import Testing
import Words

@testable import Notifying

@Suite struct MailFormTests {
  @Test func `Each message is as it was looked at`() throws {
    let digests = [
      ("0", MailSamples.empty()), ("1", try MailSamples.single()), ("20", try MailSamples.twenty()),
    ]
    for (name, digest) in digests {
      let message = try MailSamples.message(digest)
      let parts = ReadMail(message).parts
      try #require(parts.map(\.type) == ["text/plain; charset=utf-8", "text/html; charset=utf-8"])
      try expectGolden(message, "mail-\(name).eml")
      try expectGolden(parts[0].content, "mail-\(name).txt")
      try expectGolden(parts[1].content, "mail-\(name).html")
    }
  }

  @Test func `It says who, when, which, and that no person wrote it`() throws {
    let mail = ReadMail(try MailSamples.message(MailSamples.empty()))
    #expect(mail["From"] == "Gleaner <gleaner@example.org>")
    #expect(mail["To"] == "Ada Lovelace <ada@example.org>")
    #expect(mail["Date"] == "Wed, 25 Nov 2026 17:31:02 +0000")
    #expect(mail["Subject"] == "Maps of places that are not: nothing new")
    #expect(mail["Message-ID"] == "<maps.daily.2026-11-25.a1b2c3@example.org>")
    #expect(mail["List-Id"] == "Maps of places that are not <daily.maps.example.org>")
    #expect(mail["List-Post"] == "NO")
    #expect(mail["Auto-Submitted"] == "auto-generated")
    #expect(mail["MIME-Version"] == "1.0")
    #expect(mail["References"] == nil && mail["List-Unsubscribe-Post"] == nil)
    #expect(mail["List-Unsubscribe"] == "<mailto:gleaner@example.org?subject=unsubscribe%20maps%2Fdaily>")
  }

  @Test func `The next one joins the thread of the one before`() throws {
    let envelope = MailSamples.envelope(previous: "maps.daily.2026-11-24.a1b2c3")
    let mail = ReadMail(try MailSamples.message(MailSamples.empty(), envelope))
    #expect(mail["In-Reply-To"] == "<maps.daily.2026-11-24.a1b2c3@example.org>")
    #expect(mail["References"] == mail["In-Reply-To"])
  }

  @Test func `With an address for it, everyone has a link of their own to leave with one click`() throws {
    let links = try UnsubscribeLinks(
      address: "https://example.org/unsubscribe",
      secret: "sixteen bytes or more"
    )
    let tools = ChannelTools(
      wire: MailSamples.tools.wire,
      realNow: MailSamples.tools.realNow,
      baseURL: MailSamples.tools.baseURL,
      unsubscribe: links
    )
    let digest = try MailSamples.single()
    let form = MailForm(from: try #require(Mailbox("gleaner@example.org")), tools: tools)
    for name in ["ada@example.org", "grace@example.org"] {
      let box = try #require(Mailbox(name))
      let bytes = try form.message(digest, MailSamples.envelope(name), to: box)
      let mail = ReadMail(String(decoding: bytes, as: UTF8.self))
      let link = links.link(recipient: name, topic: "maps")
      #expect(mail["List-Unsubscribe"]?.hasPrefix("<\(link)>, <mailto:") == true)
      #expect(mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click")
      #expect(mail.parts[0].content.contains("To leave: \(link)\n"))
      #expect(mail.parts[1].content.contains("href=\"\(link.replacing("&", with: "&amp;"))\""))
      #expect(!String(decoding: bytes, as: UTF8.self).contains("invalid"))
    }
  }

  @Test func `The same digest, envelope and date are the same bytes, whatever was made in between`() throws {
    let form = MailForm(from: try #require(Mailbox("gleaner@example.org")), tools: MailSamples.tools)
    let box = try #require(Mailbox("ada@example.org"))
    let first = try form.message(MailSamples.twenty(), MailSamples.envelope(), to: box)
    _ = try form.message(MailSamples.single(), MailSamples.envelope(), to: box)
    #expect(try form.message(MailSamples.twenty(), MailSamples.envelope(), to: box) == first)
  }

  @Test func `What an author wrote steers neither the mail nor the page`() throws {
    let message = try MailSamples.message(MailSamples.single())
    let parts = ReadMail(message).parts
    #expect(!message.contains("\r\nBcc"))
    #expect(parts[1].content.contains("&lt;b&gt;Ærø&lt;/b&gt; &amp; back"))
    #expect(!parts.contains { $0.content.contains("javascript:") })
    #expect(parts[0].content.contains("<b>Ærø</b> & back"))
  }

  @Test func `Whatever authors and rules write, it stays one message with the same fields and two parts`()
    throws
  {
    var random = Seeded(21)
    let alphabet = [
      "a", " ", "\r\n", "\n\n", "\r\n\r\n--=_", "Bcc: x", "{{topic}}", "<script>", "&amp;", "\"", "'", ">",
      "\u{1B}[2J", "é", "李",
      "🧭", "=?utf-8?q?x?=", ".", "From ", String(repeating: "long", count: 400), "\u{0}", "\u{202E}", "]]>",
      "<!--",
    ]
    func text() -> String {
      (0...Int.random(in: 0...12, using: &random)).map { _ in random.pick(alphabet) }.joined()
    }
    let names = ReadMail(try MailSamples.message(MailSamples.empty())).fields.map(\.name)
    for _ in 0..<200 {
      let item = DigestItem(
        work: try MailSamples.odd().work,
        state: .pending,
        title: text(),
        authors: [text(), text()],
        abstract: text(),
        categories: [text()],
        score: 1,
        why: [text()],
        url: text(),
        links: [Link(label: text(), url: "https://a/" + text())]
      )
      let digest = MailSamples.digest(
        [DigestSection(name: text(), items: [item])],
        subject: "x" + text(),
        outage: text()
      )
      let message = try MailSamples.message(digest, to: "ada@example.org")
      let mail = ReadMail(message)
      #expect(mail.fields.map(\.name) == names)
      #expect(mail["Subject"].map(decodeWords) == digest.subject.singleLine)
      try #require(mail.parts.count == 2)
      #expect(
        mail.parts[0].content.split(whereSeparator: \.isWhitespace).joined().contains(
          (item.title.singleLine.nonEmpty ?? "2611.00800").filter { $0 != " " }
        )
      )
      #expect(!mail.parts[1].content.contains("<script>") && !mail.parts[1].content.contains("<!--"))
      #expect(message.utf8.allSatisfy { $0 == 13 || $0 == 10 || (32..<127).contains($0) })
      #expect(
        message.components(separatedBy: "\r\n").allSatisfy {
          $0.utf8.count <= 78 || $0.hasPrefix("List-Unsubscribe: <")
        }
      )
    }
  }

  @Test func `Lines are short, and all bytes are ASCII`() throws {
    for digest in [MailSamples.empty(), try MailSamples.twenty()] {
      let message = try MailSamples.message(digest)
      #expect(message.utf8.allSatisfy { $0 < 0x80 })
      for line in message.components(separatedBy: "\r\n") {
        // An address cannot be broken.
        let isShort = line.utf8.count <= 78 || line.utf8.count < 998 && line.hasPrefix("List-Unsubscribe: <")
        #expect(isShort && !line.contains("\n") && !line.contains("\r"), "\(line)")
      }
    }
  }

  @Test func `The text fits a terminal of 80 columns, but for addresses`() throws {
    let text = ReadMail(try MailSamples.message(MailSamples.twenty())).parts[0].content
    for line in text.split(separator: "\n") where !line.contains("://") {
      #expect(line.count <= 72, "\(line)")
    }
  }

  @Test func `All of 200 papers are told, in order`() throws {
    let items = try (1...200).map(MailSamples.plain)
    let parts = ReadMail(
      try MailSamples.message(MailSamples.digest([DigestSection(name: "All", items: items)]))
    ).parts
    for part in parts {
      let places = items.map { part.content.range(of: $0.title)?.lowerBound }
      let found = places.compactMap(\.self)
      #expect(found.count == 200 && found == found.sorted())
    }
  }
}
