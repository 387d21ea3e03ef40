import Markup
import Testing

struct MarkupFaultTests {
  @Test(arguments: [
    "<!DOCTYPE feed [<!ENTITY x 'boom'>]><feed>&x;</feed>",
    "<!DOCTYPE feed SYSTEM 'file:///etc/passwd'><feed/>",
    "<!DOCTYPE feed PUBLIC '-//X' 'http://127.0.0.1:1/x.dtd'><feed/>",
    "<!DOCTYPE feed><feed/>",
    "<?xml version='1.0'?><!DOCTYPE html><html><body>Rate exceeded.</body></html>",
    "<!DOCTYPE a [<!ENTITY a '1234567890'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;&b;&b;'>]>"
      + "<a href='&c;'>&c;</a>",
    "<!DOCTYPE a [<!ENTITY % x SYSTEM 'file:///etc/passwd'> %x;]><a/>",
    "<!DOCTYPE a [<!ATTLIST a href CDATA 'default'>]><a/>",
  ]) func `a document type declaration is refused, and nothing it declares is used`(document: String) {
    for chunk in [1, 3, 1000] {
      let recorder = Recorder()
      #expect {
        try recorder.read(Array(document.utf8), chunk: chunk)
      } throws: {
        ($0 as? MarkupError)?.reason == "a document type declaration (DOCTYPE) is not accepted"
      }
      #expect(recorder.lines.isEmpty)
    }
  }

  @Test func `no proper part of a document passes for the whole`() {
    let document = Array("<?xml version='1.0'?><a x='1'><b>é&amp;</b><!-- c --><c/><![CDATA[d]]></a>".utf8)
    #expect(fault(of: document) == nil)
    for count in 0..<document.count {
      #expect(fault(of: Array(document.prefix(count))) != nil, "\(count) bytes")
      #expect(fault(of: Array(document.prefix(count)), chunk: 1) != nil, "\(count) bytes, one by one")
    }
  }

  @Test func `a document cut between elements is named as cut`() {
    #expect(
      fault(of: "<feed>\n<entry>\n</entry>\n")
        == MarkupError(line: 3, offset: 23, reason: "the document ends inside an element")
    )
  }

  @Test(arguments: [
    ("", "the document is empty"),
    (" \n", "the document ends before its first element"),
    ("\u{FEFF}", "the document ends before its first element"),
    ("<!-- c -->", "the document ends before its first element"),
    ("Rate exceeded.", "the document does not begin with an element"),
  ]) func `a document without an element is a fault`(document: String, reason: String) {
    #expect(fault(of: document)?.reason == reason)
    #expect(fault(of: Array(document.utf8), chunk: 1)?.reason == reason)
  }

  @Test func `feeding nothing is allowed and changes nothing`() throws {
    var names: [String] = []
    let parser = XMLPushParser(onStart: { names.append($0.name) }, onEnd: { _, _, _ in })
    try parser.feed([])
    try parser.feed(Array("<a".utf8))
    try parser.feed(UnsafeRawBufferPointer(start: nil, count: 0))
    try parser.feed(Array("/>".utf8))
    try parser.finish()
    #expect(names == ["a"])
  }

  @Test(arguments: [
    ("<a>\n<b>x & y</b>\n</a>", 2, 10),
    ("<a>\n\n<b>x\u{B}</b></a>", 3, 9),
    ("<a>\n<b></c></a>", 2, 11),
    ("<a/>\n<b/>", 2, 5),
    ("<a/>\ntrailing", 2, 5),
    ("<a>&nbsp;</a>", 1, 9),
    ("<a x='1' x='2'/>", 1, 14),
    ("<p:a/>", 1, 4),
  ]) func `the place of a fault is given`(document: String, line: Int, offset: Int) throws {
    let found = try #require(fault(of: document))
    #expect(found.line == line)
    #expect(found.offset == offset, "\(found)")
  }

  @Test(arguments: [[0xFF], [0xC3], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xF8, 0x88, 0x80, 0x80, 0x80]])
  func `bytes that are not UTF-8 are a fault`(bytes: [UInt8]) throws {
    for chunk in [1, 1000] {
      let found = try #require(fault(of: Array("<a>\nok".utf8) + bytes + Array("</a>".utf8), chunk: chunk))
      #expect(found.line == 2)
      #expect(found.offset >= 6 && found.offset <= 6 + bytes.count, "\(found)")
    }
  }

  @Test(arguments: [
    "Rate exceeded.", "<html><body><p>Rate exceeded.<br></body></html>", "<!doctype html><html></html>",
    "{\"error\": 1}", "<a></a><b></b>", "<a x=1/>", "<a>]]></a>", "<a>&#0;</a>", "<a>&#xFFFF;</a>", "<1/>",
    "<?xml version='1.0' encoding='no-such-encoding'?><a/>", "<a>\u{FFFF}</a>", "&amp;", "<a>&x;</a>",
  ]) func `what is not well-formed is a fault`(document: String) {
    #expect(fault(of: document) != nil)
    #expect(fault(of: Array(document.utf8), chunk: 1) != nil)
  }

  @Test func `nothing is reported after a fault, and the fault stays`() throws {
    var ended: [String] = []
    let parser = XMLPushParser(onStart: { _ in }, onEnd: { _, name, _ in ended.append(name) })
    try parser.feed(Array("<a><b/>".utf8))
    var faults: [MarkupError] = []
    for piece in ["<p:c/><d/>", "<e/>", "</a>"] {
      do throws(MarkupError) { try parser.feed(Array(piece.utf8)) } catch { faults.append(error) }
    }
    do throws(MarkupError) { try parser.finish() } catch { faults.append(error) }
    #expect(ended == ["b"])
    #expect(faults.count == 4 && Set(faults.map(\.description)).count == 1)
  }

  @Test func `depth has a limit`() {
    func nested(_ depth: Int) -> String {
      String(repeating: "<a>", count: depth) + String(repeating: "</a>", count: depth)
    }
    #expect(fault(of: nested(256)) == nil)
    #expect(fault(of: nested(257))?.reason == "elements nest deeper than 256")
    #expect(fault(of: nested(500_000))?.reason == "elements nest deeper than 256")
  }

  @Test func `the text of one element has a limit`() {
    let piece = String(repeating: "0123456789", count: 1 << 10)
    let long = "<a>" + String(repeating: piece + "<b/>", count: 1000) + "</a>"
    #expect(fault(of: long)?.reason == "an element holds more than 10000000 bytes of text")
    #expect(fault(of: "<a href='\(String(repeating: piece, count: 1000))'/>") != nil)
  }
}
