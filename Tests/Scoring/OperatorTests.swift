import Papers
import Scoring
import Testing

struct OperatorTests {
  @Test(arguments: [
    ("visual reasoning", "Visual Reasoning, visual  reasoning", ["Visual Reasoning", "visual  reasoning"]),
    ("reason", "reasoning, a reason_ and unreason", []),
    ("vision-language", "vision language", ["vision language"]),
    ("vision language", "Vision-Language, vision\nlanguage", ["Vision-Language", "vision\nlanguage"]),
    ("vision-language", "vision\r\n- language", ["vision\r\n- language"]),
    ("visionlanguage", "vision-language", []),
    ("vision language", "vision\u{2013}language", ["vision\u{2013}language"]),
    ("vision language", "vision\u{00A0}language", ["vision\u{00A0}language"]),
    ("vision language", "vision/language, vision, language", []),
    ("vision/language", "vision / language", ["vision / language"]),
    ("R^3", "in R^3 and R 3 and R3", ["R^3"]),
    ("(LLMs)", "models (LLMs), llms.", ["LLMs", "llms"]),
    ("quoted", "a “quoted” word, ‘quoted’; «quoted»", ["quoted", "quoted", "quoted"]),
    ("a b", "a “b” a—b a\u{00AD}b", ["a—b"]),
    ("reward model", "Reward models, reward models' and reward modelss", ["Reward models", "reward models"]),
    ("reward models", "a reward model", []),
    ("bus", "buss", []), ("ab", "abs", []), ("GPT4", "GPT4s", []), ("VLM", "VLMS", ["VLMS"]),
    ("naïve", "Naïve NAÏVE naive", ["Naïve"]),
    ("e\u{301}tude", "E\u{301}tude étude", ["étude"]),
    ("étude", "e\u{301}tude", ["e\u{301}tude"]),
    ("推理", "推理、模型 推理模型", ["推理", "推理"]),
    ("推理模型", "用推理模型做", ["推理模型"]),
    ("robot", "机器人robot学习", ["robot"]),
    ("a a", "a a a", ["a a", "a a"]),
  ])
  func `a phrase is whole words in a row`(term: String, title: String, found: [String]) throws {
    #expect(try matches(of: term, in: paper(title: title)).map(\.text) == found)
  }

  @Test(arguments: [
    ("MLLM*", "MLLM MLLMs mllm-based an XMLLM", ["MLLM", "MLLMs", "mllm"]),
    ("*GRPO", "GRPO Dr.GRPO DrGRPO GRPOs", ["GRPO", "GRPO", "DrGRPO", "GRPOs"]),
    ("*modal*", "multimodality, modal, bimodal, moda", ["multimodality", "modal", "bimodal"]),
    ("*modal reason*", "Multimodal Reasoning, modally reason", ["Multimodal Reasoning"]),
    ("web agent*", "web agents, webs agent, web-agent", ["web agents", "web-agent"]),
    ("*aaa*", "aabaaab aabaab", ["aabaaab"]),
    ("*aa*", "aaaa aa", ["aaaa", "aa"]),
    ("é*", "étude été Été", ["étude", "été"]),
    ("=*RL", "RL GRPO-RL MetaRL rl Metarl", ["RL", "RL", "MetaRL"]),
  ])
  func `a wildcard opens the first or the last word`(term: String, title: String, found: [String]) throws {
    #expect(try matches(of: term, in: paper(title: title)).map(\.text) == found)
  }

  @Test(arguments: [
    ("=R1", "r1 R1 R10", ["R1"]),
    ("=Aha Moment", "aha moment, Aha-Moment", ["Aha-Moment"]),
    ("R1", "r1 R1", ["r1", "R1"]),
    ("title:=GUI", "gui GUI", ["GUI"]),
    ("=LMM*", "LMMs lmms Lmms", ["LMMs"]),
    ("=RL", "RLs RLS rls", ["RLs"]),
    ("=R1", "R1s", []),
  ])
  func `an equals sign makes capitals count`(term: String, title: String, found: [String]) throws {
    #expect(try matches(of: term, in: paper(title: title)).map(\.text) == found)
  }

