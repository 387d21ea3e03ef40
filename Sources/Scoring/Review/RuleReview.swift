package import Papers

/// Something about a term of the rules that its author may not have meant.
package struct RuleFinding: Sendable, Equatable {
  package enum Kind: String, Sendable, CaseIterable {
    /// Another term of the same list is found wherever this one is.
    case shadowed
    /// Found in none of the papers.
    case never
    /// Found in all of the papers.
    case always
    /// Wherever it was found, another term of its list was found, too.
    case redundant
  }

  package let kind: Kind
  /// The key path below `rules`.
  package let path: String
  package let term: String
  /// The term that makes this one unnecessary.
  package let by: String?
  /// In how many papers the term was found.
  package let papers: Int
}

/// Looks at the terms of a rulebook: by themselves, and at what they find in papers.
package struct RuleReview: Sendable {
  private let rulebook: Rulebook
  private let entries: [RuleEntry]
  private var found: [Int]
  /// For each entry, in how many papers no other of its list was found.
  private var alone: [Int]
  package private(set) var papers = 0

  package init(_ rulebook: Rulebook) {
    self.rulebook = rulebook
    entries = rulebook.sheet.entries
    found = Array(repeating: 0, count: entries.count)
    alone = found
  }

  package mutating func add(_ batch: [Paper]) {
    papers += batch.count
    var counts: [(entry: Int, isAlone: Bool)] = []
    rulebook.matcher.search(batch) { _, hits in
      let terms = Set(hits.map(\.term))
      var lists: [String: Int] = [:]
      let present = entries.indices.filter { terms.contains(entries[$0].term) }
      for entry in present { lists[entries[entry].list, default: 0] += 1 }
      counts += present.map { ($0, lists[entries[$0].list] == 1) }
    }
    for (entry, isAlone) in counts {
      found[entry] += 1
      if isAlone { alone[entry] += 1 }
    }
  }

  /// In the order of the rules; an entry has one finding at most, the one that says most.
  package func findings() -> [RuleFinding] {
    entries.indices.compactMap { place in
      if let other = shadow(of: place) { return finding(.shadowed, place, by: other.written) }
      guard papers > 0 else { return nil }
      if found[place] == 0 { return finding(.never, place) }
      if found[place] == papers { return finding(.always, place) }
      return entries[place].isListed && alone[place] == 0 ? finding(.redundant, place) : nil
    }
  }

  private func finding(_ kind: RuleFinding.Kind, _ place: Int, by other: String? = nil) -> RuleFinding {
    let entry = entries[place]
    return RuleFinding(kind: kind, path: entry.path, term: entry.written, by: other, papers: found[place])
  }

  /// Of two that mean the same, the later one is shadowed.
  private func shadow(of place: Int) -> RuleEntry? {
    let entry = entries[place]
    guard entry.isListed else { return nil }
    let term = rulebook.terms[entry.term]
    return entries.indices.first { other in
      guard other != place, entries[other].list == entry.list else { return false }
      let theirs = rulebook.terms[entries[other].term]
      return term.implies(theirs) && (other < place || !theirs.implies(term))
    }.map { entries[$0] }
  }
}

/// A term where the rules have it.
struct RuleEntry: Sendable {
  let path: String
  let written: String
  /// In the numbers of the rulebook.
  let term: Int

  /// Whether it stands in a list of alternatives, `any` or `veto`, and not in an expression.
  var isListed: Bool { path.hasSuffix("]") }
  /// The path of that list.
  var list: String { isListed ? String(path.prefix { $0 != "[" }) : path }
}
