package import Papers

/// A paper that was listed, when, and where.
package struct ListedPaper: Hashable, Sendable {
  package let id: PaperID
  /// As the list writes it, if it does.
  package let title: String?
  package let section: String?
  /// The day on which it joined the list; nil when nobody wrote it down.
  package let added: Day?

  package init(id: PaperID, title: String? = nil, section: String? = nil, added: Day? = nil) {
    self.id = id
    self.title = title
    self.section = section
    self.added = added
  }
}

/// A paper of a pool with what the rules say of it.
package struct AppraisedPaper: Sendable {
  package let paper: Paper
  /// The day of the listing.
  package let day: Day
  package let appraisal: Appraisal

  package init(_ paper: Paper, day: Day, _ appraisal: Appraisal) {
    self.paper = paper
    self.day = day
    self.appraisal = appraisal
  }

  /// As the rules alone rank it.
  package var ranked: RankedPaper { ranked(appraisal) }

  package func ranked(_ appraisal: Appraisal) -> RankedPaper {
    RankedPaper(
      id: paper.id,
      day: day,
      score: appraisal.score,
      isCandidate: appraisal.isCandidate,
      section: appraisal.section
    )
  }
}

/// Ranks a pool with rules and a model that has never seen what it ranks.
package struct Rehearsal: Sendable {
  private let pool: [AppraisedPaper]
  private let listed: [PaperID: ListedPaper]
  private let rulebook: Rulebook
  /// As in `LearnedRanker.refine`.
  private let weight: Double
  /// Decisions from which on the model joins.
  private let after: Int

  package init(
    _ pool: [AppraisedPaper],
    listed: [ListedPaper],
    rulebook: Rulebook,
    weight: Double,
    after: Int
  ) {
    self.pool = pool.sorted { $0.paper.id < $1.paper.id }
    self.listed = Dictionary(listed.map { ($0.id, $0) }) { first, _ in first }
    self.rulebook = rulebook
    self.weight = weight
    self.after = after
  }

  /// As it would have been: each Monday a model is trained on what had been listed before, with what had been
  /// announced three weeks before and not been listed as examples of what is not wanted, and ranks the week's
  /// papers. Weeks with too little to learn from are ranked by the rules. Papers without a day of listing never
  /// teach. Only the papers that are judged are ranked and handed back.
  package func online(_ isJudged: (PaperID) -> Bool) -> [RankedPaper] {
    weeks(isJudged).flatMap { week, papers in
      let monday = week.monday
      let known = pool.filter { $0.day < monday }
      let model = model(from: known) { paper, added in
        guard paper.day < monday else { return nil }
        if let added, added < monday { return .accepted }
        return paper.day < monday - LearnedRanker.undecidedDays ? .passedOver : nil
      }
      return rank(papers, with: model)
    }
  }

  /// Each week is ranked by a model trained on the other weeks, of before and after: weeks are dealt to `folds`
  /// hands in turn.
  package func crossValidated(folds: Int, _ isJudged: (PaperID) -> Bool) -> [RankedPaper] {
    let hands = Dictionary(grouping: weeks(isJudged)) { (($0.week % folds) + folds) % folds }
    return hands.sorted { $0.key < $1.key }.flatMap { hand, weeks in
      let others = pool.filter { (($0.day.week % folds) + folds) % folds != hand }
      let model = model(from: others) { paper, _ in
        listed[paper.paper.id] == nil ? .passedOver : .accepted
      }
      return weeks.flatMap { rank($0.papers, with: model) }
    }
  }

  private func weeks(_ isJudged: (PaperID) -> Bool) -> [(week: Int, papers: [AppraisedPaper])] {
    Dictionary(grouping: pool.filter { isJudged($0.paper.id) }) { $0.day.week }
      .sorted { $0.key < $1.key }
      .map { ($0.key, $0.value) }
  }

  /// nil when there is too little to learn from.
  private func model(
    from pool: [AppraisedPaper],
    _ label: (AppraisedPaper, Day?) -> Lesson.Label?
  ) -> LearnedRanker? {
    var lessons: [Lesson] = []
    var passedOver: [PaperID: AppraisedPaper] = [:]
    for paper in pool {
      switch label(paper, listed[paper.paper.id]?.added) {
      case .passedOver: passedOver[paper.paper.id] = paper
      case let label?:
        let section = listed[paper.paper.id]?.section
        lessons.append(Lesson(paper.paper, paper.appraisal, label, section: section))
      case nil: continue
      }
    }
    guard lessons.count >= after else { return nil }
    lessons += LearnedRanker.sample(Array(passedOver.keys)).compactMap { id in
      passedOver[id].map { Lesson($0.paper, $0.appraisal, .passedOver) }
    }
    return try? LearnedRanker.train(lessons, rulebook: rulebook)
  }

  private func rank(_ papers: [AppraisedPaper], with model: LearnedRanker?) -> [RankedPaper] {
    papers.map { paper in
      guard let model else { return paper.ranked }
      return paper.ranked(model.refine(paper.appraisal, of: paper.paper, weight: weight))
    }
  }
}

extension Int {
  /// The first day of the week with this number.
  fileprivate var monday: Day { Day(number: self * 7 - 3) }
}
