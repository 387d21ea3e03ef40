internal import Papers
internal import Synchronization

/// A thread for each message that is under way, kept with its connection for the next of the same kind.
///
/// Once a message is sent, libcurl (7.88.1, `smtp_done`) waits for the reply inside the call and does nothing else
/// meanwhile. On a thread that is shared, one slow mail server would hold up everything, and messages to the same
/// server would make each other late.
final class MailLoops: Sendable {
  /// What a connection is good for. libcurl (7.88.1) does not look at whether TLS is required when it takes an old
  /// connection for a new message, so connections that differ in that must not meet.
  private struct Line: Hashable {
    let server: MailServer
    let security: MailRequest.Security
    let caFile: String?
    let user: String?

    init(_ request: MailRequest) {
      (server, security, caFile, user) = (request.server, request.security, request.caFile, request.user)
    }
  }

  private struct State {
    var all: [LoopInbox] = []
    /// Those with no message under way; the one used last is at the end.
    var idle: [Line: [LoopInbox]] = [:]
    var isOpen = true
  }

  private let state = Mutex(State())
  private let userAgent: String

  init(userAgent: String) { self.userAgent = userAgent }

  func close() {
    state.withLock { state in
      state.isOpen = false
      for inbox in state.all { inbox.close() }
      (state.all, state.idle) = ([], [:])
    }
  }

  func send(_ request: MailRequest) async throws(MailError) -> MailReceipt {
    try request.check()
    let line = Line(request)
    guard let inbox = takeInbox(for: line) else { throw MailOrder.closed }
    defer { putBack(inbox, for: line) }
    let (cancellation, deadline) = (Cancellation(), ContinuousClock.now + request.limits.total)
    let result = await withTaskCancellationHandler {
      await withCheckedContinuation { reply in
        let order = MailOrder(
          request: request,
          inbox: inbox,
          deadline: deadline,
          cancellation: cancellation,
          reply: reply
        )
        if !inbox.post(order) { reply.resume(returning: .failure(MailOrder.closed)) }
      }
    } onCancel: {
      cancellation.set()
      inbox.wake()
    }
    return try result.get()
  }

  private func takeInbox(for line: Line) -> LoopInbox? {
    state.withLock { state in
      guard state.isOpen else { return nil }
      if let inbox = state.idle[line]?.popLast() { return inbox }
      let inbox = CurlLoop.startThread(userAgent: userAgent)
      state.all.append(inbox)
      return inbox
    }
  }

  private func putBack(_ inbox: LoopInbox, for line: Line) {
    state.withLock { state in
      guard state.isOpen else { return }
      state.idle[line, default: []].append(inbox)
    }
  }
}

/// A message as it crosses to the loop's thread.
struct MailOrder: Work {
  let request: MailRequest
  /// Where it came from.
  let inbox: LoopInbox
  /// When everything has to be over.
  let deadline: ContinuousClock.Instant
  /// Whether it may not go over a connection that is open already.
  var isFresh = false
  let cancellation: Cancellation
  let reply: CheckedContinuation<Result<MailReceipt, MailError>, Never>

  static let closed = MailError(
    stage: .connect,
    cause: .closed,
    reason: "the program is closing its connections"
  )

  /// The same over a new connection; nil when this one was new already, or time is up.
  func again() -> MailOrder? {
    guard !isFresh, ContinuousClock.now < deadline else { return nil }
    var order = self
    order.isFresh = true
    return order
  }

  func begin(userAgent: String) throws(WireError) -> any Exchange { try MailTransfer(self, now: .now) }

  func fail(_ error: WireError) { reply.resume(returning: .failure(MailError(error, at: .connect))) }
}

extension MailError {
  /// What ended an exchange from our side.
  init(_ error: WireError, at stage: Stage) {
    let cause: Cause =
      switch error {
      case .cancelled: .cancelled
      case .closed: .closed
      default: .broken
      }
    let reason =
      switch error {
      // The stage says the rest.
      case .connect(let reason), .tls(let reason), .broken(let reason): reason
      case .timedOut(.total): "it took too long as a whole"
      case .timedOut: "the server did not answer in time"
      default: "\(error)"
      }
    self.init(stage: stage, cause: cause, reason: reason.singleLine(max: 300))
  }
}

extension MailRequest {
  /// Refuses what would say something else to the server than is meant.
  func check() throws(MailError) {
    for address in [from, to] {
      let isPlain = address.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != 0x3C && $0 != 0x3E }
      guard isPlain, address.contains("@") else {
        throw MailError(
          stage: .connect,
          cause: .unusable,
          reason: "a mail address has characters that it cannot have"
        )
      }
    }
    let name = greeting ?? "localhost"
    let isName = name.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF) || "-.".utf8.contains(byte)
    }
    guard isName, !name.isEmpty else {
      throw MailError(stage: .connect, cause: .unusable, reason: "the name to greet with is no host name")
    }
    guard ![user, password].contains(where: { $0?.utf8.contains(0) == true }) else {
      throw MailError(stage: .auth, cause: .unusable, reason: "the user or the password contains a zero byte")
    }
  }
}
