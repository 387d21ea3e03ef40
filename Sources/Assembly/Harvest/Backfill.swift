internal import Foundation
internal import Logging
internal import Papers
internal import Polling
internal import Queueing
internal import Scoring
internal import Synchronization
internal import Wire

/// Harvests a period of the past, and proposes what it held.
package struct Backfill: Sendable {
  private let installation: Installation
  private let period: Period
  private let topics: [Configuration.Topic]

  /// - Parameters:
  ///   - installation: where it goes.
  ///   - from: the first listing, written as `2025-02-01`.
  ///   - to: the last listing.
  ///   - topic: whose candidates are wanted; nil for those of every topic.
  /// - Throws: `NoDay`, `UnknownTopic`.
  package init(_ installation: Installation, from: String, to: String, topic: String?) throws {
    self.installation = installation
    period = try Clock.period(from: from, to: to)
    topics =
      try topic.map { [try installation.configuration.topic($0)] } ?? installation.configuration.topics
  }

  /// - Parameters: as `RoundRunner.run`.
  /// - Throws: `CancellationError`, and what the store or the feed folder cannot do. What arXiv does wrong is in the
  ///   report.
  package func run(
    patience: Duration,
    say: @escaping @Sendable (String) -> Void,
    progress: @escaping @Sendable (BackfillProgress) -> Void
  ) async throws -> RoundReport {
    let loop = installation.curlLoop()
    defer { loop.close() }
    let log = Logger(label: "gleaner", factory: { _ in SayingLog(say: say) })
    let factory = PollerFactory(installation: installation, wire: loop.wire, patience: patience, log: log)
    let meter = BackfillMeter(period: period, topics: topics, now: installation.now)
    let poller = try factory.poller(admitted: { meter.count($0) }) { progress(meter.reading($0)) }
    var report = RoundReport()
    report.harvest = try await poller.backfill(period)
    try await propose(&report)
    return report
  }

  /// As a round does it, but for the whole period, however long ago.
  private func propose(_ report: inout RoundReport) async throws {
    let store = installation.store
    _ = try await Appraiser(topics).appraise(store)
    for topic in topics {
      var line = TopicReport(id: topic.id)
      line.learning = try await Learning(installation, topic: topic).follow()
      if report.harvest.carriedBy != nil {
        let back = max(installation.configuration.arxiv.lookback, installation.today - period.from)
        let policy = ProposalPolicy(
          topic: topic.id,
          daily: topic.rulebook.rules.daily,
          lookback: back,
          through: period.to,
          newsFrom: installation.today - DigestDesk.lead
        )
        line.proposed = try await store.propose(
          policy,
          calendar: try installation.calendar,
          at: installation.now()
        )
      }
      let counts = try await store.counts(topic: topic.id, today: installation.today)
      line.pending = counts[.pending] ?? 0
      report.topics.append(line)
      report.published += try await AfterVerdict(installation).publish(topic)
    }
  }
}

/// How far a backfill has come.
package struct BackfillProgress: Sendable {
  package let papers: Int
  package let pages: Int
  package let candidates: Int
  /// 0...1; nil when it cannot be told yet.
  package let fraction: Double?
  /// In seconds, at the pace of the pages so far; nil when it cannot be told yet.
  package let secondsLeft: Double?
}

/// Counts what a backfill admits.
private final class BackfillMeter: Sendable {
  private struct Count {
    var papers = 0
    var pages = 0
    var candidates = 0
    /// Where the harvest stood when this run began.
    var first: (fraction: Double, at: Date)?
  }

  private let state = Mutex(Count())
  private let period: Period
  private let topics: [Configuration.Topic]
  private let now: @Sendable () -> Date

  init(period: Period, topics: [Configuration.Topic], now: @escaping @Sendable () -> Date) {
    self.period = period
    self.topics = topics
    self.now = now
  }

  func count(_ page: Page) {
    let found =
      page.isSupplement
      ? 0
      : page.papers.count { paper in
        topics.contains { $0.rulebook.appraise(paper).isCandidate }
      }
    state.withLock { state in
      state.papers += page.isSupplement ? 0 : page.papers.count
      state.pages += 1
      state.candidates += found
    }
  }

  func reading(_ step: Polling.Progress) -> BackfillProgress {
    state.withLock { state in
      let left = step.fraction.flatMap { secondsLeft(at: $0, &state) }
      return BackfillProgress(
        papers: state.papers,
        pages: state.pages,
        candidates: state.candidates,
        fraction: step.fraction,
        secondsLeft: left
      )
    }
  }

  /// Waits for the pace are part of the time that pages took, so the estimate keeps to it.
  private func secondsLeft(at fraction: Double, _ state: inout Count) -> Double? {
    guard let first = state.first else {
      state.first = (fraction, now())
      return nil
    }
    let done = fraction - first.fraction
    guard done > 0.005 else { return nil }
    return now().timeIntervalSince(first.at) / done * (1 - fraction)
  }
}
