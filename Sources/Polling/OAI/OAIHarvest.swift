import Foundation
import Logging
import Markup
import Papers
import Wire

/// The harvest of one set.
struct OAIHarvest: Sendable {
  enum Format: String, Sendable {
    case papers = "arXiv"
    /// Says what the other leaves out: versions with their dates, and withdrawals. It spells names as TeX.
    case versions = "arXivRaw"
  }

  /// nil for all of arXiv.
  let set: String?
  let format: Format
  let errand: Errand
  let settings: PollSettings

  /// How far a harvest reaches back before the last one: records turn up late (arxiv-protocol section 4.3).
  private static let overlap = 2
  private static let reconciledDays = 10

  var lane: Lane {
    var name = set ?? "all"
    if format == .versions { name += " versions" }
    switch errand {
    case .daily: break
    case .reconcile: name += " reconcile"
    case .period(let period): name += " \(period)"
    }
    return Lane(source: "oai", name: name)
  }

  func page(after state: LaneState, _ asker: Asker) async throws -> Page {
    guard let position = state.position, case .list(let place) = position.place else {
      let from = try await firstDay(after: state.cursor, asker)
      return try await begin(Standing(from: from), state.trouble, asker)
    }
    let standing = Standing(from: position.from, position: position, place: place)
    let url = settings.oai.with(["verb": "ListRecords", "resumptionToken": place.token])
    let answer: OAIPage
    do {
      answer = try await ask(url, standing.number, asker, sent: place.token, trouble: state.trouble)
    } catch let error as PollError where error.cause.isOfPage && error.failures >= Backoff.tries {
      guard !place.restarted else { throw error }
      return try await restart(standing, after: error, asker)
    }
    guard answer.failure?.code == "badResumptionToken", !place.restarted else {
      return try await page(of: answer, url, standing, asker)
    }
    asker.log.notice("\(lane): the token is no longer accepted; the list begins anew on \(standing.safeDay)")
    return try await begin(standing.restarted, nil, asker)
  }

  /// A token at which the service fails again and again while it answers other questions leads nowhere.
  private func restart(_ standing: Standing, after error: PollError, _ asker: Asker) async throws -> Page {
    _ = try await identify(page: standing.number, asker)
    asker.log.notice("\(lane): the token always fails; the list begins anew on \(standing.safeDay)")
    return try await begin(standing.restarted, nil, asker)
  }

  /// arXiv's earliest datestamp; what begins before is refused (arxiv-protocol section 6.2).
  private static let earliest = Day(year: 2005, month: 9, day: 16) ?? Day(number: 0)

  private func firstDay(after cursor: Day?, _ asker: Asker) async throws -> Day {
    max(Self.earliest, try await wantedDay(after: cursor, asker))
  }

  private func wantedDay(after cursor: Day?, _ asker: Asker) async throws -> Day {
    switch errand {
    case .period(let period): return period.from
    case .reconcile: return try await identify(page: 1, asker) - Self.reconciledDays
    case .daily: break
    }
    if let cursor { return min(cursor - Self.overlap, settings.unsettled ?? cursor) }
    return try await identify(page: 1, asker) - settings.lookback
  }

  /// The server's day, from a question that cannot be wrong.
  private func identify(page: Int, _ asker: Asker) async throws -> Day {
    let url = settings.oai.with(["verb": "Identify"])
    let answer = try await ask(url, page, asker, isList: false)
    guard answer.failure == nil, let date = answer.responseDate else {
      throw question(url, page).failed(.answer(answer.failure?.description ?? "no date"))
    }
    return Day(utc: date)
  }

  private func begin(_ standing: Standing, _ trouble: Trouble?, _ asker: Asker) async throws -> Page {
    let url = listURL(from: standing.safeDay)
    let answer = try await ask(url, standing.number, asker, trouble: trouble)
    if answer.isNothing, standing.position != nil {
      throw question(url, standing.number).failed(
        .answer("nothing since \(standing.safeDay), though there was")
      )
    }
    guard answer.isNothing, expectsNews(standing.safeDay, answer) else {
      return try await page(of: answer, url, standing, asker)
    }
    // The answer “nothing” is kept by a cache until midnight UTC; another day is another question
    // (arxiv-protocol section 6.5).
    var earlier = standing
    earlier.from = standing.from - 1
    let other = listURL(from: standing.safeDay - 1)
    return try await page(of: try await ask(other, standing.number, asker), other, earlier, asker)
  }

  private func listURL(from day: Day) -> String {
    let list = settings.oai.with(["verb": "ListRecords", "metadataPrefix": format.rawValue])
    return (set.map { list.with(["set": $0]) } ?? list).with(["from": day.description])
  }

