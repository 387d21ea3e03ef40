package import Papers

/// What a ranker says of one paper.
package struct RankedPaper: Hashable, Sendable {
  package let id: PaperID
  /// The day of the listing.
  package let day: Day
  package var score: Double
  /// Whether it would be put before a curator.
  package var isCandidate: Bool
  package var section: String?

  package init(id: PaperID, day: Day, score: Double, isCandidate: Bool, section: String? = nil) {
    self.id = id
    self.day = day
    self.score = score
    self.isCandidate = isCandidate
    self.section = section
  }
}

/// Papers in the order of a ranker. Papers of equal score share their places, so that no figure depends on the
/// order in which they came.
package struct Ranking: Sendable {
  package let papers: [RankedPaper]
  /// Indices into `papers`, highest score first, those of equal score together.
  let groups: [[Int]]
  /// The same for each announcement day, earliest day first.
  let days: [[[Int]]]

  /// Scores are told apart to the sixth decimal, as they are printed.
  package init(_ papers: [RankedPaper]) {
    self.papers = papers
    let scores = papers.map { ($0.score * 1e6).rounded() }
    groups = Self.grouped(Array(papers.indices), by: scores)
    days = Dictionary(grouping: papers.indices) { papers[$0].day }
      .sorted { $0.key < $1.key }
      .map { Self.grouped($0.value, by: scores) }
  }

  /// Only the papers for which it holds.
  package func filter(_ isIncluded: (RankedPaper) -> Bool) -> Ranking { Ranking(papers.filter(isIncluded)) }

  private static func grouped(_ indices: [Int], by scores: [Double]) -> [[Int]] {
    var groups: [[Int]] = []
    var last: Double?
    for index in indices.sorted(by: { (scores[$1], $0) < (scores[$0], $1) }) {
      if scores[index] == last {
        groups[groups.count - 1].append(index)
      } else {
        groups.append([index])
        last = scores[index]
      }
    }
    return groups
  }
}

/// What a ranking is compared with: the papers that were listed.
package struct Truth: Sendable {
  /// By one curator, each with its section if that is known.
  package let curated: [PaperID: String?]
  /// By this curator or any other; nil when no other is known.
  package let union: Set<PaperID>?

  package init(curated: [PaperID: String?], others: Set<PaperID>? = nil) {
    self.curated = curated
    union = others.map { $0.union(curated.keys) }
  }

  func isWanted(_ paper: RankedPaper) -> Bool { curated[paper.id] != nil }
}
