internal import Papers
internal import Scoring

/// Looks at the terms of a topic, and at what they find in the papers of files.
package struct RuleChecker: Sendable {
  private static let batch = 256

  private let topic: Configuration.Topic

  package init(topic: Configuration.Topic) { self.topic = topic }

  /// What its author may not have meant, in the order of the rules. Without files the terms are only compared
  /// with each other.
  ///
  /// - Throws: `InputError` for a line that is no paper.
  package func check(_ paths: [String]) throws(InputError) -> [RuleFindingRecord] {
    var review = RuleReview(topic.rulebook)
    for path in paths {
      var lines = try PaperLines(path: path)
      while true {
        let papers = try lines.next(upTo: Self.batch)
        guard !papers.isEmpty else { break }
        review.add(papers)
      }
    }
    return review.findings().map { RuleFindingRecord($0, topic: topic.id, of: review.papers) }
  }
}

/// A finding as `rules check` shows it.
package struct RuleFindingRecord: Encodable, Sendable {
  package let topic: String
  /// `shadowed`, `never`, `always` or `redundant`.
  package let finding: String
  /// The key path below `rules`.
  package let rule: String
  package let term: String
  /// The term that makes this one unnecessary.
  package let by: String?
  /// In how many papers the term was found, and of how many; only when there were papers.
  package let found: Int?
  package let papers: Int?
  /// The finding as a sentence.
  package let says: String

  init(_ finding: RuleFinding, topic: String, of papers: Int) {
    self.topic = topic
    self.finding = finding.kind.rawValue
    rule = finding.path
    term = finding.term
    by = finding.by
    found = papers > 0 ? finding.papers : nil
    self.papers = papers > 0 ? papers : nil
    says =
      switch finding.kind {
      case .shadowed: "“\(finding.by ?? "")” is found wherever this is"
      case .never: "found in none of \(papers.papers)"
      case .always: "found in every one of \(papers.papers)"
      case .redundant: "found in \(finding.papers.papers), and always beside another term of the list"
      }
  }
}

extension Int {
  fileprivate var papers: String { self == 1 ? "1 paper" : "\(self) papers" }
}
