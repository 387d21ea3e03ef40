import Papers

/// What a group of rules is worth: the figures without its points. It may still stand in `require` and `when`.
package struct Ablation: Sendable {
  package let group: String
  package let ranking: Ranking

  /// One for each group that gives points.
  ///
  /// - Throws: nothing that `Rulebook` did not throw for the whole rules.
  package static func all(_ pool: [AppraisedPaper], rulebook: Rulebook) throws(RuleFaults) -> [Ablation] {
    var ablations: [Ablation] = []
    for (index, group) in rulebook.rules.groups.enumerated() {
      var rules = rulebook.rules
      rules.groups[index] = Rules.Group(name: group.name, any: group.any)
      guard rules.groups[index] != group else { continue }
      let without = try Rulebook(rules)
      ablations.append(Ablation(group: group.name, ranking: ranking(pool, without: group.name, without)))
    }
    return ablations
  }

  /// The score is the sum of the reasons, so only papers that cross the threshold are appraised again.
  private static func ranking(_ pool: [AppraisedPaper], without group: String, _ rulebook: Rulebook)
    -> Ranking
  {
    let rule = "groups.\(group)"
    let threshold = rulebook.rules.threshold
    return Ranking(
      pool.map { entry in
        var ranked = entry.ranked
        let points = entry.appraisal.reasons.reduce(0) { $1.rule == rule ? $0 + $1.points : $0 }
        guard points != 0 else { return ranked }
        ranked.score -= points
        if (ranked.score >= threshold) != (entry.appraisal.score >= threshold) {
          ranked.isCandidate = rulebook.appraise(entry.paper).isCandidate
        }
        return ranked
      }
    )
  }
}
