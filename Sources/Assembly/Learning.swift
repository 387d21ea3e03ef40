internal import Papers
internal import Queueing
internal import Scoring

/// Learns from the decisions about a topic and lets what was learned re-order its candidates.
struct Learning: Sendable {
  private let store: Store
  private let topic: Configuration.Topic

  init(_ installation: Installation, topic: Configuration.Topic) {
    store = installation.store
    self.topic = topic
  }

  /// Trains if a training is due, and gives every paper that qualifies the points that were learned. Where there is
  /// nothing to learn from, the points are those of the rules alone.
  func follow() async throws -> LearningReport {
    let rulebook = topic.rulebook
    do {
      let (ranker, weight) = try await ranker()
      try await store.refine(topic: topic.id, model: "\(ranker.hash), weight \(weight)") { paper in
        ranker.refine(rulebook.appraise(paper), of: paper, weight: weight)
      }
      return LearningReport(notice: nil, accepted: ranker.wanted, others: ranker.unwanted)
    } catch let notice as LearningNotice {
      try await store.refine(topic: topic.id, model: nil) { paper in rulebook.appraise(paper) }
      return LearningReport(notice: notice)
    }
  }

  /// The ranker that was trained last, with its weight; nil when the rules rank alone.
  func current() async throws -> (ranker: LearnedRanker, weight: Double)? {
    guard let learn = topic.learn, learn.weight != 0, let stored = try await store.model(topic: topic.id),
      try await store.labels(topic: topic.id).count >= learn.after,
      let ranker = LearnedRanker(encoded: stored.model)
    else { return nil }
    return (ranker, learn.weight)
  }

  /// - Throws: `LearningNotice` when the rules rank alone.
  private func ranker() async throws -> (ranker: LearnedRanker, weight: Double) {
    guard let learn = topic.learn, learn.weight != 0 else { throw LearningNotice.off }
    let labels = try await store.labels(topic: topic.id).map {
      LabelledPaper($0.paper, $0.isAccepted ? .accepted : .rejected, section: $0.section)
    }
    guard labels.count >= learn.after, let latest = try await store.latestAnnouncement() else {
      throw LearningNotice.fewDecisions(labels.count, needed: learn.after)
    }
    let key = LearnedRanker.key(labels, rulebook: topic.rulebook, latest: latest)
    if let stored = try await store.model(topic: topic.id), stored.trainedFor == key,
      let ranker = LearnedRanker(encoded: stored.model)
    {
      return (ranker, learn.weight)
    }
    let ranker = try LearnedRanker.train(try await lessons(labels, latest: latest), rulebook: topic.rulebook)
    let model = StoredModel(trainedFor: key, hash: ranker.hash, model: try ranker.encoded)
    try await store.keep(model, topic: topic.id)
    return (ranker, learn.weight)
  }

  private func lessons(_ labels: [LabelledPaper], latest: Day) async throws -> [Lesson] {
    let floor = latest - LearnedRanker.undecidedDays
    let passedOver = LearnedRanker.sample(try await store.passedOver(topic: topic.id, before: floor))
    let byID = Dictionary(labels.map { ($0.id, $0) }) { first, _ in first }
    return try await store.papers(labels.map(\.id) + passedOver).map { paper in
      let label = byID[paper.id]
      return Lesson(
        paper,
        topic.rulebook.appraise(paper),
        label?.label ?? .passedOver,
        section: label?.section
      )
    }
  }
}

/// What became of learning for a topic.
package struct LearningReport: Sendable, Equatable {
  /// Why the rules rank alone; nil when they do not.
  let notice: LearningNotice?
  private(set) var accepted = 0
  private(set) var others = 0

  init(notice: LearningNotice?, accepted: Int = 0, others: Int = 0) {
    self.notice = notice
    self.accepted = accepted
    self.others = others
  }

  /// For a person; nil when learning was not asked for.
  package var summary: String? {
    guard let notice else {
      return "ranked with what was learned from \(accepted) accepted and \(others) other papers"
    }
    return notice == .off ? nil : notice.description
  }
}
