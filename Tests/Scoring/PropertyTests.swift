import Papers
import Scoring
import TestKit
import Testing

struct PropertyTests {
  /// Pieces that are awkward somewhere: separators of every length, combining marks, halves of clusters.
  private static let pieces = [
    "a", "B", "rl", "RL", "0", "_", " ", "\t", "\n", "\r\n", "-", "=", "*", ":", "title:", "author:",
    "category:cs.",
    "near(", "(", ")", ",", "4", "\"", "and ", "or ", "not ", "^", "\u{0}", "\u{7f}", "\u{a0}", "\u{ad}",
    "\u{b7}",
    "\u{c2}", "\u{301}", "\u{200b}", "\u{200d}", "\u{2013}", "\u{2212}", "“", "’", "\u{3000}", "、", "（",
    "\u{feff}",
    "\u{fffd}", "é", "ß", "İ", "漢", "👩‍👩‍👧", "𝔸", "\u{10ffff}",
  ]

  private static func text(_ random: inout Seeded, upTo length: Int) -> String {
    (0..<Int.random(in: 0...length, using: &random)).map { _ in random.pick(pieces) }.joined()
  }

  private static func bytes(_ random: inout Seeded) -> String {
    let count = Int.random(in: 0...60, using: &random)
    return String(decoding: (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }, as: UTF8.self)
  }

  @Test(arguments: 1...10 as ClosedRange<UInt64>)
  func `the offsets of a match cut its text out of the field`(seed: UInt64) throws {
    var random = Seeded(seed)
    for _ in 0..<25 {
      let some = try paper(
        title: Self.text(&random, upTo: 20),
        abstract: Self.text(&random, upTo: 60),
        comment: Self.text(&random, upTo: 20),
        authors: [Self.text(&random, upTo: 4), "a B"],
        categories: ["cs.CV", "cs.CL"]
      )
      var terms = [
        "*a*", "b*", "*l", "=RL", "comment:*é*", "near(a*, 3, *b)", "a-b", "*漢*", "author:a b",
        "category:cs.*",
      ]
      let odd = Self.text(&random, upTo: 3)
      if faults(of: Rules(veto: [odd])).isEmpty { terms.append(odd) }
      let book = try Rulebook(Rules(groups: [.init(name: "g", points: 1, any: terms)]))
      let found = book.appraise(some).reasons.flatMap(\.matches)
      #expect(found.allSatisfy { Self.isCovered($0, by: some) })
    }
  }

  private static func isCovered(_ match: Match, by paper: Paper) -> Bool {
    let texts: [String] =
      switch match.field {
      case .title: [paper.title]
      case .abstract: [paper.abstract]
      case .comment: [paper.comment ?? ""]
      case .author: paper.authors.map(\.name)
      case .category: paper.categories.map(\.name)
      }
    return match.length > 0
      && texts.contains { text in
        let bytes = Array(text.utf8)
        return match.start + match.length <= bytes.count
          && bytes[match.start..<(match.start + match.length)].elementsEqual(match.text.utf8)
      }
  }

  @Test(arguments: 1...10 as ClosedRange<UInt64>)
  func `no text in any place of the rules can stop the program`(seed: UInt64) throws {
    var random = Seeded(seed)
    let some = try paper(title: Self.text(&random, upTo: 40), abstract: Self.bytes(&random), authors: ["a"])
    for _ in 0..<60 {
      let texts = (0..<8).map { _ in random.chance(0.5) ? Self.bytes(&random) : Self.text(&random, upTo: 8) }
      let rules = Rules(
        threshold: Double(bitPattern: random.next()),
        groups: [
          .init(name: texts[0], points: Double(bitPattern: random.next()), any: [texts[1], texts[2]])
        ],
        require: texts[3],
        veto: [texts[4]],
        categories: [.init(name: texts[5], points: 1)],
        authors: .init(points: 1, follow: [texts[6]]),
        sections: [.init(name: texts[7], when: texts[3])]
      )
      _ = faults(of: rules)
      guard let book = try? Rulebook(Rules(veto: [texts[1]])) else { continue }
      _ = book.appraise(some)
    }
  }

  @Test func `one rulebook serves many tasks at once`() async throws {
    let book = try Rulebook(Rules(groups: [.init(name: "g", points: 1, any: ["near(a, 3, b)", "*c*"])]))
    let some = try paper(title: "a x b", abstract: "abcd")
    let expected = book.appraise(some)
    await withTaskGroup(of: Appraisal.self) { group in
      for _ in 0..<200 { group.addTask { book.appraise(some) } }
      for await appraisal in group { #expect(appraisal == expected) }
    }
  }
}
