internal import Papers
internal import Queueing
internal import Scoring

/// What `gleaner evaluate` is asked.
package struct EvaluationRequest: Sendable {
  /// A file of listed papers; nil for the topic's own decisions.
  package var list: String?
  /// Files of papers; empty for those of the store.
  package var papers: [String] = []
  /// Files of what others listed.
  package var union: [String] = []
  /// Only papers whose ids begin with one of these: `2504`.
  package var months: [String] = []
  /// Also rules and a model that is retrained every week.
  package var online = false
  /// Also rules and a model trained on the other weeks, in so many folds.
  package var folds: Int?
  /// Also the loss for each group of rules.
  package var ablation = false

  package init() {}

  package var needsStore: Bool { list == nil || papers.isEmpty }
}

/// Measures rankers by what was listed.
package struct Evaluator: Sendable {
  private let topic: Configuration.Topic
  private let store: Store?

  /// Without a store: for a request that needs none.
  package init(topic: Configuration.Topic) {
    self.topic = topic
    store = nil
  }

  package init(_ installation: Installation, topic: Configuration.Topic) {
    self.topic = topic
    store = installation.store
  }

  /// - Throws: `InputError` for a file that cannot be used; `NothingToMeasure` when no listed paper is in the pool.
  package func evaluate(_ request: EvaluationRequest) async throws -> EvaluationReport {
    let listed = try await listed(request)
    let pool = try await pool(request)
    let judged = judged(request, pool)
    guard listed.contains(where: { judged.contains($0.id) }) else {
      throw NothingToMeasure(listed: listed.count, papers: judged.count)
    }
    let truth = Truth(
      curated: Dictionary(listed.map { ($0.id, $0.section) }) { first, _ in first },
      others: request.union.isEmpty ? nil : Set(try request.union.flatMap { try ListedFile.read($0) }.map(\.id))
    )
    let rules = pool.papers.filter { judged.contains($0.paper.id) }
    var rankers = [RankerReport("rules", Ranking(rules.map(\.ranked)), truth)]
    let rehearsal = Rehearsal(
      pool.papers,
      listed: listed,
      rulebook: topic.rulebook,
      weight: topic.learn?.weight ?? 1,
      after: topic.learn?.after ?? 20
    )
    if request.online {
      guard listed.contains(where: { $0.added != nil }) else { throw NoDates() }
      let ranked = rehearsal.online { judged.contains($0) }
      rankers.append(RankerReport("rules + learned, online", Ranking(ranked), truth))
    }
    if let folds = request.folds {
      let ranked = rehearsal.crossValidated(folds: folds) { judged.contains($0) }
      rankers.append(RankerReport("rules + learned, \(folds) folds", Ranking(ranked), truth))
    }
    let ablations = request.ablation ? try Ablation.all(rules, rulebook: topic.rulebook) : []
    return EvaluationReport(
      topic: topic.id,
      rankers: rankers,
      ablation: ablations.map { RankerReport($0.group, $0.ranking, truth, byMonth: false) },
      withoutDay: pool.withoutDay
    )
  }

  private func pool(_ request: EvaluationRequest) async throws -> Pool {
    guard request.papers.isEmpty, let store else {
      return try Pool.read(request.papers, rulebook: topic.rulebook)
    }
    return try await Pool.read(store, rulebook: topic.rulebook)
  }

  private func listed(_ request: EvaluationRequest) async throws -> [ListedPaper] {
    guard request.list == nil, let store else { return try request.list.map { try ListedFile.read($0) } ?? [] }
    let added = Dictionary(
      try await store.verdicts(topic: topic.id).filter { $0.after == .accepted }.map { ($0.work, Day(utc: $0.at)) }
    ) { first, _ in first }
    return try await store.labels(topic: topic.id).filter(\.isAccepted).map {
      ListedPaper(id: $0.paper, section: $0.section, added: added[.arxiv($0.paper)])
    }
  }

  private func judged(_ request: EvaluationRequest, _ pool: Pool) -> Set<PaperID> {
    let ids = pool.papers.map(\.paper.id)
    guard !request.months.isEmpty else { return Set(ids) }
    return Set(ids.filter { id in request.months.contains { id.canonical.hasPrefix($0) } })
  }
}

/// No listed paper is in the pool.
package struct NothingToMeasure: Error, Sendable, CustomStringConvertible {
  let listed: Int
  let papers: Int
  package var description: String {
    "none of the \(listed) listed papers is among the \(papers) papers of the pool: there is nothing to measure by"
  }
}

/// A list that does not say when its papers joined it.
package struct NoDates: Error, Sendable, CustomStringConvertible {
  package var description: String {
    "--online needs to know when each paper was listed: a table with a column date_added, or a log of decisions"
  }
}
