package import Foundation
internal import Markup
private import Papers
package import Wire

/// Why a source could not complete its harvest. Nothing of the page it names was admitted.
package struct PollError: Error, Sendable, Equatable, CustomStringConvertible {
  package enum Cause: Error, Sendable, Equatable {
    case transport(WireError)
    case status(Int)
    /// The body is no answer of this interface, or not all of one.
    case body(String)
    /// Strict reading stopped at this byte.
    case malformed(byte: Int, String)
    /// The interface says itself that it cannot answer.
    case answer(String)
    /// The interface refuses the question, and answers another one.
    case rejected(String)
    /// The host wants to be left alone.
    case held(String)
    case settings(String)
  }

  package let source: String
  package let lane: Lane?
  package let url: String?
  package let page: Int?
  package let cause: Cause
  /// How often in a row this very question failed, over all runs.
  package let failures: Int
  /// When the host may be asked again; nil when the next run may ask at once.
  package let nextAttempt: Date?

  package init(
    source: String,
    lane: Lane? = nil,
    url: String? = nil,
    page: Int? = nil,
    cause: Cause,
    failures: Int = 1,
    nextAttempt: Date? = nil
  ) {
    self.source = source
    self.lane = lane
    self.url = url
    self.page = page
    self.cause = cause
    self.failures = failures
    self.nextAttempt = nextAttempt
  }

  /// Whether a person must change the configuration, for no later attempt will do better.
  package var isConfiguration: Bool {
    switch cause {
    case .rejected, .settings, .transport(.invalidURL): true
    default: false
    }
  }

  package var description: String {
    var place = lane.map(\.description) ?? source
    if let page { place += ", page \(page)" }
    if let url { place += " (\(url))" }
    return "\(place): \(cause); \(consequence)"
  }

  private var consequence: String {
    let nothing = "nothing of this page was admitted"
    switch cause {
    case .settings: return "nothing was asked"
    case .rejected: return "\(nothing); arXiv answers other questions, so the configuration must change"
    default: break
    }
    guard let nextAttempt else { return "\(nothing); the next run continues there" }
    return "\(nothing); the next attempt is due at \(nextAttempt.rfc3339)"
  }
}

extension PollError.Cause: CustomStringConvertible {
  package var description: String {
    switch self {
    case .transport(let error): error.description
    case .status(let status): "the server answered with status \(status)"
    case .body(let reason): reason
    case .malformed(_, let reason): reason
    case .answer(let message): "arXiv answered with an error: \(message)"
    case .rejected(let message): "arXiv refuses the question: \(message)"
    case .held(let reason): "arXiv asks to wait: \(reason)"
    case .settings(let fault): fault
    }
  }

  var byte: Int? {
    guard case .malformed(let byte, _) = self else { return nil }
    return byte
  }

  /// Whether it is an answer of status 500 and the like, which may mean our question (arxiv-protocol F7).
  var isServerError: Bool {
    guard case .status(let status) = self else { return false }
    return status >= 500
  }

  /// Whether another page of the same list may be sound.
  var isOfPage: Bool {
    if case .body = self { return true }
    return isServerError
  }

  /// Whether it says something of the whole host, not only of the question.
  var isOfHost: Bool {
    switch self {
    case .held, .transport: true
    default: false
    }
  }

  static func malformed(_ body: [UInt8], _ error: MarkupError) -> Self {
    guard !body.isEmpty else { return .body("the body is empty") }
    let reason = "the body is no whole XML document (\(error)); the body begins \"\(body.excerpt)\""
    return .malformed(byte: error.offset, reason)
  }

  /// A body that cannot be used, with its first bytes for a person to judge by.
  static func unusable(_ body: [UInt8], because reason: String) -> Self {
    guard !body.isEmpty else { return .body("the body is empty") }
    return .body("\(reason); the body begins \"\(body.excerpt)\"")
  }
}

extension [UInt8] {
  /// At most 80 bytes as one line of harmless text.
  var excerpt: String { String(decoding: prefix(80), as: UTF8.self).harmless }
}

extension String {
  /// Control characters, which could steer a terminal, are written as escapes. Not left out as by `singleLine`: this is
  /// for faults, and they are about what came.
  var harmless: String {
    unicodeScalars.reduce(into: "") { text, scalar in
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator:
        text += scalar.escaped(asASCII: true)
      default: text.unicodeScalars.append(scalar)
      }
    }
  }
}
