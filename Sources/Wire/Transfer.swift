internal import CCurl
internal import Glibc

/// One exchange under way. Lives and dies on the loop's thread, and stays where it is while libcurl points at it.
final class Transfer {
  let order: Order
  private(set) var deadlines: Deadlines
  private var easy: EasyHandle
  private var head = ResponseHead()
  private var body: [UInt8] = []
  private var isSent = false
  private var isBodyBegun = false
  private var gunzip: Gunzip?
  /// What a callback stopped the transfer for.
  private var fault: WireError?
  /// An address of the host was not dialled; another may have been.
  private var isHeldBack = false

  init(_ order: Order, userAgent: String, now: ContinuousClock.Instant) throws(WireError) {
    self.order = order
    deadlines = Deadlines(order.request.limits, total: order.deadline, now: now)
    easy = try EasyHandle()
    try easy.prepare(
      order.request,
      to: order.address,
      userAgent: userAgent,
      receiver: Unmanaged.passUnretained(self).toOpaque(),
      onOpen: { receiver, _, address in Transfer.open(receiver, address) },
      onSend: { receiver, address, _, _, _ in Transfer.maySend(receiver, to: address) },
      onHeader: { bytes, size, count, receiver in
        Transfer.receive(bytes, size * count, receiver) { transfer, bytes throws(WireError) in
          try transfer.receiveHeader(bytes)
        }
      },
      onBody: { bytes, size, count, receiver in
        Transfer.receive(bytes, size * count, receiver) { transfer, bytes throws(WireError) in
          try transfer.receiveBody(bytes)
        }
      }
    )
  }

  var handle: UnsafeMutableRawPointer { easy.raw }

  /// What libcurl's last word on the transfer means.
  func outcome(_ code: CURLcode) -> Result<WireResponse, WireError> {
    if let fault { return outcome(fault) }
    guard code == CURLE_OK else {
      if isHeldBack { return .failure(.forbidden(order.address.host)) }
      return outcome(WireError(code, host: order.address.host, reason: easy.explain(code)))
    }
    guard head.isComplete else { return .failure(.broken("the answer ends in its headers")) }
    guard gunzip?.isComplete ?? true else { return outcome(.broken("the gzip data is cut short")) }
    return .success(response)
  }

  /// What it means that the transfer came to no good end.
  func outcome(_ error: WireError) -> Result<WireResponse, WireError> {
    let isSettled = order.request.isSettledByStatus && head.isComplete && (200..<300).contains(easy.status)
    return isSettled ? .success(response) : .failure(error)
  }

  private var response: WireResponse {
    WireResponse(status: easy.status, headers: head.headers, body: body, url: order.request.url)
  }

  /// libcurl sends a request once more by itself when a connection that was open already turns out to be dead. Whoever
  /// counts requests, or sends what must not be sent twice, cannot have that.
  private static func maySend(
    _ receiver: UnsafeMutableRawPointer?,
    to address: UnsafeMutablePointer<CChar>?
  ) -> Int32 {
    guard let receiver else { return CURL_PREREQFUNC_ABORT }
    let transfer = Unmanaged<Transfer>.fromOpaque(receiver).takeUnretainedValue()
    guard !transfer.isSent else {
      transfer.fault = .broken("the connection was lost before the answer began")
      return CURL_PREREQFUNC_ABORT
    }
    // A connection that was open already was perhaps dialled for a request that may go anywhere.
    guard transfer.mayReach(address.flatMap { IPAddress(String(cString: $0)) }) else {
      transfer.fault = .forbidden(transfer.order.address.host)
      return CURL_PREREQFUNC_ABORT
    }
    transfer.isSent = true
    return CURL_PREREQFUNC_OK
  }

  private func mayReach(_ address: IPAddress?) -> Bool {
    order.request.destinations == .any || address?.isPublic == true
  }

  /// Opens the socket that libcurl is about to connect, if it may be.
  private static func open(
    _ receiver: UnsafeMutableRawPointer?,
    _ target: UnsafeMutablePointer<curl_sockaddr>?
  ) -> curl_socket_t {
    guard let receiver, let target else { return -1 }
    let transfer = Unmanaged<Transfer>.fromOpaque(receiver).takeUnretainedValue()
    // Longer addresses run on behind the end of the struct, where libcurl has left room for them.
    let start = MemoryLayout<curl_sockaddr>.offset(of: \.addr).map { UnsafeRawPointer(target) + $0 }
    let raw = UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : Int(target.pointee.addrlen))
    guard transfer.mayReach(IPAddress(raw)) else {
      transfer.isHeldBack = true
      return -1
    }
    let kind = target.pointee.socktype | Int32(SOCK_CLOEXEC.rawValue)
    return socket(target.pointee.family, kind, target.pointee.protocol)
  }

  private func receiveHeader(_ line: UnsafeRawBufferPointer) throws(WireError) {
    // What comes after the body is a trailer, which may not pass for a header.
    guard !isBodyBegun else { return }
    try head.add(line)
  }

  private func receiveBody(_ bytes: UnsafeRawBufferPointer) throws(WireError) {
    if !isBodyBegun {
      isBodyBegun = true
      if try head.isGzip() { gunzip = try Gunzip() }
    }
    let limit = order.request.limits.bodyBytes
    guard gunzip == nil else {
      try gunzip?.inflate(bytes, into: &body, limit: limit)
      return
    }
    guard body.count + bytes.count <= limit else { throw .tooLarge(limit: limit) }
    body.append(contentsOf: bytes)
  }

  /// Both callbacks: hands the bytes on, and stops the transfer by a short count when they are not wanted.
  private static func receive(
    _ bytes: UnsafeMutablePointer<CChar>?,
    _ count: Int,
    _ receiver: UnsafeMutableRawPointer?,
    _ handOn: (Transfer, UnsafeRawBufferPointer) throws(WireError) -> Void
  ) -> Int {
    guard let receiver else { return 0 }
    let transfer = Unmanaged<Transfer>.fromOpaque(receiver).takeUnretainedValue()
    transfer.deadlines.bytesArrived(count, at: .now)
    do throws(WireError) {
      try handOn(transfer, UnsafeRawBufferPointer(start: bytes, count: count))
      return count
    } catch {
      transfer.fault = error
      return 0
    }
  }
}
