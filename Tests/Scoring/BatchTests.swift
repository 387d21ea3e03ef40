import Papers
import TestKit
import Testing

@testable import Scoring

struct BatchTests {
  private let random: Seeded
  private var books: [Rulebook] = []
  private var papers: [Paper] = []

  init() throws {
    var random = Seeded(7)
    for _ in 0..<12 { books.append(try Self.rulebook(&random)) }
    for _ in 0..<60 {
      papers.append(
        try paper(
          title: PlainText.random(&random, 8),
          abstract: PlainText.random(&random, 60),
          comment: random.chance(0.5) ? PlainText.random(&random, 4) : nil,
          authors: random.chance(0.3) ? ["a B"] : [],
          categories: random.chance(0.5) ? ["cs.CV"] : ["cs.CL", "math.IT"]
        )
      )
    }
    self.random = random
  }

  @Test func `several papers at once are appraised like one by one`() {
    for book in books {
      var alone: [Appraisal] = []
      for some in papers { alone.append(book.appraise(some)) }
      #expect(book.appraise(papers) == alone)
    }
  }

  @Test func `the order of a batch does not matter`() {
    var random = random
    for book in books {
      let order = Array(papers.indices).shuffled(using: &random)
      let expected = book.appraise(papers)
      #expect(book.appraise(order.map { papers[$0] }) == order.map { expected[$0] })
    }
  }

  @Test func `topics together are rated like each alone`() {
    let together = Rulebooks(books)
    for (place, ratings) in together.rate(papers).enumerated() {
      for (topic, book) in books.enumerated() {
        let rating = ratings.first { $0.topic == topic } ?? together.silent[topic]
        let alone = book.appraise(papers[place])
        #expect(rating.score == alone.score)
        #expect(rating.appraisal == (alone.isCandidate ? alone : nil))
      }
    }
  }

  @Test func `topics in which nothing counts cost nothing and are left out`() throws {
    let quiet = try Rulebook(Rules(threshold: 1, groups: [.init(name: "g", points: 1, any: ["zebra"])]))
    let ratings = Rulebooks([quiet, quiet]).rate(papers)
    #expect(ratings == papers.map { _ in [] })
    let eager = try Rulebook(Rules(groups: [.init(name: "g", absent: -1, any: ["zebra"])]))
    #expect(Rulebooks([eager]).silent == [Rating(topic: 0, score: -1, section: nil, appraisal: nil)])
    let open = try Rulebook(Rules(threshold: -1, groups: [.init(name: "g", absent: -1, any: ["zebra"])]))
    #expect(Rulebooks([open]).silent.first?.appraisal == open.appraise(papers[0]))
  }

  @Test func `the points of the reasons add up to the score`() {
    for book in books {
      for some in papers {
        let appraisal = book.appraise(some)
        #expect(appraisal.score == appraisal.reasons.reduce(0) { $0 + $1.points })
        #expect(Set(appraisal.reasons.map(\.rule)).count == appraisal.reasons.count)
        #expect(appraisal.isCandidate == (appraisal.refusal == nil))
      }
    }
  }

  @Test func `a word of a megabyte is read once, not once for each letter`() throws {
    let word = String(repeating: "ab", count: 1 << 19)
    let terms = ["*a*", "*ab*", "a*", "*b", "near(*a*, 3, *b*)", "x"]
    let book = try Rulebook(Rules(groups: [.init(name: "g", points: 1, repeat: 1, any: terms)]))
    let long = book.appraise(try paper(title: "x", abstract: word + " b " + word))
    #expect(long.score == 6)
    #expect(long.reasons.first?.matches.map(\.start).prefix(3) == [0, 0, 0])
    #expect(long.reasons.first?.matches.last?.length == 1 << 20)
  }

  @Test func `no papers and no topics are no trouble`() {
    #expect(Rulebooks([]).rate(papers) == papers.map { _ in [] })
    #expect(Rulebooks(books).rate([]).isEmpty)
    #expect(books[0].appraise([]).isEmpty)
  }

  private static func rulebook(_ random: inout Seeded) throws -> Rulebook {
    let groups = (0..<4).map { number in
      Rules.Group(
        name: "g\(number)",
        points: random.pick([-2, 0, 0.1, 1.5]),
        title: random.pick([0, 0.7]),
        repeat: random.pick([0, 0.3]),
        max: random.pick([nil, 2]),
        absent: random.pick([0, -0.4]),
        any: (0..<4).map { _ in PlainTerm.random(&random).written }
      )
    }
    return try Rulebook(
      Rules(
        threshold: random.pick([0, 1, 2.5]),
        groups: groups,
        require: random.pick([nil, "g0 or g1", "not g2 and \"comment:ab\""]),
        veto: random.pick([[], ["babs", "category:math.IT"]]),
        categories: random.pick([[], [.init(name: "cs.CV", points: 0.2)]]),
        authors: random.pick([nil, .init(points: 1, follow: ["A b"])]),
        sections: [.init(name: "S", when: "g3 or \"category:cs.*\""), .init(name: "T")]
      )
    )
  }
}
