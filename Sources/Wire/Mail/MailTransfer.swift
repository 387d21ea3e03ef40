internal import CCurl

/// One message under way. Lives and dies on the loop's thread, and stays where it is while libcurl points at it.
final class MailTransfer: Exchange {
  private let order: MailOrder
  private var easy: EasyHandle
  private var dialogue = MailDialogue()
  private let total: ContinuousClock.Instant
  private var step: ContinuousClock.Instant
  private var hasBegun = false
  private var sent = 0
  private var isSent = false
  private var fault: WireError?

  init(_ order: MailOrder, now: ContinuousClock.Instant) throws(WireError) {
    self.order = order
    total = order.deadline
    step = now + order.request.limits.connect
    easy = try EasyHandle()
    if order.isFresh { easy.set(CURLOPT_FRESH_CONNECT, 1) }
    try easy.prepare(order.request, receiver: Unmanaged.passUnretained(self).toOpaque(), Self.callbacks)
  }

  var handle: UnsafeMutableRawPointer { easy.raw }
  var cancellation: Cancellation { order.cancellation }
  var nextDeadline: ContinuousClock.Instant { min(step, total) }

  func missed(at now: ContinuousClock.Instant) -> WirePhase? {
    if now >= total { return .total }
    guard now >= step else { return nil }
    return hasBegun ? .stall : .connect
  }

  func complete(_ code: CURLcode) { answer(outcome(code)) }

  func fail(_ error: WireError) { answer(.failure(MailError(error, at: dialogue.stage))) }

  /// When it lets go of a message in the middle, libcurl (7.88.1, `smtp_done`) sends the final dot, as if that were all
  /// of it, and waits for the receipt. Not for one without recipients.
  func abandon() { easy.took(shim_setopt_slist(easy.raw, CURLOPT_MAIL_RCPT, nil)) }

  private func answer(_ outcome: Result<MailReceipt, MailError>) {
    if case .failure(let error) = outcome, dialogue.isUnheard, error.mayBeAskedAgain,
      let again = order.again(), order.inbox.post(again)
    {
      return
    }
    order.reply.resume(returning: outcome)
  }

  private func outcome(_ code: CURLcode) -> Result<MailReceipt, MailError> {
    if let fault { return .failure(MailError(fault, at: dialogue.stage)) }
    if code == CURLE_OK, let reply = dialogue.reply { return .success(MailReceipt(reply: reply)) }
    if let unwanted { return .failure(MailError(unwanted, at: dialogue.stage)) }
    if let refusal = dialogue.refusal { return .failure(MailError(stage: dialogue.stage, refusal: refusal)) }
    let isLate = code == CURLE_OPERATION_TIMEDOUT && .now >= total
    let meaning = WireError(mail: code, host: order.request.server.host, reason: easy.explain(code))
    let error = isLate ? .timedOut(.total) : meaning
    let stage = error.isAboutTLS ? .tls : code == CURLE_LOGIN_DENIED ? .auth : dialogue.stage
    return .failure(MailError(error, at: stage))
  }

  /// Why nobody waits any longer. The loop cannot say so while libcurl waits for the last reply.
  private var unwanted: WireError? {
    if cancellation.isSet { return .cancelled }
    return order.inbox.isOpen ? nil : .closed
  }

  private func took(_ count: Int) {
    sent += count
    // libcurl knows the length and does not ask for more.
    let isAll = sent == order.request.message.count
    if isAll { dialogue.handedOver() }
    step = .now + (isAll ? order.request.limits.finalReply : order.request.limits.reply)
  }

  private func saw(_ kind: curl_infotype, _ line: UnsafeRawBufferPointer) {
    switch kind {
    case CURLINFO_HEADER_IN: dialogue.heard(line)
    case CURLINFO_HEADER_OUT: dialogue.said(line)
    default: return
    }
    hasBegun = true
    step = .now + order.request.limits.reply
  }

  private static func receiver(_ raw: UnsafeMutableRawPointer?) -> MailTransfer? {
    raw.map { Unmanaged<MailTransfer>.fromOpaque($0).takeUnretainedValue() }
  }

  private static let callbacks = MailCallbacks(
    onSend: { raw, _, _, _, _ in
      // As in `Transfer`: should libcurl ever begin anew by itself, that would be a second message.
      guard let transfer = receiver(raw), !transfer.isSent else {
        receiver(raw)?.fault = .broken("the connection was lost")
        return CURL_PREREQFUNC_ABORT
      }
      transfer.isSent = true
      return CURL_PREREQFUNC_OK
    },
    onRead: { buffer, size, count, raw in
      guard let transfer = receiver(raw), let buffer else { return Int(CURL_READFUNC_ABORT) }
      let rest = transfer.order.request.message[transfer.sent...].prefix(size * count)
      rest.withUnsafeBytes {
        UnsafeMutableRawBufferPointer(start: buffer, count: size * count).copyMemory(from: $0)
      }
      transfer.took(rest.count)
      return rest.count
    },
    onLine: { _, kind, bytes, count, raw in
      receiver(raw)?.saw(kind, UnsafeRawBufferPointer(start: bytes, count: count))
      return 0
    },
    // libcurl asks about once a second, also while it waits for the last reply.
    onProgress: { raw, _, _, _, _ in receiver(raw)?.unwanted == nil ? 0 : 1 }
  )
}

extension MailError {
  /// Neither refused for good nor unwanted.
  fileprivate var mayBeAskedAgain: Bool {
    switch cause {
    case .temporary, .broken: true
    case .permanent, .unusable, .cancelled, .closed: false
    }
  }
}

extension WireError {
  /// What a code of libcurl's means in the middle of SMTP.
  fileprivate init(mail code: CURLcode, host: String, reason: String) {
    switch code {
    case CURLE_USE_SSL_FAILED: self = .tls("the server offers no STARTTLS, and without TLS nothing is sent")
    case CURLE_LOGIN_DENIED: self = .broken("the server offers neither AUTH PLAIN nor AUTH LOGIN")
    case CURLE_OPERATION_TIMEDOUT: self = .timedOut(.stall)
    case CURLE_RECV_ERROR, CURLE_SEND_ERROR, CURLE_GOT_NOTHING: self = .broken("the connection was lost")
    default: self.init(code, host: host, reason: reason)
    }
  }

  fileprivate var isAboutTLS: Bool {
    guard case .tls = self else { return false }
    return true
  }
}
