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

/// What is measured: papers, and what was listed of them.
struct EvaluationMaterial: Sendable {
  let topic: Configuration.Topic
  let listed: [ListedPaper]
  let pool: Pool
  /// Papers of the months that were asked for.
  let judged: Set<PaperID>

  /// - Throws: `InputError` for a file that cannot be used; `NothingToMeasure` when no listed paper is in the pool.
  init(_ request: EvaluationRequest, topic: Configuration.Topic, store: Store?) async throws {
    self.topic = topic
    if request.list == nil, let store {
      listed = try await Self.accepted(store, topic: topic.id)
    } else {
      listed = try request.list.map { try ListedFile.read($0) } ?? []
    }
    if request.papers.isEmpty, let store {
      pool = try await Pool.read(store, rulebook: topic.rulebook)
    } else {
      pool = try Pool.read(request.papers, rulebook: topic.rulebook)
    }
    let ids = pool.papers.map(\.paper.id)
    judged = Set(
      ids.filter { id in
        request.months.isEmpty || request.months.contains { id.canonical.hasPrefix($0) }
      }
    )
    guard listed.contains(where: { [judged] in judged.contains($0.id) }) else {
      throw NothingToMeasure(listed: listed.count, papers: judged.count)
    }
  }

  /// The judged papers with what the rules say of them.
  var papers: [AppraisedPaper] { pool.papers.filter { judged.contains($0.paper.id) } }

  private static func accepted(_ store: Store, topic: String) async throws -> [ListedPaper] {
    let added = Dictionary(
      try await store.verdicts(topic: topic).filter { $0.after == .accepted }.map {
        ($0.work, Day(utc: $0.at))
      }
    ) { first, _ in first }
    return try await store.labels(topic: topic).filter(\.isAccepted).map {
      ListedPaper(id: $0.paper, section: $0.section, added: added[.arxiv($0.paper)])
    }
  }
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

/// A suggestion as it is printed.
package struct SuggestionRecord: Encodable, Sendable {
  /// `add` or `drop`.
  package let action: String
  package let term: String
  package let group: String
  package let recall: Double
  package let perDay: Double
  package let averagePrecision: Double
  package let why: String

  init(_ suggestion: Suggestion) {
    action = suggestion.action.rawValue
    term = suggestion.term
    group = suggestion.group
    recall = suggestion.gain.recall.rounded
    perDay = suggestion.gain.perDay.rounded
    averagePrecision = suggestion.gain.averagePrecision.rounded
    why = suggestion.why
  }

  private enum CodingKeys: String, CodingKey {
    case action, term, group, recall, why
    case perDay = "per_day"
    case averagePrecision = "AP"
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
