internal import CCurl

/// Owns one of libcurl's easy handles, with the lists and buffers that it points at.
struct EasyHandle: ~Copyable {
  let raw: UnsafeMutableRawPointer
  let errorText: UnsafeMutablePointer<CChar>
  private(set) var headerList: UnsafeMutablePointer<curl_slist>?
  /// The first option that libcurl did not take.
  private(set) var refusal = CURLE_OK

  init() throws(WireError) {
    guard let made = curl_easy_init() else { throw .broken("out of memory") }
    raw = made
    errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
    errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
  }

  deinit {
    curl_easy_cleanup(raw)
    curl_slist_free_all(headerList)
    errorText.deallocate()
  }

  var status: Int {
    var status = 0
    shim_getinfo_long(raw, CURLINFO_RESPONSE_CODE, &status)
    return status
  }

  /// What went wrong, in libcurl's words for this transfer or else for the code.
  func explain(_ code: CURLcode) -> String {
    errorText.pointee == 0 ? String(cString: curl_easy_strerror(code)) : String(cString: errorText)
  }

  /// Sets everything about the request; `receiver` is handed to both callbacks and has to outlive the handle.
  mutating func prepare(
    _ request: WireRequest,
    to address: WebAddress,
    userAgent: String,
    receiver: UnsafeMutableRawPointer,
    onOpen: @escaping curl_opensocket_callback,
    onSend: @escaping curl_prereq_callback,
    onHeader: @escaping curl_write_callback,
    onBody: @escaping curl_write_callback
  ) throws(WireError) {
    setManners(request.limits, userAgent: userAgent)
    set(CURLOPT_URL, address.text)
    try setMethod(request)
    try setHeaders(request)
    if request.destinations == .publicOnly { dialOnlyThrough(onOpen, receiver) }
    took(shim_setopt_prereq(raw, CURLOPT_PREREQFUNCTION, onSend))
    took(shim_setopt_pointer(raw, CURLOPT_PREREQDATA, receiver))
    took(shim_setopt_write(raw, CURLOPT_HEADERFUNCTION, onHeader))
    took(shim_setopt_pointer(raw, CURLOPT_HEADERDATA, receiver))
    took(shim_setopt_write(raw, CURLOPT_WRITEFUNCTION, onBody))
    took(shim_setopt_pointer(raw, CURLOPT_WRITEDATA, receiver))
    guard refusal == CURLE_OK else { throw .broken(String(cString: curl_easy_strerror(refusal))) }
  }

  /// A proxy would dial in our place, where nobody looks at the address.
  private mutating func dialOnlyThrough(
    _ onOpen: @escaping curl_opensocket_callback,
    _ receiver: UnsafeMutableRawPointer
  ) {
    set(CURLOPT_PROXY, "")
    took(shim_setopt_opensocket(raw, CURLOPT_OPENSOCKETFUNCTION, onOpen))
    took(shim_setopt_pointer(raw, CURLOPT_OPENSOCKETDATA, receiver))
  }

  private mutating func setManners(_ limits: WireLimits, userAgent: String) {
    took(shim_setopt_pointer(raw, CURLOPT_ERRORBUFFER, errorText))
    // No SIGALRM for timeouts: this is not the main thread.
    set(CURLOPT_NOSIGNAL, 1)
    // A name that takes long to resolve must not hold up the loop when its transfer is given up.
    set(CURLOPT_QUICK_EXIT, 1)
    set(CURLOPT_PROTOCOLS_STR, "http,https")
    // Redirects are followed by `RedirectTrail`, which has a policy.
    set(CURLOPT_FOLLOWLOCATION, 0)
    set(CURLOPT_USERAGENT, userAgent)
    // Zero would mean libcurl's own 300 s.
    set(CURLOPT_CONNECTTIMEOUT_MS, limits.connect.wholeMilliseconds(in: 1...86_400_000))
  }

  private mutating func setMethod(_ request: WireRequest) throws(WireError) {
    guard request.method.isToken else { throw .broken("HTTP has no method named \(request.method)") }
    if let body = request.bodyToSend {
      took(shim_setopt_off(raw, CURLOPT_POSTFIELDSIZE_LARGE, body.count))
      // One byte too many, so that there is an address even when there is no body: without one, libcurl would
      // read the body from stdin.
      let copied = (body + [0]).withUnsafeBytes { bytes in
        shim_setopt_pointer(raw, CURLOPT_COPYPOSTFIELDS, UnsafeMutableRawPointer(mutating: bytes.baseAddress))
      }
      took(copied)
    } else if request.method == "HEAD" {
      set(CURLOPT_NOBODY, 1)
    }
    set(CURLOPT_CUSTOMREQUEST, request.method)
  }

  private mutating func setHeaders(_ request: WireRequest) throws(WireError) {
    for (name, value) in request.headers {
      guard name.isToken, !value.utf8.contains(where: { $0 < 0x20 && $0 != 0x09 || $0 == 0x7F }) else {
        throw .broken("a header of the request has a name or value that HTTP cannot carry")
      }
      // libcurl takes `Name:` for an order to leave the header out, and `Name;` for an empty one.
      try addHeader(value.isEmpty ? "\(name);" : "\(name): \(value)")
    }
    let given = Set(request.headers.map { $0.name.lowercased() })
    if !given.contains("accept-encoding") { try addHeader("Accept-Encoding: gzip") }
    if request.bodyToSend != nil {
      // libcurl would call any body a form, and wait a second for leave to send a large one.
      if !given.contains("content-type") { try addHeader("Content-Type:") }
      if !given.contains("expect") { try addHeader("Expect:") }
    }
    took(shim_setopt_slist(raw, CURLOPT_HTTPHEADER, headerList))
  }

  mutating func addHeader(_ line: String) throws(WireError) {
    guard let longer = curl_slist_append(headerList, line) else { throw .broken("out of memory") }
    headerList = longer
  }

  mutating func set(_ option: CURLoption, _ value: Int) {
    took(shim_setopt_long(raw, option, value))
  }

  mutating func set(_ option: CURLoption, _ value: String) {
    took(shim_setopt_string(raw, option, value))
  }

  mutating func took(_ code: CURLcode) {
    if refusal == CURLE_OK { refusal = code }
  }
}

extension WireRequest {
  /// These methods have a body even when it is empty; many servers insist on its length.
  fileprivate var bodyToSend: [UInt8]? {
    body ?? (["POST", "PUT", "PATCH"].contains(method) ? [] : nil)
  }
}

extension String {
  /// A token of RFC 9110, section 5.6.2.
  fileprivate var isToken: Bool {
    !isEmpty && utf8.allSatisfy { (0x21...0x7E).contains($0) && !"\"(),/:;<=>?@[\\]{}".utf8.contains($0) }
  }
}

extension Duration {
  /// Rounded up, and brought within the range.
  func wholeMilliseconds(in range: ClosedRange<Int>) -> Int {
    let exact = (self / .milliseconds(1)).rounded(.up)
    return Int(min(max(exact, Double(range.lowerBound)), Double(range.upperBound)))
  }
}
