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
      throw NoDigest(id: name, known: plans.map(\.policy.name))
    }
    return plan
  }

  /// Fixes and sends.
  ///
  /// - Parameters:
  ///   - id: a name, which is fixed now; the id of one that was fixed; nil for whatever is due.
  ///   - topic: the topic of the name; nil for the first that has it.
  ///   - channel: one more, which need not be among the digest's own, and the only one that is used now.
  ///   - isRehearsal: only says what would be sent.
  /// - Returns: what was fixed and delivered.
  /// - Throws: `NoDigest`; `NotReady`; what the store throws.
  package func send(_ id: String?, topic: String?, to channel: String?, isRehearsal: Bool) async throws
    -> DispatchReport
  {
    if let channel, !installation.configuration.channels.contains(where: { $0.id == channel }) {
      throw NoDigest(id: "channel \(channel)", known: installation.configuration.channels.map(\.id))
    }
    let loop = installation.curlLoop()
    defer { loop.close() }
    let mailroom = try Mailroom(installation, wire: loop.wire)
    if isRehearsal { return try await rehearse(id, topic: topic, to: channel, mailroom) }
    var report = DispatchReport()
    report.fixed = try await fix(id, topic: topic, to: channel, mailroom).map(DigestRecord.init)
    report.deliveries = try await mailroom.deliver(only: channel)
    // One that was fixed before and goes to nobody new is no news.
    if id?.contains("/") == true, report.deliveries == CourierReport() { report.fixed = [] }
    return report
  }

  /// A digest is always fixed for all its channels: its items are told with it, and its day is over.
  private func fix(_ id: String?, topic: String?, to channel: String?, _ mailroom: Mailroom) async throws
    -> [Digest]
  {
    guard let id else { return try await mailroom.fixDue() }
    let desk = try await DigestDesk(installation)
    if id.contains("/") {
      guard let digest = try await installation.store.digest(id) else { throw NoDigest(id: id, known: []) }
      let own = try? plan(digest.name, topic: digest.topic).channels
      try await desk.send(
        digest,
        through: mailroom.channels.filter { $0.id == channel || own?.contains($0.id) == true }
      )
      return [digest]
    }
    let plan = try plan(id, topic: topic).through(channel)
    return try await desk.fixNow(plan, channels: mailroom.channels).map { [$0] } ?? []
  }

  private func rehearse(_ id: String?, topic: String?, to channel: String?, _ mailroom: Mailroom) async throws
    -> DispatchReport
  {
    var report = DispatchReport()
    let waiting = try await installation.store.deliveries(.pending).filter {
      $0.nextAttempt <= installation.now()
    }
    var wanted = waiting.map { Target(channel: $0.channel, address: $0.address ?? "") }
    if let id {
      report.fixed = try await digest(id, topic: topic).map { [DigestRecord($0)] } ?? []
      let name = id.split(separator: "/").dropFirst().first.map(String.init) ?? id
      let own = (try? plan(name, topic: topic).channels) ?? []
      wanted = report.fixed.isEmpty ? [] : try await targets(mailroom, own + (channel.map { [$0] } ?? []))
    } else {
      let desk = try await DigestDesk(installation)
      for plan in try await mailroom.due() {
        report.fixed += try await desk.preview(plan).map { [DigestRecord($0)] } ?? []
        wanted += try await targets(mailroom, plan.channels)
      }
    }
    report.recipients = wanted.filter { channel == nil || $0.channel == channel }.map(\.text)
    return report
  }

  private struct Target: Hashable {
    let channel: String
    let address: String
    var text: String { channel == address ? channel : "\(channel): \(address)" }
  }

  /// Those of the channels' recipients who get something.
  private func targets(_ mailroom: Mailroom, _ channels: [String]) async throws -> [Target] {
    let silent = try await installation.store.recipients().filter { $0.state != .active }
    let keys = Keys(salt: try await installation.store.salt())
    return mailroom.channels.filter { channels.contains($0.id) }.flatMap { channel in
      channel.recipients.filter { address in
        let print = keys.fingerprint(channel: channel.id, address: address)
        return !silent.contains { $0.channel == channel.id && $0.fingerprint == print }
      }
      .map { Target(channel: channel.id, address: $0) }
    }
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
