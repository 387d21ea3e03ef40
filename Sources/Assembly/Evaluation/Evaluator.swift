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

  /// - Throws: `InputError` for a file that cannot be used; `NothingToMeasure` when no listed paper is in the pool;
  package func evaluate(_ request: EvaluationRequest) async throws -> EvaluationReport {
    let material = try await EvaluationMaterial(request, topic: topic, store: store)
    let others = try request.union.flatMap { path throws(InputError) in try ListedFile.read(path) }
    let truth = Truth(
      curated: Dictionary(material.listed.map { ($0.id, $0.section) }) { first, _ in first },
      others: request.union.isEmpty ? nil : Set(others.map(\.id))
    )
    let papers = material.papers
    let rules = RankerReport("rules", Ranking(papers.map(\.ranked)), truth)
    let learned = try learned(request, material).map { RankerReport($0.name, Ranking($0.papers), truth) }
    let ablations = request.ablation ? try Ablation.all(papers, rulebook: topic.rulebook) : []
    return EvaluationReport(
      topic: topic.id,
      rankers: [rules] + learned,
      ablation: ablations.map { RankerReport($0.group, $0.ranking, truth, byMonth: false) },
      withoutDay: material.pool.withoutDay
    )
  }

  /// What is suggested to change about the rules, best first.
  package func suggest(_ request: EvaluationRequest, limit: Int) async throws -> [SuggestionRecord] {
    let material = try await EvaluationMaterial(request, topic: topic, store: store)
    let suggester = Suggester(
      material.papers,
      listed: Set(material.listed.map(\.id)),
      rulebook: topic.rulebook
    )
    return suggester.suggestions().prefix(limit).map(SuggestionRecord.init)
  }

  private func learned(_ request: EvaluationRequest, _ material: EvaluationMaterial) throws
    -> [(name: String, papers: [RankedPaper])]
  {
    let rehearsal = Rehearsal(
      material.pool.papers,
      listed: material.listed,
      rulebook: topic.rulebook,
      weight: topic.learn?.weight ?? 1,
      after: topic.learn?.after ?? 20
    )
    var rankers: [(name: String, papers: [RankedPaper])] = []
    if request.online {
      guard material.listed.contains(where: { $0.added != nil }) else { throw NoDates() }
      rankers.append(("rules + learned, online", rehearsal.online { material.judged.contains($0) }))
    }
    if let folds = request.folds {
      let papers = rehearsal.crossValidated(folds: folds) { material.judged.contains($0) }
      rankers.append(("rules + learned, \(folds) folds", papers))
    }
    return rankers
  }
}
