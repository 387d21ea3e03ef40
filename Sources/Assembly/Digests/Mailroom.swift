internal import Foundation
package import Notifying
package import Papers
internal import Queueing
package import Wire

/// The channels of a configuration with everything they need, and the digests that go through them.
package struct Mailroom: Sendable {
  package let channels: [Channel]
  private let installation: Installation
  private let plans: [DigestPlan]

  /// - Parameters:
  ///   - installation: whose channels and digests.
  ///   - wire: the way out.
  /// - Throws: `NotReady` when a channel cannot be used as it is configured, or the secret of the links to leave cannot
  ///   be read.
  package init(_ installation: Installation, wire: Wire) throws(NotReady) {
    self.installation = installation
    plans = installation.configuration.topics.flatMap(\.digests)
    let tools = try Self.tools(installation, wire)
    var channels: [Channel] = []
    for channel in installation.configuration.channels {
      guard let kind = channel.kind else { continue }
      do throws(ChannelFault) { channels.append(try kind.prepare(channel.settings, tools)) } catch {
        throw NotReady(reason: "channel \(channel.id): \(error)")
      }
    }
    self.channels = channels
  }

  /// What channels are handed.
  static func tools(_ installation: Installation, _ wire: Wire) throws(NotReady) -> ChannelTools {
    let instance = installation.configuration.instance
    let links = try instance.unsubscribe.map { unsubscribe throws(NotReady) in try Self.links(unsubscribe) }
    return ChannelTools(
      wire: wire,
      baseURL: instance.baseURL,
      templates: instance.templates,
      unsubscribe: links
    )
  }

  private static func links(_ unsubscribe: Configuration.Unsubscribe) throws(NotReady) -> UnsubscribeLinks {
    let secret: String
    do throws(SecretError) { secret = try unsubscribe.secret.read() } catch {
      throw NotReady(reason: "instance.unsubscribe_secret: \(error)")
    }
    do throws(ChannelFault) {
      return try UnsubscribeLinks(address: unsubscribe.address, secret: secret)
    } catch {
      throw NotReady(reason: "instance.\(error)")
    }
  }

  /// Fixes the digests that are due, each with its deliveries.
  package func fixDue() async throws -> [Digest] {
    guard !plans.isEmpty else { return [] }
    return try await DigestDesk(installation).fixDue(plans, channels: channels)
  }

  /// The digests that would be fixed.
  func due() async throws -> [DigestPlan] { try await DigestDesk(installation).due(plans) }

  /// Sends what is due now; with `only` through that channel alone, and the others wait.
  package func deliver(only: String? = nil) async throws -> CourierReport {
    let holder = "\(ProcessInfo.processInfo.processIdentifier)-\(UUID().uuidString)"
    let seam = installation.store.outboxSeam(holder: holder, now: installation.now)
    let used = channels.filter { only == nil || $0.id == only }
    return try await Courier(outbox: seam, channels: used, now: installation.now).deliverDue()
  }
}
