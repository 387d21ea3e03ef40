import Markup
import Testing

struct XMLPushParserTests {
  private static let feed = """
    <?xml version="1.0" encoding="UTF-8"?>
    <!-- a comment --><?a processing-instruction?>
    <feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom">
      <title>Fish &amp; chips &#x1F917; é</title>
      <link href="?a=1&amp;b=2" arxiv:href="no"/>
      <entry><summary>a<b>inner</b>c<![CDATA[<&]]>d</summary><arxiv:comment/></entry>
    </feed>

    """

  @Test func `elements are told apart by URI, whatever the prefix`() throws {
    let documents = [
      "<feed xmlns='urn:a'><x/></feed>",
      "<a:feed xmlns:a='urn:a'><a:x/></a:feed>",
      "<z:feed xmlns:z='urn:a'><x xmlns='urn:a'/></z:feed>",
    ]
    let expected = ["<{urn:a}feed href=-", "<{urn:a}x href=-", ">{urn:a}x []", ">{urn:a}feed []"]
    for document in documents { #expect(try events(of: document) == expected) }
    #expect(try events(of: "<x/>") == ["<{}x href=-", ">{}x []"])
    #expect(try events(of: "<a:x xmlns:a='urn:b'/>") == ["<{urn:b}x href=-", ">{urn:b}x []"])
  }

  @Test func `an element gets its own text and not that of its children`() throws {
    let atom = "{http://www.w3.org/2005/Atom}"
    let lines = try events(of: Self.feed)
    #expect(lines.contains(">\(atom)title [Fish & chips 🤗 é]"))
    #expect(lines.contains(">\(atom)b [inner]"))
    #expect(lines.contains(">\(atom)summary [ac<&d]"))
    #expect(lines.contains(">{http://arxiv.org/schemas/atom}comment []"))
    #expect(lines.contains(">\(atom)feed [\n  \n  \n  \n]"))
  }

  @Test func `the pieces a document arrives in do not matter`() throws {
    let bytes = Array(Self.feed.utf8)
    let whole = try events(of: bytes)
    for size in 1...bytes.count { #expect(try events(of: bytes, chunk: size) == whole) }
  }

  @Test(arguments: [
    ("?a=1&amp;b=2", "?a=1&b=2"),
    ("&#38;&#x26;&amp;", "&&&"),
    ("&amp;#38;", "&#38;"),
    ("&amp;amp;#38;", "&amp;#38;"),
    ("&lt;&gt;&quot;&apos;&#x1F917;", "<>\"'🤗"),
    ("a\tb\nc&#10;d", "a b c\nd"),
    ("", ""),
  ]) func `references in an attribute are resolved once`(written: String, read: String) throws {
    #expect(try events(of: "<a href=\"\(written)\"/>").first == "<{}a href=\(read)")
    #expect(try events(of: "<a href=\"\(written)\"/>", chunk: 1).first == "<{}a href=\(read)")
  }

  @Test func `an attribute with a prefix is not the one without`() throws {
    #expect(try events(of: "<a xmlns:n='urn:n' n:href='no'/>").first == "<{}a href=-")
    #expect(try events(of: "<a xmlns:n='urn:n' n:href='no' href='yes'/>").first == "<{}a href=yes")
  }

  @Test(arguments: [1, 2, 3, 5, 7, 1000])
  func `the declared encoding is honoured`(chunk: Int) throws {
    let text = "<?xml version='1.0' encoding='ISO-8859-1'?><a href='\u{E9}'>caf\u{E9} \u{FF}</a>"
    let latin = text.unicodeScalars.map { UInt8($0.value) }
    #expect(try events(of: latin, chunk: chunk) == ["<{}a href=é", ">{}a [café ÿ]"])
  }

  @Test(arguments: [1, 2, 3, 5, 7, 1000], [true, false])
  func `UTF-16 is read in either byte order`(chunk: Int, isBig: Bool) throws {
    let long = String(repeating: "é🤗", count: 99)
    let text = "\u{FEFF}<?xml version='1.0' encoding='UTF-16'?><a href='é'>\(long)</a>"
    let bytes = text.utf16.flatMap { unit in
      isBig ? [UInt8(unit >> 8), UInt8(unit & 0xFF)] : [UInt8(unit & 0xFF), UInt8(unit >> 8)]
    }
    #expect(try events(of: bytes, chunk: chunk) == ["<{}a href=é", ">{}a [\(long)]"])
  }

  @Test(arguments: [1, 2, 1000]) func `a byte order mark is not text`(chunk: Int) throws {
    #expect(try events(of: "\u{FEFF}<a>x</a>", chunk: chunk) == ["<{}a href=-", ">{}a [x]"])
  }

  @Test func `a large text comes in one piece`() throws {
    let text = String(repeating: "naïve &amp; text\n", count: 50_000)
    let read = String(repeating: "naïve & text\n", count: 50_000)
    #expect(try events(of: "<a>\(text)</a>").last == ">{}a [\(read)]")
    #expect(try events(of: "<a>\(text)</a>", chunk: 4096).last == ">{}a [\(read)]")
  }

  @Test func `many parsers may work at once`() async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<16 {
        group.addTask { @concurrent in
          let whole = try events(of: Self.feed)
          for size in 1...20 where try events(of: Self.feed, chunk: size) != whole { Issue.record() }
        }
      }
      try await group.waitForAll()
    }
  }
}
