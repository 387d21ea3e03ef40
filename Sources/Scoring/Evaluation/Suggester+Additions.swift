import Papers

extension Suggester {
  /// A term in fewer listed papers serves a paper, not a topic.
  private static let fewestListed = 4
  /// How much more common than in the pool a term must be in what it is to find.
  private static let leastLift = 4.0
  /// So many words and pairs of words are tried.
  private static let tries = 20

  /// Words and pairs of words of the misses that would have let them pass, and such of the false alarms that no
  /// listed paper has.
  func additions() -> [Suggestion] {
    let alarms = candidates.filter { !listed.contains($0.paper.id) }
    let counts = GramCounts(papers, listed: listed, of: misses + alarms)
    let found = counts.telling(
      in: misses,
      special: listed,
      least: Self.fewestListed,
      lift: Self.leastLift,
      limit: Self.tries
    )
    let foreign = counts.telling(
      in: alarms,
      special: Set(alarms.map(\.paper.id)),
      least: Self.fewestListed,
      lift: Self.leastLift,
      limit: Self.tries * 10
    ).filter { counts.holders(of: $0).isDisjoint(with: listed) }.prefix(Self.tries)
    return found.compactMap { best(of: $0, counts) { $0.points > 0 } }
      + foreign.compactMap { best(of: $0, counts) { $0.points < 0 } }
  }

  /// The group to which the term is best added: one that has plain terms, so not one of `near` and fields only.
  private func best(
    of gram: String,
    _ counts: GramCounts,
    where isEligible: (Rules.Group) -> Bool
  ) -> Suggestion? {
    let holders = counts.holders(of: gram)
    let tried = rulebook.rules.groups.enumerated().filter { isEligible($1) && $1.hasPlainTerm }.compactMap {
      number,
      group in
      var rules = rulebook.rules
      rules.groups[number].any.append(gram)
      return gain(of: rules) { holders.contains($0.paper.id) }.map { (group: group, gain: $0) }
    }
    guard let best = tried.max(by: { $0.gain.worth < $1.gain.worth }), best.gain.worth >= 0.001,
      best.gain.recall >= 0, best.gain.averagePrecision > -0.002
    else { return nil }
    return Suggestion(
      action: .add,
      term: gram,
      group: best.group.name,
      gain: best.gain,
      why: why(gram, holders)
    )
  }

  private func why(_ gram: String, _ holders: Set<PaperID>) -> String {
    let here = holders.intersection(listed).count
    guard here > 0 else {
      let alarms = candidates.count { holders.contains($0.paper.id) }
      return "in \(alarms) candidates, none of them listed"
    }
    let missed = misses.map(\.paper.id).filter(holders.contains)
    let ids = missed.prefix(3).map(\.canonical).joined(separator: ", ")
    return
      "in \(here) listed papers of \(holders.count) that have it, \(missed.count) of them missed (\(ids))"
  }
}

extension Rules.Group {
  fileprivate var hasPlainTerm: Bool { any.contains { !$0.contains("(") && !$0.contains(":") } }
}
