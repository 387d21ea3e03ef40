internal import CCurl
internal import Glibc

/// The thread's side of a `CurlLoop`: the only one to touch the multi handle and the transfers.
struct LoopThread: ~Copyable {
  private let inbox: LoopInbox
  private let multi: UnsafeMutableRawPointer
  private let userAgent: String
  /// By easy handle.
  private var running: [UnsafeMutableRawPointer: any Exchange] = [:]

  /// Starts the thread; it ends when the inbox is closed.
  static func start(inbox: LoopInbox, multi: MultiHandle, userAgent: String) {
    startThread {
      var thread = LoopThread(inbox: inbox, multi: multi.raw, userAgent: userAgent)
      thread.run()
    }
  }

  private init(inbox: LoopInbox, multi: UnsafeMutableRawPointer, userAgent: String) {
    self.inbox = inbox
    self.multi = multi
    self.userAgent = userAgent
  }

  deinit { curl_multi_cleanup(multi) }

  private mutating func run() {
    while true {
      let (orders, isOpen) = inbox.collect()
      guard isOpen else {
        for order in orders { order.fail(.closed) }
        return failAll(.closed)
      }
      for order in orders { start(order) }
      turn()
    }
  }

  private mutating func start(_ order: any Work) {
    guard !order.cancellation.isSet else { return order.fail(.cancelled) }
    do throws(WireError) {
      let transfer = try order.begin(userAgent: userAgent)
      let code = curl_multi_add_handle(multi, transfer.handle)
      guard code == CURLM_OK else { throw .broken(String(cString: curl_multi_strerror(code))) }
      running[transfer.handle] = transfer
    } catch {
      order.fail(error)
    }
  }

  /// Moves every transfer as far as it goes, then sleeps until there is something to do.
  private mutating func turn() {
    var active: Int32 = 0
    let code = curl_multi_perform(multi, &active)
    guard code == CURLM_OK else {
      failAll(.broken(String(cString: curl_multi_strerror(code))))
      return rest()
    }
    finishDone()
    let now = ContinuousClock.now
    dropUnwanted(now)
    let pause = running.values.map(\.nextDeadline).min().map { $0 - now } ?? .seconds(60)
    let milliseconds = pause.wholeMilliseconds(in: 0...60_000)
    guard curl_multi_poll(multi, nil, 0, Int32(milliseconds), nil) == CURLM_OK else { return rest() }
  }

  /// Out of memory or descriptors: come back later rather than spin.
  private func rest() { usleep(100_000) }

  private mutating func finishDone() {
    var left: Int32 = 0
    while let message = curl_multi_info_read(multi, &left) {
      guard message.pointee.msg == CURLMSG_DONE, let easy = message.pointee.easy_handle,
        let transfer = running[easy]
      else { continue }
      // Read before the handle is removed, which frees the message.
      let code = message.pointee.data.result
      finish(transfer) { $0.complete(code) }
    }
  }

  private mutating func dropUnwanted(_ now: ContinuousClock.Instant) {
    for transfer in Array(running.values) {
      if transfer.cancellation.isSet {
        abandon(transfer, .cancelled)
      } else if let phase = transfer.missed(at: now) {
        abandon(transfer, .timedOut(phase))
      }
    }
  }

  private mutating func failAll(_ error: WireError) {
    for transfer in Array(running.values) { abandon(transfer, error) }
  }

  private mutating func abandon(_ transfer: any Exchange, _ error: WireError) {
    transfer.abandon()
    finish(transfer) { $0.fail(error) }
  }

  private mutating func finish(_ transfer: any Exchange, _ answer: (any Exchange) -> Void) {
    running[transfer.handle] = nil
    // The reply comes first: whoever cancelled should not wait while libcurl puts a connection away.
    answer(transfer)
    curl_multi_remove_handle(multi, transfer.handle)
  }
}

/// Runs the body on a thread of its own, which gets no signals: those are for the rest of the program, and a
/// SIGPIPE from a TLS connection is for nobody.
private func startThread(_ body: @escaping @Sendable () -> Void) {
  let box = Unmanaged.passRetained(ThreadBody(run: body))
  var thread = pthread_t()
  let code = pthread_create(
    &thread,
    nil,
    { raw in
      guard let raw else { return nil }
      let body = Unmanaged<ThreadBody>.fromOpaque(raw).takeRetainedValue()
      var all = sigset_t()
      sigfillset(&all)
      pthread_sigmask(SIG_BLOCK, &all, nil)
      body.run()
      return nil
    },
    box.toOpaque()
  )
  guard code == 0 else { fatalError("no thread could be started for libcurl") }
  pthread_detach(thread)
}

private final class ThreadBody: Sendable {
  let run: @Sendable () -> Void

  init(run: @escaping @Sendable () -> Void) {
    self.run = run
  }
}
