package import Papers

/// A term to add to a group of rules, or to drop from it.
package struct Suggestion: Sendable, Equatable {
  package enum Action: String, Sendable { case add, drop }

  /// What changes when the suggestion is followed.
  package struct Gain: Sendable, Equatable {
    package let recall: Double
    /// Candidates a day.
    package let perDay: Double
    package let averagePrecision: Double

    /// One figure to sort by: a hundredth of recall or of average precision is worth half a candidate a day.
    var worth: Double { recall + averagePrecision - perDay / 50 }
  }

  package let action: Action
  package let term: String
  package let group: String
  package let gain: Gain
  /// The reason, as a sentence part.
  package let why: String
}

/// Tries changes of the rules on papers and keeps those that pay. Every gain is measured by appraising with the
/// changed rules.
package struct Suggester: Sendable {
  /// Papers so far below the threshold are not brought over it by a term.
  private static let reach = 4.0

  let rulebook: Rulebook
  let listed: Set<PaperID>
  private let pool: [AppraisedPaper]
  /// Places in `pool` of the papers that a change can move: listed ones, candidates, and what is near the
  /// threshold.
  private let movable: [Int]
  private let truth: Truth
  private let before: Ranking

  package init(_ pool: [AppraisedPaper], listed: Set<PaperID>, rulebook: Rulebook) {
    let floor = rulebook.rules.threshold - Self.reach
    self.pool = pool
    self.listed = listed
    self.rulebook = rulebook
    movable = pool.indices.filter { index in
      pool[index].appraisal.score >= floor || listed.contains(pool[index].paper.id)
    }
    truth = Truth(curated: Dictionary(uniqueKeysWithValues: listed.map { ($0, nil) }))
    before = Ranking(pool.map(\.ranked))
  }

  /// Best first.
  package func suggestions() -> [Suggestion] {
    (additions() + drops()).sorted { ($1.gain.worth, $0.term, $0.group) < ($0.gain.worth, $1.term, $1.group) }
  }

  var candidates: [AppraisedPaper] { movable.map { pool[$0] }.filter(\.appraisal.isCandidate) }
  var misses: [AppraisedPaper] {
    movable.map { pool[$0] }.filter { listed.contains($0.paper.id) && !$0.appraisal.isCandidate }
  }
  var papers: [AppraisedPaper] { pool }

  /// What a change of one group does to the figures; nil when the changed rules have a fault.
  func gain(of rules: Rules, touching isTouched: (AppraisedPaper) -> Bool) -> Suggestion.Gain? {
    guard let changed = try? Rulebook(rules) else { return nil }
    var papers = before.papers
    var isSame = true
    for index in movable where isTouched(pool[index]) {
      let ranked = pool[index].ranked(changed.appraise(pool[index].paper))
      isSame =
        isSame && ranked.score == papers[index].score && ranked.isCandidate == papers[index].isCandidate
      papers[index] = ranked
    }
    guard !isSame else { return Suggestion.Gain(recall: 0, perDay: 0, averagePrecision: 0) }
    let after = Ranking(papers)
    func change(_ figure: (Ranking) -> Double?) -> Double { (figure(after) ?? 0) - (figure(before) ?? 0) }
    return Suggestion.Gain(
      recall: change { $0.recall(truth.isWanted) },
      perDay: change(\.candidatesPerDay),
      averagePrecision: change { $0.averagePrecision(truth.isWanted) }
    )
  }
}
