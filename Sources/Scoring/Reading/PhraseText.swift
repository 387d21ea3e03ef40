/// Words that follow each other, as the matcher looks for them.
struct Phrase: Hashable, Sendable {
  /// In the letters of `Spelling`, folded unless `isCased`. Between two words stands one space, or, when
  /// there are other signs than soft ones, only those signs. Never empty; begins and ends with a letter or an
  /// ideograph.
  let spelling: [UInt8]
  /// Whether capitals count.
  let isCased: Bool
  /// Whether the first word may begin with other letters.
  var isOpenAtStart = false
  /// Whether the last word may go on.
  var isOpenAtEnd = false

  /// nil when there is no word in the text.
  init?(_ text: TermText, isCased: Bool = false) {
    var spelling: [UInt8] = []
    var gap: [UInt8] = []
    var hasGap = false
    for byte in Spelling(String(text)).bytes {
      if byte.isWordByte || byte >= 0x80 {
        if hasGap, !spelling.isEmpty { spelling += gap.isEmpty ? [UInt8(ascii: " ")] : gap }
        gap = []
        hasGap = false
        spelling.append(isCased ? byte : byte.folded)
      } else {
        hasGap = true
        if !byte.isSoftByte { gap.append(byte) }
      }
    }
    guard !spelling.isEmpty else { return nil }
    self.spelling = spelling
    self.isCased = isCased
  }

  /// The words with a space between them, whatever stands there: how names are compared.
  var joined: [UInt8] {
    let words = spelling.split { !$0.isWordByte && $0 < 0x80 }
    return Array(words.joined(separator: CollectionOfOne(UInt8(ascii: " "))))
  }

  /// Whether an `s` may follow: behind a last word of three letters or more, of which the last is an ASCII
  /// letter, but no `s` itself. Two letters and an `s` are too often another word.
  var takesPlural: Bool {
    let word = spelling.reversed().prefix { $0.isWordByte || $0 >= 0x80 }
    guard !isOpenAtEnd, let last = word.first?.folded, last.isWordByte, last > UInt8(ascii: "_") else {
      return false
    }
    return last != UInt8(ascii: "s") && (word.count >= 3 || isCased && word.count == 2)
  }
}
