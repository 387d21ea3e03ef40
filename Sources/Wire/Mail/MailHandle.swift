internal import CCurl

/// What `MailTransfer` does when libcurl asks.
struct MailCallbacks {
  let onSend: curl_prereq_callback
  let onRead: curl_read_callback
  let onLine: curl_debug_callback
  let onProgress: curl_xferinfo_callback
}

extension EasyHandle {
  /// Sets everything about the message; `receiver` is handed to the callbacks and has to outlive the handle.
  mutating func prepare(
    _ request: MailRequest,
    receiver: UnsafeMutableRawPointer,
    _ callbacks: MailCallbacks
  ) throws(WireError) {
    took(shim_setopt_pointer(raw, CURLOPT_ERRORBUFFER, errorText))
    set(CURLOPT_NOSIGNAL, 1)
    set(CURLOPT_QUICK_EXIT, 1)
    set(CURLOPT_PROTOCOLS_STR, "smtp,smtps")
    // The environment's proxies are for the web.
    set(CURLOPT_PROXY, "")
    set(CURLOPT_URL, request.server.address(greeting: request.greeting))
    setSecurity(request)
    setLimits(request.limits)
    try setEnvelope(request)
    setCallbacks(callbacks, receiver)
    guard refusal == CURLE_OK else { throw .broken(String(cString: curl_easy_strerror(refusal))) }
  }

  private mutating func setSecurity(_ request: MailRequest) {
    let level =
      switch request.security {
      case .required: CURLUSESSL_ALL
      case .plainAllowed: CURLUSESSL_TRY
      case .none: CURLUSESSL_NONE
      }
    set(CURLOPT_USE_SSL, Int(level.rawValue))
    if let file = request.caFile { set(CURLOPT_CAINFO, file) }
    guard let user = request.user else { return }
    set(CURLOPT_USERNAME, user)
    set(CURLOPT_PASSWORD, request.password ?? "")
    // Inside TLS these two are enough, and the others prove nothing about the server.
    set(CURLOPT_LOGIN_OPTIONS, "AUTH=PLAIN;AUTH=LOGIN")
  }

  /// Each step but the last has its limit in `MailTransfer`, which cannot act while libcurl waits for the last reply.
  private mutating func setLimits(_ limits: MailLimits) {
    let total = limits.total.wholeMilliseconds(in: 1...86_400_000)
    set(CURLOPT_TIMEOUT_MS, total)
    set(CURLOPT_CONNECTTIMEOUT_MS, total)
    let final = limits.finalReply.wholeMilliseconds(in: 1...86_400_000)
    set(CURLOPT_SERVER_RESPONSE_TIMEOUT, (final + 999) / 1000)
  }

  private mutating func setEnvelope(_ request: MailRequest) throws(WireError) {
    set(CURLOPT_MAIL_FROM, "<\(request.from)>")
    try addHeader("<\(request.to)>")
    took(shim_setopt_slist(raw, CURLOPT_MAIL_RCPT, headerList))
    set(CURLOPT_UPLOAD, 1)
    took(shim_setopt_off(raw, CURLOPT_INFILESIZE_LARGE, request.message.count))
  }

  private mutating func setCallbacks(_ callbacks: MailCallbacks, _ receiver: UnsafeMutableRawPointer) {
    took(shim_setopt_prereq(raw, CURLOPT_PREREQFUNCTION, callbacks.onSend))
    took(shim_setopt_pointer(raw, CURLOPT_PREREQDATA, receiver))
    took(shim_setopt_read(raw, CURLOPT_READFUNCTION, callbacks.onRead))
    took(shim_setopt_pointer(raw, CURLOPT_READDATA, receiver))
    // Only a look at the lines: with a function, nothing is printed.
    took(shim_setopt_debug(raw, CURLOPT_DEBUGFUNCTION, callbacks.onLine))
    took(shim_setopt_pointer(raw, CURLOPT_DEBUGDATA, receiver))
    set(CURLOPT_VERBOSE, 1)
    took(shim_setopt_progress(raw, CURLOPT_XFERINFOFUNCTION, callbacks.onProgress))
    took(shim_setopt_pointer(raw, CURLOPT_XFERINFODATA, receiver))
    set(CURLOPT_NOPROGRESS, 0)
  }
}
