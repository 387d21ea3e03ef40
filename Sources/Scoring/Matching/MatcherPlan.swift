import Papers

/// What a phrase is good for when it is found.
struct PhraseRole: Sendable {
  struct Plain: Sendable {
    let term: Int
    let fields: [Field]
  }

  /// The terms that are no more than this phrase.
  var plain: [Plain] = []
  /// The `near` terms of which it is the first phrase.
  var leftOf: [Int] = []
  /// Whether it stands in any `near`.
  var isNear = false
}

/// A `near` term, with its phrases by number.
struct NearTerm: Sendable {
  let term: Int
  let fields: [Field]
  let left: Int
  let right: Int
  let distance: Int
}

/// Sorts terms by how they are looked for. A phrase that stands in several terms is looked for once.
struct MatcherPlan {
  private(set) var phrases: [Phrase] = []
  private(set) var roles: [PhraseRole] = []
  private(set) var nears: [NearTerm] = []
  private(set) var byName: [[UInt8]: [Int]] = [:]
  private(set) var byCategory: [Category: [Int]] = [:]
  private(set) var byArchive: [String: [Int]] = [:]
  private var numbers: [Phrase: Int] = [:]

  mutating func add(_ term: Term, number: Int) {
    switch term.subject {
    case .phrase(let phrase):
      roles[self.number(of: phrase)].plain.append(.init(term: number, fields: term.fields))
    case .near(let left, let distance, let right):
      let (left, right) = (self.number(of: left), self.number(of: right))
      roles[left].leftOf.append(nears.count)
      roles[left].isNear = true
      roles[right].isNear = true
      let near = NearTerm(term: number, fields: term.fields, left: left, right: right, distance: distance)
      nears.append(near)
    case .author(let name): byName[name, default: []].append(number)
    case .category(let category): byCategory[category, default: []].append(number)
    case .archive(let archive): byArchive[archive, default: []].append(number)
    }
  }

  private mutating func number(of phrase: Phrase) -> Int {
    if let known = numbers[phrase] { return known }
    numbers[phrase] = phrases.count
    phrases.append(phrase)
    roles.append(PhraseRole())
    return phrases.count - 1
  }
}
