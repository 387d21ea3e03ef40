/// Finds many phrases in a text in one pass over its words.
///
/// A phrase is looked up by its first word: through the lexicon when that is a whole word, through short lists by the
/// first or last letter when it is open.
struct PhraseIndex: Sendable {
  struct Place {
    let phrase: Int
    /// The position of its first word in the text.
    let word: Int
  }

  /// The number of the gap that is made of soft separators only.
  static let softGap = 0

  private var lexicon = Lexicon()
  private var phrases: [Compiled] = []
  /// By the number of the first word.
  private var byWord: [[Int]] = []
  /// By the first letter of a first word that may go on.
  private var byFirstLetter = [[Int]](repeating: [], count: 256)
  /// By the last letter of a first word that may begin with more.
  private var byLastLetter = [[Int]](repeating: [], count: 256)
  /// With a first word that is open at both ends.
  private var anywhere: [(phrase: Int, letters: UInt64)] = []

  init(_ phrases: [Phrase]) {
    _ = lexicon.insert([])
    for phrase in phrases {
      add(Compiled(phrase, lexicon: &lexicon))
    }
  }

  private mutating func add(_ phrase: Compiled) {
    let number = phrases.count
    phrases.append(phrase)
    let word = phrase.words[0]
    let (first, last) = (word.bytes[0], word.bytes[word.bytes.count - 1])
    switch (word.isOpenAtStart, word.isOpenAtEnd) {
    case (false, false):
      while byWord.count < lexicon.count { byWord.append([]) }
      byWord[word.number].append(number)
    case (false, true): byFirstLetter[Int(first.folded)].append(number)
    case (true, false): byLastLetter[Int(last.folded)].append(number)
    case (true, true): anywhere.append((number, CutText.letters(of: word.bytes.map(\.folded))))
    }
  }

  func cut(_ text: String) -> CutText { CutText(text, lexicon: lexicon) }

  func wordCount(of phrase: Int) -> Int { phrases[phrase].words.count }

  /// Every place of every phrase, in the order of the text. Phrases are numbered as they were given.
  func places(in text: CutText) -> [Place] {
    var places: [Place] = []
    for (position, word) in text.words.enumerated() {
      func collect(_ candidates: [Int]) {
        for phrase in candidates where phrases[phrase].stands(at: position, in: text) {
          places.append(Place(phrase: phrase, word: position))
        }
      }
      if byWord.indices.contains(word.number) { collect(byWord[word.number]) }
      collect(byFirstLetter[Int(text.folded[word.start])])
      collect(byLastLetter[Int(text.folded[word.end - 1])])
      for (phrase, letters) in anywhere where letters & ~word.letters == 0 {
        guard phrases[phrase].stands(at: position, in: text) else { continue }
        places.append(Place(phrase: phrase, word: position))
      }
    }
    return places
  }
}

/// A phrase in the numbers of the lexicon.
private struct Compiled: Sendable {
  let words: [Pattern]
  /// The gap in front of each word but the first.
  let gaps: [Int]

  init(_ phrase: Phrase, lexicon: inout Lexicon) {
    let last = phrase.words.count - 1
    words = phrase.words.enumerated().map { index, bytes in
      Pattern(
        bytes: bytes,
        number: lexicon.insert(bytes.map(\.folded)),
        isCased: phrase.isCased,
        isOpenAtStart: phrase.isOpenAtStart && index == 0,
        isOpenAtEnd: phrase.isOpenAtEnd && index == last
      )
    }
    gaps = phrase.gaps.map { lexicon.insert($0) }
  }

  func stands(at position: Int, in text: CutText) -> Bool {
    guard position + words.count <= text.words.count, words[0].matches(text.words[position], in: text) else {
      return false
    }
    for index in words.indices.dropFirst() {
      let word = text.words[position + index]
      guard word.gap == gaps[index - 1], words[index].matches(word, in: text) else { return false }
    }
    return true
  }
}

/// What one word of a text is compared with.
private struct Pattern: Sendable {
  let bytes: [UInt8]
  /// Of the folded bytes.
  let number: Int
  let isCased: Bool
  let isOpenAtStart: Bool
  let isOpenAtEnd: Bool

  func matches(_ word: CutText.Word, in text: CutText) -> Bool {
    guard isOpenAtStart || isOpenAtEnd else {
      return word.number == number && (!isCased || text.bytes[word.start..<word.end].elementsEqual(bytes))
    }
    guard word.end - word.start >= bytes.count else { return false }
    let written = isCased ? text.bytes : text.folded
    switch (isOpenAtStart, isOpenAtEnd) {
    case (false, _): return stands(at: word.start, in: written)
    case (true, false): return stands(at: word.end - bytes.count, in: written)
    case (true, true):
      return (word.start...(word.end - bytes.count)).contains { stands(at: $0, in: written) }
    }
  }

  private func stands(at start: Int, in written: [UInt8]) -> Bool {
    for index in bytes.indices where written[start + index] != bytes[index] { return false }
    return true
  }
}
