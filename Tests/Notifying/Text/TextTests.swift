import Testing

@testable import Notifying

@Suite struct TextTests {
  @Test(arguments: [0, 1, 2, 5, 40, 99]) func `a shortened text keeps its limit, and says that it is one`(
    limit: Int
  ) {
    let text = String(repeating: "wörd <&> ", count: 12)
    let measure: (String) -> Int = { Dialect.html.escape($0).utf8.count }
    let short = text.shortened(to: limit, measure)
    #expect(short.hasSuffix("…") && text.hasPrefix(short.dropLast()))
    #expect(measure(short) <= max(limit, 3))
    #expect("same".shortened(to: 4) { $0.count } == "same")
  }

  @Test(arguments: [
    ("https://example.org/a_(b)?x=1&y=2", "https://example.org/a_%28b%29?x=1&y=2"),
    ("https://example.org/>|\"'", "https://example.org/%3E%7C%22%27"),
    ("https://example.org/ä", "https://example.org/%C3%A4"), ("javascript:alert(1)", nil), ("", nil),
    ("https://[2001:db8::1]/a[b]", "https://[2001:db8::1]/a%5Bb%5D"), ("https://a]b/", "https://a%5Db/"),
    ("https://example.org/a b", nil), ("https://example.org/\n", nil),
    ("https://e.org/" + String(repeating: "a", count: 400), nil),
  ]) func `only an address of the web becomes a link`(text: String, target: String?) {
    #expect(text.linkTarget == target)
  }

  @Test(arguments: [
    (Dialect.slack, "<!here> & *b* _i_", "&lt;!here&gt; &amp; *\u{200B}b*\u{200B} _\u{200B}i_\u{200B}"),
    (.discord, "@everyone <@42> [x](y) $a_1$", "@\u{200B}everyone \\<@\u{200B}42\\> \\[x\\]\\(y\\) $a\\_1$"),
    (.mattermost, "@here <!channel> ~town", "@\u{200B}here <\u{200B}\\!channel\\> \\~town"),
    (.teams, "[x](y) {{DATE(1)}} *b*", "\\[x\\](y) {\u{200B}{\u{200B}DATE(1)}} \\*b\\*"),
    (.html, "<b> & \"q\" $a<b$", "&lt;b&gt; &amp; &quot;q&quot; $a&lt;b$"),
    (.html, "<\u{338}b> &\u{301}", "&lt;\u{338}b&gt; &amp;\u{301}"), (.discord, "*\u{301}", "\\*\u{301}"),
    (.plain, "<b> *x* @all", "<b> *x* @all"),
  ]) func `each receiver gets a text that stands for itself`(dialect: Dialect, text: String, escaped: String)
  {
    #expect(dialect.escape(text) == escaped)
  }

  @Test func `a label with brackets stays inside its link`() {
    let label = Dialect.discord.escape("a](https://evil.example)[b")
    let link = Dialect.discord.link(label, "https://example.org/")
    #expect(link == "[a\\]\\(https\\://evil\\.example\\)\\[b](https://example.org/)")
    #expect(Dialect.slack.link("x", "https://e.org/?a=1&b=2") == "<https://e.org/?a=1&amp;b=2|x>")
  }

  @Test(arguments: ["plain", "q\"\\", "é漢👩‍🔬", "a\nb\tc\r", "\u{1}\u{1F}"])
  func `the cost of a text in JSON is what the encoder takes`(text: String) throws {
    #expect(try text.jsonBytes().count == text.jsonCost + 2)
  }
}
