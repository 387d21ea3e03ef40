import Logging
import Papers
import Wire

extension Source {
  /// Everything submitted since shortly before the last harvest (arxiv-protocol sections 1 and 2).
  static let api = Source(
    name: "api",
    help: "query API: all that was submitted since a week before the last harvest, with versions"
  ) { settings throws(PollError) in
    guard !settings.categories.isEmpty else {
      throw PollError(source: "api", cause: .settings("no category is watched"))
    }
    let harvest = APIHarvest(settings: settings)
    return [Walk(lane: harvest.lane) { state, asker in try await harvest.page(after: state, asker) }]
  }
}

/// The harvest of the one query.
struct APIHarvest: Sendable {
  let settings: PollSettings
  let lane = Lane(source: "api", name: "query")

  /// Submission comes days before announcement, so a harvest reaches back (arxiv-protocol section 4.2).
  private static let overlap = 7
  private static let pageSize = 200
  private static let canary = "1605.08386"

  private var subject: String {
    "(" + Set(settings.categories).sorted().map { "cat:\($0)" }.joined(separator: " OR ") + ")"
  }

  func page(after state: LaneState, _ asker: Asker) async throws -> Page {
    var (position, place) = try await place(in: state, asker)
    let number = position.pages + 1
    guard let window = place.window else { return page([], .done(cursor: position.began), position) }
    let url = url(of: window, start: place.start)
    let feed = try await read(url, number, place, asker)
    for name in feed.damaged { asker.log.error("\(lane), page \(number): unusable entry: \(name)") }
    let serverDay = max(position.began, feed.updated.map { Day(utc: $0) } ?? position.began)
    let papers = feed.papers.map { dated($0, serverDay) }.filter(settings.watches)
    let missing = place.advance(received: feed.received, ids: feed.papers.map(\.id), total: feed.total ?? 0)
    if missing > 0 {
      asker.log.warning("\(lane): \(missing) papers were counted but never shown, submitted \(window.text)")
    }
    position.pages = number
    position.papers += papers.count
    position.place = .search(place)
    return page(papers, place.window == nil ? .done(cursor: position.began) : .more(position), position)
  }

  private func page(_ papers: [Paper], _ next: Page.Next, _ position: Position) -> Page {
    Page(lane: lane, papers: papers, next: next, number: position.pages, papersSoFar: position.papers)
  }

  /// The stored place if it belongs to the same query, else the beginning of a new harvest by the server's day.
  private func place(in state: LaneState, _ asker: Asker) async throws -> (Position, SearchPlace) {
    if let position = state.position, case .search(let place) = position.place, place.subject == subject {
      return (position, place)
    }
    let today = try await serverDay(asker)
    let from = state.cursor.map { $0 - Self.overlap } ?? today - settings.lookback
    // Up to the midnight after tomorrow: late enough for any time zone and for a day's change meanwhile.
    let place = SearchPlace(subject: subject, windows: [Window(from: from, to: max(from, today) + 2)])
    return (Position(from: from, began: today, place: .search(place)), place)
  }

  private func serverDay(_ asker: Asker) async throws -> Day {
    let url = canaryURL
    let answer = try await ask(url, 1, asker)
    guard case .feed(let feed) = answer, let updated = feed.updated else {
      throw question(url, 1).failed(.answer(answer.message))
    }
    return Day(utc: updated)
  }

  /// Submission does not tell when a paper was announced; the calendar does, unless something held it up. An id is
  /// given out in the month of the announcement (arxiv-protocol section 3).
  private func dated(_ paper: Paper, _ serverDay: Day) -> Paper {
    guard let published = paper.published else { return paper }
    var earliest = paper.id.month.first
    while !settings.calendar.isAnnounced(onEveningOf: earliest - 1) { earliest = earliest + 1 }
    var paper = paper
    paper.announced = min(max(settings.calendar.listing(ofSubmission: published), earliest), serverDay)
    return paper
  }
}

extension APIHarvest {
  private var canaryURL: String { settings.api.with(["id_list": Self.canary, "max_results": "1"]) }

  private func url(of window: Window, start: Int) -> String {
    settings.api.with([
      "search_query": "\(subject) AND submittedDate:\"\(window.text)\"", "raw": "1",
      "sortBy": "submittedDate", "sortOrder": "ascending",
      "start": String(start), "max_results": String(Self.pageSize),
    ])
  }

  private func question(_ url: String, _ page: Int) -> Question {
    Question(lane: lane, page: page, url: url, firstByte: .seconds(90))
  }

  /// A page that may be believed. One without entries is asked for again before it is: three times when the service
  /// knows of no hits at all, twice at the end of a list (arxiv-protocol F1, F2).
  private func read(
    _ url: String,
    _ number: Int,
    _ place: SearchPlace,
    _ asker: Asker
  ) async throws -> APIFeed {
    var asked = 0
    while true {
      let answer = try await ask(url, number, asker, within: place)
      guard case .feed(let feed) = answer else {
        throw try await judge(answer, question(url, number), asker)
      }
      asked += 1
      if feed.received > 0 || asked >= (feed.total == 0 ? 3 : 2) { return feed }
      try await asker.pauseBeforeAsking(again: asked + 1)
    }
  }

  private enum Answer {
    case feed(APIFeed)
    case refusal(String)

    var message: String {
      guard case .refusal(let message) = self else { return "no date" }
      return message
    }
  }

  private func ask(
    _ url: String,
    _ number: Int,
    _ asker: Asker,
    within place: SearchPlace? = nil
  ) async throws -> Answer {
    try await asker.ask(question(url, number)) { response throws(PollError.Cause) in
      guard response.status == 200 || response.status == 400 else { throw .status(response.status) }
      let feed: APIFeed
      do {
        feed = try APIFeed(parsing: response.body)
      } catch {
        if response.status == 400 { return .refusal("status 400, \"\(response.body.excerpt)\"") }
        throw .unusable(response.body, because: "the body is no whole XML document (\(error))")
      }
      if response.status == 400 { return .refusal(feed.failure ?? "status 400") }
      if let failure = feed.failure { throw .answer(failure) }
      guard feed.isAnswer else {
        throw .unusable(response.body, because: "the body is no Atom feed")
      }
      if let fault = feed.fault(within: place) { throw .body(fault) }
      return .feed(feed)
    }
  }

  /// A refusal is ours when the same service answers a question that cannot be wrong.
  private func judge(_ refusal: Answer, _ question: Question, _ asker: Asker) async throws -> PollError {
    do {
      if case .feed = try await ask(canaryURL, question.page, asker) {
        return question.failed(.rejected(refusal.message))
      }
      return question.failed(.answer(refusal.message))
    } catch let error as PollError {
      return question.failed(.answer(refusal.message), nextAttempt: error.nextAttempt)
    }
  }
}

extension APIFeed {
  /// Why nothing of this answer is to be believed, as a sentence part; nil when it is sound.
  func fault(within place: SearchPlace?) -> String? {
    guard let total else { return "the feed does not say how many papers there are" }
    guard updated != nil else { return "the feed has no date" }
    guard let place, received == 0 else { return nil }
    // A list that had papers does not come to have none.
    if total > place.start || (total == 0 && place.start > 0) {
      return "the page has no papers although there are \(max(total, place.total))"
    }
    return nil
  }
}
