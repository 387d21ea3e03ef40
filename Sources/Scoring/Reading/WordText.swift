/// A text in the letters of `Spelling`. A byte that is no text, `edge`, has to stand in front of and behind
/// each part that is asked about, so that no question needs a bound.
struct WordText {
  static let edge: UInt8 = 0xFF

  let bytes: UnsafeBufferPointer<UInt8>

  @inline(__always) subscript(position: Int) -> UInt8 { bytes[position] }

  /// Whether what stands on both sides of a position belongs to one word.
  @inline(__always) func isJoined(_ position: Int) -> Bool {
    bytes[position - 1].isInWord && bytes[position].isInWord
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
      guard bytes[position].isInWord, !bytes[position - 1].isInWord else { continue }
      count += 1
      if count > limit { return false }
    }
    return true
  }
}

extension UInt8 {
  /// Part of a word in a `WordText`.
  @inline(__always) var isInWord: Bool { isWordByte || self >= 0x80 && self != WordText.edge }
}
