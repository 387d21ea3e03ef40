import Papers

/// The rules in the numbers of a rulebook's terms: evidence in, points and reasons out.
struct ScoreSheet: Sendable {
  let rules: Rules
  let termCount: Int
  /// Every place of a term, in the order of the rules.
  let entries: [RuleEntry]
  private let groups: [GroupSheet]
  private let require: Condition?
  private let veto: [Int]
  private let categories: [Int]
  private let followed: [Int]
  private let sections: [Condition?]

  /// Faults are left with the compiler.
  init(_ rules: Rules, _ compiler: inout RuleCompiler) {
    self.rules = rules
    compiler.checkHead(of: rules)
    compiler.checkNames(of: rules.groups)
    let terms = compiler.groups(rules.groups)
    groups = zip(rules.groups, terms).map { GroupSheet($0, $1) }
    let named = Dictionary(zip(rules.groups.map(\.name), terms)) { first, _ in first }
    require = compiler.condition(rules.require, at: "require", groups: named)
    veto = compiler.terms(rules.veto, at: "veto")
    categories = compiler.categories(rules.categories)
    followed = compiler.followed(rules.authors)
    sections = compiler.sections(rules.sections, groups: named)
    termCount = compiler.terms.count
    entries = compiler.entries
  }

  /// What is said of the paper that was searched; nil is enough when nothing was found.
  func appraisal(_ evidence: Evidence, of paper: Paper?) -> Appraisal {
    Appraisal(
      reasons: reasons(evidence, paper),
      section: section(evidence),
      refusal: refusal(evidence, score: score(evidence))
    )
  }

  /// The sum of the points of `reasons`, in their order, without the reasons.
  func score(_ evidence: Evidence) -> Double {
    var score = 0.0
    for place in groups.indices { score += groups[place].points(evidence) }
    for (place, term) in categories.enumerated() where evidence.isFound(term) {
      score += rules.categories[place].points
    }
    if let authors = rules.authors, followed.contains(where: evidence.isFound) { score += authors.points }
    return score
  }

  /// What `refusal` is not nil for.
  func isCandidate(_ evidence: Evidence, score: Double) -> Bool {
    score >= rules.threshold && !veto.contains(where: evidence.isFound)
      && require?.holds(in: evidence) != false
  }

  func section(_ evidence: Evidence) -> String? {
    sections.indices.first { sections[$0]?.holds(in: evidence) ?? true }.map { rules.sections[$0].name }
  }

  private func reasons(_ evidence: Evidence, _ paper: Paper?) -> [Reason] {
    var reasons: [Reason] = []
    reasons.reserveCapacity(groups.count)
    for group in groups {
      if let reason = group.reason(evidence, paper) { reasons.append(reason) }
    }
    func add(_ rule: String, _ points: Double, _ terms: [Int]) {
      guard terms.contains(where: evidence.isFound) else { return }
      reasons.append(Reason(rule: rule, points: points, matches: evidence.matches(of: terms, in: paper)))
    }
    for (category, term) in zip(rules.categories, categories) {
      add("categories.\(category.name)", category.points, [term])
    }
    if let authors = rules.authors { add("authors", authors.points, followed) }
    for (index, term) in veto.enumerated() { add("veto[\(index)]", 0, [term]) }
    return reasons
  }

  private func refusal(_ evidence: Evidence, score: Double) -> String? {
    if let (text, _) = zip(rules.veto, veto).first(where: { evidence.isFound($1) }) {
      return "veto: “\(text)”"
    }
    if let require, let text = rules.require, !require.holds(in: evidence) {
      return "require does not hold: \(text)"
    }
    if score < rules.threshold {
      return "score \(score.brief) is below the threshold \(rules.threshold.brief)"
    }
    return nil
  }
}

extension Double {
  /// For a sentence: at most six decimals, none when it is whole.
  var brief: String {
    let rounded = (self * 1e6).rounded() / 1e6
    return rounded == rounded.rounded() ? "\(Int(rounded))" : "\(rounded)"
  }
}
