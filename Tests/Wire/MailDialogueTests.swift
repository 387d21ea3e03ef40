import Testing

@testable import Wire

@Suite struct MailDialogueTests {
  private func dialogue(_ lines: [String]) -> MailDialogue {
    var dialogue = MailDialogue()
    for line in lines {
      let bytes = Array((line.dropFirst(2) + "\r\n").utf8)
      if line.hasPrefix("<") { dialogue.heard(bytes) } else { dialogue.said(bytes) }
    }
    return dialogue
  }

  @Test(arguments: [
    (["< 220 hello"], MailError.Stage.connect), (["> EHLO a", "< 250 b"], .connect),
    (["> STARTTLS", "< 220 go"], .tls), (["> AUTH PLAIN", "< 334", "> c2VjcmV0"], .auth),
    (["> mail FROM:<a@b>"], .mail), (["> RCPT TO:<a@b>"], .rcpt), (["> DATA", "< 354 go"], .data),
    (["> RCPT TO:<a@b>", "< 550 no", "> QUIT", "< 221 bye"], .rcpt),
  ]) func `The stage is that of the last command`(lines: [String], stage: MailError.Stage) {
    #expect(dialogue(lines).stage == stage)
  }

  @Test func `A reply of several lines is one, and is no refusal before it has ended`() {
    #expect(dialogue(["> RCPT", "< 550-5.1.1 no such", "< 550-user here"]).refusal == nil)
    let whole = dialogue(["> RCPT", "< 550-5.1.1 no such", "< 550-user here", "< 550 at all"])
    #expect(whole.refusal == MailReply(code: 550, text: "5.1.1 no such user here at all"))
  }

  @Test func `What comes after QUIT does not count`() {
    #expect(dialogue(["> DATA", "< 554 no", "> QUIT", "< 421 bye"]).refusal?.code == 554)
  }

  @Test func `What the server says cannot harm a terminal`() {
    let reply = MailReply(
      code: 550,
      text: "\u{1B}[31mno\u{7}\u{202E}thing\r\n here " + String(repeating: "x", count: 900)
    )
    #expect(reply.text.hasPrefix("[31mnothing here xxx"))
    #expect(reply.text.count == 200)
  }

  @Test(arguments: ["", "\r\n", "2", "25", "abc def", "-12 x", "é50 x", "250"])
  func `A line that is no reply is survived`(line: String) {
    var dialogue = MailDialogue()
    dialogue.heard(Array(line.utf8))
    #expect(dialogue.reply?.code == (line == "250" ? 250 : nil))
  }
}
