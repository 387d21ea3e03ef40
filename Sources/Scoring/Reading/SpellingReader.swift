internal import CScan

/// Walks over UTF-8 and TeX, a piece at a time.
struct SpellingReader {
  let text: UnsafeBufferPointer<UInt8>
  var position = 0

  init(_ text: UnsafeBufferPointer<UInt8>) { self.text = text }

  /// The byte at a distance from here; nil behind the end.
  func byte(_ distance: Int = 0) -> UInt8? {
    position + distance < text.count ? text[position + distance] : nil
  }

  /// Reads one piece; false at the end.
  mutating func step(into spelling: inout Spelling) -> Bool {
    guard let base = text.baseAddress, position < text.count else { return false }
    let start = position
    let run = scan_plain_run(base + start, text.count - start)
    if run > 0 {
      position += run
      spelling.add(run: UnsafeBufferPointer(rebasing: text[start..<position]), from: start)
      return true
    }
    switch text[start] {
    case UInt8(ascii: "\\"): readCommand(into: &spelling)
    case UInt8(ascii: "$"), UInt8(ascii: "{"):
      position += 1
    case UInt8(ascii: "}"):
      position += 1
      // Two arguments are two words.
      if byte() == UInt8(ascii: "{") { spelling.add(UInt8(ascii: " "), from: start, to: position) }
    default:
      let scalar = readScalar()
      spelling.add(scalar, from: start, to: position)
    }
    return true
  }

  /// The scalar here, U+FFFD for what is none.
  mutating func readScalar() -> Unicode.Scalar {
    let scalar = UTF8Scalar.at(position, in: text)
    position += scalar.length
    return scalar.value
  }
}

/// UTF-8 by hand, so that no byte sequence can trap.
enum UTF8Scalar {
  private static let broken = Unicode.Scalar(0xFFFD as UInt16) ?? "?"

  static func at(_ position: Int, in text: UnsafeBufferPointer<UInt8>) -> (value: Unicode.Scalar, length: Int)
  {
    let lead = text[position]
    let length = lead < 0x80 ? 1 : lead < 0xC0 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF8 ? 4 : 0
    guard length > 0, position + length <= text.count else { return (broken, 1) }
    var value = length == 1 ? UInt32(lead) : UInt32(lead) & (0x7F >> UInt32(length))
    for offset in 1..<max(1, length) {
      let byte = text[position + offset]
      guard byte & 0xC0 == 0x80 else { return (broken, 1) }
      value = value << 6 | UInt32(byte & 0x3F)
    }
    return Unicode.Scalar(value).map { ($0, length) } ?? (broken, 1)
  }
}