  private func expectsNews(_ from: Day, _ answer: OAIPage) -> Bool {
    guard errand == .daily, let now = answer.responseDate else { return false }
    let last = settings.calendar.announcements(through: now - Source.oai.lag.seconds, count: 1).first
    return last.map { $0.day >= from } ?? false
  }

  /// What to admit of an answer, and what comes next.
  private func page(
    of answer: OAIPage,
    _ url: String,
    _ standing: Standing,
    _ asker: Asker
  ) async throws -> Page {
    if let failure = answer.failure, failure.code != "noRecordsMatch" {
      throw try await judge(failure, question(url, standing.number), asker)
    }
    for damaged in answer.damaged {
      let name = damaged.paper?.id.canonical ?? "an entry without id"
      asker.log.error("\(lane), page \(standing.number): damaged: \(name): \(damaged.reason)")
    }
    let papers = answer.records.map { dated($0.paper) }.filter(settings.watches)
    let total = (standing.position?.papers ?? 0) + papers.count
    let next = standing.next(after: answer, papers: total)
    var page = Page(lane: lane, papers: papers, next: next, number: standing.number, papersSoFar: total)
    page.from = standing.from
    page.beganAt = standing.position?.beganAt ?? answer.responseDate ?? standing.from.startUTC
    page.served = answer.responseDate
    page.isSupplement = format == .versions
    page.damaged = answer.damaged.map { $0.with(dated) }.filter { $0.paper.map(settings.watches) ?? true }
    page.confirmations = answer.isNothing && standing.position == nil ? 1 : 0
    page.fraction = fraction(next, from: standing.from, served: page.beganAt)
    return page
  }

  /// A record carries the day of its last change; listings are never dated on a weekend.
  private func dated(_ paper: Paper) -> Paper {
    var paper = paper
    paper.announced = paper.announced.map { settings.calendar.listingDay(upTo: $0) }
    return paper
  }

  /// The list is in the order of its dates.
  private func fraction(_ next: Page.Next, from: Day, served: Date) -> Double? {
    guard case .more(let position) = next, case .list(let place) = position.place else { return 1 }
    let days = Day(utc: served) - from
    guard let latest = place.latest, days > 0 else { return nil }
    return min(1, max(0, Double(latest - from) / Double(days)))
  }
}

extension OAIHarvest {
  private func question(_ url: String, _ page: Int) -> Question {
    Question(lane: lane, page: page, url: url, firstByte: .seconds(200))
  }

  private func ask(
    _ url: String,
    _ page: Int,
    _ asker: Asker,
    sent token: String? = nil,
    trouble: Trouble? = nil,
    isList: Bool = true
  ) async throws -> OAIPage {
    var question = question(url, page)
    question.trouble = trouble
    question.isPage = isList
    return try await asker.ask(question) { response, trouble throws(PollError.Cause) in
      try OAIPage.answer(
        response,
        after: trouble,
        knownDamaged: asker.knownDamaged,
        isList: isList,
        sent: token
      )
    }
  }

  /// An error is ours when the same service answers a question that cannot be wrong.
  private func judge(
    _ failure: OAIPage.Failure,
    _ question: Question,
    _ asker: Asker
  ) async throws -> PollError {
    guard failure.code != "badResumptionToken" else {
      return question.failed(.answer(failure.description))
    }
    do {
      _ = try await identify(page: question.page, asker)
      return question.failed(.rejected(failure.description))
    } catch let error as PollError {
      return question.failed(.answer(failure.description), nextAttempt: error.nextAttempt)
    }
  }
}

extension OAIPage {
  /// Whether the service says that there is nothing.
  var isNothing: Bool { failure?.code == "noRecordsMatch" }

  /// The answer that a response holds, if it is one. A page at which strict reading stopped twice at the same byte is
  /// salvaged.
  static func answer(
    _ response: WireResponse,
    after trouble: Trouble?,
    knownDamaged: Set<PaperID>,
    isList: Bool,
    sent token: String?
  ) throws(PollError.Cause) -> OAIPage {
    guard response.status == 200 else { throw .status(response.status) }
    let answer: OAIPage
    do throws(MarkupError) {
      answer = try read(response.body, after: trouble, knownDamaged: knownDamaged)
    } catch {
      throw .malformed(response.body, error)
    }
    guard answer.isAnswer else {
      throw .unusable(response.body, because: "the body is no OAI-PMH answer")
    }
    if let fault = answer.fault(isList: isList, sent: token) { throw .body(fault) }
    return answer
  }
}
