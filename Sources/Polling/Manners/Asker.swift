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
  /// What stood in the way of the same question before.
  var trouble: Trouble?
  /// How often it is put in a row when the answer is bad.
  var tries = Backoff.tries
  /// Whether failures of this question are those of the lane's next page, and stored as such.
  var isPage = false

  /// The interface asked: host, port and path. Of arXiv's three each has a host of its own.
  var service: String {
    guard let address = URLComponents(string: url), let host = address.host?.lowercased() else { return url }
    return host + (address.port.map { ":\($0)" } ?? "") + address.path
  }

  /// Whose holds concern this question.
  var scopes: [String] { [Holds.everything, service] }

  var request: WireRequest {
    var request = WireRequest(url)
    request.headers = [
      (
        "Accept",
        "application/atom+xml, application/rss+xml, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.1"
      )
    ]
    request.limits.firstByte = firstByte
    request.limits.total = .seconds(300)
    request.redirects = .follow(max: 3)
    return request
  }

  func failed(_ cause: PollError.Cause, failures: Int = 1, nextAttempt: Date? = nil) -> PollError {
    PollError(
      source: lane.source,
      lane: lane,
      url: url,
      page: page,
      cause: cause,
      failures: failures,
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
  let setTrouble: @Sendable (Lane, Trouble?) async throws -> Void
  /// The listing of each paper that is known and has one.
  let announcements: @Sendable ([PaperID]) async throws -> [PaperID: Day]
  /// Papers that came damaged before: a page with no other damage is salvaged at once.
  var knownDamaged: Set<PaperID> = []
  let clock: any Clock<Duration>
  let now: @Sendable () -> Date
  /// Jitter, in 0..<1.
  let random: @Sendable () -> Double
  let log: Logger

  /// The answer to a question as `read` understands it.
  ///
  /// What `read` throws is taken for a passing fault of the service; it is told what went wrong the last time.
  /// Throttling is not for `read` to see.
  /// - Throws: `PollError`, `CancellationError`, or what the store throws.
  func ask<Answer: Sendable>(
    _ question: Question,
    read: (WireResponse, Trouble?) throws(PollError.Cause) -> Answer
  ) async throws -> Answer {
    var trouble = question.trouble.map { $0.facing(question.url) }
    var attempt = 1
    while true {
      let inForce = try await waitForHolds(question)
      switch try await attemptOnce(
        question,
        { response throws(PollError.Cause) in try read(response, trouble) }
      ) {
      case .answer(let answer):
        for scope in inForce.keys { try await holds.write(scope, nil) }
        return answer
      case .throttled(let throttling):
        // Robots that go on after a 403, at whatever address, are treated as an attack.
        let scope = throttling.status == 403 ? Holds.everything : question.service
        try await hold(scope, after: throttling, failures: inForce[scope]?.failures ?? 0)
      case .fault(let cause):
        let now = Trouble(url: question.url, failures: (trouble?.failures ?? 0) + 1, byte: cause.byte)
        trouble = now
        if question.isPage { try await setTrouble(question.lane, now) }
        try await breakCircuit(
          question.service,
          cause,
          faults: (inForce[question.service]?.failures ?? 0) + 1
        )
        attempt += 1
        try await pauseAfterFault(question, cause, attempt: attempt, failures: now.failures)
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
    case throttled(Throttling)
    case fault(PollError.Cause)
  }

  private struct Throttling {
    let status: Int
    let retryAfter: Duration?
    let reason: String
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
      let throttling = Throttling(
        status: response.status,
        retryAfter: response.retryAfter(now: now()),
        reason: "status \(response.status), \"\(response.body.excerpt)\""
      )
      return .throttled(throttling)
    }
    if response.status >= 500 { return .fault(.status(response.status)) }
    do {
      return .answer(try read(response))
    } catch {
      return .fault(error)
    }
  }

  private func hold(_ scope: String, after throttling: Throttling, failures: Int) async throws {
    let wait = Backoff.afterThrottling(
      status: throttling.status,
      retryAfter: throttling.retryAfter,
      failures: failures,
      random: random()
    )
    let hold = Hold(until: now() + wait.seconds, failures: failures + 1, reason: throttling.reason)
    try await holds.write(scope, hold)
    log.warning("\(scope) asks to wait until \(hold.until.rfc3339): \(hold.reason)")
  }

  /// Counts the faults of an interface in a row, over all runs. One that only fails is left alone for a while
  /// (arxiv-protocol F6).
  private func breakCircuit(_ service: String, _ cause: PollError.Cause, faults: Int) async throws {
    let wait = Backoff.afterFaults(faults, random: random())
    let reason = "\(faults) failures in a row, the last: \(cause)"
    // A moment long past only counts.
    let until = wait.map { now() + $0.seconds } ?? Date(timeIntervalSince1970: 0)
    try await holds.write(service, Hold(until: until, failures: faults, reason: reason))
    if let wait { log.warning("\(service) is left alone for \(Int(wait.seconds)) s: \(reason)") }
  }

  /// Returns when the question may be asked, with the holds that stay in force until a good answer clears them.
  private func waitForHolds(_ question: Question) async throws -> [String: Hold] {
    var inForce: [String: Hold] = [:]
    for scope in question.scopes { inForce[scope] = try await waitForHold(scope, question) }
    return inForce
  }

  private func waitForHold(_ scope: String, _ question: Question) async throws -> Hold? {
    var waited: Hold?
    while true {
      try Task.checkCancellation()
      guard let hold = try await holds.read(scope) else { return nil }
      guard hold != waited, let wait = hold.remaining(at: now()) else {
        return hold.isBelievable(at: now()) ? hold : Hold(until: now(), failures: 0, reason: hold.reason)
      }
      guard settings.allows(wait) else {
        throw question.failed(.held(hold.reason), nextAttempt: hold.until)
      }
      log.info("waiting \(Int(wait.seconds.rounded(.up))) s for \(scope): \(hold.reason)")
      try await clock.sleep(for: wait)
      waited = hold
    }
  }

  private func pauseAfterFault(
    _ question: Question,
    _ cause: PollError.Cause,
    attempt: Int,
    failures: Int
  ) async throws {
    let wait = Backoff.afterFault(attempt: attempt, random: random())
    guard attempt <= question.tries, settings.allows(wait) else {
      throw question.failed(cause, failures: failures)
    }
    log.warning("\(question.lane), page \(question.page): \(cause); asking again")
    try await clock.sleep(for: wait)
  }
}

extension WireResponse {
  /// `Rate exceeded.`, plain or wrapped in HTML, comes with any status (arxiv-protocol section 5). A paper may
  /// say so too, so an answer that begins as one is left alone.
  fileprivate var isRateNotice: Bool {
    let head = String(decoding: body.prefix(2048), as: UTF8.self)
    return head.contains("Rate exceeded") && !["<feed", "<OAI-PMH", "<rss"].contains { head.contains($0) }
  }
}
