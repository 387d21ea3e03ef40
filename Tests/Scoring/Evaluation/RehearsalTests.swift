import Papers
import TestKit
import Testing

@testable import Scoring

/// Eight weeks of papers, of which those with robots are listed two days after they were announced.
private struct Weeks {
  let rulebook: Rulebook
  private(set) var pool: [AppraisedPaper] = []
  private(set) var listed: [ListedPaper] = []
  static let monday = Day(number: 20_234)  // 2025-05-26

  init() throws {
    rulebook = try Rulebook(LearningWorld.rules)
    var random = Seeded(11)
    for number in 0..<240 {
      let isWanted = number.isMultiple(of: 4)
      let paper = try LearningWorld.paper(number, isWanted: isWanted, &random)
      let day = Self.monday - 56 + number * 56 / 240
      pool.append(AppraisedPaper(paper, day: day, rulebook.appraise(paper)))
      if isWanted { listed.append(ListedPaper(id: paper.id, section: "Arms", added: day + 2)) }
    }
  }

  func rehearsal(_ listed: [ListedPaper]? = nil) -> Rehearsal {
    Rehearsal(pool, listed: listed ?? self.listed, rulebook: rulebook, weight: 1, after: 10)
  }
}

@Suite struct `A rehearsal` {
  private let weeks: Weeks

  init() throws { weeks = try Weeks() }

  @Test func `ranks the first weeks by the rules and the later ones with what was learned`() {
    let ranked = weeks.rehearsal().online { _ in true }
    #expect(ranked.count == 240)
    let rules = Dictionary(uniqueKeysWithValues: weeks.pool.map { ($0.paper.id, $0.appraisal.score) })
    #expect(ranked.filter { $0.day < Weeks.monday - 49 }.allSatisfy { $0.score == rules[$0.id] })
    #expect(ranked.filter { $0.day >= Weeks.monday - 7 }.contains { $0.score != rules[$0.id] })
  }

  @Test func `never learns from what was listed later`() throws {
    let last = Weeks.monday - 7
    let before = weeks.rehearsal().online { _ in true }.filter { $0.day < last }
    let later = weeks.listed.filter { ($0.added ?? last) < last }
    #expect(later.count < weeks.listed.count)
    #expect(weeks.rehearsal(later).online { _ in true }.filter { $0.day < last } == before)
  }

  @Test func `ranks only what is judged, and that in the same way`() {
    let all = weeks.rehearsal().online { _ in true }
    let some = weeks.rehearsal().online { $0.number.isMultiple(of: 3) }
    #expect(some == all.filter { $0.id.number.isMultiple(of: 3) })
  }

  @Test func `in folds does not learn a paper's own week`() {
    let rehearsal = weeks.rehearsal()
    let ranked = rehearsal.crossValidated(folds: 4) { _ in true }
    #expect(ranked.count == 240)
    let own = weeks.listed.filter { $0.added.map { $0 >= Weeks.monday - 5 } ?? false }.map(\.id)
    let without = weeks.rehearsal(weeks.listed.filter { !own.contains($0.id) })
    let week = { (paper: RankedPaper) in paper.day >= Weeks.monday - 7 }
    #expect(
      without.crossValidated(folds: 8) { _ in true }.filter(week)
        == rehearsal.crossValidated(folds: 8) { _ in true }.filter(week)
    )
  }
}

@Suite struct `The loss of a group` {
  @Test func `is measured as if the rules were written without its points`() throws {
    let weeks = try Weeks()
    let ablations = try Ablation.all(weeks.pool, rulebook: weeks.rulebook)
    #expect(ablations.map(\.group) == ["robot", "learn"])
    for ablation in ablations {
      var rules = weeks.rulebook.rules
      let number = try #require(rules.groups.firstIndex { $0.name == ablation.group })
      rules.groups[number] = .init(name: ablation.group, any: rules.groups[number].any)
      let without = try Rulebook(rules)
      for (entry, ranked) in zip(weeks.pool, ablation.ranking.papers) {
        let appraisal = without.appraise(entry.paper)
        #expect(ranked.score == appraisal.score && ranked.isCandidate == appraisal.isCandidate)
      }
    }
  }
}

@Suite struct `Suggestions` {
  @Test func `name the term that would have caught what was missed, and the one that only costs`() throws {
    var pool: [AppraisedPaper] = []
    var listed: Set<PaperID> = []
    let rulebook = try Rulebook(
      Rules(threshold: 2, groups: [.init(name: "robot", points: 2, any: ["robot*", "vacuum*"])])
    )
    let texts = ["a robot here", "an exoskeleton suit", "a vacuum pump", "nothing much"]
    for number in 0..<240 {
      let month = number.isMultiple(of: 2) ? "2504" : "2505"
      let id = try #require(PaperID("\(month).\(10_000 + number)"))
      let text = texts[min(number / 2 % 12, 3)]
      let paper = Paper(id: id, title: "Paper \(number)", abstract: "\(text) number \(number)")
      pool.append(AppraisedPaper(paper, day: Weeks.monday + number % 5, rulebook.appraise(paper)))
      if text.contains("robot") || text.contains("exo") { listed.insert(id) }
    }
    let suggestions = Suggester(pool, listed: listed, rulebook: rulebook).suggestions()
    let add = try #require(suggestions.first { $0.action == .add && $0.term == "exoskeleton" })
    #expect(add.group == "robot")
    #expect(add.gain.recall == 0.5)
    #expect(add.gain.perDay == 4)
    #expect(add.why.hasPrefix("in 20 listed papers of 20 that have it, 20 of them missed (25"))
    let drop = try #require(suggestions.first { $0.action == .drop })
    #expect(drop.term == "vacuum*")
    #expect(drop.gain.recall == 0)
    #expect(drop.gain.perDay == -4)
    #expect(drop.why == "without it the topic loses no listed paper and saves 4 candidates a day")
    #expect(suggestions.count { $0.action == .drop } == 1)
  }
}
