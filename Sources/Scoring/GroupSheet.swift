import Papers

/// A group in the numbers of a rulebook's terms.
struct GroupSheet: Sendable {
  private let rule: String
  private let found: Double
  private let title: Double
  private let `repeat`: Double
  private let max: Double?
  private let absent: Double
  /// As written: two spellings of one thing are two terms.
  private let terms: [Int]

  init(_ group: Rules.Group, _ terms: [Int]) {
    rule = "groups.\(group.name)"
    found = group.points
    title = group.title
    self.repeat = group.repeat
    max = group.max
    absent = group.absent
    self.terms = terms
  }

  func points(_ evidence: Evidence) -> Double {
    var count = 0
    var isInTitle = false
    for term in terms where evidence.isFound(term) {
      count += 1
      isInTitle = isInTitle || title != 0 && evidence.isInTitle(term)
    }
    guard count > 0 else { return absent }
    let points = found + (isInTitle ? title : 0) + self.repeat * Double(count - 1)
    return max.map { min(points, $0) } ?? points
  }

  /// nil when the group neither is found nor counts by its absence.
  func reason(_ evidence: Evidence, _ paper: Paper?) -> Reason? {
    let found = terms.filter(evidence.isFound)
    guard !found.isEmpty || absent != 0 else { return nil }
    return Reason(rule: rule, points: points(evidence), matches: evidence.matches(of: found, in: paper))
  }
}
