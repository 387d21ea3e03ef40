import Papers

/// What the rules found, as features: for each group that gives points whether it was found, whether in the title,
/// and how many different words. They matter more than all words of the text.
struct RuleFlags: Sendable {
  /// So that flags and text, whose rows have the length 1, are of one size.
  static let size = 0.5

  /// Names of rules, `groups.rl`.
  let rules: [String]

  init(_ rules: Rules) {
    self.rules = rules.groups
      .filter { $0.points != 0 || $0.title != 0 || $0.repeat != 0 || $0.absent != 0 }
      .map { "groups.\($0.name)" }
  }

  init(rules: [String]) { self.rules = rules }

  var count: Int { rules.count * 3 }

  /// How a flag is named in an explanation.
  func name(_ index: Int) -> String {
    "\(rules[index / 3])\(["", ", in the title", ", several words"][index % 3])"
  }

  /// The features of an appraisal, with indices from `first` on.
  func append(_ appraisal: Appraisal, to row: inout SparseRow, first: Int) {
    let found = Dictionary(appraisal.reasons.map { ($0.rule, $0.matches) }) { first, _ in first }
    for (number, rule) in rules.enumerated() {
      guard let matches = found[rule], !matches.isEmpty else { continue }
      let isInTitle = matches.contains { $0.field == .title }
      let distinct = Set(matches.map { $0.text.lowercased() }).count
      let values = [1, isInTitle ? 1 : 0, Double(min(distinct - 1, 2)) / 2]
      for (offset, value) in values.enumerated() where value > 0 {
        row.indices.append(Int32(first + number * 3 + offset))
        row.values.append(value * Self.size)
      }
    }
  }
}
