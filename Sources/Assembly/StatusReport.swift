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
  /// What could not be put into or taken out of a list yet.
  package let unlisted: [UnlistedRecord]
  /// Who gets nothing more because their server said that they are gone.
  package let disabled: [RecipientRow]
  /// How many deliveries wait, and how many were given up.
  package let outbox: OutboxCounts

  private enum CodingKeys: String, CodingKey {
    case completePoll = "complete_poll"
    case papers, announcements, next, lanes, holds, damaged, repairs, holes, events, unlisted, disabled,
      outbox
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
      events: try await store.events(limit: 20).map(PaperEventRecord.init),
      unlisted: try await unlisted(installation),
      disabled: try await store.recipients().filter { $0.state == .disabled }.map(RecipientRow.init),
      outbox: OutboxCounts(try await store.deliveryCounts())
    )
  }
}

extension StatusReport {
  private static func unlisted(_ installation: Installation) async throws -> [UnlistedRecord] {
    var records: [UnlistedRecord] = []
    for topic in installation.configuration.topics where topic.list != nil {
      records += try await installation.store.dueListDebts(topic: topic.id).map { debt in
        UnlistedRecord(
          topic: topic.id,
          id: debt.work.description,
          wanted: debt.wanted.rawValue,
          reason: debt.reason ?? "not tried yet"
        )
      }
    }
    return records
  }
}

/// A line that a list still owes a decision.
package struct UnlistedRecord: Encodable, Sendable {
  package let topic: String
  package let id: String
  /// `in` or `out`.
  package let wanted: String
  package let reason: String
}

/// The outbox in two numbers.
package struct OutboxCounts: Encodable, Sendable {
  package let pending: Int
  package let dead: Int

  init(_ counts: [Delivery.State: Int]) {
    pending = counts[.pending] ?? 0
    dead = counts[.dead] ?? 0
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
