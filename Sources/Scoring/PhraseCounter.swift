import Papers

/// The matcher by itself, without rules: how often phrases stand in texts.
package struct PhraseCounter: Sendable {
  private let index: PhraseIndex

  /// What has no word is left out.
  package init(_ phrases: [String]) {
    index = PhraseIndex(phrases.compactMap { Phrase($0.unicodeScalars[...]) })
  }

  package func count(in texts: some Sequence<String>) -> Int {
    var haystack = Haystack(size: texts.reduce(0) { $0 + $1.utf8.count })
    for text in texts { haystack.add(text, field: .abstract, paper: 0) }
    return index.finds(in: haystack).count
  }
}
