import Foundation
import Logging
import Papers
import Wire

/// One question to arXiv.
struct Question: Sendable {
  let lane: Lane
  let page: Int
  let url: String
  /// How long the interface may think (arxiv-protocol F21).
  let firstByte: Duration

  var host: String { URLComponents(string: url)?.host?.lowercased() ?? url }

  var request: WireRequest {
    var request = WireRequest(url)
    request.headers = [
      ("Accept", "application/atom+xml, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.1")
    ]
    request.limits.firstByte = firstByte
    request.limits.total = .seconds(300)
    request.redirects = .follow(max: 3)
    return request
  }

  func failed(_ cause: PollError.Cause, nextAttempt: Date? = nil) -> PollError {
    PollError(
      source: lane.source,
      lane: lane,
      url: url,
      page: page,
      cause: cause,
      nextAttempt: nextAttempt
    )
  }
}

/// Asks arXiv as arXiv wants to be asked, and again when the answer is no answer: in turn, not while the host has
/// a hold, at most three times a page.
struct Asker: Sendable {
  let settings: PollSettings
  let wire: Wire
  let pace: Pace
  let holds: Holds
  let clock: any Clock<Duration>
  let now: @Sendable () -> Date
  /// Jitter, in 0..<1.
  let random: @Sendable () -> Double
  let log: Logger

  /// The answer to a question as `read` understands it.
  ///
  /// What `read` throws is taken for a passing fault of the service. Throttling is not for `read` to see.
  /// - Throws: `PollError`, `CancellationError`, or what the store throws.
  func ask<Answer: Sendable>(
    _ question: Question,
    read: (WireResponse) throws(PollError.Cause) -> Answer
  ) async throws -> Answer {
    var attempt = 1
    while true {
      let hold = try await waitForHold(question)
      switch try await attemptOnce(question, read) {
      case .answer(let answer):
        if hold != nil { try await holds.write(question.host, nil) }
        return answer
      case .throttled(let status, let retryAfter, let reason):
        let failures = hold?.failures ?? 0
        let wait = Backoff.afterThrottling(
          status: status,
          retryAfter: retryAfter,
          failures: failures,
          random: random()
        )
        let new = Hold(until: now() + wait.seconds, failures: failures + 1, reason: reason)
        try await holds.write(question.host, new)
        log.warning("\(question.host) asks to wait until \(new.until.rfc3339): \(reason)")
      case .fault(let cause):
        attempt += 1
        try await pauseAfterFault(question, cause, attempt: attempt)
      }
    }
  }

  /// Waits before a question is put again only because its answer is hard to believe.
  func pauseBeforeAsking(again attempt: Int) async throws {
    let wait = Backoff.afterFault(attempt: attempt, random: random())
    try await clock.sleep(for: settings.patience.map { min(wait, $0) } ?? wait)
  }

  private enum Outcome<Answer> {
    case answer(Answer)
    case throttled(status: Int, retryAfter: Duration?, reason: String)
    case fault(PollError.Cause)
  }

  private func attemptOnce<Answer: Sendable>(
    _ question: Question,
    _ read: (WireResponse) throws(PollError.Cause) -> Answer
  ) async throws -> Outcome<Answer> {
    let response: WireResponse
    do {
      response = try await pace.turn { [wire] () async throws(WireError) in
        try await wire.send(question.request)
      }
    } catch let error as WireError {
      try Task.checkCancellation()
      return .fault(.transport(error))
    }
    if response.isThrottled || response.isRateNotice {
      return .throttled(
        status: response.status,
        retryAfter: response.retryAfter(now: now()),
        reason: "status \(response.status), \"\(response.body.excerpt)\""
      )
    }
    if response.status >= 500 { return .fault(.status(response.status)) }
    do {
      return .answer(try read(response))
    } catch {
      return .fault(error)
    }
  }

  /// Returns when the host may be asked, with the hold that was last in force until a good answer clears it.
  private func waitForHold(_ question: Question) async throws -> Hold? {
    var waited: Hold?
    while true {
      try Task.checkCancellation()
      guard let hold = try await holds.read(question.host) else { return nil }
      guard hold != waited, let wait = hold.remaining(at: now()) else {
        return hold.isBelievable(at: now()) ? hold : Hold(until: now(), failures: 0, reason: hold.reason)
      }
      guard settings.allows(wait) else {
        throw question.failed(.held(hold.reason), nextAttempt: hold.until)
      }
      log.info("waiting \(Int(wait.seconds.rounded(.up))) s for \(question.host): \(hold.reason)")
      try await clock.sleep(for: wait)
      waited = hold
    }
  }

  private func pauseAfterFault(
    _ question: Question,
    _ cause: PollError.Cause,
    attempt: Int
  ) async throws {
    let wait = Backoff.afterFault(attempt: attempt, random: random())
    guard attempt <= Backoff.tries, settings.allows(wait) else { throw question.failed(cause) }
    log.warning("\(question.lane), page \(question.page): \(cause); asking again")
    try await clock.sleep(for: wait)
  }
}

extension WireResponse {
  /// `Rate exceeded.`, plain or wrapped in HTML, comes with any status (arxiv-protocol section 5). A paper may
  /// say so too, so an answer that begins as one is left alone.
  fileprivate var isRateNotice: Bool {
    let head = String(decoding: body.prefix(2048), as: UTF8.self)
    return head.contains("Rate exceeded") && !head.contains("<feed") && !head.contains("<OAI-PMH")
  }
}
