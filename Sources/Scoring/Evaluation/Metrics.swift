/// The figures of the ranking and screening literature, as pure functions. `isWanted` says which papers should have
/// been found; where none should, there is nothing to measure and the answer is nil.
extension Ranking {
  typealias Question = (RankedPaper) -> Bool

  /// The share of the wanted papers that are candidates.
  func recall(_ isWanted: Question) -> Double? {
    let wanted = papers.filter(isWanted)
    return wanted.isEmpty ? nil : Double(wanted.count(where: \.isCandidate)) / Double(wanted.count)
  }

  /// The share of the candidates that are wanted; 0 when there are no candidates.
  func precision(_ isWanted: Question) -> Double {
    let candidates = papers.filter(\.isCandidate)
    return Double(candidates.count(where: isWanted)) / Double(max(1, candidates.count))
  }

  var candidatesPerDay: Double? {
    days.isEmpty ? nil : Double(papers.count(where: \.isCandidate)) / Double(days.count)
  }

  /// Average precision of the whole order: the mean, over the wanted papers, of the precision down to their place.
  func averagePrecision(_ isWanted: Question) -> Double? {
    var (hits, seen, total) = (0, 0, 0.0)
    for group in groups {
      let here = group.count { isWanted(papers[$0]) }
      seen += group.count
      hits += here
      total += Double(here) * Double(hits) / Double(seen)
    }
    return hits > 0 ? total / Double(hits) : nil
  }

  /// The share of the wanted papers among the best `k` of their day. Papers that share the last places count with
  /// the chance of being among them.
  func recall(at k: Int, candidatesOnly: Bool, _ isWanted: Question) -> Double? {
    var found = 0.0
    for day in days {
      var left = Double(k)
      for group in day where left > 0 {
        let papers = group.map { self.papers[$0] }.filter { $0.isCandidate || !candidatesOnly }
        guard !papers.isEmpty else { continue }
        found += min(1, left / Double(papers.count)) * Double(papers.count(where: isWanted))
        left -= Double(papers.count)
      }
    }
    let wanted = papers.count(where: isWanted)
    return wanted > 0 ? found / Double(wanted) : nil
  }

  /// Work saved over sampling (Cohen 2006): the share of the reading that is saved when one stops at `level`
  /// recall, less what stopping early saves in a random order.
  func workSaved(at level: Double, _ isWanted: Question) -> Double? {
    let wanted = papers.count(where: isWanted)
    guard wanted > 0 else { return nil }
    let need = Int((level * Double(wanted)).rounded(.up))
    var (hits, read) = (0, 0.0)
    for group in groups {
      let here = group.count { isWanted(papers[$0]) }
      if hits + here >= need {
        if here > 0 { read += Double(group.count) * Double(need - hits) / Double(here) }
        return (Double(papers.count) - read) / Double(papers.count) - (1 - level)
      }
      hits += here
      read += Double(group.count)
    }
    return 0
  }

  /// Average time to discovery: how many papers are read before a wanted one is met, on average.
  func timeToDiscovery(_ isWanted: Question) -> Double? {
    var (hits, read, total) = (0, 0, 0.0)
    for group in groups {
      let here = group.count { isWanted(papers[$0]) }
      total += Double(here) * (Double(read) + Double(group.count + 1) / 2)
      read += group.count
      hits += here
    }
    return hits > 0 ? total / Double(hits) : nil
  }

  /// How much of the wanted is met when so many papers are read, from (0, 0) to the end; one point for each place
  /// that papers share.
  package func recallCurve(_ truth: Truth) -> [(read: Int, recall: Double)] {
    let wanted = papers.count(where: truth.isWanted)
    guard wanted > 0 else { return [] }
    var (hits, read) = (0, 0)
    return [(0, 0)]
      + groups.map { group in
        hits += group.count { truth.isWanted(papers[$0]) }
        read += group.count
        return (read, Double(hits) / Double(wanted))
      }
  }
}
