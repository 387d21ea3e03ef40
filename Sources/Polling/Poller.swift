package import Foundation
package import Logging
import Papers
package import Wire

/// Asks the sources in their order: the first that can be read to its end carries the round, the cross-check compares
/// the day's announcement with what was harvested, and what is known to be missing is asked for by id.
///
/// Every page is handed to the logbook before the next is asked for, so a harvest that fails or is killed goes on
/// where it stood. A source that fails is reported and the next one tries.
package struct Poller: Sendable {
  let sources: [String]
  let settings: PollSettings
  let logbook: Logbook
  let ledgerBook: LedgerBook
  let repairBook: RepairBook
  private(set) var asker: Asker
  let now: @Sendable () -> Date
  let log: Logger
  let progress: @Sendable (Progress) -> Void

  package init(
    sources: [String],
    settings: PollSettings,
    wire: Wire,
    pace: Pace,
    holds: Holds,
    logbook: Logbook,
    ledgerBook: LedgerBook,
    repairBook: RepairBook,
    clock: any Clock<Duration> = ContinuousClock(),
    now: @escaping @Sendable () -> Date = { Date() },
    random: @escaping @Sendable () -> Double = { Double.random(in: 0..<1) },
    log: Logger = Logger(label: "polling", factory: { _ in SwiftLogNoOpLogHandler() }),
    progress: @escaping @Sendable (Progress) -> Void = { _ in }
  ) {
    self.sources = sources
    self.settings = settings
    self.logbook = logbook
    self.ledgerBook = ledgerBook
    self.repairBook = repairBook
    self.now = now
    self.log = log
    self.progress = progress
    asker = Asker(
      settings: settings,
      wire: wire,
      pace: pace,
      holds: holds,
      setTrouble: logbook.setTrouble,
      announcements: logbook.announcements,
      clock: clock,
      now: now,
      random: random,
      log: log
    )
  }

  /// One round.
  /// - Throws: `CancellationError`, or what the logbook, the books, the holds or the pace throw. What arXiv does
  ///   wrong is in the report.
  package func harvest() async throws -> HarvestReport {
    var report = HarvestReport()
    var round = PollingRound(try await knowingDamage())
    let ledger = try await ledger()
    round.settings.unsettled = ledger.unsettled(at: now())
    round.settings.heard = ledger.rows(at: now()).last { $0.news > 0 }?.announcement.day
    try await round.harvest(&report)
    try await round.crossCheck(&report)
    try await round.carryOn(&report)
    try await round.reconcile(&report)
    try await round.repair(&report)
    report.rows = try await self.ledger().rows(at: now())
    sayLatest(report.rows)
    return report
  }

  func knowingDamage() async throws -> Poller {
    var poller = self
    poller.asker.knownDamaged = try await repairBook.everDamaged()
    return poller
  }

  func ledger() async throws -> Ledger {
    try await Ledger.read(ledgerBook, calendar: settings.calendar, at: now())
  }

  /// The level follows from what became of the last announcement.
  private func sayLatest(_ rows: [Ledger.Row]) {
    guard let row = rows.last else { return }
    let text = "announcement of \(row.announcement.day): \(row.outcome.rawValue)"
    switch row.outcome {
    case .news, .quiet, .pending: log.debug("\(text)")
    case .stale: log.warning("\(text): \(row.evidence.last ?? "")")
    case .refused: log.error("\(text): \(row.evidence.last ?? "")")
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
  /// The ledger's last announcements after the round, earliest first.
  package var rows: [Ledger.Row] = []

  package init() {}
}
