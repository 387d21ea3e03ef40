/// One HTTP request, with how much time and space it may take.
package struct WireRequest: Sendable {
  package var method: String
  /// Absolute, `http` or `https`.
  package var url: String
  /// Names in any case. `User-Agent` and `Accept-Encoding` are set by the loop unless they are given here.
  package var headers: [(name: String, value: String)]
  package var body: [UInt8]?
  package var limits: WireLimits
  package var redirects: RedirectPolicy
  package var destinations: Destinations
  /// Whether an answer of 2xx is complete with its head. Its body is then what could be had of it.
  package var isSettledByStatus: Bool

  package init(
    _ url: String,
    method: String = "GET",
    headers: [(name: String, value: String)] = [],
    body: [UInt8]? = nil,
    limits: WireLimits = WireLimits(),
    redirects: RedirectPolicy = .follow(max: 3),
    destinations: Destinations = .any,
    isSettledByStatus: Bool = false
  ) {
    self.url = url
    self.method = method
    self.headers = headers
    self.body = body
    self.limits = limits
    self.redirects = redirects
    self.destinations = destinations
    self.isSettledByStatus = isSettledByStatus
  }
}

/// What a request may take before it is given up.
package struct WireLimits: Sendable, Equatable {
  /// To a connection that can carry the request: name, TCP and TLS.
  package var connect: Duration
  /// From the start of the request, connecting included, to the first byte of the response.
  package var firstByte: Duration
  /// Without a byte for every second of it, once the response has begun.
  package var stall: Duration
  /// For everything, redirects included.
  package var total: Duration
  /// Of body, counted after decompression.
  package var bodyBytes: Int

  package init(
    connect: Duration = .seconds(15),
    firstByte: Duration = .seconds(90),
    stall: Duration = .seconds(60),
    total: Duration = .seconds(300),
    bodyBytes: Int = 64 << 20
  ) {
    self.connect = connect
    self.firstByte = firstByte
    self.stall = stall
    self.total = total
    self.bodyBytes = bodyBytes
  }
}
