import Papers
import Scoring
import Testing

/// A paper of which only what a test is about is filled in.
func paper(
  title: String = "",
  abstract: String = "",
  comment: String? = nil,
  authors: [String] = [],
  categories: [String] = []
) throws -> Paper {
  Paper(
    id: try #require(PaperID("2501.12599")),
    title: title,
    abstract: abstract,
    authors: authors.map { Author($0) },
    categories: categories.compactMap { Category($0) },
    comment: comment
  )
}

/// What one term finds in a paper.
func matches(of term: String, in paper: Paper) throws -> [Match] {
  let book = try Rulebook(Rules(groups: [.init(name: "group", points: 1, any: [term])]))
  return book.appraise(paper).reasons.flatMap(\.matches)
}

/// The descriptions of what is wrong with the rules; empty when nothing is.
func faults(of rules: Rules) -> [String] {
  do {
    _ = try Rulebook(rules)
    return []
  } catch {
    return error.faults.map(\.description)
  }
}

/// The same numbers in every run (SplitMix64).
struct Seeded: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }

  mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[Int.random(in: elements.indices, using: &self)]
  }

  mutating func chance(_ share: Double) -> Bool { Double.random(in: 0..<1, using: &self) < share }
}
