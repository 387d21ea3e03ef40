import Logging
import Papers
import Wire

extension Source {
  /// Everything that changed since the last harvest, by arXiv's own record of changes (arxiv-protocol section 6).
  static let oai = Source(
    name: "oai",
    help: "OAI-PMH: all that was added or changed since the last harvest, with the day of announcement"
  ) { settings throws(PollError) in
    guard !settings.categories.isEmpty else {
      throw PollError(source: "oai", cause: .settings("no category is watched"))
    }
    return Set(settings.categories.map(\.archiveSet)).sorted().map { set in
      let harvest = OAIHarvest(lane: Lane(source: "oai", name: set), settings: settings)
      return Walk(lane: harvest.lane) { state, asker in try await harvest.page(after: state, asker) }
    }
  }
}

/// Where an unfinished list stands.
struct ListPlace: Codable, Sendable, Equatable {
  var token: String
  /// The greatest datestamp seen, not beyond the day on which the harvest began.
  var latest: Day?
  /// Whether the list was already begun anew in this run, because its token was refused.
  var restarted = false
}

/// The harvest of one set.
struct OAIHarvest: Sendable {
  let lane: Lane
  let settings: PollSettings

  /// How far a harvest reaches back before the last one: records turn up late (arxiv-protocol section 4.3).
  private static let overlap = 2

  func page(after state: LaneState, _ asker: Asker) async throws -> Page {
    guard let position = state.position, case .list(let place) = position.place else {
      let from = try await firstDay(after: state.cursor, asker)
      return try await begin(Standing(from: from), asker)
    }
    let standing = Standing(from: position.from, position: position, place: place)
    let url = settings.oai.with(["verb": "ListRecords", "resumptionToken": place.token])
    let answer = try await ask(url, standing.number, asker, sent: place.token)
    guard answer.failure?.code == "badResumptionToken", !place.restarted else {
      return try await page(of: answer, url, standing, asker)
    }
    asker.log.notice("\(lane): the token is no longer accepted; the list begins anew on \(standing.safeDay)")
    return try await begin(standing.restarted, asker)
  }

  private func firstDay(after cursor: Day?, _ asker: Asker) async throws -> Day {
    if let cursor { return cursor - Self.overlap }
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

  private func begin(_ standing: Standing, _ asker: Asker) async throws -> Page {
    let url = settings.oai.with([
      "verb": "ListRecords", "metadataPrefix": "arXiv", "set": lane.name,
      "from": standing.safeDay.description,
    ])
    return try await page(of: try await ask(url, standing.number, asker), url, standing, asker)
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
    for name in answer.damaged {
      asker.log.error("\(lane), page \(standing.number): unusable record: \(name)")
    }
    let papers = answer.records.map(\.paper).filter(settings.watches)
    let total = (standing.position?.papers ?? 0) + papers.count
    let next = standing.next(after: answer, papers: total)
    return Page(lane: lane, papers: papers, next: next, number: standing.number, papersSoFar: total)
  }

  private func question(_ url: String, _ page: Int) -> Question {
    Question(lane: lane, page: page, url: url, firstByte: .seconds(200))
  }

  private func ask(
    _ url: String,
    _ page: Int,
    _ asker: Asker,
    sent token: String? = nil,
    isList: Bool = true
  ) async throws -> OAIPage {
    try await asker.ask(question(url, page)) { response throws(PollError.Cause) in
      guard response.status == 200 else { throw .status(response.status) }
      let answer: OAIPage
      do {
        answer = try OAIPage(parsing: response.body)
      } catch {
        throw .unusable(response.body, because: "the body is no whole XML document (\(error))")
      }
      guard answer.isAnswer else {
        throw .unusable(response.body, because: "the body is no OAI-PMH answer")
      }
      if let fault = answer.fault(isList: isList, sent: token) { throw .body(fault) }
      return answer
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

/// The harvest as the next request sees it.
private struct Standing {
  let from: Day
  var position: Position?
  var place: ListPlace?
  var isRestarted = false

  var number: Int { (position?.pages ?? 0) + 1 }

  /// From where nothing can be missed when the list begins: one day before the last record seen.
  var safeDay: Day { max(from, place?.latest.map { $0 - 1 } ?? from) }

  var restarted: Standing {
    var standing = self
    standing.isRestarted = true
    return standing
  }

  func next(after answer: OAIPage, papers: Int) -> Page.Next {
    let serverDay = answer.responseDate.map { Day(utc: $0) } ?? from
    let began = position?.began ?? serverDay
    guard let token = answer.token else { return .done(cursor: began) }
    // A datestamp of the future would make a restart skip everything before it.
    let seen = answer.records.compactMap(\.datestamp).filter { $0 <= began }.max()
    let latest = [place?.latest, seen].compactMap { $0 }.max()
    let list = ListPlace(token: token, latest: latest, restarted: isRestarted || place?.restarted ?? false)
    var position = Position(from: from, began: began, place: .list(list))
    position.pages = number
    position.papers = papers
    return .more(position)
  }
}
