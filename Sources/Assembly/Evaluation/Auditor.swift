internal import Papers
internal import Queueing
internal import Scoring

/// Compares a list with what the program has seen and what the rules make of it.
package struct Auditor: Sendable {
  private let topic: Configuration.Topic
  private let store: Store?

  package init(topic: Configuration.Topic) {
    self.topic = topic
    store = nil
  }

  package init(_ installation: Installation, topic: Configuration.Topic) {
    self.topic = topic
    store = installation.store
  }

  /// One record for each listed paper, in the order of the list.
  /// `papers` are files of papers; without any, those of the store. Throws `InputError` for a file that cannot be
  /// used.
  package func audit(_ list: String, papers: [String] = []) async throws -> [AuditRecord] {
    let listed = try ListedFile.read(list)
    let known = papers.isEmpty ? try await store?.papers(listed.map(\.id)) ?? [] : try Pool.papers(papers)
    let wanted = Set(listed.map(\.id))
    let seen = known.filter { wanted.contains($0.id) }.map { ($0.id, ($0, topic.rulebook.appraise($0))) }
    let byID = Dictionary(seen) { first, _ in first }
    return listed.map { AuditRecord($0, byID[$0.id]) }
  }
}

/// What became of one listed paper.
package struct AuditRecord: Encodable, Sendable {
  package let id: String
  package let title: String?
  package let seen: Bool
  package let candidate: Bool
  package let score: Double?
  /// Why it is no candidate: the rule that failed.
  package let refusal: String?
  /// The section of the list.
  package let section: String?
  /// The section that would be proposed.
  package let proposed: String?
  package let reasons: [ReasonRecord]

  init(_ listed: ListedPaper, _ seen: (paper: Paper, appraisal: Appraisal)?) {
    id = listed.id.canonical
    title = seen?.paper.title ?? listed.title
    self.seen = seen != nil
    candidate = seen?.appraisal.isCandidate ?? false
    score = seen?.appraisal.score.rounded
    refusal = seen?.appraisal.refusal
    section = listed.section
    proposed = seen?.appraisal.section
    reasons = seen?.appraisal.reasons.map(ReasonRecord.init) ?? []
  }
}
