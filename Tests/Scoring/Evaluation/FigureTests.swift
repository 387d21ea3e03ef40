import Papers
import TestKit
import Testing

@testable import Scoring

/// What the reference script of the project (evaluate.py) says of the sample.
private let whole: [String: Double] = [
  "papers": 22, "days": 4, "curated": 8, "recall": 0.75, "per_day": 3.5, "precision": 0.4286,
  "precision_union": 0.6429, "AP": 0.5388, "AP_union": 0.6419, "R@5": 0.625, "R@10": 0.75, "R@20": 0.75,
  "R@5 all": 0.75, "R@10 all": 1, "R@20 all": 1, "WSS@95": 0.1318, "ATD": 9.375, "section": 0.6667,
]
private let may: [String: Double] = [
  "papers": 12, "days": 2, "curated": 4, "recall": 0.75, "per_day": 4, "precision": 0.375,
  "precision_union": 0.5, "AP": 0.4236, "AP_union": 0.5111, "R@5": 0.5, "R@10": 0.75, "R@20": 0.75,
  "R@5 all": 0.5, "R@10 all": 1, "R@20 all": 1, "WSS@95": 0.2, "ATD": 5.375, "section": 0.6667,
]

@Suite struct `The figures of an evaluation` {
  @Test func `agree with the reference script to the fourth digit`() throws {
    let ranking = Ranking(try Sample.papers())
    try expect(ranking, whole)
    try expect(ranking.filter { $0.id.canonical.hasPrefix("2505") }, may)
  }

  @Test func `are the same in whatever order the papers come`() throws {
    var random = Seeded(7)
    for _ in 0..<20 { try expect(Ranking(try Sample.papers().shuffled(using: &random)), whole) }
  }

  private func expect(_ ranking: Ranking, _ figures: [String: Double]) throws {
    let truth = try Sample.truth()
    #expect(Set(figures.keys) == Set(Figure.all.map(\.name)))
    for figure in Figure.all {
      let value = try #require(figure.measure(ranking, truth))
      #expect(abs(value - (figures[figure.name] ?? .nan)) < 0.00005, "\(figure.name) is \(value)")
    }
  }

  @Test func `of a perfect order are perfect`() throws {
    let papers = try Sample.papers().map { paper in
      var paper = paper
      paper.score = try Sample.truth().curated[paper.id] == nil ? 0 : 1
      paper.isCandidate = paper.score == 1
      return paper
    }
    let ranking = Ranking(papers)
    let truth = try Sample.truth()
    for name in ["recall", "precision", "AP", "R@5", "R@20 all"] {
      #expect(Figure.named(name)?.measure(ranking, truth) == 1, "\(name)")
    }
    #expect(Figure.named("ATD")?.measure(ranking, truth) == 4.5)
  }

  @Test func `without anything listed are not there`() throws {
    let ranking = Ranking(try Sample.papers())
    let truth = Truth(curated: [:])
    for name in ["recall", "AP", "AP_union", "R@5", "WSS@95", "ATD", "section", "precision_union"] {
      #expect(Figure.named(name)?.measure(ranking, truth) == nil, "\(name)")
    }
    #expect(Figure.named("per_day")?.measure(ranking, truth) == 3.5)
    #expect(Figure.named("per_day")?.measure(Ranking([]), truth) == nil)
  }

  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func `stay within their bounds on random rankings`(seed: UInt64) throws {
    var random = Seeded(seed)
    let papers = try Sample.papers().map { paper in
      var paper = paper
      paper.score = Double(Int.random(in: 0...6, using: &random))
      paper.isCandidate = random.chance(0.5)
      return paper
    }
    let ranking = Ranking(papers)
    let truth = try Sample.truth()
    func value(_ name: String) throws -> Double {
      try #require(Figure.named(name)?.measure(ranking, truth))
    }
    for name in ["recall", "precision", "AP", "AP_union", "section"] {
      #expect((0...1).contains(try value(name)), "\(name)")
    }
    #expect(try value("R@5") <= value("R@10") && value("R@10") <= value("R@20"))
    #expect(try value("R@20") <= value("recall") + 1e-12)
    #expect(try value("R@20 all") == 1)
    #expect(try value("ATD") >= 4.5)
    let curve = ranking.recallCurve(truth)
    #expect(curve.first?.recall == 0 && curve.last?.recall == 1 && curve.last?.read == 22)
    #expect(zip(curve, curve.dropFirst()).allSatisfy { $0.recall <= $1.recall && $0.read < $1.read })
  }

  @Test(arguments: [
    ("Papers (Sort by Time) / Vision (Image)", "vision image"), ("3D & Metaverse", "3d metaverse"), ("", ""),
    ("A / ", ""), ("Éclair", "clair"),
  ])
  func `compare sections by the letters of their last part`(name: String, plain: String) {
    #expect(SectionName.plain(name) == plain)
  }
}
