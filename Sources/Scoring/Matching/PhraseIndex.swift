/// Finds many phrases in many texts in one pass.
struct PhraseIndex: Sendable {
  private let needles: [Needle]
  private let automaton: Automaton
  private let filter: WordStartFilter?

  init(_ phrases: [Phrase], maxStates: Int = Automaton.maxStates) {
    needles = phrases.map(Needle.init)
    automaton = Automaton(needles, maxStates: maxStates)
    filter = WordStartFilter(needles)
  }

  /// How the texts are read. The answer is always the same.
  enum Engine { case automatic, automaton, interleaved, filter }

  /// Where the phrases stand, each place once. For each phrase in the order of the text, and all in the order
  /// of the texts.
  func finds(in haystack: Haystack, by engine: Engine = .automatic) -> [Find] {
    haystack.withText { text in
      var finds = [[Find]](repeating: [], count: Automaton.lanes)
      let bounds = haystack.bounds(parts: Automaton.lanes)
      switch choose(engine, haystack, text) {
      case .filter:
        filter?.scan(text, bounds[0]..<bounds[Automaton.lanes]) { needle, start in
          finish(needle, consumed: 0, at: start, in: text, &finds[0])
        }
      case .interleaved:
        automaton.scan8(text, bounds) { lane, state, end in accept(state, end, in: text, &finds[lane]) }
      case .automaton, .automatic:
        automaton.scan(text, bounds[0]..<bounds[Automaton.lanes]) { accept($0, $1, in: text, &finds[0]) }
      }
      return finds[1...].allSatisfy(\.isEmpty) ? finds[0] : Array(finds.joined())
    }
  }

  /// The filter is faster where few words begin like a phrase, which is seen from the beginning of the text.
  private func choose(_ engine: Engine, _ haystack: Haystack, _ text: WordText) -> Engine {
    guard engine == .automatic else { return engine == .filter && filter == nil ? .automaton : engine }
    if let filter, filter.isWorthIt(for: text, haystack.range) { return .filter }
    return haystack.range.count < 4096 ? .automaton : .interleaved
  }

  @inline(never)
  private func accept(_ state: UInt32, _ end: Int, in text: WordText, _ finds: inout [Find]) {
    let accepted = automaton.accepted[Int((state &- automaton.firstAccepting) / automaton.columns)]
    if accepted.endsWord, text.isJoined(end) { return }
    for index in Int(accepted.first)..<Int(accepted.first + accepted.count) {
      let output = automaton.outputs[index]
      guard output.mayFollow(at: end, in: text) else { continue }
      finish(Int(output.needle), consumed: Int(output.consumed), at: end, in: text, &finds)
    }
  }

  private func finish(
    _ number: Int,
    consumed: Int,
    at position: Int,
    in text: WordText,
    _ finds: inout [Find]
  ) {
    // Borrowed, because a copy of a needle would be counted and uncounted.
    needles.withUnsafeBufferPointer { needles in
      guard let place = Self.check(needles[number], consumed, position, text) else { return }
      var (start, end) = place
      if needles[number].isOpenAtStart {
        // A word is found once, and it may be as long as the text.
        if needles[number].isInsideWord, isInside(start, number, finds) { return }
        start = text.wordStart(start)
      }
      if needles[number].isOpenAtEnd { end = text.wordEnd(end) }
      finds.append(Find(needle: Int32(number), start: start, end: end))
    }
  }

  /// Checks what the automaton cannot know: the rest of a long needle, the ends of its words, and capitals.
  @inline(__always)
  private static func check(
    _ needle: borrowing Needle,
    _ consumed: Int,
    _ position: Int,
    _ text: WordText
  ) -> (start: Int, end: Int)? {
    guard var end = needle.end(from: position, consumed: consumed, in: text) else { return nil }
    let start = consumed == 0 ? position : needle.start(consumed: consumed, to: position, in: text)
    // The automaton begins with words; the filter may take what follows a letter outside ASCII for one.
    if consumed == 0, text.isJoined(start) { return nil }
    if !needle.isOpenAtEnd, text.isJoined(end) {
      guard needle.hasPlural(at: end, in: text) else { return nil }
      end += 1
    }
    return needle.isCasedRight(from: start, in: text) ? (start, end) : nil
  }

  private func isInside(_ start: Int, _ number: Int, _ finds: [Find]) -> Bool {
    for find in finds.reversed() {
      if find.needle == number { return find.end > start }
    }
    return false
  }
}

extension Needle {
  fileprivate func hasPlural(at end: Int, in text: WordText) -> Bool {
    guard takesPlural else { return false }
    let letter = cased == nil ? text[end].folded : text[end]
    return letter == UInt8(ascii: "s") && !text.isJoined(end + 1)
  }
}
