internal import Listing
package import Logging
internal import Notifying
internal import Papers
package import Polling
internal import Publishing
internal import Queueing
internal import Reviewing
internal import Scoring
package import Wire

/// The program in one paragraph: what the lists hold is admitted, arXiv is harvested, what is new is appraised and
/// the best of it proposed, the lists get the lines that are due to them, the feeds are published, and what is due of
/// digests and deliveries is sent. Safe to kill at any line: each step is a transaction or an
/// atomic file, and the next round does what is missing.
package struct Round: Sendable {
  private let installation: Installation
  private let wire: Wire
  private let patience: Duration?
  private let log: Logger
  private let progress: @Sendable (Polling.Progress) -> Void

  package init(
    _ installation: Installation,
    wire: Wire,
    patience: Duration?,
    log: Logger,
    progress: @escaping @Sendable (Polling.Progress) -> Void = { _ in }
  ) {
    self.installation = installation
    self.wire = wire
    self.patience = patience
    self.log = log
    self.progress = progress
  }

  /// - Throws: `CancellationError`, and what the store cannot do. What is wrong with arXiv, a list or a feed folder is
  ///   in the report.
  package func run() async throws -> RoundReport {
    var report = RoundReport()
    try await importLists(&report)
    let factory = PollerFactory(installation: installation, wire: wire, patience: patience, log: log)
    report.harvest = try await factory.poller(progress: progress).harvest()
    try await propose(&report)
    for (index, topic) in installation.configuration.topics.enumerated() {
      report.topics[index].list = try await list(topic)
      try await publish(topic, &report)
    }
    try await deliver(&report)
    return report
  }

  /// A folder that cannot be written to keeps nobody from their digest.
  private func publish(_ topic: Configuration.Topic, _ report: inout RoundReport) async throws {
    do { report.published += try await AfterVerdict(installation).publish(topic) } catch let error
      as PublishError
    {
      report.publishFailures.append(error)
    }
  }

  /// What waits for its next attempt neither holds the round nor changes its status.
  private func deliver(_ report: inout RoundReport) async throws {
    guard !installation.configuration.channels.isEmpty else { return }
    do {
      let mailroom = try Mailroom(installation, wire: wire)
      report.digests = try await DigestDesk(installation)
        .fixDue(installation.configuration.digests, channels: mailroom.channels)
      report.deliveries = try await mailroom.deliver()
    } catch let fault as ChannelsUnusable {
      report.notReady = fault
    }
  }

  /// Edits the list as the standing orders, and decisions that could not be followed at once, have it.
  private func list(_ topic: Configuration.Topic) async throws -> ListReport? {
    guard let list = try await ListKeeper(installation, topic: topic, wire: wire)?.keep() else { return nil }
    if !list.changes.isEmpty {
      _ = try await ListImporter(installation).importList(list.file, topic: topic)
    }
    return list
  }

  private func importLists(_ report: inout RoundReport) async throws {
    for topic in installation.configuration.topics {
      report.topics.append(TopicReport(id: topic.id))
      guard let list = topic.list else { continue }
      do {
        let result = try await ListImporter(installation).importList(list.file, topic: topic)
        report.topics[report.topics.count - 1].imported = result
      } catch let error as ListFileError {
        report.listFailures.append(error)
      }
    }
  }

  /// A day is full when its best have joined, so they are chosen when the harvest is complete: a page that is
  /// still to come may hold better ones. What arXiv will never answer is not waited for.
  private func propose(_ report: inout RoundReport) async throws {
    let isComplete = report.carriedBy != nil || report.harvest.failures.allSatisfy(\.isConfiguration)
    let store = installation.store
    let topics = installation.configuration.topics
    _ = try await Appraiser(topics).appraise(store)
    for (index, topic) in topics.enumerated() {
      report.topics[index].learning = try await Learning(installation, topic: topic).follow()
      if isComplete { report.topics[index].proposed = try await propose(topic) }
      let ordered = try await topic.orders.carryOut(topic: topic.id, in: store, at: installation.now())
      report.topics[index].ordered = ordered
      let counts = try await store.counts(topic: topic.id, today: installation.today)
      report.topics[index].pending = counts[.pending] ?? 0
    }
  }

  private func propose(_ topic: Configuration.Topic) async throws -> Int {
    let policy = ProposalPolicy(
      topic: topic.id,
      daily: topic.rulebook.rules.daily,
      lookback: installation.configuration.arxiv.lookback
    )
    return try await installation.store.propose(
      policy,
      calendar: try installation.calendar,
      at: installation.now()
    )
  }
}

/// What a round came to.
package struct RoundReport: Sendable {
  package internal(set) var topics: [TopicReport] = []
  /// Paths of the feed files that changed.
  package internal(set) var published: [String] = []
  var listFailures: [ListFileError] = []
  var publishFailures: [PublishError] = []
  /// Those that became due.
  var digests: [Digest] = []
  var deliveries = CourierReport()
  /// Why nothing could be sent.
  var notReady: ChannelsUnusable?
  var harvest = HarvestReport()

  /// The source whose harvest is complete; nil when none is.
  package var carriedBy: String? { harvest.carriedBy }
  package var newPapers: Int { harvest.newPapers }
  package var pages: Int { harvest.pages }
  /// What went wrong outside, a sentence each.
  package var failures: [String] {
    listFailures.map(\.description) + publishFailures.map(\.description) + harvest.failures.map(\.description)
      + deliveries.failures
      + (notReady.map { [$0.reason] } ?? [])
  }

  /// Whether the last announcement was made and no source would show it.
  private var isUnheard: Bool {
    harvest.rows.last.map { [.stale, .refused].contains($0.outcome) } ?? false
  }

  package var status: ExitStatus {
    let isOurs =
      !listFailures.isEmpty || !publishFailures.isEmpty || notReady != nil
      || harvest.failures.contains(where: \.isConfiguration)
    if isOurs { return .configuration }
    return harvest.failures.isEmpty && !isUnheard ? .done : .tryAgain
  }
}

/// What a round came to for one topic.
package struct TopicReport: Sendable {
  package let id: String
  /// nil without a list.
  package var imported: ListImportReport?
  /// New candidates; nil when they wait for a harvest that is not complete.
  package var proposed: Int?
  package var learning: LearningReport?
  /// What the standing orders decided.
  var ordered = (accepted: 0, expired: 0)
  /// What became of the list; nil without one.
  var list: ListReport?
  package var pending = 0
}
