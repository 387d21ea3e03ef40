import Papers
import Scoring
import Testing

struct GroupTests {
  private static let base = Rules.Group(
    name: "g",
    points: 3,
    title: 2,
    repeat: 0.5,
    any: ["a", "b", "c", "title:d"]
  )

  @Test(arguments: [
    ("", "x a", 3.0),
    ("", "a a a", 3.0),
    ("", "a b", 3.5),
    ("a", "x", 5.0),
    ("a", "a", 5.0),
    ("a", "b", 5.5),
    ("d", "a b c", 6.5),
    ("", "d", nil),
  ])
  func `a group gives points, more in the title, more for each further term`(
    title: String,
    abstract: String,
    points: Double?
  ) throws {
    let reasons = try Rulebook(Rules(groups: [Self.base])).appraise(paper(title: title, abstract: abstract))
      .reasons
    #expect(reasons.map(\.points) == (points.map { [$0] } ?? []))
    #expect(reasons.allSatisfy { $0.rule == "groups.g" && !$0.matches.isEmpty })
  }

  @Test(arguments: [(7.0, 6.5), (6.5, 6.5), (4, 4), (0, 0)])
  func `a group gives at most its maximum`(max: Double, points: Double) throws {
    var group = Self.base
    group.max = max
    let reasons = try Rulebook(Rules(groups: [group])).appraise(paper(title: "a b c d")).reasons
    #expect(reasons.map(\.points) == [points])
  }

  @Test func `negative points are taken off`() throws {
    let group = Rules.Group(name: "g", points: -2, title: -1, repeat: -0.5, max: 5, any: ["a", "b"])
    #expect(try Rulebook(Rules(groups: [group])).appraise(paper(title: "a b")).score == -3.5)
  }

  @Test func `a group that is not found is a reason only when absence counts`() throws {
    let rules = Rules(groups: [
      .init(name: "missing", points: 1, absent: -3, any: ["x"]),
      .init(name: "silent", points: 1, any: ["x"]),
      .init(name: "found", points: 0, absent: -3, any: ["a"]),
    ])
    #expect(
      try Rulebook(rules).appraise(paper(title: "a")).reasons == [
        Reason(rule: "groups.missing", points: -3, matches: []),
        Reason(
          rule: "groups.found",
          points: 0,
          matches: [Match(field: .title, start: 0, length: 1, text: "a")]
        ),
      ]
    )
  }

  @Test func `a term that is written twice is one term, two spellings are two`() throws {
    let twice = Rules.Group(name: "g", points: 1, repeat: 1, any: ["a b", "a b"])
    let spelled = Rules.Group(name: "g", points: 1, repeat: 1, any: ["a b", "a-b"])
    #expect(try Rulebook(Rules(groups: [twice])).appraise(paper(title: "a b")).score == 1)
    #expect(try Rulebook(Rules(groups: [spelled])).appraise(paper(title: "a b")).score == 2)
  }
}

struct ReasonTests {
  private static let everything = Rules(
    threshold: 6,
    groups: [
      .init(name: "second", points: 2, any: ["beta"]),
      .init(name: "first", points: 3, title: 1, any: ["alpha", "alp*"]),
    ],
    veto: ["gamma", "omega", "delta"],
    categories: [.init(name: "math.IT", points: 0.5), .init(name: "cs.CV", points: 0.25)],
    authors: .init(points: 2, follow: ["Ada Lovelace", "Alan Turing", "Nobody Here"])
  )

  @Test func `reasons stand in the order of the rules and add up to the score`() throws {
    let appraisal = try Rulebook(Self.everything).appraise(
      paper(
        title: "Alpha delta",
        abstract: "Beta alpha gamma",
        authors: ["Alan Turing", "ada lovelace"],
        categories: ["cs.CV", "cs.IT", "cs.CL"]
      )
    )
    #expect(
      appraisal.reasons.map { "\($0.rule) \($0.points) \($0.matches.map(\.text))" } == [
        #"groups.second 2.0 ["Beta"]"#,
        #"groups.first 4.0 ["Alpha", "alpha"]"#,
        #"categories.math.IT 0.5 ["cs.IT"]"#,
        #"categories.cs.CV 0.25 ["cs.CV"]"#,
        #"authors 2.0 ["Alan Turing", "ada lovelace"]"#,
        #"veto[0] 0.0 ["gamma"]"#,
        #"veto[2] 0.0 ["delta"]"#,
      ]
    )
    #expect(appraisal.score == 8.75)
    #expect(appraisal.refusal == "veto: “gamma”")
  }

  @Test func `matches are sorted by field and start, equal places once`() throws {
    let group = Rules.Group(name: "g", any: ["b", "category:cs.CV", "a b", "=b", "comment:b", "author:a b"])
    let some = try paper(title: "a b", abstract: "b b", comment: "b", authors: ["A B"], categories: ["cs.CV"])
    let found = try Rulebook(Rules(groups: [group])).appraise(some).reasons.flatMap(\.matches)
    #expect(
      found.map { "\($0.field) \($0.start)+\($0.length)" } == [
        "title 0+3", "title 2+1", "abstract 0+1", "abstract 2+1", "comment 0+1", "author 0+3", "category 0+5",
      ]
    )
  }

  @Test func `a reason shows at most 50 matches, and counts them all`() throws {
    let group = Rules.Group(name: "g", points: 1, repeat: 1, any: ["a", "b"])
    let abstract = String(repeating: "a ", count: 60) + "b"
    let reason = try Rulebook(Rules(groups: [group])).appraise(paper(abstract: abstract)).reasons
    #expect(reason.map(\.matches.count) == [50])
    #expect(reason.map(\.points) == [2])
  }

  @Test func `a rulebook without rules finds nothing and refuses nothing`() throws {
    let appraisal = try Rulebook(Rules()).appraise(paper(title: "anything"))
    #expect(appraisal == Appraisal(reasons: [], section: nil, refusal: nil))
  }
}

