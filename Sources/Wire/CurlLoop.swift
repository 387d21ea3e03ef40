internal import CCurl

/// HTTP and SMTP over libcurl: one thread, one multi handle, any number of requests at a time, and for each message
/// under way to a mail server another (see `MailLoops`).
///
/// Connections are kept and used again. How many requests go to one host at once, and how fast, is the caller's
/// affair. Proxies are taken from the environment, as curl does. The loop ends when it is closed or let go.
package final class CurlLoop: Sendable {
  private let inbox: LoopInbox
  private let mail: MailLoops

  /// `userAgent` goes out with every request that does not bring its own.
  package init(userAgent: String) {
    inbox = Self.startThread(userAgent: userAgent)
    mail = MailLoops(userAgent: userAgent)
  }

  deinit { close() }

  /// Sends through this loop, and keeps it.
  package var wire: Wire {
    Wire(
      send: { request throws(WireError) in try await self.send(request) },
      mail: { request throws(MailError) in try await self.mail.send(request) }
    )
  }

  /// Fails what is under way, and every later request, with `WireError.closed`. Does not wait.
  package func close() {
    inbox.close()
    mail.close()
  }

  /// A thread with a multi handle of its own, which takes orders from the inbox.
  static func startThread(userAgent: String) -> LoopInbox {
    _ = startLibrary
    guard let raw = curl_multi_init() else { fatalError("out of memory while starting libcurl") }
    let multi = MultiHandle(raw: raw)
    let inbox = LoopInbox(multi)
    LoopThread.start(inbox: inbox, multi: multi, userAgent: userAgent)
    return inbox
  }

  private func send(_ request: WireRequest) async throws(WireError) -> WireResponse {
    let deadline = ContinuousClock.now + request.limits.total
    var trail = try RedirectTrail(request)
    while true {
      let response = try await exchange(trail.request, at: trail.address, deadline)
      guard try trail.follow(response) else { return response }
    }
  }

  private func exchange(
    _ request: WireRequest,
    at address: WebAddress,
    _ deadline: ContinuousClock.Instant
  ) async throws(WireError) -> WireResponse {
    let cancellation = Cancellation()
    let result = await withTaskCancellationHandler {
      await withCheckedContinuation { reply in
        let order = Order(
          request: request,
          address: address,
          deadline: deadline,
          cancellation: cancellation,
          reply: reply
        )
        if !inbox.post(order) { reply.resume(returning: .failure(.closed)) }
      }
    } onCancel: {
      cancellation.set()
      inbox.wake()
    }
    return try result.get()
  }

  /// Touched by every `init`, so it runs once and before libcurl is used, whatever the thread.
  private static let startLibrary: Void = {
    guard curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK else {
      fatalError("libcurl could not be started")
    }
  }()
}
