internal import Foundation
package import Notifying
internal import Queueing
package import Wire

/// The channels of a configuration with everything they need, and what goes through them.
package struct Mailroom: Sendable {
  package let channels: [Channel]
  private let installation: Installation

  /// - Parameters:
  ///   - installation: whose channels and digests.
  ///   - wire: the way out.
  /// - Throws: `ChannelsUnusable`.
  package init(_ installation: Installation, wire: Wire) throws(ChannelsUnusable) {
    let tools = try Self.tools(installation, wire)
    var channels: [Channel] = []
    for channel in installation.configuration.channels {
      guard let kind = channel.kind else { continue }
      do throws(ChannelFault) { channels.append(try kind.prepare(channel.settings, tools)) } catch {
        throw ChannelsUnusable(reason: "channel \(channel.id): \(error)")
      }
    }
    self.init(installation, channels: channels)
  }

  private init(_ installation: Installation, channels: [Channel]) {
    self.installation = installation
    self.channels = channels
  }

  /// The same, but for channels that take everything and pass nothing on.
  func rehearsing() -> Mailroom {
    let channels = channels.map { channel in
      Channel(id: channel.id, recipients: channel.recipients, compose: channel.compose) { _, _ in
        .delivered("rehearsed")
      }
    }
    return Mailroom(installation, channels: channels)
  }

  /// What channels are handed.
  static func tools(_ installation: Installation, _ wire: Wire) throws(ChannelsUnusable) -> ChannelTools {
    let instance = installation.configuration.instance
    let links = try instance.unsubscribe.map { unsubscribe throws(ChannelsUnusable) in
      try Self.links(unsubscribe)
    }
    return ChannelTools(
      wire: wire,
      baseURL: instance.baseURL,
      templates: instance.templates,
      unsubscribe: links
    )
  }

  private static func links(_ unsubscribe: Configuration.Unsubscribe) throws(ChannelsUnusable)
    -> UnsubscribeLinks
  {
    let secret: String
    do throws(SecretError) { secret = try unsubscribe.secret.read() } catch {
      throw ChannelsUnusable(reason: "instance.unsubscribe_secret: \(error)")
    }
    do throws(ChannelFault) {
      return try UnsubscribeLinks(address: unsubscribe.address, secret: secret)
    } catch {
      throw ChannelsUnusable(reason: "instance.\(error)")
    }
  }

  /// Sends what is due now; with `only` through that channel alone, and the others wait.
  package func deliver(only: String? = nil) async throws -> CourierReport {
    let holder = "\(ProcessInfo.processInfo.processIdentifier)-\(UUID().uuidString)"
    let seam = installation.store.outboxSeam(holder: holder, now: installation.now)
    let used = channels.filter { only == nil || $0.id == only }
    return try await Courier(outbox: seam, channels: used, now: installation.now).deliverDue()
  }
}

/// The channels cannot be used as they are configured, or the secret of the links to leave cannot be read.
package struct ChannelsUnusable: Error, Sendable, CustomStringConvertible {
  package let reason: String
  package var description: String { reason }
}
