package import Foundation
package import Logging
package import Wire

/// Asks the sources in their order until one completes its harvest.
///
/// Every page is handed to the logbook before the next is asked for, so a harvest that fails or is killed goes on
/// where it stood. A source that fails is reported and the next one tries.
package struct Poller: Sendable {
  private let sources: [String]
  private let settings: PollSettings
  private let logbook: Logbook
  private let asker: Asker
  private let log: Logger
  private let progress: @Sendable (Progress) -> Void

  package init(
    sources: [String],
    settings: PollSettings,
    wire: Wire,
    pace: Pace,
    holds: Holds,
    logbook: Logbook,
    clock: any Clock<Duration> = ContinuousClock(),
    now: @escaping @Sendable () -> Date = { Date() },
    random: @escaping @Sendable () -> Double = { Double.random(in: 0..<1) },
    log: Logger = Logger(label: "polling", factory: { _ in SwiftLogNoOpLogHandler() }),
    progress: @escaping @Sendable (Progress) -> Void = { _ in }
  ) {
    self.sources = sources
    self.settings = settings
    self.logbook = logbook
    self.log = log
    self.progress = progress
    asker = Asker(
      settings: settings,
      wire: wire,
      pace: pace,
      holds: holds,
      clock: clock,
      now: now,
      random: random,
      log: log
    )
  }

  /// One round.
  /// - Throws: `CancellationError`, or what the logbook, the holds or the pace throw. What arXiv does wrong is in the
  ///   report.
  package func harvest() async throws -> HarvestReport {
    var report = HarvestReport()
    for name in sources where report.carriedBy == nil {
      if try await walk(name, &report) { report.carriedBy = name }
    }
    return report
  }

  /// Whether all lanes of the source were harvested to their end.
  private func walk(_ name: String, _ report: inout HarvestReport) async throws -> Bool {
    let walks: [Walk]
    do throws(PollError) {
      walks = try prepare(name)
    } catch {
      report.add(error)
      return false
    }
    var isComplete = true
    for walk in walks {
      do {
        try await harvest(walk, &report)
      } catch let error as PollError {
        try Task.checkCancellation()
        report.add(error)
        isComplete = false
        // A set that arXiv does not know says nothing about the others; any other fault does.
        guard error.isConfiguration else { break }
      }
    }
    return isComplete
  }

  private func prepare(_ name: String) throws(PollError) -> [Walk] {
    guard let source = Source.named(name) else {
      let known = Source.all.map(\.name).joined(separator: ", ")
      throw PollError(source: name, cause: .settings("there is no such source; there are \(known)"))
    }
    return try source.prepare(settings)
  }

  private func harvest(_ walk: Walk, _ report: inout HarvestReport) async throws {
    var state = try await logbook.state(walk.lane)
    state.position = state.position?.inNewRun
    let isResumed = state.position != nil
    while true {
      try Task.checkCancellation()
      let page = try await walk.step(state, asker)
      report.newPapers += try await logbook.commit(page)
      report.pages += 1
      progress(page.progress(isResumed: isResumed))
      guard case .more(let position) = page.next else { return }
      state.position = position
    }
  }
}

/// What a round came to.
package struct HarvestReport: Sendable {
  /// The source whose harvest is complete; nil when none is.
  package var carriedBy: String?
  /// Over all sources, also those that failed later.
  package var newPapers = 0
  package var pages = 0
  package var failures: [PollError] = []

  package init() {}

  fileprivate mutating func add(_ error: PollError) {
    failures.append(error)
  }
}

extension Page {
  fileprivate func progress(isResumed: Bool) -> Progress {
    Progress(source: lane.source, lane: lane, page: number, papersSoFar: papersSoFar, resumed: isResumed)
  }
}

extension Position {
  /// A list whose token was refused once may begin anew again in a later run, or it could never be finished.
  fileprivate var inNewRun: Position {
    guard case .list(var list) = place else { return self }
    list.restarted = false
    var position = self
    position.place = .list(list)
    return position
  }
}
