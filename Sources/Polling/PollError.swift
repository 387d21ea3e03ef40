package import Foundation
private import Papers
package import Wire

/// Why a source could not complete its harvest. Nothing of the page it names was admitted.
package struct PollError: Error, Sendable, Equatable, CustomStringConvertible {
  package enum Cause: Error, Sendable, Equatable {
    case transport(WireError)
    case status(Int)
    /// The body is no answer of this interface, or not all of one.
    case body(String)
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
  /// When the host may be asked again; nil when the next run may ask at once.
  package let nextAttempt: Date?

  package init(
    source: String,
    lane: Lane? = nil,
    url: String? = nil,
    page: Int? = nil,
    cause: Cause,
    nextAttempt: Date? = nil
  ) {
    self.source = source
    self.lane = lane
    self.url = url
    self.page = page
    self.cause = cause
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
    case .answer(let message): "arXiv answered with an error: \(message)"
    case .rejected(let message): "arXiv refuses the question: \(message)"
    case .held(let reason): "arXiv asks to wait: \(reason)"
    case .settings(let fault): fault
    }
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
  /// Control characters, which could steer a terminal, are written as escapes.
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
