/// One figure of an evaluation. This list is what `gleaner evaluate` prints, and in this order.
package struct Figure: Sendable {
  package let name: String
  /// What it says, in one sentence.
  package let help: String
  /// Whether it is a count and has no decimals.
  package let isCount: Bool
  /// nil when there is nothing to measure it by.
  package let measure: @Sendable (Ranking, Truth) -> Double?

  private init(
    _ name: String,
    _ help: String,
    isCount: Bool = false,
    _ measure: @escaping @Sendable (Ranking, Truth) -> Double?
  ) {
    self.name = name
    self.help = help
    self.isCount = isCount
    self.measure = measure
  }

  package static let all: [Figure] =
    [
      Figure("papers", "papers in the pool", isCount: true) { ranking, _ in Double(ranking.papers.count) },
      Figure("days", "announcement days", isCount: true) { ranking, _ in Double(ranking.days.count) },
      Figure("curated", "listed papers in the pool", isCount: true) { ranking, truth in
        Double(ranking.papers.count(where: truth.isWanted))
      },
      Figure("recall", "share of the listed papers that are candidates") { $0.recall($1.isWanted) },
      Figure("per_day", "candidates per announcement day") { ranking, _ in ranking.candidatesPerDay },
      Figure("precision", "share of the candidates that are listed") { $0.precision($1.isWanted) },
      Figure("precision_union", "the same, by this curator or any other") { ranking, truth in
        truth.union.map { union in ranking.precision { union.contains($0.id) } }
      },
      Figure("AP", "average precision of the whole order") { $0.averagePrecision($1.isWanted) },
      Figure("AP_union", "the same, by this curator or any other") { ranking, truth in
        truth.union.flatMap { union in ranking.averagePrecision { union.contains($0.id) } }
      },
    ] + [5, 10, 20].map { recall(at: $0, candidatesOnly: true) }
    + [5, 10, 20].map { recall(at: $0, candidatesOnly: false) } + [
      Figure("WSS@95", "work saved over reading at random, at 95 % recall") {
        $0.workSaved(at: 0.95, $1.isWanted)
      },
      Figure("ATD", "papers read before a listed one is met, on average") {
        $0.timeToDiscovery($1.isWanted)
      },
      Figure("section", "share of the found papers with the curator's section") { sections($0, $1) },
    ]

  package static func named(_ name: String) -> Figure? { all.first { $0.name == name } }

  private static func recall(at k: Int, candidatesOnly: Bool) -> Figure {
    Figure(
      candidatesOnly ? "R@\(k)" : "R@\(k) all",
      candidatesOnly
        ? "recall with the best \(k) candidates of each day" : "the same over all papers of the day"
    ) {
      $0.recall(at: k, candidatesOnly: candidatesOnly, $1.isWanted)
    }
  }

  /// nil when the truth knows no sections. Names are compared by their last part, without case and signs.
  private static func sections(_ ranking: Ranking, _ truth: Truth) -> Double? {
    guard truth.curated.values.contains(where: { $0 != nil }) else { return nil }
    let found = ranking.papers.filter { $0.isCandidate && truth.isWanted($0) }
    let right = found.count { paper in
      SectionName.plain(paper.section ?? "") == SectionName.plain((truth.curated[paper.id] ?? nil) ?? "")
    }
    return Double(right) / Double(max(1, found.count))
  }
}

/// How names of sections are compared: `Papers / Vision (Image)` is `vision image`.
package enum SectionName {
  package static func plain(_ name: String) -> String {
    let leaf = name.lowercased().split(separator: "/", omittingEmptySubsequences: false).last ?? ""
    let words = leaf.utf8.split { !($0 >= 97 && $0 <= 122) && !($0 >= 48 && $0 <= 57) }
    return words.map { String(decoding: $0, as: UTF8.self) }.joined(separator: " ")
  }
}
