/// Tells what people write from what a wrong code page made: `“café”…` ends as a misread character would.
enum MisdecodingDoubt {
  /// Whether correct text may look like this: a letter and then nothing but marks that stand behind words.
  static func isDoubtful(_ range: Range<Int>, in scalars: [Unicode.Scalar]) -> Bool {
    let followers = scalars[range].dropFirst()
    guard range.count == 2 else { return followers.allSatisfy(behindWords.contains) }
    // `Ã` and `Â` are capitals: they end a word of capitals, or stand in quotes.
    guard followers.allSatisfy(quotes.contains), range.lowerBound > 0 else { return false }
    let before = scalars[range.lowerBound - 1]
    return before.properties.isUppercase || quotes.contains(before)
  }

  private static let quotes = Set("‘’“”„‚‹›«»…–—".unicodeScalars)
  /// With footnotes, signs of ownership, and the spaces that French puts before its marks.
  private static let behindWords = quotes.union("¹²³ªº°·™®©•\u{A0}\u{AD}".unicodeScalars)
}
