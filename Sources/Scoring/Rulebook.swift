package import Papers

/// The rules of a topic, compiled: what a paper is worth, and why.
package struct Rulebook: Sendable {
  package let rules: Rules
  /// Changes when anything changes on which an appraisal depends; the same in every run and on every machine.
  package let fingerprint: String

  private let matcher: Matcher
  /// The terms of each group, as written: two spellings of one thing are two terms.
  private let groups: [[Int]]
  private let require: Condition?
  private let veto: [Int]
  private let categories: [Int]
  private let followed: [Int]
  private let sections: [Condition?]

  /// - Throws: every fault of the rules at once; a rulebook that exists has none.
  package init(_ rules: Rules) throws(RuleFaults) {
    var compiler = RuleCompiler()
    compiler.checkHead(of: rules)
    compiler.checkNames(of: rules.groups)
    groups = compiler.groups(rules.groups)
    let named = Dictionary(zip(rules.groups.map(\.name), groups)) { first, _ in first }
    require = compiler.condition(rules.require, at: "require", groups: named)
    veto = compiler.terms(rules.veto, at: "veto")
    categories = compiler.categories(rules.categories)
    followed = compiler.followed(rules.authors)
    sections = compiler.sections(rules.sections, groups: named)
    guard compiler.faults.isEmpty else { throw RuleFaults(faults: compiler.faults) }
    matcher = Matcher(compiler.terms)
    fingerprint = Fingerprint.of(rules)
    self.rules = rules
  }

  /// Pure; any thread, any number at once.
  package func appraise(_ paper: Paper) -> Appraisal {
    let evidence = matcher.search(paper)
    let reasons =
      groupReasons(evidence, paper) + categoryReasons(evidence, paper) + authorReasons(evidence, paper)
      + vetoReasons(evidence, paper)
    let section = zip(rules.sections, sections).first { $1?.holds(in: evidence) ?? true }?.0.name
    let score = Appraisal(reasons: reasons, section: nil, refusal: nil).score
    return Appraisal(reasons: reasons, section: section, refusal: refusal(evidence, score: score))
  }

  private func groupReasons(_ evidence: Evidence, _ paper: Paper) -> [Reason] {
    zip(rules.groups, groups).compactMap { group, terms in
      let found = terms.filter { evidence.isFound($0) }
      let rule = "groups.\(group.name)"
      guard !found.isEmpty else {
        return group.absent == 0 ? nil : Reason(rule: rule, points: group.absent, matches: [])
      }
      let points =
        group.points + (found.contains { evidence.isInTitle($0) } ? group.title : 0)
        + group.repeat * Double(found.count - 1)
      return Reason(
        rule: rule,
        points: group.max.map { min(points, $0) } ?? points,
        matches: evidence.matches(of: found, in: paper)
      )
    }
  }

  private func categoryReasons(_ evidence: Evidence, _ paper: Paper) -> [Reason] {
    zip(rules.categories, categories).compactMap { category, term in
      guard evidence.isFound(term) else { return nil }
      return Reason(
        rule: "categories.\(category.name)",
        points: category.points,
        matches: evidence.matches(of: [term], in: paper)
      )
    }
  }

  private func authorReasons(_ evidence: Evidence, _ paper: Paper) -> [Reason] {
    guard let authors = rules.authors, followed.contains(where: { evidence.isFound($0) }) else { return [] }
    let matches = evidence.matches(of: followed, in: paper)
    return [Reason(rule: "authors", points: authors.points, matches: matches)]
  }

  private func vetoReasons(_ evidence: Evidence, _ paper: Paper) -> [Reason] {
    veto.enumerated().compactMap { index, term in
      guard evidence.isFound(term) else { return nil }
      return Reason(rule: "veto[\(index)]", points: 0, matches: evidence.matches(of: [term], in: paper))
    }
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

extension RuleCompiler {
  fileprivate mutating func groups(_ groups: [Rules.Group]) -> [[Int]] {
    groups.map { group in
      checkNumbers(of: group, at: "groups.\(group.name)")
      var seen: Set<String> = []
      return group.any.enumerated().compactMap { index, text in
        let number = term(text, at: "groups.\(group.name).any[\(index)]")
        return seen.insert(text).inserted ? number : nil
      }
    }
  }

  fileprivate mutating func categories(_ categories: [Rules.CategoryRule]) -> [Int] {
    var seen: Set<Int> = []
    return categories.compactMap { rule in
      let path = "categories.\(rule.name)"
      check(rule.points, at: path)
      guard let number = category(rule.name, at: path) else { return nil }
      if !seen.insert(number).inserted {
        fault(path, "the category is there twice, \(terms[number].spelled): leave one out")
      }
      return number
    }
  }

  fileprivate mutating func followed(_ authors: Rules.Followed?) -> [Int] {
    guard let authors else { return [] }
    check(authors.points, at: "authors.points")
    return authors.follow.enumerated().compactMap { author($1, at: "authors.follow[\($0)]") }
  }

  fileprivate mutating func sections(
    _ sections: [Rules.SectionRule],
    groups: [String: [Int]]
  ) -> [Condition?] {
    checkNames(of: sections)
    return sections.enumerated().map { index, section in
      condition(section.when, at: "sections[\(index)].when", groups: groups)
    }
  }
}

extension Term {
  fileprivate var spelled: String {
    guard case .category(let category) = subject else { return "" }
    return "as \(category)"
  }
}

extension Double {
  /// For a sentence: at most six decimals, none when it is whole.
  var brief: String {
    let rounded = (self * 1e6).rounded() / 1e6
    return rounded == rounded.rounded() ? "\(Int(rounded))" : "\(rounded)"
  }
}
