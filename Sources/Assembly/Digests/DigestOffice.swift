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
  ///   - topic: the topic of the name; nil for the first that has it.
  ///   - format: one of `formats`.
  /// - Returns: nil when there is nothing that would be sent.
  /// - Throws: `NoDigest`; `NotReady`; what the templates and the store throw.
  package func preview(_ id: String, topic: String?, format: String) async throws -> [UInt8]? {
    guard let form = DigestPreview.named(format), let digest = try await digest(id, topic: topic) else {
      return nil
    }
    let loop = CurlLoop(userAgent: Version.userAgent(contact: installation.configuration.instance.contact))
    defer { loop.close() }
    return try form.render(digest, try Mailroom.tools(installation, loop.wire))
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
      throw NoDigest(id: name, known: plans.map(\.policy.name))
    }
    return plan
  }

  /// Fixes and sends.
  ///
  /// - Parameters:
  ///   - id: a name, which is fixed now; the id of one that was fixed; nil for whatever is due.
  ///   - topic: the topic of the name; nil for the first that has it.
  ///   - channel: only through this one, which need not be among the digest's own.
  ///   - isRehearsal: only says what would be sent.
  /// - Returns: what was fixed and delivered.
  /// - Throws: `NoDigest`; `NotReady`; what the store throws.
  package func send(_ id: String?, topic: String?, to channel: String?, isRehearsal: Bool) async throws
    -> DispatchReport
  {
    if let channel, !installation.configuration.channels.contains(where: { $0.id == channel }) {
      throw NoDigest(id: "channel \(channel)", known: installation.configuration.channels.map(\.id))
    }
    let contact = installation.configuration.instance.contact
    let loop = CurlLoop(userAgent: Version.userAgent(contact: contact))
    defer { loop.close() }
    let mailroom = try Mailroom(installation, wire: loop.wire, only: channel)
    if isRehearsal { return try await rehearse(id, topic: topic, mailroom) }
    var report = DispatchReport()
    report.fixed = try await fix(id, topic: topic, mailroom, isOnly: channel != nil).map(DigestRecord.init)
    report.deliveries = try await mailroom.deliver()
    return report
  }

  private func fix(_ id: String?, topic: String?, _ mailroom: Mailroom, isOnly: Bool) async throws -> [Digest]
  {
    guard let id else { return try await mailroom.fixDue() }
    let desk = try await DigestDesk(installation)
    if id.contains("/") {
      guard let digest = try await installation.store.digest(id) else { throw NoDigest(id: id, known: []) }
      let own = try? plan(digest.name, topic: digest.topic).channels
      try await desk.send(
        digest,
        through: mailroom.channels.filter { isOnly || own?.contains($0.id) == true }
      )
      return [digest]
    }
    let plan = try plan(id, topic: topic)
    let own = isOnly ? plan.through(mailroom.channels.map(\.id)) : plan
    return try await desk.fixNow(own, channels: mailroom.channels).map { [$0] } ?? []
  }

  private func rehearse(_ id: String?, topic: String?, _ mailroom: Mailroom) async throws -> DispatchReport {
    var report = DispatchReport()
    report.recipients = mailroom.channels.flatMap { channel in
      channel.recipients.map { $0 == channel.id ? channel.id : "\(channel.id): \($0)" }
    }
    guard let id else {
      let waiting = try await installation.store.deliveries(.pending)
      report.recipients = waiting.filter { $0.nextAttempt <= installation.now() }
        .map { "\($0.channel): \($0.address ?? "")" }
      return report
    }
    report.fixed = try await digest(id, topic: topic).map { [DigestRecord($0)] } ?? []
    return report
  }
}

extension DigestPlan {
  /// The same digest, through other channels.
  fileprivate func through(_ channels: [String]) -> DigestPlan {
    DigestPlan(policy: policy, schedule: schedule, logs: logs, changes: changes, channels: channels)
  }
}

/// What was fixed and delivered.
package struct DispatchReport: Sendable {
  package internal(set) var fixed: [DigestRecord] = []
  /// Of a rehearsal: to whom it would go.
  package internal(set) var recipients: [String] = []
  var deliveries = CourierReport()

  package var summary: [String] {
    fixed.map { "\($0.id): \($0.subject)" } + (deliveries.summary.map { [$0] } ?? [])
  }

  package var failures: [String] { deliveries.failures }

  package var status: ExitStatus {
    if deliveries.waiting > 0 { return .tryAgain }
    return deliveries.dead > 0 ? .unavailable : .done
  }

  package var isEmpty: Bool { fixed.isEmpty && deliveries == CourierReport() }
}

/// A digest in short.
package struct DigestRecord: Encodable, Sendable {
  package let id: String
  package let subject: String
  package let due: String
  package let items: Int

  init(_ digest: Digest) {
    id = digest.id
    subject = digest.subject
    due = digest.due.rfc3339
    items = digest.itemCount
  }
}

/// Nothing of that name.
package struct NoDigest: Error, Sendable, CustomStringConvertible {
  package let id: String
  package let known: [String]
  package var description: String {
    let others = known.isEmpty ? "" : "; there are: \(known.joined(separator: ", "))"
    return "there is no digest “\(id)”\(others)"
  }
}
