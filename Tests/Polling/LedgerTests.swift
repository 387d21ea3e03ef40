import Foundation
import Papers
import Testing

@testable import Polling

/// Listings of the last week of May 2025: Monday the 26th to Friday the 30th.
struct LedgerTests {
  private func poll(
    _ source: String,
    _ outcome: Poll.Outcome,
    at time: String,
    confirmations: Int = 0,
    since: String? = nil
  ) throws -> Poll {
    Poll(
      source: source,
      at: try #require(Date(rfc3339: time)),
      since: try since.map { try #require(Day($0)) },
      outcome: outcome,
      confirmations: confirmations,
      detail: "\(outcome)"
    )
  }

  private func rows(
    _ polls: [Poll],
    _ counts: [String: Int] = [:],
    at now: String = "2025-05-30T06:00:00Z"
  ) throws -> [Ledger.Row] {
    var days: [Day: Int] = [:]
    for (day, count) in counts { days[try #require(Day(day))] = count }
    let ledger = Ledger(calendar: try AnnouncementCalendar(), polls: polls, counts: days)
    return ledger.rows(at: try #require(Date(rfc3339: now)))
  }

  private func last(_ polls: [Poll], _ news: Int = 0) throws -> Ledger.Outcome? {
    try rows(polls, ["2025-05-30": news]).last?.outcome
  }

  @Test func `has a row for each of the last fourteen announcements, weekends left out`() throws {
    let days = try rows([]).map(\.announcement.day.description)
    #expect(days.count == 14)
    #expect(
      days.suffix(6) == ["2025-05-23", "2025-05-26", "2025-05-27", "2025-05-28", "2025-05-29", "2025-05-30"]
    )
    #expect(try rows([]).allSatisfy { $0.outcome == .pending })
  }

  @Test func `says news when a source was read to its end after the announcement`() throws {
    let after = try poll("oai", .complete, at: "2025-05-30T03:00:00Z")
    #expect(try last([after], 3) == .news)
    #expect(try rows([after], ["2025-05-30": 3]).last?.news == 3)
    let before = try poll("oai", .complete, at: "2025-05-29T23:00:00Z")
    #expect(try last([before], 3) == .pending)
    let early = try poll("oai", .complete, at: "2025-05-30T01:00:00Z")
    #expect(try last([early], 3) == .pending, "OAI-PMH shows an announcement two and a half hours later")
    let elsewhere = try poll("oai", .complete, at: "2025-05-30T03:00:00Z", since: "2025-05-31")
    #expect(try last([elsewhere], 3) == .pending, "the harvest began after the listing")
  }

  @Test func `says quiet when two sources agree or one has said so three times`() throws {
    let oai = try poll("oai", .complete, at: "2025-05-30T03:00:00Z", confirmations: 1)
    let api = try poll("api", .complete, at: "2025-05-30T03:10:00Z", confirmations: 1)
    #expect(try last([oai]) == .pending)
    #expect(try last([oai, oai]) == .pending)
    #expect(try last([oai, oai, oai]) == .quiet)
    #expect(try last([oai, api]) == .quiet)
    #expect(try last([try poll("api", .complete, at: "2025-05-30T03:10:00Z", confirmations: 3)]) == .quiet)
  }

  @Test func `a stale source is never a quiet day`() throws {
    let oai = try poll("oai", .complete, at: "2025-05-30T05:00:00Z", confirmations: 1)
    let api = try poll("api", .complete, at: "2025-05-30T05:00:00Z", confirmations: 1)
    let stale = try poll("rss", .stale, at: "2025-05-30T05:30:00Z")
    #expect(try last([oai, api, stale]) == .stale)
    #expect(try last([oai, stale], 2) == .news)
    #expect(try last([stale]) == .stale)
    let fresh = try poll("rss", .complete, at: "2025-05-30T06:30:00Z")
    #expect(try last([oai, api, stale, fresh]) == .quiet)
  }

  @Test func `a source that refuses is refused, until another can be read`() throws {
    let refused = try poll("oai", .refused, at: "2025-05-30T05:00:00Z")
    #expect(try last([refused]) == .refused)
    #expect(try last([refused], 2) == .refused, "a part of the papers is not the announcement")
    let api = try poll("api", .complete, at: "2025-05-30T05:10:00Z")
    #expect(try last([refused, api], 2) == .news)
    #expect(try last([refused, api]) == .pending)
  }

  @Test func `a late paper or a recovered source sets the past right`() throws {
    let refused = try poll("oai", .refused, at: "2025-05-29T05:00:00Z")
    let later = try poll("oai", .complete, at: "2025-05-30T05:00:00Z", since: "2025-05-26")
    let before = try rows([refused], at: "2025-05-29T06:00:00Z").last
    #expect(before?.outcome == .refused)
    let row = try rows([refused, later], ["2025-05-29": 4]).first { $0.announcement.day == Day("2025-05-29") }
    #expect(row?.outcome == .news)
    #expect(row?.evidence.count == 2)
  }

  @Test func `an announcement that nobody expected has a row when it has papers`() throws {
    // Thanksgiving of 2026 has no announcement.
    let days = try rows([], ["2026-11-27": 2], at: "2026-11-28T06:00:00Z").map(\.announcement.day.description)
    #expect(days.last == "2026-11-27")
    #expect(try rows([], at: "2026-11-28T06:00:00Z").last?.announcement.day.description == "2026-11-26")
  }

  @Test func `the same sentence is said once`() throws {
    let polls = try (1...4).map { _ in try poll("oai", .refused, at: "2025-05-30T05:00:00Z") }
    #expect(try rows(polls).last?.evidence == ["2025-05-30T05:00:00Z oai: refused"])
  }

  @Test func `the earliest announcement that is not settled is named`() throws {
    let polls = [try poll("oai", .complete, at: "2025-05-30T05:00:00Z")]
    var counts: [Day: Int] = [:]
    for row in try rows([]) { counts[row.announcement.day] = 1 }
    let now = try #require(Date(rfc3339: "2025-05-30T06:00:00Z"))
    let calendar = try AnnouncementCalendar()
    #expect(Ledger(calendar: calendar, polls: polls, counts: counts).unsettled(at: now) == nil)
    counts[try #require(Day("2025-05-27"))] = nil
    #expect(Ledger(calendar: calendar, polls: polls, counts: counts).unsettled(at: now) == Day("2025-05-27"))
  }
}
