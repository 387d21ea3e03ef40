import Papers

/// The parts of the rules, in the order in which they are read.
extension RuleCompiler {
  /// More than that is a slip, such as a file of words that was pasted in.
  static let maxTerms = 10_000

  mutating func groups(_ groups: [Rules.Group]) -> [[Int]] {
    groups.map { group in
      checkNumbers(of: group, at: "groups.\(group.name)")
      guard hasRoom(for: group.any, at: "groups.\(group.name).any") else { return [] }
      var seen: Set<String> = []
      return group.any.enumerated().compactMap { index, text in
        let number = term(text, at: "groups.\(group.name).any[\(index)]")
        return seen.insert(text).inserted ? number : nil
      }
    }
  }

  /// Whether a list of terms can be read; one that is too long is one fault, whatever else is wrong with it.
  mutating func hasRoom(for texts: [String], at path: String) -> Bool {
    guard entries.count + texts.count > Self.maxTerms else { return true }
    fault(path, "with these \(texts.count) the topic has more than \(Self.maxTerms) terms: leave some out")
    return false
  }

  mutating func categories(_ categories: [Rules.CategoryRule]) -> [Int] {
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

  mutating func followed(_ authors: Rules.Followed?) -> [Int] {
    guard let authors else { return [] }
    check(authors.points, at: "authors.points")
    return authors.follow.enumerated().compactMap { author($1, at: "authors.follow[\($0)]") }
  }

  mutating func sections(
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
