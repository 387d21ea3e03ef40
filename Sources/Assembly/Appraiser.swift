internal import Papers
internal import Queueing
internal import Scoring

/// Appraises the stored papers for several topics in one pass: what is looked for by all of them is one automaton.
struct Appraiser: Sendable {
  private let topics: [String]
  private let fingerprints: [String: String]
  private let rulebooks: Rulebooks

  init(_ topics: [Configuration.Topic]) {
    self.topics = topics.map(\.id)
    fingerprints = Dictionary(topics.map { ($0.id, $0.rulebook.fingerprint) }) { first, _ in first }
    rulebooks = Rulebooks(topics.map(\.rulebook))
  }

  /// - Returns: how many papers had no appraisal yet.
  func appraise(_ store: Store) async throws -> Int {
    try await store.appraise(fingerprints) { papers in rows(of: papers) }
  }

  private func rows(of papers: [Paper]) -> [[AppraisalRow]] {
    rulebooks.rate(papers).map { ratings in
      var all = rulebooks.silent
      for rating in ratings { all[rating.topic] = rating }
      return all.map {
        AppraisalRow(topic: topics[$0.topic], score: $0.score, section: $0.section, appraisal: $0.appraisal)
      }
    }
  }
}
