internal import CCurl
package import FoundationEssentials

/// The final response to a request, and the questions a caller has about it.
package struct WireResponse: Sendable {
  package let status: Int
  /// In the order of arrival, names in lower case.
  package let headers: [(name: String, value: String)]
  /// Decompressed.
  package let body: [UInt8]
  /// Where it came from: the last address after redirects.
  package let url: String

  package init(
    status: Int,
    headers: [(name: String, value: String)] = [],
    body: [UInt8] = [],
    url: String = ""
  ) {
    self.status = status
    self.headers = headers.map { ($0.name.lowercased(), $0.value) }
    self.body = body
    self.url = url
  }

  /// The first value under a name, whatever its case.
  package func header(_ name: String) -> String? {
    let name = name.lowercased()
    return headers.first { $0.name == name }?.value
  }

  /// Whether the server says that it was asked too much. arXiv has said so with each of these.
  package var isThrottled: Bool {
    switch status {
    case 403, 406, 429, 503: true
    default: false
    }
  }

  /// How long the server asks to be left alone, given in seconds or as a date; nil when it does not say, and when
  /// it says nothing useful. arXiv has been seen to send 0. More than a day is taken for a mistake.
  package func retryAfter(now: Date) -> Duration? {
    guard let value = header("retry-after") else { return nil }
    let seconds: Double?
    if value.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) {
      seconds = Double(value)
    } else {
      seconds = Self.date(value)?.timeIntervalSince(now)
    }
    guard let seconds, seconds > 0, seconds <= 86_400 else { return nil }
    return .seconds(seconds)
  }

  /// The server's clock when it answered.
  package var date: Date? { header("date").flatMap(Self.date) }

  /// Reads the three forms of RFC 9110, section 5.6.7.
  private static func date(_ value: String) -> Date? {
    let seconds = curl_getdate(value, nil)
    return seconds == -1 ? nil : Date(timeIntervalSince1970: Double(seconds))
  }
}
