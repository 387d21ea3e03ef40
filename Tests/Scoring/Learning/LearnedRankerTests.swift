import Papers
import TestKit
import Testing

@testable import Scoring

@Suite struct `The learned ranker` {
  let world: LearningWorld
  let ranker: LearnedRanker

  init() throws {
    world = try LearningWorld()
    ranker = try LearnedRanker.train(world.lessons, rulebook: world.rulebook)
  }

  @Test func `puts papers like the accepted ones above the others`() throws {
    var random = Seeded(99)
    for number in 500..<520 {
      let good = try LearningWorld.paper(number, isWanted: true, &random)
      let other = try LearningWorld.paper(number, isWanted: false, &random)
      let margins = [good, other].map { ranker.margin(of: $0, world.rulebook.appraise($0)) }
      #expect(margins[0] > margins[1] + 1)
    }
  }

  @Test func `is the same bytes for the same lessons in any order`() throws {
    var random = Seeded(5)
    let expected = try ranker.encoded
    for _ in 0..<3 {
      let again = try LearnedRanker.train(world.lessons.shuffled(using: &random), rulebook: world.rulebook)
      #expect(try again.encoded == expected)
    }
    #expect(ranker.hash.count == 16)
  }

  @Test func `has another hash when anything it learned from is different`() throws {
    var fewer = world.lessons
    fewer.removeLast()
    #expect(try LearnedRanker.train(fewer, rulebook: world.rulebook).hash != ranker.hash)
    var other = world.lessons
    let lesson = other[0]
    var paper = lesson.paper
    paper.abstract += " milk"
    other[0] = Lesson(paper, lesson.appraisal, lesson.label, section: lesson.section)
    #expect(try LearnedRanker.train(other, rulebook: world.rulebook).hash != ranker.hash)
  }

  @Test func `is read back as it was written`() throws {
    let read = try #require(LearnedRanker(encoded: try ranker.encoded))
    #expect(try read.encoded == ranker.encoded)
    let paper = world.lessons[0].paper
    let appraisal = world.lessons[0].appraisal
    #expect(read.refine(appraisal, of: paper, weight: 1) == ranker.refine(appraisal, of: paper, weight: 1))
  }

  @Test(arguments: ["", "{}", "[]", #"{"hash":"x"}"#])
  func `is not read from what is no whole model`(text: String) {
    #expect(LearnedRanker(encoded: text) == nil)
  }

  @Test func `is not read when weights are missing`() throws {
    let text = try ranker.encoded
    let cut = try #require(text.firstRange(of: "\"rarity\":["))
    let end = try #require(text[cut.upperBound...].firstIndex(of: ","))
    let damaged = text[..<cut.upperBound] + text[text.index(after: end)...]
    #expect(LearnedRanker(encoded: String(damaged)) == nil)
  }

  @Test func `adds one reason, and the reasons still add up to the score`() {
    for lesson in world.lessons {
      let refined = ranker.refine(lesson.appraisal, of: lesson.paper, weight: 2)
      let points = refined.reasons.filter { $0.rule == LearnedRanker.rule }.map(\.points)
      #expect(points.count == 1)
      #expect(abs(refined.score - lesson.appraisal.score - points.reduce(0, +)) < 1e-9)
      #expect(refined.reasons.filter { $0.rule != LearnedRanker.rule } == lesson.appraisal.reasons)
      #expect(points.allSatisfy { ($0 * 100).rounded() / 100 == $0 })
    }
  }

  @Test func `leaves it to the rules who is a candidate`() {
    for lesson in world.lessons {
      #expect(
        ranker.refine(lesson.appraisal, of: lesson.paper, weight: 9).refusal == lesson.appraisal.refusal
      )
    }
  }

  @Test func `names the ten words that moved a paper most`() throws {
    let lesson = world.lessons[0]
    let all = ranker.movers(of: lesson.paper, lesson.appraisal, weight: 1, limit: .max)
    let ten = ranker.movers(of: lesson.paper, lesson.appraisal, weight: 1)
    #expect(ten.count == 10)
    #expect(ten.map(\.name) == all.prefix(10).map(\.name))
    #expect(ten.contains { $0.name == "groups.robot, in the title" })
    #expect(zip(ten, ten.dropFirst()).allSatisfy { abs($0.points) >= abs($1.points) })
    let sum = all.reduce(0) { $0 + $1.points } + (ranker.plane.bias - ranker.mean) / ranker.deviation
    #expect(abs(sum - ranker.margin(of: lesson.paper, lesson.appraisal)) < 1e-9)
  }

  @Test func `gives a middling candidate no points`() throws {
    let passed = world.lessons.filter { $0.label != .accepted && $0.appraisal.isCandidate }
    #expect(passed.count >= 5)
    let sum = passed.reduce(0) { $0 + ranker.margin(of: $1.paper, $1.appraisal) }
    #expect(abs(sum / Double(passed.count)) < 1e-9)
  }

  @Test func `does not look at groups that give no points`() {
    #expect(ranker.flags.rules == ["groups.robot", "groups.learn"])
  }
}

@Suite struct `Without enough to learn from, the rules rank alone` {
  @Test func `when too little was accepted`() throws {
    let world = try LearningWorld(accepted: 4)
    let notice = #expect(throws: LearningNotice.self) {
      try LearnedRanker.train(world.lessons, rulebook: world.rulebook)
    }
    #expect(
      notice?.description
        == "the rules rank alone: 4 stored papers are accepted, at least 5 are needed to learn from"
    )
  }

  @Test func `when everything was accepted`() throws {
    let world = try LearningWorld(passedOver: 0, rejected: 0)
    let notice = #expect(throws: LearningNotice.self) {
      try LearnedRanker.train(world.lessons, rulebook: world.rulebook)
    }
    #expect(
      notice?.description
        == "the rules rank alone: only 0 papers to tell the accepted ones from, at least 5 are needed: reject some, "
        + "or wait until papers have been passed over for 21 days"
    )
  }

  @Test func `when there are too few decisions, and says how many are missing`() {
    #expect(
      LearningNotice.fewDecisions(7, needed: 20).description
        == "the rules rank alone: 7 of the 20 decisions (learn.after) about stored papers so far"
    )
  }
}

