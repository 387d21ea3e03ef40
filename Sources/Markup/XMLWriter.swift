internal import CLibXML2

/// Writes one document into memory: UTF-8, two spaces of indentation, the same calls always the same bytes.
///
/// Elements nest by closure, so none stays open. Text and attribute values may be anything: what XML cannot carry
/// is left out, the rest is escaped. Names are ours and trusted; a name that XML does not allow is a programmer's
/// error. An element with text of its own, and all inside it, gets no line breaks: there, white space has meaning.
package struct XMLWriter: ~Copyable {
  private let writer: xmlTextWriterPtr
  private let buffer: xmlBufferPtr
  private var layout = XMLLayout()

  package init() {
    guard let buffer = xmlBufferCreate(), let writer = xmlNewTextWriterMemory(buffer, 0) else {
      Self.outOfMemory()
    }
    self.writer = writer
    self.buffer = buffer
    // The default grows by what is needed each time, which makes a long document quadratic.
    xmlBufferSetAllocationScheme(buffer, XML_BUFFER_ALLOC_DOUBLEIT)
    check(xmlTextWriterStartDocument(writer, nil, "UTF-8", nil))
  }

  deinit {
    xmlFreeTextWriter(writer)
    xmlBufferFree(buffer)
  }

  /// Writes an element; `body` writes what is inside.
  package mutating func element(
    _ name: String,
    _ attributes: KeyValuePairs<String, String> = [:],
    _ body: (inout XMLWriter) -> Void
  ) {
    precondition(name.isXMLName, "not an XML name: \(name)")
    if layout.opensElement() { markLineBreak() }
    check(xmlTextWriterStartElement(writer, name))
    for (key, value) in attributes {
      precondition(key.isXMLName, "not an XML name: \(key)")
      check(xmlTextWriterWriteAttribute(writer, key, value.legalInXML))
    }
    body(&self)
    if layout.closesElement() { markLineBreak() }
    check(xmlTextWriterEndElement(writer))
  }

  /// Writes an element that holds nothing but text.
  package mutating func element(
    _ name: String,
    _ attributes: KeyValuePairs<String, String> = [:],
    text: String
  ) {
    element(name, attributes) { $0.text(text) }
  }

  /// Writes text into the element that is open.
  package mutating func text(_ value: String) {
    layout.addsText()
    check(xmlTextWriterWriteString(writer, value.legalInXML))
  }

  /// The document, which has to have its root element by now.
  package consuming func finish() -> [UInt8] {
    precondition(layout.isComplete, "a document has one root element")
    check(xmlTextWriterEndDocument(writer))
    check(xmlTextWriterFlush(writer))
    guard let bytes = xmlBufferContent(buffer) else { Self.outOfMemory() }
    return layout.apply(to: UnsafeBufferPointer(start: bytes, count: Int(xmlBufferLength(buffer))))
  }

  private func markLineBreak() {
    check(xmlTextWriterWriteRaw(writer, [XMLLayout.marker, 0]))
  }

  /// The order of calls cannot be wrong here, so what is left to fail is memory. Half a document must not pass for
  /// a whole one, and there is nothing to be said to a caller, so this ends the program as Swift's own arrays do.
  private func check(_ result: Int32) {
    guard result >= 0 else { Self.outOfMemory() }
  }

  private static func outOfMemory() -> Never { fatalError("out of memory while writing XML") }
}

extension String {
  /// Whether this is a name in ASCII, with or without a prefix.
  fileprivate var isXMLName: Bool {
    let parts = utf8.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    return parts.count <= 2
      && parts.allSatisfy { part in
        guard let first = part.first, first > UInt8(ascii: "9") else { return false }
        return part.allSatisfy(\.isNameByte)
      }
  }
}

extension UInt8 {
  /// Letters, digits, `-`, `.` and `_`; of these, only letters and `_`, which come after `9`, may begin a name.
  fileprivate var isNameByte: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"): true
    default: false
    }
  }
}
