internal import Papers
internal import Words

extension ListOutline {
  /// The section of that name, and why it is that one; without a name the one that most entries are in.
  ///
  /// A section without entries of its own stands for the one below it that holds most. Among headings that are years or
  /// months it is the one of `month`, else the latest.
  ///
  /// A name is compared by its letters and digits. When no heading has it, the one heading is taken whose words are
  /// among the name's, or the other way round: rules that say "Benchmarks and Datasets" find "Benchmarks".
  func section(named name: String?, for month: Month? = nil) -> (index: Int?, why: String) {
    guard let name else {
      let busiest = dated(busiestSection, month)
      let why =
        items.isEmpty
        ? "No section was asked for, and there is no entry yet: it goes into \(described(busiest))."
        : "No section was asked for: \(described(busiestSection)) holds most entries."
      return (
        busiest, busiest == busiestSection ? why : "\(why) It goes into \(described(busiest)), by its month."
      )
    }
    let exact = sections(named: name)
    guard let named = mostDated(exact) else {
      let (index, why) = likeliest(name)
      return (index.map { dated(filled($0), month) }, why)
    }
    // Who names a month or a year means it.
    let isDate = HeadingDate(sections[named].path) != nil
    let best = isDate ? filled(named) : dated(filled(named), month)
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

  /// The section itself when it has entries, or nothing below has; else the one below with most.
  private func filled(_ section: Int) -> Int {
    guard self.items(of: section).isEmpty else { return section }
    let path = sections[section].path
    let below = sections.indices.dropFirst(section + 1)
      .prefix { sections[$0].path.count > path.count && sections[$0].path.starts(with: path) }
    return mostDated(below.filter { !self.items(of: $0).isEmpty }) ?? section
  }

  /// Of headings side by side that are years or months, the one that the month belongs to, else the latest. Any other
  /// section stays.
  private func dated(_ section: Int, _ month: Month?) -> Int {
    let path = sections[section].path
    guard let month, HeadingDate(path) != nil else { return section }
    let used = Set(items.map(\.section))
    // Months of one list may stand under years.
    let top = path.lastIndex { HeadingDate([$0]) == nil }.map { path[...$0] } ?? []
    let dates = sections.indices.compactMap { index -> (index: Int, date: HeadingDate)? in
      guard sections[index].path.starts(with: top), sections[index].path.count > top.count,
        sections[index].path.dropFirst(top.count).allSatisfy({ HeadingDate([$0]) != nil }),
        let date = HeadingDate(sections[index].path), used.isEmpty || used.contains(index)
      else { return nil }
      return (index, date)
    }
    let own = dates.filter { $0.date.holds(month) }
    return (own.isEmpty ? dates : own).max { $0.date.rank < $1.date.rank }?.index ?? section
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

  /// The section with the most dated entries; in a list without any, with the most entries. Before there are entries
  /// the first below the title: what comes last is a licence more often than a place for papers.
  private var busiestSection: Int {
    let dated = items.filter { $0.month != nil }
    let counts = Dictionary(grouping: dated.isEmpty ? items : dated, by: \.section).mapValues(\.count)
    let first = sections.firstIndex { $0.level > 1 } ?? max(0, sections.count - 1)
    return counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? first
  }

  private func described(_ section: Int) -> String {
    let path = sections[section].path
    return path.isEmpty
      ? "the part before the first heading" : "`\(path.joined(separator: " / ").singleLine)`"
  }
}
