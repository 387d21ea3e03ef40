internal import CScan

extension JSONCursor {
  /// Reads a text; what is not UTF-8 or has half a surrogate pair is refused.
  mutating func string() throws(JSONFault) -> String {
    guard peek() == UInt8(ascii: "\"") else { throw JSONFault("a text is expected") }
    advance(1)
    let start = position
    skipPlain()
    if position < text.count, text[position] == UInt8(ascii: "\"") {
      defer { advance(1) }
      return try decoded(UnsafeBufferPointer(rebasing: text[start..<position]))
    }
    var bytes = Array(text[start..<position])
    while true {
      guard position < text.count else { throw unexpected("the end of a text") }
      switch text[position] {
      case UInt8(ascii: "\""):
        advance(1)
        return try bytes.withUnsafeBufferPointer { (buffer) throws(JSONFault) in try decoded(buffer) }
      case UInt8(ascii: "\\"): try escape(into: &bytes)
      default: throw JSONFault("a control character stands in a text at byte \(position + 1)")
      }
      let run = position
      skipPlain()
      bytes += text[run..<position]
    }
  }

  private mutating func skipPlain() {
    guard let base = text.baseAddress else { return }
    advance(scan_json_text(base + position, text.count - position))
  }

  private func decoded(_ bytes: UnsafeBufferPointer<UInt8>) throws(JSONFault) -> String {
    guard let string = String(validating: bytes, as: UTF8.self) else {
      throw JSONFault("the text is not UTF-8")
    }
    return string
  }

  private mutating func escape(into bytes: inout [UInt8]) throws(JSONFault) {
    advance(1)
    guard position < text.count else { throw unexpected("the end of a text") }
    let letter = text[position]
    advance(1)
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): bytes.append(letter)
    case UInt8(ascii: "b"): bytes.append(0x08)
    case UInt8(ascii: "f"): bytes.append(0x0C)
    case UInt8(ascii: "n"): bytes.append(0x0A)
    case UInt8(ascii: "r"): bytes.append(0x0D)
    case UInt8(ascii: "t"): bytes.append(0x09)
    case UInt8(ascii: "u"): bytes += String(try escapedScalar()).utf8
    default: throw JSONFault("“\\” is followed by no escape at byte \(position)")
    }
  }

  /// What follows `\u`, with the second half of a surrogate pair.
  private mutating func escapedScalar() throws(JSONFault) -> Unicode.Scalar {
    let high = try hexadecimal()
    if let scalar = Unicode.Scalar(high) { return scalar }
    guard high < 0xDC00, position + 1 < text.count, text[position] == UInt8(ascii: "\\"),
      text[position + 1] == UInt8(ascii: "u")
    else { throw JSONFault("half of a surrogate pair stands alone at byte \(position + 1)") }
    advance(2)
    let low = try hexadecimal()
    guard (0xDC00...0xDFFF).contains(low),
      let scalar = Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00))
    else { throw JSONFault("half of a surrogate pair stands alone at byte \(position + 1)") }
    return scalar
  }

  private mutating func hexadecimal() throws(JSONFault) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard position < text.count, let digit = text[position].hexadecimal else {
        throw unexpected("a hexadecimal digit")
      }
      value = value << 4 | digit
      advance(1)
    }
    return value
  }

  /// Reads a number; the bytes of it.
  mutating func number() throws(JSONFault) -> Range<Int> {
    _ = peek()
    let start = position
    takeByte(UInt8(ascii: "-"))
    let first = position
    try digits()
    guard text[first] != UInt8(ascii: "0") || position == first + 1 else {
      throw JSONFault("a number begins with 0 at byte \(first + 1)")
    }
    if takeByte(UInt8(ascii: ".")) { try digits() }
    if takeByte(UInt8(ascii: "e")) || takeByte(UInt8(ascii: "E")) {
      if !takeByte(UInt8(ascii: "+")) { takeByte(UInt8(ascii: "-")) }
      try digits()
    }
    return start..<position
  }

  private mutating func digits() throws(JSONFault) {
    let start = position
    while position < text.count, text[position].isDigit { advance(1) }
    guard position > start else { throw unexpected("a value") }
  }

  @discardableResult
  private mutating func takeByte(_ byte: UInt8) -> Bool {
    guard position < text.count, text[position] == byte else { return false }
    advance(1)
    return true
  }

  /// Reads a whole number, however it is written.
  mutating func integer() throws(JSONFault) -> Int {
    guard let next = peek(), next.isDigit || next == UInt8(ascii: "-") else {
      throw JSONFault("a whole number is expected")
    }
    let written = String(decoding: text[try number()], as: UTF8.self)
    guard let value = Int(written) ?? Double(written).flatMap({ Int(exactly: $0) }) else {
      throw JSONFault("\(written) is no whole number that can be used")
    }
    return value
  }

  mutating func boolean() throws(JSONFault) -> Bool {
    if takeWord("true") { return true }
    if takeWord("false") { return false }
    throw JSONFault("true or false is expected")
  }

  /// Reads a value that may be null.
  mutating func optional<Value>(
    _ read: (inout JSONCursor) throws(JSONFault) -> Value
  ) throws(JSONFault) -> Value? {
    peek() == UInt8(ascii: "n") && takeWord("null") ? nil : try read(&self)
  }

  mutating func strings() throws(JSONFault) -> [String] {
    guard peek() == UInt8(ascii: "[") else { throw JSONFault("a list is expected") }
    var strings: [String] = []
    try array { (cursor) throws(JSONFault) in strings.append(try cursor.string()) }
    return strings
  }
}

extension UInt8 {
  fileprivate var isDigit: Bool { self &- 48 < 10 }

  fileprivate var hexadecimal: UInt32? {
    switch self {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(self - 48)
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(self - 87)
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(self - 55)
    default: nil
    }
  }
}
