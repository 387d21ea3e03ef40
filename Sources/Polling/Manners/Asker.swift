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

  /// The interface, where it is not the path that tells.
  var interface: String?

  /// The interface asked: host, port and path. Of arXiv's three each has a host of its own.
  var service: String {
    guard let address = URLComponents(string: url), let host = address.host?.lowercased() else { return url }
    return host + (address.port.map { ":\($0)" } ?? "") + (interface ?? address.path)
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
    var throttled = 0
    while true {
      let inForce = try await waitForHolds(question)
      switch try await attemptOnce(
        question,
        inForce,
        { response throws(PollError.Cause) in try read(response, trouble) }
      ) {
      case .answer(let answer):
        try await lift(inForce)
        return answer
      case .throttled:
        throttled += 1
        if throttled > Backoff.tries, let hold = try await holdInForce(question) {
          throw question.failed(.held(hold.reason), nextAttempt: hold.until)
        }
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
  func pauseBeforeConfirming() async throws {
    let wait = Backoff.betweenConfirmations
    try await clock.sleep(for: settings.patience.map { min(wait, $0) } ?? wait)
  }

  private enum Outcome<Answer> {
    case answer(Answer)
    /// The hold is written.
    case throttled
    case fault(PollError.Cause)
  }

  /// Somebody else was told to wait while this request waited for its turn.
  private struct HeldMeanwhile: Error {}

  private func attemptOnce<Answer: Sendable>(
    _ question: Question,
    _ inForce: [String: Hold],
    _ read: (WireResponse) throws(PollError.Cause) -> Answer
  ) async throws -> Outcome<Answer> {
    let response: WireResponse
    do {
      // Holds are looked at and written inside the turn: nobody sends between a 403 and its hold.
      response = try await pace.turn {
        guard try await holdInForce(question) == nil else { throw HeldMeanwhile() }
        let response = try await wire.send(question.request)
        if response.isThrottled || response.isRateNotice {
          try await hold(question, after: response, inForce)
        }
        return response
      }
    } catch is HeldMeanwhile {
      return .throttled
    } catch let error as WireError {
      try Task.checkCancellation()
      return .fault(.transport(error))
    }
    if response.isThrottled || response.isRateNotice { return .throttled }
    if response.status >= 500 { return .fault(.status(response.status)) }
    do {
      return .answer(try read(response))
    } catch {
      return .fault(error)
    }
  }

  private func holdInForce(_ question: Question) async throws -> Hold? {
    for scope in question.scopes {
      if let hold = try await holds.read(scope), hold.remaining(at: now()) != nil { return hold }
    }
    return nil
  }

  private func hold(
    _ question: Question,
    after response: WireResponse,
    _ inForce: [String: Hold]
  ) async throws {
    // Robots that go on after a 403, at whatever address, are treated as an attack.
    let scope = response.status == 403 ? Holds.everything : question.service
    let failures = inForce[scope]?.failures ?? 0
    let wait = Backoff.afterThrottling(
      status: response.status,
      retryAfter: response.retryAfter(now: now()),
      failures: failures,
      random: random()
    )
    let reason = "status \(response.status), \"\(response.body.excerpt)\""
    let hold = Hold(until: now() + wait.seconds, failures: failures + 1, reason: reason)
    try await holds.write(scope, hold)
    log.warning("\(scope) asks to wait until \(hold.until.rfc3339): \(hold.reason)")
  }

  /// A good answer ends the holds that were known before the question, not one that came meanwhile.
  private func lift(_ inForce: [String: Hold]) async throws {
    for (scope, known) in inForce {
      guard let hold = try await holds.read(scope), hold.until <= max(known.until, now()) else { continue }
      try await holds.write(scope, nil)
    }
  }

  /// Counts the faults of an interface in a row, over all runs. One that only fails is left alone for a while
  /// (arxiv-protocol F6).
  private func breakCircuit(_ service: String, _ cause: PollError.Cause, faults: Int) async throws {
    let wait = Backoff.afterFaults(faults, random: random())
    let reason = "\(faults) failures in a row, the last: \(cause)"
    // A moment long past only counts.
    let until = wait.map { now() + $0.seconds } ?? Date(timeIntervalSince1970: 0)
    // Somebody else may have been told to wait for longer.
    if let hold = try await holds.read(service), hold.until > max(until, now()) { return }
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
