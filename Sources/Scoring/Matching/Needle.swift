/// A phrase as the automaton has it: what is compared when the automaton says that it may stand somewhere.
struct Needle: Sendable {
  /// Folded.
  let symbols: [UInt8]
  /// As written, when capitals count.
  let cased: [UInt8]?
  let isOpenAtStart: Bool
  let isOpenAtEnd: Bool
  let takesPlural: Bool
  /// Whether it may stand in the middle of a word, several times in the same.
  let isInsideWord: Bool
  /// The first symbol that stands between words; the count of symbols when there is none.
  let firstGap: Int

  init(_ phrase: Phrase) {
    symbols = phrase.isCased ? phrase.spelling.map(\.folded) : phrase.spelling
    cased = phrase.isCased ? phrase.spelling : nil
    isOpenAtStart = phrase.isOpenAtStart
    isOpenAtEnd = phrase.isOpenAtEnd
    takesPlural = phrase.takesPlural
    firstGap = symbols.firstIndex { $0.isGap } ?? symbols.count
    isInsideWord = isOpenAtStart && isOpenAtEnd && firstGap == symbols.count
  }

  /// Where the phrase ends when its first `consumed` symbols end at `position`; nil when the rest does not
  /// follow.
  func end(from position: Int, consumed: Int, in text: WordText) -> Int? {
    var position = position
    for index in consumed..<symbols.count {
      guard let next = step(over: index, at: position, in: text) else { return nil }
      position = next
    }
    return position
  }

  /// Signs may have spaces around them; a space stands for any number of spaces and hyphens.
  private func step(over index: Int, at position: Int, in text: WordText) -> Int? {
    var position = position
    let symbol = symbols[index]
    if symbol.isSoftByte {
      guard text[position].isSoftByte else { return nil }
      repeat { position += 1 } while text[position].isSoftByte
      return position
    }
    if symbol.isGap || index > 0 && symbols[index - 1].isGap {
      while text[position].isSoftByte { position += 1 }
    }
    return text[position].folded == symbol ? position + 1 : nil
  }

  /// Where the phrase begins whose first `consumed` symbols end at `end`, which the automaton has seen to.
  func start(consumed: Int, to end: Int, in text: WordText) -> Int {
    guard firstGap < consumed else { return end - consumed }
    var position = end
    for index in stride(from: consumed - 1, through: 0, by: -1) {
      let isSoft = symbols[index].isSoftByte
      if isSoft || symbols[index].isGap || index + 1 < consumed && symbols[index + 1].isGap {
        while text[position - 1].isSoftByte { position -= 1 }
      }
      if !isSoft { position -= 1 }
    }
    return position
  }

  /// Whether the capitals are right, too, from the start on.
  func isCasedRight(from start: Int, in text: WordText) -> Bool {
    guard let cased else { return true }
    var position = start
    for index in cased.indices {
      guard let next = step(over: index, at: position, in: text) else { return false }
      if cased[index].isWordByte, text[next - 1] != cased[index] { return false }
      position = next
    }
    return true
  }
}

extension UInt8 {
  /// What stands between words, soft or not.
  @inline(__always) var isGap: Bool { !isInWord }
}
