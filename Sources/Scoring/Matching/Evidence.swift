import Papers

/// Where a term was found: bytes of one text of a field.
struct Hit: Hashable, Comparable, Sendable {
  let field: Field
  /// Which author or category; 0 in the other fields.
  let item: Int
  let start: Int
  let length: Int

  /// The order of the text, title first.
  static func < (left: Hit, right: Hit) -> Bool {
    (left.field.rank, left.item, left.start, left.length)
      < (right.field.rank, right.item, right.start, right.length)
  }
}

/// What was found of each term of one rulebook in one paper.
struct Evidence {
  /// More would not explain more.
  static let maxMatches = 50

  private var hits: [[Hit]]
  private var isPresent: [Bool]
  /// The terms that were found.
  private var found: [Int] = []

  init(terms: Int) {
    hits = Array(repeating: [], count: terms)
    isPresent = Array(repeating: false, count: terms)
  }

  mutating func add(_ hit: Hit, of term: Int) {
    if !isPresent[term] {
      found.append(term)
      isPresent[term] = true
    }
    hits[term].append(hit)
  }

  /// Ready for the next paper.
  mutating func removeAll() {
    for term in found {
      hits[term].removeAll(keepingCapacity: true)
      isPresent[term] = false
    }
    found.removeAll(keepingCapacity: true)
  }

  var isEmpty: Bool { found.isEmpty }

  func isFound(_ term: Int) -> Bool { isPresent[term] }

  func isInTitle(_ term: Int) -> Bool { hits[term].contains { $0.field == .title } }

  /// The places of several terms together, each place once, with their texts from the paper that was
  /// searched.
  func matches(of terms: [Int], in paper: Paper?) -> [Match] {
    guard let paper else { return [] }
    var places: [Hit] = []
    for term in terms { places += hits[term] }
    if places.count > 1 { places.sort() }
    var matches: [Match] = []
    for (index, place) in places.enumerated() where index == 0 || place != places[index - 1] {
      guard matches.count < Self.maxMatches else { break }
      matches.append(match(place, in: paper))
    }
    return matches
  }

  private func match(_ hit: Hit, in paper: Paper) -> Match {
    let text = paper.texts(of: hit.field)[hit.item].utf8
    let start = text.index(text.startIndex, offsetBy: hit.start)
    let end = text.index(start, offsetBy: hit.length)
    return Match(
      field: hit.field,
      start: hit.start,
      length: hit.length,
      text: String(decoding: text[start..<end], as: UTF8.self)
    )
  }
}

extension Paper {
  /// What a field holds: one text, or one for each author or category.
  func texts(of field: Field) -> [String] {
    switch field {
    case .title: [title]
    case .abstract: [abstract]
    case .comment: comment.map { [$0] } ?? []
    case .author: authors.map(\.name)
    case .category: categories.map(\.name)
    }
  }
}

extension Field {
  fileprivate var rank: Int {
    switch self {
    case .title: 0
    case .abstract: 1
    case .comment: 2
    case .author: 3
    case .category: 4
    }
  }
}
