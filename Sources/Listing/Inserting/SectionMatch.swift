internal import Papers

extension ListOutline {
  /// The section of that name, and why it is that one; without a name the one that most entries are in.
  ///
  /// A name is compared by its letters and digits. When no heading has it, the one heading is taken whose words are
  /// among the name's, or the other way round: rules that say "Benchmarks and Datasets" find "Benchmarks".
  func section(named name: String?) -> (index: Int?, why: String) {
    guard let name else {
      let busiest = busiestSection
      return (busiest, "No section was asked for: \(described(busiest)) holds most entries.")
    }
    let exact = sections(named: name)
    guard let best = mostDated(exact) else { return likeliest(name) }
    let others =
      exact.count == 1 ? "" : ": of \(exact.count) sections of that name the one with most dated entries"
    return (best, "It goes into \(described(best))\(others).")
  }

  /// The headings with entries under them, else all, each once.
  var namesOfSections: [String] {
    let used = Set(items.map(\.section))
    let named = sections.enumerated().filter { used.isEmpty || used.contains($0.offset) }.map(\.element.title)
    var seen: Set<String> = [""]
    return named.filter { seen.insert($0).inserted }
  }

  private func sections(named name: String) -> [Int] {
    let whole = name.withoutEmoji.bare
    let path = name.split(separator: "/").map { String($0).withoutEmoji.bare }
    return sections.indices.filter { index in
      let own = sections[index].path.map(\.bare)
      return !own.isEmpty && !whole.isEmpty && (own.last == whole || own.suffix(path.count) == path[...])
    }
  }

  private func likeliest(_ name: String) -> (index: Int?, why: String) {
    let wanted = Self.words(name)
    let used = Set(items.map(\.section))
    let alike = sections.indices.filter { index in
      let own = Self.words(sections[index].title)
      return !own.isEmpty && !wanted.isEmpty && (own.isSubset(of: wanted) || wanted.isSubset(of: own))
    }
    let held = alike.filter { used.contains($0) }
    guard let index = (held.isEmpty ? alike : held).first, held.count == 1 || alike.count == 1 else {
      return (nil, "The list has no section `\(name.singleLine)`.")
    }
    return (
      index, "The list has no section `\(name.singleLine)`; \(described(index)) is the one of like words."
    )
  }

  private static func words(_ text: String) -> Set<String> {
    let words = text.withoutEmoji.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
    return Set(words).subtracting(["and", "of", "for", "the", "a", "in", "on"])
  }

  private func mostDated(_ candidates: [Int]) -> Int? {
    let dated = Dictionary(grouping: items.filter { $0.month != nil }, by: \.section).mapValues(\.count)
    return candidates.max { (dated[$0] ?? 0, $1) < (dated[$1] ?? 0, $0) }
  }

  /// The section with the most dated entries; in a list without any, with the most entries.
  private var busiestSection: Int {
    let dated = items.filter { $0.month != nil }
    let counts = Dictionary(grouping: dated.isEmpty ? items : dated, by: \.section).mapValues(\.count)
    return counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? max(0, sections.count - 1)
  }

  private func described(_ section: Int) -> String {
    let path = sections[section].path
    return path.isEmpty
      ? "the part before the first heading" : "`\(path.joined(separator: " / ").singleLine)`"
  }
}
