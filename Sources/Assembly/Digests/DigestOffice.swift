internal import Foundation
internal import Notifying
internal import Papers
internal import Queueing
internal import Wire

/// Digests as commands look at them and send them.
package struct DigestOffice: Sendable {
  private let installation: Installation

  package init(_ installation: Installation) { self.installation = installation }

  package static let formats = DigestPreview.all.map(\.name)

  /// A digest in one of `formats`: one that was fixed, by its id, or what the one of that name would be now.
  ///
  /// - Parameters:
  ///   - id: `TOPIC/NAME/DAY`, or a name of the configuration.
  ///   - topic: the topic of a name; nil for the first that has it.
  ///   - format: one of `formats`.
  /// - Returns: nil when there is nothing that would be sent.
  /// - Throws: `NoDigest`; `ChannelsUnusable`; what the templates and the store throw.
  package func preview(_ id: String, topic: String?, format: String) async throws -> [UInt8]? {
    guard let form = DigestPreview.named(format), let digest = try await digest(id, topic: topic) else {
      return nil
    }
    return try form.render(digest, try Mailroom.tools(installation, .none))
  }

  private func digest(_ id: String, topic: String?) async throws -> Digest? {
    if id.contains("/") {
      guard let digest = try await installation.store.digest(id) else { throw NoDigest(id: id, known: []) }
      return digest
    }
    return try await DigestDesk(installation).preview(try plan(id, topic: topic))
  }

  private func plan(_ name: String, topic: String?) throws -> DigestPlan {
    let topics =
      try topic.map { [try installation.configuration.topic($0)] } ?? installation.configuration.topics
    let plans = topics.flatMap(\.digests)
    guard let plan = plans.first(where: { $0.policy.name == name }) else {
      throw NoDigest(id: name, known: Set(plans.map(\.policy.name)).sorted())
    }
    return plan
  }

  /// Fixes and sends.
  ///
  /// - Parameters:
  ///   - id: a name, which is fixed now; the id of one that was fixed; nil for whatever is due.
  ///   - topic: the topic of a name; nil for the first that has it.
  ///   - channel: one more, which need not be among the digest's own, and the only one that is used now.
  ///   - isRehearsal: only says what would be sent, as if every receiver took it.
  /// - Returns: what was fixed and delivered.
  /// - Throws: `NoDigest`; `NoChannel`; `NeverPolled`; `ChannelsUnusable`; what the store throws.
  package func send(_ id: String?, topic: String?, to channel: String?, isRehearsal: Bool) async throws
    -> DispatchReport
  {
    try NoChannel.check(channel, in: installation.configuration)
    if isRehearsal { return try await rehearse(id, topic: topic, to: channel) }
    let loop = installation.curlLoop()
    defer { loop.close() }
    return try await dispatch(id, topic: topic, to: channel, try Mailroom(installation, wire: loop.wire))
  }

  /// Goes the same way as what is sent, on a copy of the store and with receivers that take everything.
  private func rehearse(_ id: String?, topic: String?, to channel: String?) async throws -> DispatchReport {
    let mock = try installation.rehearsing()
    let before = Dictionary(
      try await mock.store.deliveries().map { ($0.key, $0) },
      uniquingKeysWith: { first, _ in first }
    )
    let mailroom = try Mailroom(mock, wire: .none).rehearsing()
    var report = try await DigestOffice(mock).dispatch(id, topic: topic, to: channel, mailroom)
    report.rehearsed = try await mock.store.deliveries().compactMap { $0.rehearsed(before[$0.key]) }
    return report
  }

  private func dispatch(_ id: String?, topic: String?, to channel: String?, _ mailroom: Mailroom) async throws
    -> DispatchReport
  {
    var report = DispatchReport(isNamed: id != nil)
    report.fixed = try await fix(id, topic: topic, to: channel, mailroom.channels).map(DigestRecord.init)
    report.deliveries = try await mailroom.deliver(only: channel)
    // One that was fixed before and goes to nobody new is no news.
    if id?.contains("/") == true, report.deliveries == CourierReport() { report.fixed = [] }
    return report
  }

  /// A digest is always fixed for all its channels: its items are told with it, and its day is over.
  private func fix(_ id: String?, topic: String?, to channel: String?, _ channels: [Channel]) async throws
    -> [Digest]
  {
    let desk = try await DigestDesk(installation)
    guard let id else { return try await desk.fixDue(installation.configuration.digests, channels: channels) }
    if id.contains("/") {
      guard let digest = try await installation.store.digest(id) else { throw NoDigest(id: id, known: []) }
      let own = try? plan(digest.name, topic: digest.topic).channels
      try await desk.send(
        digest,
        through: channels.filter { $0.id == channel || own?.contains($0.id) == true }
      )
      return [digest]
    }
    let plan = try plan(id, topic: topic).through(channel)
    return try await desk.fixNow(plan, channels: channels).map { [$0] } ?? []
  }
}

extension DigestPlan {
  /// The same digest, through one more channel.
  fileprivate func through(_ channel: String?) -> DigestPlan {
    guard let channel, !channels.contains(channel) else { return self }
    return DigestPlan(
      policy: policy,
      schedule: schedule,
      logs: logs,
      changes: changes,
      channels: channels + [channel]
    )
  }
}
