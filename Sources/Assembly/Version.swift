/// What the program calls itself.
package enum Version {
  package static let current = "0.1.0"

  /// Sent to arXiv, honest and with a contact (arxiv-protocol section 5).
  package static func userAgent(contact: String) -> String { "Gleaner/\(current) (+\(contact))" }
}
