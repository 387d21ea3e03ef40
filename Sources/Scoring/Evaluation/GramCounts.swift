import Papers

/// In which papers of a pool some words and pairs of words stand.
struct GramCounts {
  /// A word in so large a share of all papers is a function word and says nothing about a topic.
  private static let functionShare = 0.2

  private let pool: [AppraisedPaper]
  private let listed: Set<PaperID>
  /// The grams that are looked at, by number.
  private var names: [UInt64: String] = [:]
  /// Places in the pool, ascending.
  private var places: [UInt64: [Int]] = [:]

  init(_ pool: [AppraisedPaper], listed: Set<PaperID>, of interesting: [AppraisedPaper]) {
    self.pool = pool
    self.listed = listed
    for text in Set(interesting.flatMap(Self.texts)) { names[Grams.number(of: text)] = text }
    for (place, entry) in pool.enumerated() {
      for text in [entry.paper.title, entry.paper.abstract] {
        for gram in Grams.numbers(in: text) where names[gram] != nil && places[gram]?.last != place {
          places[gram, default: []].append(place)
        }
      }
    }
  }

  func holders(of gram: String) -> Set<PaperID> {
    Set((places[Grams.number(of: gram)] ?? []).map { pool[$0].paper.id })
  }

  /// The most telling grams of some papers: much more common among the `special` than in the pool, and that in more
  /// than one month if the pool has several, because what helps in one month helps nobody.
  func telling(
    in papers: [AppraisedPaper],
    special: Set<PaperID>,
    least: Int,
    lift: Double,
    limit: Int
  ) -> [String] {
    let share = Double(max(1, special.count)) / Double(max(1, pool.count))
    let months = min(2, Set(pool.map(\.paper.id.month)).count)
    let worths = Set(papers.flatMap(Self.texts)).compactMap { gram -> (gram: String, worth: Double)? in
      guard !hasFunctionWord(gram) else { return nil }
      let holders = holders(of: gram)
      let here = holders.intersection(special)
      guard here.count >= least, Set(here.map(\.month)).count >= months else { return nil }
      let lifted = Double(here.count) / (Double(holders.count) * share)
      return lifted >= min(lift, 0.5 / share) ? (gram, Double(here.count) * lifted) : nil
    }
    return worths.sorted { ($1.worth, $0.gram) < ($0.worth, $1.gram) }.prefix(limit).map(\.gram)
  }

  private func hasFunctionWord(_ gram: String) -> Bool {
    gram.split(separator: " ").contains { word in
      let count = places[Grams.number(of: String(word))]?.count ?? 0
      return word.utf8.count < 3 || Double(count) > Self.functionShare * Double(pool.count)
        || word.utf8.allSatisfy { $0 < 65 }
    }
  }

  private static func texts(of entry: AppraisedPaper) -> Set<String> {
    Set(Grams.texts(of: entry.paper.title) + Grams.texts(of: entry.paper.abstract))
  }
}
