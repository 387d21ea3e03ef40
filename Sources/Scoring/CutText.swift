/// A text cut into words, each known by its number in a lexicon.
struct CutText {
  struct Word {
    let start: Int
    let end: Int
    /// -1 for a word that no rule has.
    let number: Int
    /// The number of the gap in front, -1 for one that no rule has.
    let gap: Int
    /// Which letters the word has, see `letters(of:)`.
    let letters: UInt64
  }

  let bytes: [UInt8]
  let folded: [UInt8]
  private(set) var words: [Word] = []

  init(_ text: String, lexicon: Lexicon) {
    let bytes = Array(text.utf8)
    let folded = bytes.map { $0.folded }
    self.bytes = bytes
    self.folded = folded
    words.reserveCapacity(bytes.count / 6)
    var cutter = WordCutter(bytes)
    while let range = cutter.next() {
      let word = folded[range]
      words.append(
        Word(
          start: range.lowerBound,
          end: range.upperBound,
          number: lexicon.number(of: word) ?? -1,
          gap: cutter.gap.isEmpty ? PhraseIndex.softGap : lexicon.number(of: cutter.gap[...]) ?? -1,
          letters: Self.letters(of: word)
        )
      )
    }
  }

  /// One bit for each byte value modulo 64 (which `&<<` takes of the distance). A word that lacks a bit of another cannot contain it, which settles
  /// most comparisons with a wildcard.
  static func letters(of bytes: some Sequence<UInt8>) -> UInt64 {
    bytes.reduce(0) { $0 | 1 &<< UInt64($1) }
  }
}
