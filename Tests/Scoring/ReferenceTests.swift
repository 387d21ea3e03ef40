import Papers
import TestKit
import Testing

@testable import Scoring

/// The real matcher against one that is as plain as the definition: it walks over scalars, knows no index,
/// and tries everything everywhere.
struct ReferenceTests {
  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func `a plain matcher finds the same places`(seed: UInt64) throws {
    var random = Seeded(seed)
    for _ in 0..<10 {
      let terms = (0..<12).map { _ in PlainTerm.random(&random) }
      let rules = Rules(
        groups: terms.enumerated().map { .init(name: "g\($0)", points: 1, repeat: 1, any: [$1.written]) }
      )
      let book = try Rulebook(rules)
      for _ in 0..<6 {
        let some = try paper(title: PlainText.random(&random, 6), abstract: PlainText.random(&random, 20))
        let reasons = book.appraise(some).reasons
        for (number, term) in terms.enumerated() {
          let found = reasons.first { $0.rule == "groups.g\(number)" }?.matches ?? []
          let expected = term.places(in: some.title, .title) + term.places(in: some.abstract, .abstract)
          #expect(found == expected, "\(term.written) in \(some.title) | \(some.abstract)")
        }
      }
    }
  }

  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func `every engine finds the same, in the same order for each phrase`(seed: UInt64) {
    var random = Seeded(seed)
    let phrases = (0..<30).compactMap { _ in PlainPhrase.random(&random).phrase }
    let closed = phrases.filter { !$0.isOpenAtStart && $0.spelling.count >= 4 }
    for phrases in [phrases, closed] {
      let index = PhraseIndex(phrases)
      let short = PhraseIndex(phrases, maxStates: 0)
      var haystack = Haystack()
      for number in 0..<Int.random(in: 0...40, using: &random) {
        haystack.add(PlainText.random(&random, 40), field: .title, paper: number)
      }
      let expected = Self.sorted(index.finds(in: haystack, by: .automaton))
      for engine in [PhraseIndex.Engine.automatic, .automaton, .interleaved, .filter] {
        #expect(Self.sorted(index.finds(in: haystack, by: engine)) == expected)
        #expect(Self.sorted(short.finds(in: haystack, by: engine)) == expected)
      }
    }
  }

  /// By phrase only: the sort is stable, so a wrong order in the text stays.
  private static func sorted(_ finds: [Find]) -> [Find] {
    finds.enumerated().sorted { ($0.element.needle, $0.offset) < ($1.element.needle, $1.offset) }.map(
      \.element
    )
  }
}
