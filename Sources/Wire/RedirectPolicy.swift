/// What to do when the server says that the answer is elsewhere.
package enum RedirectPolicy: Sendable, Equatable {
  /// A redirect is an error: `WireError.redirect`.
  case refuse
  /// At most so many redirects, each to the same host or the same registrable domain, and never from https to
  /// http. The domain is approximated by the last two labels of the name; an IP address and a name of one label,
  /// such as `localhost`, may only point to themselves.
  case follow(max: Int)
}

/// Follows one request through its redirects.
struct RedirectTrail {
  /// What to send now, and where.
  private(set) var request: WireRequest
  private(set) var address: WebAddress
  private var visited: Set<String>

  init(_ request: WireRequest) throws(WireError) {
    self.request = request
    address = try WebAddress(request.url)
    visited = [Self.stop(request, at: address)]
  }

  /// Whether the response is a redirect, which is then what to send now. Throws when the policy does not follow it.
  mutating func follow(_ response: WireResponse) throws(WireError) -> Bool {
    guard [301, 302, 303, 307, 308].contains(response.status) else { return false }
    guard case .follow(let max) = request.redirects else {
      throw .redirect("status \(response.status), and this request follows none")
    }
    guard visited.count <= max else { throw .redirect("more than \(max) times") }
    guard let location = response.header("location") else {
      throw .redirect("status \(response.status) without a Location")
    }
    let target = try address.resolving(location)
    try Self.check(from: address, to: target)
    let next = request.redirected(from: address, to: target, status: response.status)
    guard visited.insert(Self.stop(next, at: target)).inserted else { throw .redirect("in a circle") }
    (request, address) = (next, target)
    return true
  }

  static func check(from: WebAddress, to: WebAddress) throws(WireError) {
    guard from.scheme == "http" || to.scheme == "https" else { throw .redirect("from https to http") }
    guard from.host == to.host || (from.domain != nil && from.domain == to.domain) else {
      throw .redirect("to another domain, \(to.host)")
    }
  }

  private static func stop(_ request: WireRequest, at address: WebAddress) -> String {
    "\(request.method) \(address.text)"
  }
}

extension WireRequest {
  /// The request that a redirect asks for. As browsers do, 303 turns everything but HEAD into GET, and 301 and 302
  /// turn POST into GET. Credentials do not follow to another origin.
  fileprivate func redirected(from: WebAddress, to: WebAddress, status: Int) -> WireRequest {
    var next = self
    next.url = to.text
    if status == 303 && method != "HEAD" || (status == 301 || status == 302) && method == "POST" {
      next.method = "GET"
      next.body = nil
      next.headers.removeAll { $0.name.lowercased().hasPrefix("content-") }
    }
    if !to.hasSameOrigin(as: from) {
      next.headers.removeAll { ["authorization", "cookie"].contains($0.name.lowercased()) }
    }
    return next
  }
}
