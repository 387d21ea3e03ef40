import Papers
import Testing

@testable import Scoring

struct ImplicationTests {
  @Test(arguments: [
    ("MLLM", "MLLM*"), ("MLLM*", "*LLM*"), ("visual reasoning", "reasoning"),
    ("visual reasoning model", "reason*"),
    ("vision-language", "vision language"), ("=RLVR", "rlvr"), ("=RLVR", "=RL*"), ("title:video", "video"),
    ("near(reward, 3, visual)", "reward"), ("near(reward*, 3, visual)", "near(visual*, 4, *reward*)"),
    ("category:cs.CV", "category:cs.*"), ("author:ada lovelace", "author:Ada Lovelace"),
    ("multi-modal*", "*modal*"),
    ("R^3 method", "R^3"), ("title:=*VLM", "=*VLM*"),
  ])
  func `one term is found wherever the other is`(term: String, other: String) throws {
    #expect(try Term(term).implies(Term(other)))
  }

  @Test(arguments: [
    ("MLLM*", "MLLM"), ("*LLM*", "MLLM*"), ("rlvr", "=RLVR"), ("video", "title:video"), ("reward*", "reward"),
    ("visual reason*", "reason"), ("*modal", "multimodal"), ("near(a, 4, b)", "near(a, 3, b)"),
    ("reward model", "=reward model"),
    ("near(reward*, 3, visual)", "near(reward, 3, visual)"),
    ("near(visual reward, 3, x)", "near(visual, 3, x)"),
    ("=RL", "RL"), ("category:cs.*", "category:cs.CV"), ("author:a", "a"), ("R 3", "R^3"),
  ])
  func `a term that may be found alone implies nothing`(term: String, other: String) throws {
    #expect(try !Term(term).implies(Term(other)))
  }
}

struct RuleReviewTests {
  private let rules = Rules(
    groups: [
      .init(name: "a", any: ["reward*", "reward model", "zebra", "visual"]),
      .init(name: "b", any: ["vision language", "vision-language", "paper"]),
    ],
    require: "a or \"unicorn\"",
    veto: ["federated learning"]
  )

  @Test func `without papers only terms that others shadow are found`() throws {
    let findings = RuleReview(try Rulebook(rules)).findings()
    #expect(findings.map(\.path) == ["groups.a.any[1]", "groups.b.any[1]"])
    #expect(findings.map(\.by) == ["reward*", "vision language"])
    #expect(findings.allSatisfy { $0.kind == .shadowed })
  }

  @Test func `with papers it is counted what a term finds`() throws {
    var review = RuleReview(try Rulebook(rules))
    review.add([
      try paper(title: "A paper on visual rewards"), try paper(title: "Paper", abstract: "Rewards"),
    ])
    review.add([try paper(title: "A paper on vision language")])
    let findings = review.findings()
    #expect(review.papers == 3)
    #expect(
      findings.map { "\($0.path) \($0.kind) \($0.papers)" } == [
        "groups.a.any[1] shadowed 0", "groups.a.any[2] never 0", "groups.a.any[3] redundant 1",
        "groups.b.any[0] redundant 1", "groups.b.any[1] shadowed 1", "groups.b.any[2] always 3",
        "require never 0", "veto[0] never 0",
      ]
    )
  }
}
