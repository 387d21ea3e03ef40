import Foundation
import Logging
import Markup
import Papers
import Wire

/// Questions to the query API and what its answers are worth.
struct APIService: Sendable {
  let lane: Lane
  let settings: PollSettings
  /// Whether the questions are about a period of the past.
  var isPast = false

  /// A paper that has always been there: the question for it cannot be wrong.
  static let canary = "1605.08386"

  private var canaryURL: String { settings.api.with(["id_list": Self.canary, "max_results": "1"]) }

  func url(of window: Window, _ place: SearchPlace) -> String {
    settings.api.with([
      "search_query": query(of: window), "raw": "1",
      "sortBy": "submittedDate", "sortOrder": "ascending",
      "start": String(place.start), "max_results": String(place.pageSize),
    ])
  }

  private func query(of window: Window) -> String {
    let date = "submittedDate:\"\(window.text)\""
    return settings.subject.map { "\($0) AND \(date)" } ?? date
  }

  func url(of ids: [PaperID]) -> String {
    settings.api.with([
      "id_list": ids.map(\.canonical).joined(separator: ","), "max_results": String(ids.count),
    ])
  }

  func question(_ url: String, _ page: Int) -> Question {
    Question(lane: lane, page: page, url: url, firstByte: .seconds(90))
  }

  func serverTime(_ asker: Asker) async throws -> Date {
    let answer = try await ask(question(canaryURL, 1), asker)
    guard case .feed(let feed) = answer, let updated = feed.updated else {
      throw question(canaryURL, 1).failed(.answer(answer.message))
    }
    return updated
  }

  /// A page that may be believed. One without entries is asked for again before it is: three times when the service
  /// knows of no hits at all, twice at the end of a list (arxiv-protocol F1, F2).
  func read(
    _ url: String,
    _ number: Int,
    _ place: SearchPlace,
    _ trouble: Trouble?,
    _ asker: Asker
  ) async throws -> APIFeed {
    var question = question(url, number)
    question.trouble = trouble
    question.isPage = true
    var asked = 0
    while true {
      let answer = try await ask(question, asker, within: place)
      guard case .feed(let feed) = answer else {
        throw try await judge(answer, question, asker)
      }
      asked += 1
      if feed.received > 0 { sayIfRewritten(feed, place, number, asker) }
      if feed.received > 0 { return feed }
      if asked >= (feed.total == 0 ? 3 : 2) { return try await believed(feed, question, asker) }
      // A period of the past has its papers or has not; what is new may not be there yet.
      if !isPast { try await asker.pauseBeforeConfirming() }
    }
  }

  /// That a query has no hits is believed of a service that answers other questions.
  private func believed(_ feed: APIFeed, _ question: Question, _ asker: Asker) async throws -> APIFeed {
    guard feed.total == 0 else { return feed }
    guard case .feed = try await ask(self.question(canaryURL, question.page), asker) else {
      throw question.failed(.answer("no hits, and no answer to a question that cannot be wrong"))
    }
    return feed
  }

  /// The title of a feed shows the query as the service understood it (arxiv-protocol section 1.4).
  private func sayIfRewritten(_ feed: APIFeed, _ place: SearchPlace, _ number: Int, _ asker: Asker) {
    guard let window = place.window, let told = feed.query else { return }
    let meant = query(of: window)
    guard !told.isSame(as: meant) else { return }
    asker.log.warning(
      "\(lane), page \(number): the service answered another query than was asked: \(told.harmless)"
    )
  }

  enum Answer {
    case feed(APIFeed)
    case refusal(String)

    var message: String {
      guard case .refusal(let message) = self else { return "no date" }
      return message
    }
  }

  func ask(_ question: Question, _ asker: Asker, within place: SearchPlace? = nil) async throws -> Answer {
    try await asker.ask(question) { response, trouble throws(PollError.Cause) in
      guard response.status == 200 || response.status == 400 else { throw .status(response.status) }
      let feed: APIFeed
      do throws(MarkupError) {
        feed = try APIFeed.read(response.body, after: trouble, knownDamaged: asker.knownDamaged)
      } catch {
        if response.status == 400 { return .refusal("status 400, \"\(response.body.excerpt)\"") }
        throw .malformed(response.body, error)
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

  /// Whether the service answers a question that cannot be wrong.
  func canarySings(_ asker: Asker, page: Int) async throws -> Bool {
    do {
      guard case .feed = try await ask(question(canaryURL, page), asker) else { return false }
      return true
    } catch is PollError {
      return false
    }
  }

  /// Whether the service has an answer to this page, asked once.
  func answers(_ url: String, _ number: Int, _ asker: Asker) async throws -> Bool {
    var question = question(url, number)
    question.tries = 1
    do {
      guard case .feed = try await ask(question, asker) else { return false }
      return true
    } catch let error as PollError where error.cause.isServerError {
      return false
    }
  }

  /// A refusal is ours when the same service answers a question that cannot be wrong.
  func judge(_ refusal: Answer, _ question: Question, _ asker: Asker) async throws -> PollError {
    do {
      if case .feed = try await ask(self.question(canaryURL, question.page), asker) {
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

  /// The query as the title repeats it; nil when it does not.
  var query: String? {
    guard let start = title.range(of: "search_query="),
      let end = title.range(of: "&id_list=", options: .backwards), start.upperBound <= end.lowerBound
    else { return nil }
    return String(title[start.upperBound..<end.lowerBound])
  }
}

extension String {
  /// Equal but for spaces, encoding of them, and outer brackets.
  fileprivate func isSame(as other: String) -> Bool {
    let plain = { (text: String) in
      (text.removingPercentEncoding ?? text).filter { !$0.isWhitespace && !"()+\"".contains($0) }
    }
    return plain(self) == plain(other)
  }
}
