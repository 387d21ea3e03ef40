internal import Foundation
internal import Papers
internal import Polling
internal import Queueing

/// How polling stands: what became of the last announcements, and what a person may have to look at.
package struct StatusReport: Encodable, Sendable {
  /// When a source was last read to its end, by the server's clock.
  package let completePoll: String?
  package let papers: Int
  /// The last fourteen, earliest first.
  package let announcements: [AnnouncementRecord]
  package let next: NextRecord?
  package let lanes: [LaneRecord]
  /// Those in force.
  package let holds: [HoldRecord]
  package let damaged: [DamagedRecord]
  /// What repair has found, latest first.
  package let repairs: [RepairRow]
  package let holes: HoleCounts
  /// The latest changes of known papers, oldest first.
  package let events: [PaperEventRecord]

  private enum CodingKeys: String, CodingKey {
    case completePoll = "complete_poll"
    case papers, announcements, next, lanes, holds, damaged, repairs, holes, events
  }

  /// Follows from what became of the last announcement.
  package var status: ExitStatus {
    let unheard = [Ledger.Outcome.stale, .refused].map(\.rawValue)
    return announcements.last.map { unheard.contains($0.outcome) } ?? false ? .tryAgain : .done
  }

  /// Reads the store; asks nobody.
  ///
  /// - Throws: `MissingTimeZone`, and what the store throws.
  package static func read(_ installation: Installation) async throws -> StatusReport {
    let store = installation.store
    let now = installation.now()
    let calendar = try installation.calendar
    let book = PollingSeams(
      store: store,
      watched: installation.configuration.arxiv.categories,
      now: installation.now
    ).ledgerBook
    let ledger = try await Ledger.read(book, calendar: calendar, at: now)
    let holes = try await store.holeCounts()
    return StatusReport(
      completePoll: try await store.lastCompletePoll()?.rfc3339,
      papers: try await store.paperCount(),
      announcements: ledger.rows(at: now).map(AnnouncementRecord.init),
      next: calendar.nextAnnouncement(after: now).map(NextRecord.init),
      lanes: try await store.lanes().map(LaneRecord.init),
      holds: try await store.holds().filter { $0.hold.until > now }.map(HoldRecord.init),
      damaged: try await store.damaged().map(DamagedRecord.init),
      repairs: try await store.repairs(limit: 50).map(RepairRow.init),
      holes: HoleCounts(open: holes.open, probed: holes.probed),
      events: try await store.events(limit: 20).map(PaperEventRecord.init)
    )
  }
}

extension Installation {
  /// arXiv's calendar with the holidays of the configuration.
  var calendar: AnnouncementCalendar {
    get throws {
      let holidays = configuration.arxiv.holidays
      return try AnnouncementCalendar(holidays: AnnouncementCalendar.holidays(overriddenBy: holidays))
    }
  }
}
