import Papers

extension Term {
  /// Whether every paper in which this term is found also has the other one, whatever its text.
  ///
  /// It is said only where it follows from the two terms; no is not a proof of the contrary.
  func implies(_ other: Term) -> Bool {
    guard fields.allSatisfy(other.fields.contains) else { return false }
    switch (subject, other.subject) {
    case (.phrase(let mine), .phrase(let theirs)): return mine.implies(theirs)
    case (.near(let left, _, let right), .phrase(let theirs)):
      return left.implies(theirs) || right.implies(theirs)
    case (.near(let left, let distance, let right), .near(let first, let reach, let second)):
      return distance <= reach
        && (left.isWithin(first) && right.isWithin(second) || left.isWithin(second) && right.isWithin(first))
    case (.category(let mine), .archive(let theirs)): return mine.archive == theirs
    default: return subject == other.subject
    }
  }
}

extension Phrase {
  func implies(_ other: Phrase) -> Bool { places(of: other).contains { holds(at: $0, other) } }

  /// Like `implies`, where the other one stands at the very same words.
  func isWithin(_ other: Phrase) -> Bool {
    places(of: other).contains { $0.start == 1 && $0.end == spelling.count + 1 && holds(at: $0, other) }
  }

  private func places(of other: Phrase) -> [Find] {
    guard isCased || !other.isCased, has(other.spelling) else { return [] }
    var haystack = Haystack()
    haystack.add(String(decoding: spelling, as: UTF8.self), field: .title, paper: 0)
    return PhraseIndex([other]).finds(in: haystack, by: .automaton)
  }

  /// Whether the letters of another phrase are in this one at all: most pairs end here.
  private func has(_ other: [UInt8]) -> Bool {
    guard other.count <= spelling.count else { return false }
    return (0...(spelling.count - other.count)).contains { start in
      other.indices.allSatisfy { spelling[start + $0].folded == other[$0].folded }
    }
  }

  /// Where this phrase is open or may have its plural, the other one has to be as open.
  private func holds(at place: Find, _ other: Phrase) -> Bool {
    if isOpenAtStart, place.start == 1, !other.isOpenAtStart { return false }
    guard place.end == spelling.count + 1, !other.isOpenAtEnd else { return true }
    return !isOpenAtEnd && (!takesPlural || other.takesPlural)
  }
}
