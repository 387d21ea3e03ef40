import Papers

/// Looks for all terms of a rulebook at once. Pure, and nothing but `Evidence` comes out: how it is done is this
/// file's and `PhraseIndex`'s matter.
struct Matcher: Sendable {
  private let termCount: Int
  private var index = PhraseIndex([])
  /// The terms that are no more than a phrase, by the number of the phrase.
  private var plain: [[TextTerm]] = []
  private var nears: [NearTerm] = []
  /// The numbers of the phrases that stand in `near`.
  private var nearPhrases: Set<Int> = []
  private var textFields: [Field] = []
  /// Whole names, folded; `byName` has the terms of each.
  private var names = Lexicon()
  private var byName: [[Int]] = []
  private var byCategory: [Category: [Int]] = [:]
  private var byArchive: [String: [Int]] = [:]

  private struct TextTerm: Sendable {
    let term: Int
    let fields: [Field]
  }

  private struct NearTerm: Sendable {
    let term: Int
    let fields: [Field]
    let left: Int
    let right: Int
    let distance: Int
  }

  /// Terms are numbered as they stand here.
  init(_ terms: [Term]) {
    termCount = terms.count
    var phrases: [Phrase] = []
    var numbers: [Phrase: Int] = [:]
    for (number, term) in terms.enumerated() {
      add(term, number: number) { phrase in
        if let known = numbers[phrase] { return known }
        phrases.append(phrase)
        numbers[phrase] = phrases.count - 1
        return phrases.count - 1
      }
    }
    index = PhraseIndex(phrases)
    nearPhrases = Set(nears.flatMap { [$0.left, $0.right] })
    let watched = Set(terms.flatMap(\.fields))
    textFields = [.title, .abstract, .comment].filter(watched.contains)
  }

  private mutating func add(_ term: Term, number: Int, numberOf: (Phrase) -> Int) {
    switch term.subject {
    case .phrase(let phrase):
      let phrase = numberOf(phrase)
      while plain.count <= phrase { plain.append([]) }
      plain[phrase].append(TextTerm(term: number, fields: term.fields))
    case .near(let left, let distance, let right):
      let (left, right) = (numberOf(left), numberOf(right))
      nears.append(
        NearTerm(term: number, fields: term.fields, left: left, right: right, distance: distance)
      )
    case .author(let name):
      let name = names.insert(name)
      while byName.count <= name { byName.append([]) }
      byName[name].append(number)
    case .category(let category): byCategory[category, default: []].append(number)
    case .archive(let archive): byArchive[archive, default: []].append(number)
    }
  }

  func search(_ paper: Paper) -> Evidence {
    var evidence = Evidence(terms: termCount)
    for field in textFields {
      guard let text = paper.texts(of: field).first else { continue }
      search(text, field, &evidence)
    }
    if names.count > 0 { searchAuthors(of: paper, &evidence) }
    searchCategories(of: paper, &evidence)
    return evidence
  }

  private func search(_ text: String, _ field: Field, _ evidence: inout Evidence) {
    let text = index.cut(text)
    var near: [Int: [ClosedRange<Int>]] = [:]
    for place in index.places(in: text) {
      let words = place.word...(place.word + index.wordCount(of: place.phrase) - 1)
      if nearPhrases.contains(place.phrase) { near[place.phrase, default: []].append(words) }
      guard plain.indices.contains(place.phrase) else { continue }
      for term in plain[place.phrase] where term.fields.contains(field) {
        evidence.add(text.hit(words, in: field), of: term.term)
      }
    }
    guard !near.isEmpty else { return }
    for term in nears where term.fields.contains(field) {
      guard let left = near[term.left], let right = near[term.right] else { continue }
      for words in spans(of: left, and: right, within: term.distance) {
        evidence.add(text.hit(words, in: field), of: term.term)
      }
    }
  }

  private func searchAuthors(of paper: Paper, _ evidence: inout Evidence) {
    for (item, author) in paper.authors.enumerated() {
      guard let name = Phrase(author.name.unicodeScalars[...])?.joined,
        let number = names.number(of: name[...])
      else { continue }
      let hit = Hit(field: .author, item: item, start: 0, length: author.name.utf8.count)
      for term in byName[number] { evidence.add(hit, of: term) }
    }
  }

  private func searchCategories(of paper: Paper, _ evidence: inout Evidence) {
    for (item, category) in paper.categories.enumerated() {
      let hit = Hit(field: .category, item: item, start: 0, length: category.name.utf8.count)
      for term in byCategory[category] ?? [] { evidence.add(hit, of: term) }
      guard !byArchive.isEmpty else { continue }
      for term in byArchive[category.archive] ?? [] { evidence.add(hit, of: term) }
    }
  }
}

/// For each place of the left phrase, the nearest place of the right one on either side, if it is within reach.
/// Both lists are in the order of the text, and all places in one list have the same length.
private func spans(
  of left: [ClosedRange<Int>],
  and right: [ClosedRange<Int>],
  within distance: Int
) -> [ClosedRange<Int>] {
  var spans: [ClosedRange<Int>] = []
  var behind = 0
  var before = 0
  for place in left {
    while behind < right.count, right[behind].lowerBound <= place.upperBound { behind += 1 }
    while before < right.count, right[before].upperBound < place.lowerBound { before += 1 }
    if before > 0, place.lowerBound - right[before - 1].upperBound - 1 <= distance {
      spans.append(right[before - 1].lowerBound...place.upperBound)
    }
    if behind < right.count, right[behind].lowerBound - place.upperBound - 1 <= distance {
      spans.append(place.lowerBound...right[behind].upperBound)
    }
  }
  return spans
}

extension CutText {
  fileprivate func hit(_ words: ClosedRange<Int>, in field: Field) -> Hit {
    let start = self.words[words.lowerBound].start
    return Hit(field: field, item: 0, start: start, length: self.words[words.upperBound].end - start)
  }
}
