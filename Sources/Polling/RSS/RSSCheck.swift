import Foundation
import Logging
import Markup
import Papers
import Wire

/// The feed of one category: what it shows of the announcement of its day.
struct RSSCheck: Sendable {
  let name: String
  let settings: PollSettings

  /// A feed of so many items was cut, and what is new is cut first.
  private static let limit = 2000

  var lane: Lane { Lane(source: "rss", name: name) }

  func page(after state: LaneState, _ asker: Asker) async throws -> Page {
    let feed = try await ask(asker, state.trouble)
    let day =
      feed.published.map { settings.calendar.newYorkDay(of: $0) } ?? feed.newYorkDay(settings.calendar)
    let isExpected = settings.calendar.isAnnounced(onEveningOf: day - 1)
    if isExpected, try await isStale(feed, day, state.memory, asker) {
      return page([], .stale("\(name) still shows what it showed before \(day)"), feed, day)
    }
    let listing =
      isExpected ? day : settings.calendar.announcements(through: day.startUTC, count: 1).last?.day
    let papers = feed.items.compactMap { $0.paper(listed: listing ?? day) }.filter(settings.watches)
    if !isExpected, !feed.items.isEmpty {
      return page(papers, .stale("\(name) shows papers on \(day), when there is no announcement"), feed, day)
    }
    if feed.items.count >= Self.limit {
      let reason = "\(name) has \(feed.items.count) items, so it was cut and new papers may be missing"
      return page(papers, .stale(reason), feed, day)
    }
    // An empty feed of a day that should have papers may be filled later.
    guard !feed.items.isEmpty || !isExpected else { return page([], .done(cursor: nil), feed, day) }
    let batch = Batch(day: day, guids: Set(feed.items.map(\.guid)))
    return page(papers, .done(cursor: day, memory: feed.items.isEmpty ? nil : batch), feed, day)
  }

  private func page(_ papers: [Paper], _ next: Page.Next, _ feed: RSSFeed, _ day: Day) -> Page {
    var page = Page(lane: lane, papers: papers, next: next, number: 1, papersSoFar: papers.count)
    page.from = day
    page.beganAt = feed.served ?? day.startUTC
    page.served = feed.served
    page.keepsText = true
    page.confirmations = feed.items.isEmpty ? 1 : 0
    return page
  }

  /// By content, not by the dates that a feed bears: the batch is one that was served before, or all that it calls
  /// new was listed earlier (arxiv-protocol F23).
  private func isStale(_ feed: RSSFeed, _ day: Day, _ memory: Batch?, _ asker: Asker) async throws -> Bool {
    guard !feed.items.isEmpty else { return false }
    if let memory, memory.day < day, memory.guids.isSuperset(of: feed.items.map(\.guid)) { return true }
    let new = feed.items.filter { $0.kind == .new }.compactMap { $0.reference?.id }
    guard !new.isEmpty else { return false }
    let listed = try await asker.announcements(new)
    return new.allSatisfy { id in listed[id].map { $0 < day } ?? false }
  }

  private func ask(_ asker: Asker, _ trouble: Trouble?) async throws -> RSSFeed {
    var question = Question(
      lane: lane,
      page: 1,
      url: "\(settings.rss.hasSuffix("/") ? String(settings.rss.dropLast()) : settings.rss)/rss/\(name)",
      firstByte: .seconds(90)
    )
    question.interface = "/rss"
    question.trouble = trouble
    question.isPage = true
    let asked = question
    return try await asker.ask(asked) { response, _ throws(PollError.Cause) in
      guard response.status == 200 || response.status == 400 else { throw .status(response.status) }
      var feed: RSSFeed
      do throws(MarkupError) {
        feed = try RSSFeed(parsing: response.body)
      } catch {
        throw .malformed(response.body, error)
      }
      guard feed.isAnswer else { throw .unusable(response.body, because: "the body is no RSS feed") }
      if response.status == 400 || feed.title.hasPrefix("Feed error") {
        throw .answer("\(feed.title) \(feed.summary)".collapsed.harmless)
      }
      feed.served = response.date ?? feed.built
      guard feed.served != nil || feed.published != nil else { throw .body("the feed has no date") }
      return feed
    }
  }
}
