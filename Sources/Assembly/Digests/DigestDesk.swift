internal import Foundation
package import Notifying
package import Papers
internal import Polling
internal import Queueing

/// Fixes the digests that are due, and shows what they would be.
package struct DigestDesk: Sendable {
  private let store: Store
  private let calendar: AnnouncementCalendar
  private let ledger: [Ledger.Row]
  private let now: Date

  /// How many days before it was heard of the listings are from with which a digest begins; what a backfill finds
  /// that is older is no news either.
  static let lead = 7

  /// Reads how polling stands.
  ///
  /// - Throws: `MissingTimeZone`, and what the store throws.
  package init(_ installation: Installation) async throws {
    store = installation.store
    now = installation.now()
    calendar = try installation.calendar
    let book = PollingSeams(
      store: installation.store,
      watched: installation.configuration.arxiv.categories,
      now: installation.now
    ).ledgerBook
    ledger = try await Ledger.read(book, calendar: calendar, at: now).rows(at: now)
  }

  /// Fixes those that are due, each with its deliveries. To be called after a round: a digest that was never heard of
  /// begins with what the round found. Before arXiv was first read to its end none begins.
  ///
  /// - Returns: those that were fixed.
  package func fixDue(_ plans: [DigestPlan], channels: [Channel]) async throws -> [Digest] {
    guard try await store.lastCompletePoll() != nil else { return [] }
    var fixed: [Digest] = []
    for plan in plans {
      try await store.begin(plan.source, floor: Day(utc: now) - Self.lead, at: now)
      guard let progress = try await store.progress(plan.source)?.trusted(at: now),
        let due = plan.schedule.due(progress, now: now, complete: complete)
      else { continue }
      if let digest = try await fix(plan, due: due, channels: channels) { fixed.append(digest) }
    }
    return fixed
  }

  /// What a digest would be if it were due now; nil when nothing would be sent.
  package func preview(_ plan: DigestPlan) async throws -> Digest? {
    let material = try await store.preview(plan.source, floor: Day(utc: now) - Self.lead, at: now)
    let due = DigestDue(day: plan.schedule.day(of: now), at: now)
    return try await composer(plan).digest(material, due: due)
  }

  /// Fixes a digest although it is not due yet. Its day is then dealt with, unless there is nothing to send.
  ///
  /// - Returns: nil when there is nothing to send, or its day was dealt with already.
  /// - Throws: `NeverPolled`; what the store throws.
  package func fixNow(_ plan: DigestPlan, channels: [Channel]) async throws -> Digest? {
    guard try await store.lastCompletePoll() != nil else {
      throw NeverPolled()
    }
    try await store.begin(plan.source, floor: Day(utc: now) - Self.lead, at: now)
    let due = DigestDue(day: plan.schedule.day(of: now), at: now)
    return try await fix(plan, due: due, isEarly: true, channels: channels)
  }

  /// Lets a digest that was fixed go through channels that it did not go through.
  package func send(_ digest: Digest, through channels: [Channel]) async throws {
    let day = String(digest.id.split(separator: "/").last ?? "")
    let addressees = try await addressees(digest.id, day: day, channels)
    try await store.send(digest, to: addressees, at: now)
  }

  private func addressees(_ digest: String, day: String, _ channels: [Channel]) async throws -> [Addressee] {
    let keys = Keys(salt: try await store.salt())
    return channels.flatMap { channel in
      channel.recipients.map { address in
        let print = keys.fingerprint(channel: channel.id, address: address)
        let key = keys.delivery(digest: digest, day: day, channel: channel.id, fingerprint: print)
        return Addressee(channel: channel.id, address: address, fingerprint: print, key: key)
      }
    }
  }

  private func fix(_ plan: DigestPlan, due: DigestDue, isEarly: Bool = false, channels: [Channel])
    async throws
    -> Digest?
  {
    let wanted = channels.filter { plan.channels.contains($0.id) }
    let addressees = try await addressees(plan.policy.id(on: due.day), day: due.day.description, wanted)
    let composer = try await composer(plan)
    return try await store.fix(plan.source, due: due, addressees: addressees, at: now, isEarly: isEarly) {
      material in
      composer.digest(material, due: due)
    }
  }

  private func composer(_ plan: DigestPlan) async throws -> DigestComposer {
    DigestComposer(policy: plan.policy, outage: outage, lastPoll: try await store.lastCompletePoll())
  }

  private var complete: [Announcement] {
    ledger.filter { [.news, .quiet].contains($0.outcome) }.map(\.announcement)
  }

  /// When the last announcement was made and no source would show it; nil when it is known, or too early to say.
  private var outage: String? {
    guard let last = ledger.last(where: { $0.outcome != .pending }),
      [.stale, .refused].contains(last.outcome)
    else {
      return nil
    }
    let what = last.outcome == .refused ? "refuses to answer" : "still shows what it showed before"
    return "arXiv \(what): the papers of \(last.announcement.day) and later are missing here and will follow"
  }
}

/// No digest begins before arXiv was read to its end once: else all that is old would be news.
package struct NeverPolled: Error, Sendable, CustomStringConvertible {
  package var description: String {
    "arXiv was never read to its end: start gleaner run first, so that old papers are no news"
  }
}
