/// Decides where a document gets line breaks.
///
/// Whether an element has text of its own is certain only when it closes, long after its first child was written;
/// libxml2's indentation guesses and so adds white space to mixed content. Here each possible break is written as
/// one marker byte, which cannot occur otherwise, and becomes a line break or nothing at the end.
struct XMLLayout {
  /// U+0001, which XML cannot carry and `legalInXML` removes.
  static let marker: UInt8 = 0x01

  private struct Element {
    let parent: Int?
    var hasText = false
    var hasChildren = false
  }

  /// In the order of opening: parents come before their children.
  private var elements: [Element] = []
  private var open: [Int] = []
  private var breaks: [(element: Int, depth: Int)] = []

  var isComplete: Bool { open.isEmpty && !elements.isEmpty }

  /// Whether a marker is to be written before the start tag.
  mutating func opensElement() -> Bool {
    let parent = open.last
    precondition(parent != nil || elements.isEmpty, "a document has one root element")
    if let parent {
      elements[parent].hasChildren = true
      breaks.append((parent, open.count))
    }
    open.append(elements.count)
    elements.append(Element(parent: parent))
    return parent != nil
  }

  mutating func addsText() {
    guard let current = open.last else { preconditionFailure("text outside the root element") }
    elements[current].hasText = true
  }

  /// Whether a marker is to be written before the end tag.
  mutating func closesElement() -> Bool {
    guard let current = open.popLast() else { preconditionFailure("no element is open") }
    guard elements[current].hasChildren else { return false }
    breaks.append((current, open.count))
    return true
  }

  func apply(to bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    let isVerbatim = verbatim()
    var laidOut: [UInt8] = []
    laidOut.reserveCapacity(bytes.count + breaks.count * 8)
    var next = breaks.makeIterator()
    for byte in bytes {
      guard byte == Self.marker else {
        laidOut.append(byte)
        continue
      }
      guard let place = next.next(), !isVerbatim[place.element] else { continue }
      laidOut.append(UInt8(ascii: "\n"))
      laidOut.append(contentsOf: repeatElement(UInt8(ascii: " "), count: place.depth * 2))
    }
    return laidOut
  }

  private func verbatim() -> [Bool] {
    var flags: [Bool] = []
    flags.reserveCapacity(elements.count)
    for element in elements {
      flags.append(element.hasText || element.parent.map { flags[$0] } == true)
    }
    return flags
  }
}
