/// Why there is no response. The address is never part of it, since an address can hold a secret.
package enum WireError: Error, Sendable, Equatable {
  /// The address is not one that can be asked.
  case invalidURL(String)
  /// The name of this host has no address.
  case resolve(String)
  case connect(String)
  case tls(String)
  case timedOut(WirePhase)
  /// The body, once decompressed, is longer than the limit.
  case tooLarge(limit: Int)
  /// The exchange began and did not end as HTTP has it: reset, cut short, or damaged.
  case broken(String)
  /// The server points elsewhere, and the request's policy does not go there.
  case redirect(String)
  /// This host has an address that the request may not go to.
  case forbidden(String)
  case cancelled
  /// The loop was closed before the response was complete.
  case closed
}

/// What was being waited for.
package enum WirePhase: String, Sendable, Equatable, CaseIterable {
  case connect, firstByte, stall, total
}

extension WireError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .invalidURL(let reason): "the address cannot be used: \(reason)"
    case .resolve(let host): "the name \(host) could not be resolved"
    case .connect(let reason): "no connection could be made: \(reason)"
    case .tls(let reason): "no secure connection could be made: \(reason)"
    case .timedOut(.connect): "the server could not be reached in time"
    case .timedOut(.firstByte): "the server did not begin to answer in time"
    case .timedOut(.stall): "the server stopped in the middle of its answer"
    case .timedOut(.total): "the whole exchange took too long"
    case .tooLarge(let limit): "the answer is longer than \(limit) bytes"
    case .broken(let reason): "the exchange broke off: \(reason)"
    case .redirect(let reason): "the server sends elsewhere: \(reason)"
    case .forbidden(let host): "\(host) is not an address of the public Internet"
    case .cancelled: "the request was cancelled"
    case .closed: "the program is closing its connections"
    }
  }
}
