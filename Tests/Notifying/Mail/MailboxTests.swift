import Foundation
import Testing

@testable import Notifying

@Suite struct MailboxTests {
  @Test(
    arguments: [
      ("ada@example.org", nil, "ada@example.org"), (" ada+lists@Example.ORG ", nil, "ada+lists@Example.ORG"),
      ("Ada <ada@example.org>", "Ada", "ada@example.org"), ("<ada@example.org>", nil, "ada@example.org"),
      ("\"Lovelace, Ada\" <ada@example.org>", "Lovelace, Ada", "ada@example.org"),
      ("Þóra, 李小龍 <t@localhost>", "Þóra, 李小龍", "t@localhost"),
      ("Ada <ada@Müller.de>", "Ada", "ada@xn--mller-kva.de"),
      ("ada@例え.テスト", nil, "ada@xn--r8jz45g.xn--zckzah"),
    ] as [(String, String?, String)]
  ) func `An address is read, with its name`(
    text: String,
    name: String?,
    address: String
  ) throws {
    let box = try #require(Mailbox(text))
    #expect(box.name == name && box.address == address)
  }

  @Test(arguments: [
    "", "ada", "@example.org", "ada@", "a b@example.org", "ada@example..org", ".ada@example.org",
    "ada@[127.0.0.1]",
    "ada@example.org>", "Ada <ada@example.org", "ädä@example.org", "ada@ü-.org", "ada@ü/x", "ada@%C3%BC.ü",
    "ada@ü:25", "a@b, c@d",
    "<a@b>, <c@d>",
    "a@b@c d", "Ada <ada@example.org>\r\nBcc: <eve@example.org",
    "\(String(repeating: "a", count: 65))@example.org",
  ]) func `What is no address is refused`(text: String) {
    #expect(Mailbox(text) == nil)
  }

  @Test func `A name cannot bring another header`() throws {
    let box = try #require(Mailbox("Ada\r\nBcc: eve\r\nX: <ada@example.org>"))
    #expect(
      HeaderField("To", box.pieces).lines == "To: \"Ada Bcc: eve X:\" <ada@example.org>\r\n"
    )
  }

  @Test(
    arguments: [
      (0, "Thu, 1 Jan 1970 00:00:00 +0000"), (1_795_627_862, "Wed, 25 Nov 2026 17:31:02 +0000"),
      (951_782_399, "Mon, 28 Feb 2000 23:59:59 +0000"), (951_782_400, "Tue, 29 Feb 2000 00:00:00 +0000"),
      (-1, "Wed, 31 Dec 1969 23:59:59 +0000"),
    ] as [(Double, String)]
  ) func `Dates are written as mail has them`(seconds: Double, text: String) {
    #expect(Date(timeIntervalSince1970: seconds).mailDate == text)
  }

  @Test(arguments: [Double.infinity, -.infinity, .nan, 1e300, -1e300])
  func `A date that is none does not end the program`(seconds: Double) {
    #expect(Date(timeIntervalSince1970: seconds).mailDate.hasSuffix(" +0000"))
  }

  @Test func `A date for people has no seconds`() {
    #expect(MailSamples.due.inWords == "25 November 2026, 17:30 UTC")
  }
}
