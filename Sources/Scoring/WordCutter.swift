/// Cuts a text into words, by UTF-8 bytes.
///
/// A word is a run of ASCII letters, digits, `_`, and of all that is neither ASCII nor a separator listed here. Spaces,
/// hyphens and dashes are soft separators: `vision-language` is the same two words as `vision language`. The
/// others are kept as the gap in front of the next word, so `R^3` is not `R 3`.
struct WordCutter {
  private let bytes: [UInt8]
  private var position = 0
  /// The hard separators between the word cut last and the word before it.
  private(set) var gap: [UInt8] = []

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The bytes of the next word.
  mutating func next() -> Range<Int>? {
    if !gap.isEmpty { gap.removeAll(keepingCapacity: true) }
    while position < bytes.count, let separator = separator(at: position) {
      let end = position + separator.length
      if !separator.isSoft { gap.append(contentsOf: bytes[position..<end]) }
      position = end
    }
    let start = position
    // A byte at a time is safe: no byte inside a scalar looks like the first byte of a separator.
    while position < bytes.count, separator(at: position) == nil { position += 1 }
    return start < position ? start..<position : nil
  }

  private struct Separator: Equatable {
    let length: Int
    let isSoft: Bool
  }

  private func separator(at index: Int) -> Separator? {
    switch bytes[index] {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
      nil
    case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: "\n"), UInt8(ascii: "-"):
      Separator(length: 1, isSoft: true)
    case 0...0x7F: Separator(length: 1, isSoft: false)
    case 0xC2: shortSeparator(at: index)
    case 0xE2, 0xE3, 0xEF: longSeparator(at: index)
    default: nil
    }
  }

  /// Separators of two bytes: U+00A0; U+00AD and U+00B7.
  private func shortSeparator(at index: Int) -> Separator? {
    guard index + 1 < bytes.count else { return nil }
    switch bytes[index + 1] {
    case 0xA0: return Separator(length: 2, isSoft: true)
    case 0xAD, 0xB7: return Separator(length: 2, isSoft: false)
    default: return nil
    }
  }

  /// Separators of three bytes: Unicode's spaces and dashes are soft, its quotes and CJK punctuation are not.
  private func longSeparator(at index: Int) -> Separator? {
    guard index + 2 < bytes.count else { return nil }
    let high = UInt32(bytes[index] & 0x0F) << 12
    let low = UInt32(bytes[index + 1] & 0x3F) << 6 | UInt32(bytes[index + 2] & 0x3F)
    switch high | low {
    case 0x2000...0x200B, 0x202F, 0x205F, 0x3000, 0xFEFF, 0x2010...0x2015, 0x2212:
      return Separator(length: 3, isSoft: true)
    case 0x2018...0x201F, 0x2022, 0x2026, 0x3001, 0x3002, 0xFF08, 0xFF09, 0xFF0C, 0xFF1A:
      return Separator(length: 3, isSoft: false)
    default: return nil
    }
  }
}

extension UInt8 {
  /// Capital ASCII letters become small; all else, so every byte of a longer scalar, stays.
  var folded: UInt8 { self >= UInt8(ascii: "A") && self <= UInt8(ascii: "Z") ? self | 0x20 : self }
}
