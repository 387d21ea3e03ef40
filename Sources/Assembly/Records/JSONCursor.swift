internal import CScan

/// What is wrong with a JSON text, as part of a sentence.
struct JSONFault: Error, Equatable {
  /// Keys and indices, joined by dots; empty for the text as a whole.
  var path: String
  var message: String

  init(_ message: String, at path: String = "") {
    self.path = path
    self.message = message
  }

  /// The same fault, seen from the object that has `key`.
  func below(_ key: String) -> JSONFault {
    JSONFault(message, at: path.isEmpty ? key : "\(key).\(path)")
  }
}

/// Walks over one JSON value (RFC 8259), strictly, without building it: who asks says what he expects.
///
/// Foundation's decoder takes ten times as long for the papers of a day.
struct JSONCursor {
  /// Deeper nesting is refused, so that no text can exhaust the stack.
  private static let maxDepth = 512

  let text: UnsafeBufferPointer<UInt8>
  private(set) var position = 0

  init(_ text: UnsafeBufferPointer<UInt8>) {
    self.text = text
    // A byte order mark in front is not part of the text.
    if text.count >= 3, text[0] == 0xEF, text[1] == 0xBB, text[2] == 0xBF { position = 3 }
  }

  /// The next byte that is not white space; nil at the end.
  mutating func peek() -> UInt8? {
    while position < text.count {
      let byte = text[position]
      guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return byte }
      position += 1
    }
    return nil
  }

  /// Takes a byte if it comes next.
  mutating func take(_ byte: UInt8) -> Bool {
    guard peek() == byte else { return false }
    position += 1
    return true
  }

  mutating func expect(_ byte: UInt8) throws(JSONFault) {
    guard take(byte) else { throw unexpected("“\(Character(Unicode.Scalar(byte)))”") }
  }

  mutating func expectEnd() throws(JSONFault) {
    guard peek() == nil else { throw unexpected("the end") }
  }

  func unexpected(_ expected: String) -> JSONFault {
    JSONFault("\(expected) is missing at byte \(position + 1)")
  }

  mutating func takeWord(_ word: StaticString) -> Bool {
    guard peek() != nil, position + word.utf8CodeUnitCount <= text.count else { return false }
    for offset in 0..<word.utf8CodeUnitCount where text[position + offset] != word.utf8Start[offset] {
      return false
    }
    position += word.utf8CodeUnitCount
    return true
  }

  /// Reads an object; `member` has to read the value of each key.
  mutating func object(_ member: (String, inout JSONCursor) throws(JSONFault) -> Void) throws(JSONFault) {
    try expect(UInt8(ascii: "{"))
    if take(UInt8(ascii: "}")) { return }
    repeat {
      guard peek() == UInt8(ascii: "\"") else { throw unexpected("a key") }
      let key = try string()
      try expect(UInt8(ascii: ":"))
      do {
        try member(key, &self)
      } catch {
        throw error.below(key)
      }
    } while take(UInt8(ascii: ","))
    try expect(UInt8(ascii: "}"))
  }

  /// Reads an array; `element` has to read each value.
  mutating func array(_ element: (inout JSONCursor) throws(JSONFault) -> Void) throws(JSONFault) {
    try expect(UInt8(ascii: "["))
    if take(UInt8(ascii: "]")) { return }
    var index = 0
    repeat {
      do {
        try element(&self)
      } catch {
        throw error.below("\(index)")
      }
      index += 1
    } while take(UInt8(ascii: ","))
    try expect(UInt8(ascii: "]"))
  }

  /// Reads any value and forgets it.
  mutating func skip(depth: Int = 1) throws(JSONFault) {
    guard depth <= Self.maxDepth else { throw JSONFault("more than \(Self.maxDepth) brackets are nested") }
    switch peek() {
    case UInt8(ascii: "{"):
      try object { (_, cursor) throws(JSONFault) in try cursor.skip(depth: depth + 1) }
    case UInt8(ascii: "["):
      try array { (cursor) throws(JSONFault) in try cursor.skip(depth: depth + 1) }
    case UInt8(ascii: "\""): _ = try string()
    case UInt8(ascii: "t"): guard takeWord("true") else { throw unexpected("true") }
    case UInt8(ascii: "f"): guard takeWord("false") else { throw unexpected("false") }
    case UInt8(ascii: "n"): guard takeWord("null") else { throw unexpected("null") }
    default: _ = try number()
    }
  }

  mutating func advance(_ count: Int) { position += count }
}