struct RefusalTests {
  private static let rules = Rules(
    threshold: 6,
    groups: [
      .init(name: "multimodal", points: 3, any: ["multimodal"]),
      .init(name: "rl", points: 3, any: ["RL"]),
      .init(name: "benchmark", points: 2.5, any: ["benchmark"]),
    ],
    require: "multimodal and (rl or benchmark)",
    veto: ["federated learning"]
  )

  @Test(arguments: [
    ("multimodal RL", nil),
    ("multimodal RL, federated learning", "veto: “federated learning”"),
    ("federated-learning", "veto: “federated learning”"),
    ("RL benchmark", "require does not hold: multimodal and (rl or benchmark)"),
    ("multimodal", "require does not hold: multimodal and (rl or benchmark)"),
    ("multimodal benchmark", "score 5.5 is below the threshold 6"),
  ])
  func `the first reason to refuse is named`(title: String, refusal: String?) throws {
    let appraisal = try Rulebook(Self.rules).appraise(paper(title: title))
    #expect(appraisal.refusal == refusal)
    #expect(appraisal.isCandidate == (refusal == nil))
  }

  @Test func `a score of exactly the threshold is enough`() throws {
    let rules = Rules(threshold: 1, groups: [.init(name: "g", points: 1, any: ["a"])])
    #expect(try Rulebook(rules).appraise(paper(title: "a")).isCandidate)
  }

  @Test(arguments: [
    (0.1, "score 0 is below the threshold 0.1"), (1_000_000, "score 0 is below the threshold 1000000"),
    (0.30000000000000004, "score 0 is below the threshold 0.3"),
  ])
  func `numbers are written short`(threshold: Double, refusal: String) throws {
    #expect(try Rulebook(Rules(threshold: threshold)).appraise(paper()).refusal == refusal)
  }
}

struct ConditionTests {
  private static let groups = ["a", "b", "c-d"].map { Rules.Group(name: $0, any: [$0]) }

  @Test(arguments: [
    ("a", "a", true), ("a", "b", false),
    ("a or b and c-d", "a", true), ("a or b and c-d", "b", false), ("(a or b) and c-d", "a", false),
    ("not a", "a", false), ("not a and b", "b", true), ("not (a and b)", "a", true),
    ("not not a", "a", true), ("a and b or not a", "c", true),
    ("\"x y\" and not\"z\"", "x-y", true), ("\"title:x\"", "x", true), ("\"abstract:x\"", "x", false),
    ("((a))", "a", true), ("\t a\n", "a", true), ("", "", true), ("  ", "", true),
    ("\"near(x, 2, y)\" or \"category:cs.CV\"", "x 1 2 y", true),
  ])
  func `or binds least, then and, then not`(expression: String, title: String, holds: Bool) throws {
    let book = try Rulebook(Rules(groups: Self.groups, require: expression))
    #expect(try book.appraise(paper(title: title)).isCandidate == holds)
  }

  @Test(arguments: [
    ("b a", "Second"), ("a", "First"), ("x", "Quoted"), ("nothing", "Rest"),
  ])
  func `the first section that holds takes the paper, candidate or not`(title: String, section: String) throws
  {
    let rules = Rules(
      threshold: 100,
      groups: Self.groups,
      sections: [
        .init(name: "Second", when: "a and b"), .init(name: "First", when: "a"),
        .init(name: "Quoted", when: "\"title:x\""), .init(name: "Rest"), .init(name: "Never"),
      ]
    )
    let appraisal = try Rulebook(rules).appraise(paper(title: title))
    #expect(appraisal.section == section)
    #expect(!appraisal.isCandidate)
  }

  @Test func `a paper that fits no section has none`() throws {
    let rules = Rules(groups: Self.groups, sections: [.init(name: "First", when: "a")])
    #expect(try Rulebook(rules).appraise(paper(title: "b")).section == nil)
  }
}
