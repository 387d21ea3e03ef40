package import Foundation
package import Papers

/// What became of each announcement: worked out from what the sources said and from the papers that were admitted, so
/// that a late paper or a recovered source sets the past right.
package struct Ledger: Sendable {
  package enum Outcome: String, Sendable {
    /// A source was read to its end after the announcement, and there are papers of it.
    case news
    /// Two sources agree that there is nothing, or one has said so three times.
    case quiet
    /// A source still shows what it showed before, and none shows anything of this announcement.
    case stale
    /// The sources failed or throttled since the announcement.
    case refused
    /// It is too early to say.
    case pending
  }

  package struct Row: Sendable, Equatable {
    package let announcement: Announcement
    package let outcome: Outcome
    /// Watched papers of the listing that are in the store.
    package let news: Int
    /// What the sources said, a sentence each, latest last.
    package let evidence: [String]
  }

  /// One has to say three times that there is nothing before it is believed.
  private static let confirmationsNeeded = 3
  private static let shownEvidence = 6

  private let calendar: AnnouncementCalendar
  private let polls: [Poll]
  private let counts: [Day: Int]

  /// - Parameters:
  ///   - calendar: what announcements are expected.
  ///   - polls: in the order in which they were made.
  ///   - counts: how many watched papers each listing had.
  package init(calendar: AnnouncementCalendar, polls: [Poll], counts: [Day: Int]) {
    self.calendar = calendar
    self.polls = polls
    self.counts = counts
  }

  /// Reads the evidence of the last announcements.
  package static func read(
    _ book: LedgerBook,
    calendar: AnnouncementCalendar,
    at now: Date,
    count: Int = 14
  ) async throws -> Ledger {
    let first = calendar.announcements(through: now, count: count).first
    return Ledger(
      calendar: calendar,
      polls: try await book.polls(first?.at ?? now),
      counts: try await book.counts(first?.day ?? Day(utc: now))
    )
  }

  /// The last announcements made by `now`, earliest first. A listing that nobody expected has a row when it has
  /// papers.
  package func rows(at now: Date, count: Int = 14) -> [Row] {
    let expected = calendar.announcements(through: now, count: count)
    guard let first = expected.first else { return [] }
    let known = Set(expected.map(\.day))
    let others = counts.keys.filter { $0 >= first.day && !known.contains($0) && $0 <= Day(utc: now) + 1 }
    let unexpected = others.map { Announcement(day: $0, at: calendar.announcement(ofListing: $0)) }
    return (expected + unexpected).sorted { $0.day < $1.day }.suffix(count).map(row)
  }

  /// The earliest due announcement that is not settled: neither seen nor known to be none. What no source was ever asked
  /// for is left out.
  package func unsettled(at now: Date) -> Day? {
    rows(at: now).map(\.announcement.day).first { day in isOpen(day, at: now) }
  }

  private func isOpen(_ day: Day, at now: Date) -> Bool {
    guard polls.contains(where: { $0.concerns(day) }) else { return false }
    return rows(at: now).contains { $0.announcement.day == day && ![.news, .quiet].contains($0.outcome) }
  }

  private func row(_ announcement: Announcement) -> Row {
    let news = counts[announcement.day] ?? 0
    let since = polls.filter { $0.at >= announcement.at && $0.concerns(announcement.day) }
    let whole = since.filter { $0.outcome == .complete && $0.canHaveSeen(announcement) }
    let shown = since.last.map { last in since.filter { $0 == last || $0.isTelling } } ?? []
    return Row(
      announcement: announcement,
      outcome: outcome(of: announcement, news, since, whole),
      news: news,
      evidence: Self.condensed(shown.map(\.sentence)).suffix(Self.shownEvidence)
    )
  }

  private func outcome(
    of announcement: Announcement,
    _ news: Int,
    _ since: [Poll],
    _ whole: [Poll]
  ) -> Outcome {
    if news > 0, !whole.isEmpty { return .news }
    // What a source last said counts, but a refusal of one is nothing while another was read to its end.
    let latest = Dictionary(since.map { ($0.source, $0) }) { _, later in later }
    let isStale = latest.values.contains { $0.outcome == .stale }
    // What others still say a day later is more than that one source has not moved on.
    let confirming = isStale ? whole.filter { $0.at >= announcement.at + 86_400 } : whole
    if news == 0, isConfirmed(confirming) { return .quiet }
    if isStale { return .stale }
    if latest.values.contains(where: { $0.outcome == .refused }), whole.isEmpty { return .refused }
    return .pending
  }

  private func isConfirmed(_ whole: [Poll]) -> Bool {
    if Set(whole.map(\.source)).count >= 2 { return true }
    return whole.reduce(0) { $0 + max(1, $1.confirmations) } >= Self.confirmationsNeeded
  }

  /// The same sentence many times in a row is said once.
  private static func condensed(_ sentences: [String]) -> [String] {
    var result: [String] = []
    for sentence in sentences where sentence != result.last { result.append(sentence) }
    return result
  }
}

extension Poll {
  fileprivate func concerns(_ day: Day) -> Bool {
    (since.map { $0 <= day } ?? true) && (through.map { $0 >= day } ?? true)
  }

  /// Sources show an announcement some time after it was made.
  fileprivate func canHaveSeen(_ announcement: Announcement) -> Bool {
    at >= announcement.at + (Source.named(source)?.lag.seconds ?? 0)
  }

  /// Whether a person wants to know of it also when something came later.
  fileprivate var isTelling: Bool { outcome != .complete || confirmations > 0 }

  fileprivate var sentence: String { "\(at.rfc3339) \(source): \(detail)" }
}
