internal import Papers
internal import Queueing
internal import Scoring

/// Why a stored paper has the score it has.
package struct Explainer: Sendable {
  private let installation: Installation
  private let topic: Configuration.Topic

  package init(_ installation: Installation, topic: Configuration.Topic) {
    self.installation = installation
    self.topic = topic
  }

  /// nil when the paper is not stored.
  ///
  /// - Throws: `NoWork` when the text is no arXiv id.
  package func explain(_ text: String) async throws -> Explanation? {
    guard let id = PaperID(text) else { throw NoWork(text: text) }
    guard let paper = try await installation.store.paper(id) else { return nil }
    let rules = topic.rulebook.appraise(paper)
    guard rules.isCandidate, let (ranker, weight) = try await Learning(installation, topic: topic).current()
    else { return Explanation(paper, rules) }
    let movers = ranker.movers(of: paper, rules, weight: weight)
    return Explanation(
      paper,
      ranker.refine(rules, of: paper, weight: weight),
      learned: movers.map { MoverRecord(name: $0.name, points: ($0.points * 100).rounded() / 100) }
    )
  }
}

/// An appraisal with the texts it speaks of.
package struct Explanation: Encodable, Sendable {
  package let id: String
  package let title: String
  package let abstract: String
  package let score: Double
  package let candidate: Bool
  /// Why it is no candidate.
  package let refusal: String?
  package let section: String?
  package let reasons: [ReasonRecord]
  /// What moved the learned points most, strongest first; nil without learned points.
  package let learned: [MoverRecord]?

  init(_ paper: Paper, _ appraisal: Appraisal, learned: [MoverRecord]? = nil) {
    id = paper.id.canonical
    title = paper.title
    abstract = paper.abstract
    score = appraisal.score.rounded
    candidate = appraisal.isCandidate
    refusal = appraisal.refusal
    section = appraisal.section
    reasons = appraisal.reasons.map(ReasonRecord.init)
    self.learned = learned
  }

  package var learnedRule: String { LearnedRanker.rule }

  /// A text cut where matched words begin and end.
  package func lit(_ text: String, field: String) -> [(text: String, isLit: Bool)] {
    let matches = reasons.flatMap(\.matches).filter { $0.field == field }
    return Lighting.pieces(of: text, matches.map { ($0.start, $0.text) })
  }
}

/// A word, a pair of words or a finding of the rules, and what it added to the learned points.
package struct MoverRecord: Encodable, Sendable {
  package let name: String
  package let points: Double
}
