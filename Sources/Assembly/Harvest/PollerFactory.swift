internal import Foundation
internal import Logging
internal import Papers
internal import Polling
internal import Queueing
internal import Wire

/// Makes the poller of an installation.
struct PollerFactory {
  let installation: Installation
  let wire: Wire
  let patience: Duration?
  let log: Logger

  private var arxiv: Configuration.ArXiv { installation.configuration.arxiv }

  func poller(
    admitted: @escaping @Sendable (Page) -> Void = { _ in },
    progress: @escaping @Sendable (Polling.Progress) -> Void
  ) throws -> Poller {
    let store = installation.store
    let seams = PollingSeams(
      store: store,
      watched: arxiv.categories,
      now: installation.now,
      admitted: admitted
    )
    let keeper = PaceKeeper(
      store: store,
      lockPath: installation.configuration.storage.database + ".pace",
      gap: arxiv.pace
    )
    return Poller(
      sources: arxiv.sources,
      settings: PollSettings(
        oai: arxiv.oai,
        rss: arxiv.rss,
        api: arxiv.api,
        categories: arxiv.categories,
        lookback: arxiv.lookback,
        calendar: try installation.calendar,
        patience: patience
      ),
      wire: wire,
      pace: keeper.pace,
      holds: store.pollingHolds,
      logbook: seams.logbook,
      ledgerBook: seams.ledgerBook,
      repairBook: seams.repairBook,
      now: installation.now,
      log: log,
      progress: progress
    )
  }
}
