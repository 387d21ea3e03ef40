/// What follows decisions, in the background and one after the other: decisions that come while it runs are followed
/// up together afterwards.
actor FollowUps {
  private let followUp: @Sendable () async -> FollowUpNews
  private let report: @Sendable (FollowUpNews) -> Void
  private var running: Task<Void, Never>?
  private var isWanted = false
  /// What the latest one came to; nil before the first.
  private(set) var last: FollowUpNews?

  init(
    _ followUp: @escaping @Sendable () async -> FollowUpNews,
    report: @escaping @Sendable (FollowUpNews) -> Void
  ) {
    self.followUp = followUp
    self.report = report
  }

  func request() {
    isWanted = true
    guard running == nil else { return }
    running = Task { await work() }
  }

  /// Whether anything that was asked for is not done yet.
  var isRunning: Bool { running != nil }

  /// Waits until all that was asked for is done.
  func finish() async { await running?.value }

  private func work() async {
    while isWanted {
      isWanted = false
      let news = await followUp()
      last = news
      report(news)
    }
    running = nil
  }
}

/// What became of what follows decisions, for a person who goes on deciding.
package struct FollowUpNews: Sendable {
  package let text: String
  /// Why the list or the feeds are not up to date; nil when they are, or wait for something about single works.
  package let failure: Failure?
  /// Whether the text tells of anything that was not done.
  package let isBad: Bool

  package init(_ text: String, failure: Failure? = nil, isBad: Bool = false) {
    self.text = text
    self.failure = failure
    self.isBad = isBad || failure != nil
  }
}
