import Papers

extension Suggester {
  /// Terms that only cost: without them no listed paper is lost, the order is no worse, and there is less to read
  /// or the order is better.
  func drops() -> [Suggestion] {
    rulebook.rules.groups.enumerated().flatMap { number, group in
      group.givesPoints ? group.any.compactMap { drop($0, of: number, group) } : []
    }
  }

  private func drop(_ term: String, of number: Int, _ group: Rules.Group) -> Suggestion? {
    var rules = rulebook.rules
    rules.groups[number].any.removeAll { $0 == term }
    let rule = "groups.\(group.name)"
    guard !rules.groups[number].any.isEmpty,
      let gain = gain(
        of: rules,
        touching: { entry in
          entry.appraisal.reasons.contains { $0.rule == rule && !$0.matches.isEmpty }
        }
      ),
      gain.recall >= 0, gain.averagePrecision > -0.0005,
      gain.perDay <= -0.02 || gain.averagePrecision >= 0.001
    else { return nil }
    let saved = gain.perDay < 0 ? "saves \((-gain.perDay).brief(2)) candidates a day" : "orders better"
    let cost = gain.recall > 0 ? "finds more of the list" : "loses no listed paper"
    return Suggestion(
      action: .drop,
      term: term,
      group: group.name,
      gain: gain,
      why: "without it the topic \(cost) and \(saved)"
    )
  }
}

extension Rules.Group {
  var givesPoints: Bool { points != 0 || title != 0 || `repeat` != 0 || absent != 0 }
}

extension Double {
  /// For a sentence: rounded to so many decimals.
  func brief(_ decimals: Int) -> String {
    let scale = decimals == 2 ? 100.0 : 1000.0
    return ((self * scale).rounded() / scale).brief
  }
}
