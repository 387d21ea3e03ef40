import Papers
import TestKit
import Testing

@testable import Notifying

@Suite struct HeaderFieldTests {
  /// Letters of all kinds, and all that could break a field.
  private static let alphabet: [String] = [
    "a", "B", "7", " ", "  ", "=", "?", "=?utf-8?q?x?=", "_", "\"", "\\", "<", ">", ",", "@", "é", "ß", "李",
    "🧭", "👩‍🚀",
    "\r\n", "\n", "\r", "\u{0}", "\t", "\u{85}", "\u{2028}", "\u{202E}", "word", "e\u{301}", "Bcc: x",
    String(repeating: "long", count: 30),
  ]

  private func unfold(_ lines: String, name: String) throws -> String {
    #expect(lines.hasSuffix("\r\n"))
    for line in lines.dropLast().split(separator: "\r\n") {
      #expect(line.utf8.count <= 78 && line.utf8.allSatisfy { (0x20...0x7E).contains($0) }, "\(line)")
    }
    let text = lines.dropLast().replacing("\r\n ", with: " ")
    #expect(!text.contains("\r\n"), "nothing begins another field")
    try #require(text.hasPrefix("\(name): "))
    return String(text.dropFirst(name.count + 2))
  }

  @Test func `Any text comes back from a field as it would be read on one line`() throws {
    var random = Seeded(11)
    for _ in 0..<3000 {
      let text = (0..<Int.random(in: 1...25, using: &random)).map { _ in random.pick(Self.alphabet) }.joined()
      guard !text.singleLine.isEmpty else { continue }
      let value = try unfold(HeaderField("Subject", text: text).lines, name: "Subject")
      #expect(decodeWords(value) == text.singleLine)
    }
  }

  @Test func `Any display name comes back too`() throws {
    var random = Seeded(12)
    for _ in 0..<3000 {
      let text = (0..<Int.random(in: 1...25, using: &random)).map { _ in random.pick(Self.alphabet) }.joined()
      guard !text.singleLine.isEmpty else { continue }
      var value = try unfold(HeaderField("From", HeaderField.phrase(text) + ["<a@b>"]).lines, name: "From")
      try #require(value.hasSuffix(" <a@b>"))
      value = String(value.dropLast(6))
      if value.hasPrefix("\"") {
        value = String(value.dropFirst().dropLast()).replacing("\\\"", with: "\"").replacing(
          "\\\\",
          with: "\\"
        )
      }
      #expect(decodeWords(value) == text.singleLine)
    }
  }

  @Test func `Plain words stay readable, and lines are short`() {
    let words = HeaderField("Subject", text: String(repeating: "plain words ", count: 12)).lines
    #expect(words.hasPrefix("Subject: plain words plain words"))
    #expect(words.split(separator: "\r\n").count == 2)
    #expect(HeaderField("Subject", text: "Café").lines == "Subject: =?utf-8?q?Caf=C3=A9?=\r\n")
    #expect(HeaderField("Subject", text: "李小龍").lines == "Subject: =?utf-8?b?5p2O5bCP6b6N?=\r\n")
  }
}
