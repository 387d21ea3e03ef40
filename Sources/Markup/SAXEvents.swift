internal import CLibXML2

/// What libxml2 calls back while it parses: keeps the open elements and the first fault.
///
/// The callbacks hold this object unretained; its parser keeps it alive for as long as the context.
final class SAXEvents {
  private(set) var fault: MarkupError?
  private let onStart: (XMLElement) -> Void
  private let onEnd: (_ namespace: String, _ name: String, _ text: String) -> Void
  private var context: xmlParserCtxtPtr?
  private var depth = 0
  /// The direct text of each open element; the arrays outlive their element so that they are grown once.
  private var texts: [[UInt8]] = []
  /// The dictionary of the context gives equal names one address, so each is made a `String` only once.
  private var names: [UnsafePointer<xmlChar>: String] = [:]

  /// `xmlParserMaxDepth`, which libxml2 applies to trees but not to pushed events.
  private static let maxDepth = 256
  /// `XML_MAX_TEXT_LENGTH`, likewise.
  private static let maxText = 10_000_000

  init(onStart: @escaping (XMLElement) -> Void, onEnd: @escaping (String, String, String) -> Void) {
    self.onStart = onStart
    self.onEnd = onEnd
  }

  /// A context that reports here, owned by the caller; nil when memory is out.
  func makeContext() -> xmlParserCtxtPtr? {
    var handler = Self.handler
    let made = xmlCreatePushParserCtxt(&handler, Unmanaged.passUnretained(self).toOpaque(), nil, 0, nil)
    guard let made else { return nil }
    // NONET and nothing else: NOENT, DTDLOAD, HUGE and RECOVER each open a door that has to stay shut.
    xmlCtxtUseOptions(made, Int32(XML_PARSE_NONET.rawValue))
    context = made
    return made
  }

  func start(_ name: UnsafePointer<xmlChar>, _ uri: UnsafePointer<xmlChar>?, _ attributes: SAXAttributes) {
    guard fault == nil else { return }
    guard depth < Self.maxDepth else { return halt("elements nest deeper than \(Self.maxDepth)") }
    if depth == texts.count { texts.append([]) }
    texts[depth].removeAll(keepingCapacity: true)
    depth += 1
    onStart(XMLElement(namespace: string(uri), name: string(name), attributes: attributes.unprefixed(string)))
  }

  func end(_ name: UnsafePointer<xmlChar>, _ uri: UnsafePointer<xmlChar>?) {
    guard fault == nil, depth > 0 else { return }
    depth -= 1
    onEnd(string(uri), string(name), String(decoding: texts[depth], as: UTF8.self))
  }

  func characters(_ bytes: UnsafeBufferPointer<xmlChar>) {
    guard fault == nil, depth > 0 else { return }
    guard texts[depth - 1].count + bytes.count <= Self.maxText else {
      // Only noted: libxml2 still holds pointers into the buffer that stopping would free.
      return record("an element holds more than \(Self.maxText) bytes of text", in: context)
    }
    texts[depth - 1].append(contentsOf: bytes)
  }

  /// Called before libxml2 looks at what the declaration declares.
  func documentType() {
    guard fault == nil else { return }
    halt("a document type declaration (DOCTYPE) is not accepted")
  }

  /// Keeps the first error, warnings left out. An error that libxml2 would go on after, such as a prefix without
  /// a namespace, counts like any other.
  func error(_ error: xmlError) {
    guard error.level.rawValue >= XML_ERR_ERROR.rawValue else { return }
    record(reason(error), in: context)
  }

  func record(_ reason: String, in context: xmlParserCtxtPtr?) {
    guard fault == nil else { return }
    let line = context?.pointee.input?.pointee.line ?? 1
    fault = MarkupError(line: Int(line), offset: max(0, Int(xmlByteConsumed(context))), reason: reason)
  }

  /// Stops the parser at once. Safe from the start of an element and of a document type, where libxml2 looks
  /// whether it was stopped; elsewhere it may go on reading the buffer that this frees.
  private func halt(_ reason: String) {
    record(reason, in: context)
    xmlStopParser(context)
  }

  /// libxml2's own words, except where they mislead or depend on how the document was cut into pieces.
  private func reason(_ error: xmlError) -> String {
    switch xmlParserErrors(rawValue: UInt32(bitPattern: error.code)) {
    case XML_ERR_DOCUMENT_EMPTY: return "the document does not begin with an element"
    case XML_ERR_DOCUMENT_END where texts.isEmpty: return "the document ends before its first element"
    case XML_ERR_DOCUMENT_END where depth > 0: return "the document ends inside an element"
    case XML_ERR_NO_MEMORY: return "out of memory"
    default:
      guard let message = error.message else { return "not well-formed" }
      let words = String(cString: message).split(whereSeparator: \.isWhitespace)
      return words.isEmpty ? "not well-formed" : words.joined(separator: " ")
    }
  }

  private func string(_ name: UnsafePointer<xmlChar>?) -> String {
    guard let name else { return "" }
    if let known = names[name] { return known }
    let made = String(cString: name)
    names[name] = made
    return made
  }
}

extension SAXEvents {
  private static func at(_ user: UnsafeMutableRawPointer?) -> SAXEvents? {
    user.map { Unmanaged<SAXEvents>.fromOpaque($0).takeUnretainedValue() }
  }

  private static var handler: xmlSAXHandler {
    var sax = xmlSAXHandler()
    sax.initialized = UInt32(XML_SAX2_MAGIC)
    sax.startElementNs = { user, name, _, uri, _, _, count, _, values in
      guard let name else { return }
      SAXEvents.at(user)?.start(name, uri, SAXAttributes(count: Int(count), values: values))
    }
    sax.endElementNs = { user, name, _, uri in
      guard let name else { return }
      SAXEvents.at(user)?.end(name, uri)
    }
    let characters: charactersSAXFunc = { user, bytes, count in
      SAXEvents.at(user)?.characters(UnsafeBufferPointer(start: bytes, count: Int(count)))
    }
    sax.characters = characters
    sax.cdataBlock = characters
    // The same function as `characters`: libxml2 then does not try to tell the two apart.
    sax.ignorableWhitespace = characters
    sax.internalSubset = { user, _, _, _ in SAXEvents.at(user)?.documentType() }
    // Also keeps libxml2 from writing to stderr.
    sax.serror = { user, error in
      guard let error else { return }
      SAXEvents.at(user)?.error(error.pointee)
    }
    return sax
  }
}
