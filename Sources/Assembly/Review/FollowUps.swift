/// What follows decisions, in the background and one after the other: decisions that come while it runs are followed
/// up together afterwards.
actor FollowUps {
  private let followUp: @Sendable () async -> String
  private let report: @Sendable (String) -> Void
  private var running: Task<Void, Never>?
  private var isWanted = false

  init(_ followUp: @escaping @Sendable () async -> String, report: @escaping @Sendable (String) -> Void) {
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
      report(await followUp())
    }
    running = nil
  }
}