  @Test(arguments: [
    ("near(reward, 1, visual)", "reward for visual input", ["reward for visual"]),
    ("near(reward, 1, visual)", "visual, then reward", ["visual, then reward"]),
    ("near(reward, 0, visual)", "reward for visual", []),
    ("near(reward, 0, visual)", "visual reward", ["visual reward"]),
    ("near(a, 2, b)", "a x x b, a x x x b", ["a x x b", "b, a"]),
    ("near(a b, 5, b c)", "a b c", []),
    ("near(a b, 5, b c)", "b c a b", ["b c a b"]),
    ("near(a, 3, a)", "a b a", ["a b a"]),
    ("near(a, 3, a)", "only a", []),
    ("near(a, 9, b)", "a a b", ["a a b", "a b"]),
    ("near(=A, 9, b*)", "a x bee A", ["bee A"]),
    ("near (a,1,b)", "a x b", ["a x b"]),
  ])
  func `near counts the words between two phrases in either order`(
    term: String,
    title: String,
    found: [String]
  ) throws {
    #expect(try matches(of: term, in: paper(title: title)).map(\.text) == found)
  }

  @Test func `near does not reach from one field into another`() throws {
    let split = try paper(title: "reward", abstract: "visual")
    #expect(try matches(of: "near(reward, 50, visual)", in: split).isEmpty)
    let narrowed = try paper(title: "visual reward", abstract: "reward of a visual kind")
    #expect(
      try matches(of: "abstract:near(reward, 4, visual)", in: narrowed).map(\.text) == ["reward of a visual"]
    )
  }

  @Test(arguments: [
    ("word", [Field.title, .abstract]),
    ("title:word", [.title]),
    ("abstract:word", [.abstract]),
    ("comment:word", [.comment]),
    ("comment:near(w*, 0, x)", [.comment]),
    ("author:WORD x", [.author]),
    ("category:cs.cv", [.category]),
  ])
  func `a field narrows a term`(term: String, fields: [Field]) throws {
    let everywhere = try paper(
      title: "word x",
      abstract: "word x",
      comment: "word x",
      authors: ["Word X"],
      categories: ["cs.CV"]
    )
    #expect(try matches(of: term, in: everywhere).map(\.field) == fields)
  }

  @Test func `an unknown word before a colon and a space is plain text`() throws {
    #expect(try matches(of: "Survey: deep", in: paper(title: "survey: Deep")).map(\.text) == ["survey: Deep"])
    #expect(try matches(of: "o1:", in: paper(title: "o1")).count == 1)
  }

  @Test func `an author is matched by the whole name`() throws {
    let some = try paper(authors: ["Jean-Luc  Picard", "Luc Picard", "Jean-Luc Picard Jr."])
    let found = try matches(of: "author:jean luc picard", in: some)
    #expect(found == [Match(field: .author, start: 0, length: 16, text: "Jean-Luc  Picard")])
    #expect(try matches(of: "author:Picard", in: some).isEmpty)
    #expect(try matches(of: "author:Jean.Luc Picard", in: some) == found)
  }

  @Test(arguments: [
    ("category:cs.CV", ["cs.CV"]),
    ("category:CS.cv", ["cs.CV"]),
    ("category:cs.*", ["cs.CV", "cs.IT"]),
    ("category:math.IT", ["cs.IT"]),
    ("category:hep-th.*", ["hep-th"]),
    ("category:hep-th", ["hep-th"]),
    ("category:cs", []),
    ("category:math.*", []),
  ])
  func `a category is matched by its canonical name`(term: String, found: [String]) throws {
    let some = try paper(categories: ["cs.CV", "math.IT", "hep-th"])
    #expect(try matches(of: term, in: some).map(\.text) == found)
  }

  /// What the example of each operator must find; a new operator needs a row.
  static let finds: [String: String] = [
    "title:": "Benchmarking", "abstract:": "reward for visual", "comment:": "Accepted",
    "author:": "Given Family", "category:": "cs.CV", "near": "visually aware reward", "case": "R1",
    "wildcard": "xMLLMs", "phrase": "Vision language",
  ]

  @Test(arguments: Operator.all.map(\.name))
  func `the example of an operator works`(name: String) throws {
    let kind = try #require(Operator.all.first { $0.name == name })
    let showcase = try paper(
      title: "Benchmarking R1 xMLLMs: Vision language",
      abstract: "A visually aware reward for visual things",
      comment: "Accepted",
      authors: ["Given Family"],
      categories: ["cs.CV"]
    )
    let expected = try #require(Self.finds[name])
    #expect(try matches(of: kind.example, in: showcase).map(\.text).contains(expected))
    #expect(kind.help.hasSuffix("."))
  }

  @Test func `each operator has its own name`() {
    #expect(Set(Operator.all.map(\.name)).count == Operator.all.count)
  }
}
