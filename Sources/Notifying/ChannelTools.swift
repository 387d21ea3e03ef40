package import Foundation
package import Wire

/// What channels are handed: the way out, the real clock for what outside parties check against theirs, and the words
/// that stand in every message.
package struct ChannelTools: Sendable {
  package let wire: Wire
  /// Real time, whatever the command's clock says.
  package let realNow: @Sendable () -> Date
  /// `base_url` of the configuration: where the feeds are served.
  package let baseURL: String
  package let templates: Templates
  /// nil while nothing answers such links.
  package let unsubscribe: UnsubscribeLinks?

  package init(
    wire: Wire,
    realNow: @escaping @Sendable () -> Date = { Date() },
    baseURL: String,
    templates: Templates = .shipped,
    unsubscribe: UnsubscribeLinks? = nil
  ) {
    self.wire = wire
    self.realNow = realNow
    self.baseURL = baseURL
    self.templates = templates
    self.unsubscribe = unsubscribe
  }
}
