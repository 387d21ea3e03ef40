internal import Papers

extension ListCheck {
  static let order = ListCheck(
    name: "order",
    help: "A labelled entry stands outside the order of its section."
  ) { document in
    let sections = Dictionary(grouping: document.items.filter { $0.label != nil }, by: \.headings)
    return sections.values.flatMap(misplaced)
  }

  /// The entries that have to move so that the others are in order: those outside the longest run that is.
  private static func misplaced(_ items: [ListItem]) -> [ListFinding] {
    let months = items.map { ($0.label?.year ?? 0) * 12 + ($0.label?.month ?? 0) }
    let rises = zip(months, months.dropFirst()).reduce(0) { $0 + ($1.1 > $1.0 ? 1 : $1.1 < $1.0 ? -1 : 0) }
    let isNewestFirst = rises <= 0
    let kept = longestRun(isNewestFirst ? months.map { -$0 } : months)
    return items.indices.filter { !kept.contains($0) }.map { index in
      let item = items[index]
      let other = kept.filter { $0 < index }.max() ?? kept.min() ?? index
      return ListFinding(
        kind: "order",
        line: item.line,
        reason: "[\(item.label?.yymm ?? "")] is out of order: the section has the "
          + "\(isNewestFirst ? "newest" : "oldest") on top, and line \(items[other].line) is of "
          + "[\(items[other].label?.yymm ?? "")]",
        work: item.work,
        related: items[other].line
      )
    }
  }

  /// The places of a longest subsequence that never falls (patience sorting, n log n).
  static func longestRun(_ values: [Int]) -> Set<Int> {
    var tails: [Int] = []
    var before = [Int?](repeating: nil, count: values.count)
    for (index, value) in values.enumerated() {
      var low = 0
      var high = tails.count
      while low < high {
        let middle = (low + high) / 2
        if values[tails[middle]] <= value { low = middle + 1 } else { high = middle }
      }
      before[index] = low > 0 ? tails[low - 1] : nil
      if low == tails.count { tails.append(index) } else { tails[low] = index }
    }
    var run: Set<Int> = []
    var place = tails.last
    while let index = place {
      run.insert(index)
      place = before[index]
    }
    return run
  }
}
