import Foundation
import Logging
import Papers
import Wire

/// The harvest of the one query.
struct APIHarvest: Sendable {
  let settings: PollSettings
  let errand: Errand

  /// Submission comes days before announcement, so a harvest reaches back (arxiv-protocol section 4.2).
  private static let overlap = 7
  private static let held = 21
  /// A month, since moderation may hold a paper for weeks and ids are given out by the month.
  private static let periodLead = 31
  /// Windows of a period are short, so that it can be told how much is done and the place stays small.
  private static let periodWindow = 7

  private var service: APIService {
    if case .period = errand { return APIService(lane: lane, settings: settings, isPast: true) }
    return APIService(lane: lane, settings: settings)
  }

  var lane: Lane {
    switch errand {
    case .daily: Lane(source: "api", name: "query")
    case .reconcile: Lane(source: "api", name: "query reconcile")
    case .period(let period): Lane(source: "api", name: "query \(period)")
    }
  }

  func page(after state: LaneState, _ asker: Asker) async throws -> Page {
    var (position, place) = try await place(in: state, asker)
    let number = position.pages + 1
    guard let window = place.window else { return page([], position, place) }
    let url = service.url(of: window, place)
    if place.isWaiting {
      let reason = "\(place.missing) papers submitted \(window.text) are counted but were not shown"
      throw service.question(url, number).failed(.body(reason))
    }
    let feed: APIFeed
    do {
      feed = try await service.read(url, number, place, state.trouble, asker)
    } catch let error as PollError where error.cause.isServerError && error.failures >= Backoff.tries {
      return try await shrink(position, place, after: error, asker)
    }
    for damaged in feed.damaged {
      let name = damaged.paper?.id.canonical ?? "an entry without id"
      asker.log.error("\(lane), page \(number): damaged: \(name): \(damaged.reason)")
    }
    let serverDay = max(position.began, feed.updated.map { Day(utc: $0) } ?? position.began)
    let papers = feed.papers.map { settings.dated($0, serverDay) }.filter(settings.watches)
    let ids = feed.papers.map(\.id) + feed.damaged.compactMap(\.paper?.id)
    // Entries that stand on a page twice are one, or the next page would begin too late.
    let received = min(Set(ids).count + feed.unusable.count, place.pageSize)
    let missing = place.advance(received: received, ids: ids, total: feed.total ?? 0)
    if missing > 0 {
      asker.log.warning("\(lane): \(missing) papers were counted but never shown, submitted \(window.text)")
    }
    position.pages = number
    position.papers += papers.count
    position.place = .search(place)
    var page = page(papers, position, place)
    page.late = late(after: state.cursor, serverDay)
    page.isEstimated = true
    page.keepsText = true
    page.damaged = feed.damaged.map { damaged in damaged.with { settings.dated($0, serverDay) } }
      .filter { $0.paper.map(settings.watches) ?? true }
    page.isOutdated = place.window == nil && errand == .daily && serverDay > position.began
    page.served = feed.updated
    return page
  }

  private func late(after cursor: Day?, _ serverDay: Day) -> LateListing? {
    guard errand == .daily, let cursor, let heard = settings.heard else { return nil }
    let evening = (serverDay + 1).startUTC - 1
    let last = settings.calendar.announcements(through: evening, count: 1).first?.day
    return last.map { LateListing(after: cursor, listing: $0, heard: heard) }
  }

  private func page(_ papers: [Paper], _ position: Position, _ place: SearchPlace) -> Page {
    // Nothing at all may be the answer of a service that has lost its index: it moves no cursor.
    let isNothing = place.window == nil && !place.hasHits
    let next: Page.Next =
      place.window == nil ? .done(cursor: isNothing ? nil : position.began) : .more(position)
    var page = Page(
      lane: lane,
      papers: papers,
      next: next,
      number: position.pages,
      papersSoFar: position.papers
    )
    page.from = position.from
    page.beganAt = position.beganAt
    // Three answers in one moment are one.
    page.confirmations = isNothing ? settings.allows(Backoff.betweenConfirmations) ? 3 : 1 : 0
    page.fraction = place.fraction
    return page
  }

  /// Some pairs of place and page size always fail (arxiv-protocol F5, F7): if the service answers a question that
  /// cannot be wrong, smaller pages are tried; when those fail as well, the query is at fault.
  private func shrink(
    _ position: Position,
    _ place: SearchPlace,
    after error: PollError,
    _ asker: Asker
  ) async throws -> Page {
    let number = position.pages + 1
    guard let window = place.window, try await service.canarySings(asker, page: number) else { throw error }
    var smaller = place
    while let next = smaller.withSmallerPages {
      smaller = next
      guard try await service.answers(service.url(of: window, smaller), number, asker) else { continue }
      asker.log.notice("\(lane): \(error.cause) again and again; going on with pages of \(smaller.pageSize)")
      var position = position
      position.place = .search(smaller)
      return page([], position, smaller)
    }
    let reason =
      "\(error.cause), \(error.failures) times and with smaller pages, though it answers other questions"
    throw service.question(error.url ?? "", number).failed(.rejected(reason), failures: error.failures)
  }

  /// The stored place if it belongs to the same query, else the beginning of a new harvest by the server's day.
  private func place(in state: LaneState, _ asker: Asker) async throws -> (Position, SearchPlace) {
    let subject = settings.subject ?? ""
    if let position = state.position, case .search(let place) = position.place, place.subject == subject {
      return (position, place)
    }
    let now = try await service.serverTime(asker)
    let today = Day(utc: now)
    let (from, windows) = windows(after: state.cursor, today: today)
    let place = SearchPlace(subject: subject, windows: windows)
    return (Position(from: from, beganAt: now, place: .search(place)), place)
  }

  /// Up to the midnight after tomorrow: late enough for any time zone and for a day's change meanwhile.
  private func windows(after cursor: Day?, today: Day) -> (from: Day, [Window]) {
    switch errand {
    case .daily:
      // The first harvest of a day looks for papers that were held back; they stand among the old ones.
      let back = cursor.map { $0 < today } ?? false ? max(settings.lookback, Self.held) : Self.overlap
      let unsettled = settings.unsettled.map { $0 - Self.overlap }
      let from = cursor.map { min($0 - back, unsettled ?? $0) } ?? today - settings.lookback
      return (from, [Window(from: from, to: max(from, today) + 2)])
    case .reconcile:
      let from = today - max(settings.lookback, 21)
      return (from, [Window(from: from, to: today + 2)])
    case .period(let period):
      let ends = stride(
        from: (period.from - Self.periodLead).number,
        to: (period.to + 1).number,
        by: Self.periodWindow
      )
      let windows = ends.map { first in
        let last = min(first + Self.periodWindow, (period.to + 1).number)
        return Window(from: Day(number: first), to: Day(number: last))
      }
      return (period.from, windows)
    }
  }
}

extension PollSettings {
  /// Submission does not tell when a paper was announced; the calendar does, unless something held it up. An id is
  /// given out in the month of the announcement (arxiv-protocol section 3).
  func dated(_ paper: Paper, _ serverDay: Day) -> Paper {
    guard let published = paper.published else { return paper }
    var earliest = paper.id.month.first
    while !calendar.isAnnounced(onEveningOf: earliest - 1) { earliest = earliest + 1 }
    var paper = paper
    paper.announced = min(max(calendar.listing(ofSubmission: published), earliest), serverDay)
    return paper
  }
}
