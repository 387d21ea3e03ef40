internal import CLibXML2

/// Reads one document as it arrives, in pieces of any size, and reports elements as they open and close.
///
/// Strict on purpose: the first fault is thrown, from then on every call throws the same one, and nothing is
/// reported after it. A parser that recovers makes a truncated page look like a short valid one. A document type
/// declaration is a fault, so no entity is ever expanded and nothing is ever fetched. Elements nest at most 256
/// deep and hold at most 10 MB of text each.
package final class XMLPushParser {
  private let events: SAXEvents
  private var context: xmlParserCtxtPtr?
  private var isEmpty = true
  private var isFinished = false

  /// `onEnd` is given the character data directly inside the element, not that of its children, with references
  /// resolved and CDATA included.
  package init(
    onStart: @escaping (XMLElement) -> Void,
    onEnd: @escaping (_ namespace: String, _ name: String, _ text: String) -> Void
  ) {
    _ = Self.startLibrary
    events = SAXEvents(onStart: onStart, onEnd: onEnd)
    context = events.makeContext()
  }

  deinit {
    guard let context else { return }
    xmlFreeDoc(context.pointee.myDoc)
    xmlFreeParserCtxt(context)
  }

  /// Reads the next bytes of the document.
  package func feed(_ bytes: [UInt8]) throws(MarkupError) {
    try bytes.withUnsafeBufferPointer { bytes throws(MarkupError) in try feed(UnsafeRawBufferPointer(bytes)) }
  }

  /// Reads the next bytes of the document; they are not kept.
  package func feed(_ bytes: UnsafeRawBufferPointer) throws(MarkupError) {
    precondition(!isFinished, "feed after finish")
    var rest = bytes[...]
    while !rest.isEmpty {
      isEmpty = false
      let piece = rest.prefix(Self.pieceSize)
      rest = rest.dropFirst(piece.count)
      try push(UnsafeRawBufferPointer(rebasing: piece))
    }
  }

  /// Says that the document is complete; throws when it is not.
  package func finish() throws(MarkupError) {
    precondition(!isFinished, "finish after finish")
    isFinished = true
    if isEmpty { events.record("the document is empty", in: context) }
    try push(UnsafeRawBufferPointer(start: nil, count: 0), isLast: true)
  }

  private func push(_ piece: UnsafeRawBufferPointer, isLast: Bool = false) throws(MarkupError) {
    if let fault = events.fault { throw fault }
    guard let context else { throw MarkupError(line: 1, offset: 0, reason: "out of memory") }
    let start = piece.baseAddress?.assumingMemoryBound(to: CChar.self)
    let code = xmlParseChunk(context, start, Int32(piece.count), isLast ? 1 : 0)
    if code != 0, events.fault == nil { events.record("the parser gave up with code \(code)", in: context) }
    if let fault = events.fault { throw fault }
  }

  /// libxml2 copies each piece, counts in 32 bits and gives up on ten megabytes at once.
  private static let pieceSize = 64 << 10

  /// Touched by every `init`, so it runs once and before any parser does, whatever the thread.
  private static let startLibrary: Void = xmlInitParser()
}
