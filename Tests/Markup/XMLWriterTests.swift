import Markup
import TestKit
import Testing

struct XMLWriterTests {
  private func written(_ body: (inout XMLWriter) -> Void) -> String {
    var writer = XMLWriter()
    body(&writer)
    return String(decoding: writer.finish(), as: UTF8.self)
  }

  @Test func `a document is laid out with two spaces a level`() {
    let document = written { writer in
      writer.element("feed", ["xmlns": "http://www.w3.org/2005/Atom", "xml:lang": "en"]) { writer in
        writer.element("title", text: "Fish & chips")
        writer.element("link", ["rel": "self", "href": "?a=1&b=2"]) { _ in }
        writer.element("entry") { writer in
          writer.element("author") { $0.element("name", text: "Zoë") }
        }
      }
    }
    #expect(
      document == """
        <?xml version="1.0" encoding="UTF-8"?>
        <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
          <title>Fish &amp; chips</title>
          <link rel="self" href="?a=1&amp;b=2"/>
          <entry>
            <author>
              <name>Zoë</name>
            </author>
          </entry>
        </feed>

        """
    )
  }

  @Test func `mixed content keeps its white space, wherever the text comes`() {
    let document = written { writer in
      writer.element("div") { writer in
        writer.element("p") { writer in
          writer.element("b") { $0.element("i", text: "first") }
          writer.text(" then text ")
          writer.element("br") { _ in }
        }
        writer.element("p", text: "plain")
      }
    }
    #expect(
      document == """
        <?xml version="1.0" encoding="UTF-8"?>
        <div>
          <p><b><i>first</i></b> then text <br/></p>
          <p>plain</p>
        </div>

        """
    )
  }

  @Test(arguments: [
    "<&>\"'", "]]>", "a\u{1}b\u{0}c\u{1F}", "🤗 é \u{FFFE}\u{FFFF}\u{FFFD}", "line\nbreak\ttab\rreturn\r\n",
    "  ",
    "\u{7F}\u{85}\u{2028}", "&amp;&#38;", "",
  ]) func `what is written is read back, except what XML cannot carry`(value: String) throws {
    let document = written { $0.element("a", ["href": value], text: value) }
    let kept = value.legalInXML
    #expect(try events(of: document) == ["<{}a href=\(kept)", ">{}a [\(kept)]"])
  }

  @Test func `only the forbidden characters are left out`() {
    let forbidden = "\u{0}\u{1}\u{8}\u{B}\u{C}\u{E}\u{1F}\u{FFFE}\u{FFFF}"
    let allowed = "\t\n\r \u{7F}\u{9F}\u{D7FF}\u{E000}\u{FFFD}\u{10000}\u{1FFFE}\u{10FFFF}"
    #expect((forbidden + allowed).legalInXML == allowed)
    #expect(allowed.legalInXML == allowed)
  }

  @Test func `random strings survive the round trip`() throws {
    var random = Seeded(2026)
    for _ in 0..<300 {
      let value = random.string()
      let other = random.string()
      let document = written { writer in
        writer.element("a", ["href": value]) { writer in
          writer.text(other)
          writer.element("b", ["href": other], text: value)
        }
      }
      let (one, two) = (value.legalInXML, other.legalInXML)
      let expected = ["<{}a href=\(one)", "<{}b href=\(two)", ">{}b [\(one)]", ">{}a [\(two)]"]
      #expect(try events(of: document) == expected)
    }
  }

  @Test func `the same calls give the same bytes`() {
    let once = written { $0.element("a", ["b": "1", "c": "2"], text: "x") }
    #expect(written { $0.element("a", ["b": "1", "c": "2"], text: "x") } == once)
  }

  @Test func `a large document is written whole`() throws {
    let text = String(repeating: "x", count: 1000)
    let document = written { writer in
      writer.element("a") { writer in
        for _ in 0..<20_000 { writer.element("b", text: text) }
      }
    }
    #expect(try events(of: document).count == 40_002)
  }
}

extension Seeded {
  /// Up to 40 characters, half of them the ones that make trouble.
  fileprivate mutating func string() -> String {
    let awkward = Array("<>&\"'\t\n\r\u{0}\u{1}\u{B}]#;\u{85}\u{2028}\u{FFFE}\u{FFFF} é🤗".unicodeScalars)
    var made = String.UnicodeScalarView()
    for _ in 0..<Int.random(in: 0...40, using: &self) {
      let any = Unicode.Scalar(UInt32.random(in: 0...0x10FFFF, using: &self)) ?? "x"
      made.append(chance(0.5) ? any : pick(awkward))
    }
    return String(made)
  }
}