@Suite struct `A training` {
  let ids: [PaperID]

  init() throws { ids = try (0..<500).map { try #require(PaperID("2501.\($0 + 10_000)")) } }

  @Test func `takes the same papers as examples in whatever order they come`() {
    var random = Seeded(1)
    let sample = LearnedRanker.sample(ids, limit: 50)
    #expect(sample.count == 50)
    #expect(LearnedRanker.sample(ids.shuffled(using: &random), limit: 50) == sample)
    #expect(LearnedRanker.sample(ids, limit: 500) == ids.sorted())
  }

  @Test func `keeps most examples when papers come and go, and takes them evenly`() {
    let sample = Set(LearnedRanker.sample(ids, limit: 100))
    #expect(sample.intersection(LearnedRanker.sample(Array(ids.dropLast(50)), limit: 100)).count > 80)
    #expect((25...75).contains(sample.count { $0.number < 10_250 }))
  }

  @Test func `is due after a decision, a change of the rules and a week, and not before`() throws {
    let rulebook = try Rulebook(LearningWorld.rules)
    let other = try Rulebook(Rules(threshold: 1))
    let monday = try #require(Day("2025-05-26"))
    let labels = ids.prefix(3).map { LabelledPaper($0, .accepted, section: "A") }
    let key = LearnedRanker.key(labels, rulebook: rulebook, latest: monday)
    #expect(LearnedRanker.key(labels.reversed(), rulebook: rulebook, latest: monday + 6) == key)
    #expect(LearnedRanker.key(labels, rulebook: rulebook, latest: monday + 7) != key)
    #expect(LearnedRanker.key(labels, rulebook: other, latest: monday) != key)
    #expect(LearnedRanker.key(labels.dropLast(), rulebook: rulebook, latest: monday) != key)
    let moved = labels.map { LabelledPaper($0.id, .accepted, section: "B") }
    #expect(LearnedRanker.key(moved, rulebook: rulebook, latest: monday) != key)
  }
}

@Suite struct `A learned section` {
  @Test func `is proposed only where the rules name none`() throws {
    let world = try LearningWorld()
    let ranker = try LearnedRanker.train(world.lessons, rulebook: world.rulebook)
    var random = Seeded(42)
    for (number, section) in zip(600..<620, Array(repeating: ["Arms", "Legs"], count: 10).flatMap { $0 }) {
      let paper = try LearningWorld.paper(number, isWanted: true, section: section, &random)
      let appraisal = world.rulebook.appraise(paper)
      #expect(ranker.refine(appraisal, of: paper, weight: 1).section == section)
      let sorted = Appraisal(reasons: appraisal.reasons, section: "Heads", refusal: nil)
      #expect(ranker.refine(sorted, of: paper, weight: 1).section == "Heads")
    }
  }

  @Test func `needs two sections with three papers each`() throws {
    let world = try LearningWorld(accepted: 5)
    let ranker = try LearnedRanker.train(world.lessons, rulebook: world.rulebook)
    #expect(ranker.sections == nil)
  }
}

@Suite struct `Words and pairs` {
  @Test func `are numbered as they are named`() {
    let text = "Vision-language R1: näive  (x)"
    let numbers = Grams.numbers(in: text)
    let texts = Grams.texts(of: text)
    #expect(
      texts == [
        "vision", "language", "r1", "näive", "x", "vision language", "language r1", "r1 näive", "näive x",
      ]
    )
    #expect(Set(numbers) == Set(texts.map { Grams.number(of: $0) }))
    #expect(numbers.count == texts.count)
    #expect(Grams.number(of: "a b") != Grams.number(of: "b a"))
  }

  @Test func `of an empty text are none`() {
    #expect(Grams.numbers(in: " -- ").isEmpty && Grams.numbers(in: "").isEmpty)
    #expect(Grams.texts(of: "").isEmpty)
  }
}
