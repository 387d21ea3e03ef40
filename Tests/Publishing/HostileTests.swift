import Foundation
import Markup
import Papers
import Publishing
import Testing

/// Whatever authors and curators write, a reader sees text.
@Suite struct `Hostile text` {
  @Test(arguments: [
    ("<script>alert(1)</script>", "<script>alert(1)</script>"), ("a & b &amp; c", "a & b &amp; c"),
    ("]]>", "]]>"), ("<![CDATA[x]]>", "<![CDATA[x]]>"), ("<!-- -- -->", "<!-- -- -->"), ("\"'", "\"'"),
    ("a\u{0}b\u{1}c\u{8}d\u{B}e\u{C}f\u{E}g\u{1B}h\u{1F}i", "abcdefghi"), ("\u{1B}[31mred", "[31mred"),
    ("a\u{7F}b\u{80}c\u{9B}31md\u{9F}e", "abc31mde"), ("\u{FFFE}a\u{FFFF}", "a"), ("👩‍👩‍👧 🇩🇪 ☺️", "👩‍👩‍👧 🇩🇪 ☺️"),
    ("שלום عليكم", "שלום عليكم"), ("漢字 \u{20000}", "漢字 \u{20000}"), ("<\u{338}&\u{301}", "<\u{338}&\u{301}"),
    ("$\\alpha_{1}$ \\\"a", "$\\alpha_{1}$ \\\"a"), ("", ""), ("&#0;&#x1B;", "&#0;&#x1B;"),
  ])
  func `in a title is read back as it was, without control characters`(title: String, read: String) throws {
    var entry = try publication(title: title)
    entry.authors = [Author(title + "a")]
    entry.section = title + "s"
    let document = try parsed(try feed(.accepted, [entry]))
    #expect(document.texts["title"]?.last?.unicodeScalars.elementsEqual(read.unicodeScalars) == true)
    #expect(document.texts["name"]?.last?.unicodeScalars.elementsEqual((read + "a").unicodeScalars) == true)
    #expect(document.terms.last?.unicodeScalars.elementsEqual((read + "s").unicodeScalars) == true)
  }

  @Test(arguments: [
    ("<b>a</b> & \"c\"", "&lt;b&gt;a&lt;/b&gt; &amp; &quot;c&quot;"), ("&lt;script>", "&amp;lt;script&gt;"),
    ("\u{1B}[0m\u{9B}0ma\u{7F}", "[0m0ma"),
    // A combining mark makes one character of a sign and itself, and an HTML parser still sees the sign.
    ("<\u{338}a \"\u{301} &\u{20DD} >\u{FE0F}", "&lt;\u{338}a &quot;\u{301} &amp;\u{20DD} &gt;\u{FE0F}"),
  ])
  func `in an abstract stays text in HTML`(abstract: String, html: String) throws {
    var entry = try publication()
    entry.abstract = abstract
    entry.comment = abstract
    entry.section = abstract
    entry.links = [Link(label: abstract, url: "https://example.org/")]
    entry.appraisal = Appraisal(
      reasons: [
        Reason(
          rule: abstract,
          points: 7,
          matches: [Match(field: .title, start: 0, length: 1, text: abstract)]
        )
      ],
      section: nil,
      refusal: nil
    )
    let content = try #require(try parsed(try feed(.accepted, [entry])).texts["content"]?.first)
    let expected = """
      <p>\(html)</p>
      <p><b>Comment:</b> \(html)</p>
      <p>2603.00011 · \(html) · score 7</p>
      <p>Why it was proposed:</p><ul><li>+7 \(html): “\(html)”</li></ul>
      <ul><li><a href="https://example.org/">\(html)</a></li></ul>
      """
    #expect(content.unicodeScalars.elementsEqual(expected.unicodeScalars), "\(content)")
  }

  @Test func `in a feed's own title is text`() throws {
    let feed = Feed(
      kind: .accepted,
      topic: "reading",
      title: "<b>\u{1B}Reading</b>",
      authority: try #require(TagAuthority("example.org,2026")),
      baseURL: "https://feeds.example.org/?a&b=",
      entries: []
    )
    #expect(try parsed(feed).texts["title"] == ["<b>Reading</b>: accepted"])
  }

  private func parsed(_ feed: Feed) throws -> Document { try Document(FeedFormat.atom.render(feed)) }
}

/// What an XML reader finds in a feed.
private final class Document {
  private(set) var texts: [String: [String]] = [:]
  /// The terms of the categories.
  private(set) var terms: [String] = []

  init(_ bytes: [UInt8]) throws {
    let parser = XMLPushParser(
      onStart: { if let term = $0["term"] { self.terms.append(term) } },
      onEnd: { _, name, text in self.texts[name, default: []].append(text) }
    )
    try parser.feed(bytes)
    try parser.finish()
  }
}
