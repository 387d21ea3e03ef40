/// A text in the letters of `Spelling`. A byte that is no text, `edge`, has to stand in front of and behind each part that is asked
/// about, so that no question needs a bound.
struct WordText {
  static let edge: UInt8 = 0xFF

  let bytes: UnsafeBufferPointer<UInt8>

  @inline(__always) subscript(position: Int) -> UInt8 { bytes[position] }

  /// Whether what stands on both sides of a position belongs to one word.
  @inline(__always) func isJoined(_ position: Int) -> Bool {
    let (left, right) = (bytes[position - 1], bytes[position])
    guard (left | right) >= 0x80 else { return left.isWordByte && right.isWordByte }
    return isJoinedSlowly(position)
  }

  @inline(never) private func isJoinedSlowly(_ position: Int) -> Bool {
    guard bytes[position - 1] != Self.edge, bytes[position] != Self.edge else { return false }
    // In the middle of a scalar.
    if bytes[position] & 0xC0 == 0x80 { return true }
    return ScalarKind(UTF8Scalar.before(position, in: bytes).value) == .letter
      && ScalarKind(UTF8Scalar.at(position, in: bytes).value) == .letter
  }

  /// Where the word begins of which `position` is inside or at the start.
  func wordStart(_ position: Int) -> Int {
    var position = position
    while isJoined(position) { position -= 1 }
    return position
  }

  func wordEnd(_ position: Int) -> Int {
    var position = position
    while isJoined(position) { position += 1 }
    return position
  }

  /// Whether at most `limit` words begin in a range that begins and ends between words.
  func hasAtMost(_ limit: Int, wordsIn range: Range<Int>) -> Bool {
    var count = 0
    for position in range {
      let byte = bytes[position]
      guard byte.isWordByte || byte >= 0xC0, !isJoined(position) else { continue }
      count += 1
      if count > limit { return false }
    }
    return true
  }
}
