extension String {
  /// White space runs become one space, none at the ends: how titles, names and abstracts are stored.
  package var collapsed: String {
    isSurelyCollapsed ? self : split { $0.isWhitespace || $0.isNewline }.joined(separator: " ")
  }

  /// Whether there is nothing to collapse, told from the bytes. Most texts are in order, and cutting one into
  /// characters takes longer than all else that is done with it. Where it is hard to tell the answer is no.
  private var isSurelyCollapsed: Bool {
    var text = self
    return text.withUTF8 { bytes in
      var isBehindSpace = true
      var index = 0
      while index < bytes.count {
        if let next = Self.skipPlain(bytes, index, &isBehindSpace) {
          index = next
          continue
        }
        let byte = bytes[index]
        index += 1
        if byte == 0x20 {
          if isBehindSpace { return false }
          isBehindSpace = true
          continue
        }
        if byte < 0x20 ? (0x09...0x0D).contains(byte) : byte >= 0x80 {
          // A mark would make one character of itself and the space. Spaces outside ASCII begin with C2, E1,
          // E2 or E3.
          if isBehindSpace || byte == 0xE1 || byte == 0xE3 || byte < 0x20 { return false }
          if byte == 0xC2, index < bytes.count, bytes[index] == 0x85 || bytes[index] == 0xA0 { return false }
          if byte == 0xE2, index < bytes.count, bytes[index] <= 0x81 {
            guard index + 1 < bytes.count, Self.isPlainSign(bytes[index], bytes[index + 1]) else {
              return false
            }
          }
        }
        isBehindSpace = false
      }
      return !isBehindSpace || bytes.isEmpty
    }
  }

  /// Looks at eight bytes at once: where to go on when they are ASCII without control characters, and no
  /// space follows another.
  private static func skipPlain(
    _ bytes: UnsafeBufferPointer<UInt8>,
    _ index: Int,
    _ isBehindSpace: inout Bool
  ) -> Int? {
    guard index + 8 <= bytes.count else { return nil }
    let tops: UInt64 = 0x8080_8080_8080_8080
    let word = UInt64(
      littleEndian: UnsafeRawBufferPointer(bytes).loadUnaligned(fromByteOffset: index, as: UInt64.self)
    )
    // With all tops clear, adding 0x60 sets the top of what is 0x20 or more, and adding 0x5F of what is more
    // than that.
    guard word & tops == 0, (word &+ 0x6060_6060_6060_6060) & tops == tops else { return nil }
    let spaces = ~(word &+ 0x5F5F_5F5F_5F5F_5F5F) & tops
    guard spaces & (spaces << 8 | (isBehindSpace ? 0x80 : 0)) == 0 else { return nil }
    isBehindSpace = spaces >> 63 == 1
    return index + 8
  }

  /// The dashes, quotes and dots among U+2000 to U+207F.
  private static func isPlainSign(_ middle: UInt8, _ last: UInt8) -> Bool {
    middle == 0x80 && ((0x90...0x95).contains(last) || (0x98...0x9F).contains(last) || last == 0xA6)
  }
}
