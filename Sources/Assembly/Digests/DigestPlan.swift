package import Notifying
package import Papers
internal import Queueing

/// One digest of the configuration.
package struct DigestPlan: Sendable {
  package let policy: DigestPolicy
  package let schedule: DigestSchedule
  package let logs: Set<DigestLog>
  /// Whether it tells what became of listed papers.
  package let changes: Bool
  /// The ids of the channels that get it.
  package let channels: [String]

  package init(
    policy: DigestPolicy,
    schedule: DigestSchedule,
    logs: Set<DigestLog>,
    changes: Bool,
    channels: [String]
  ) {
    self.policy = policy
    self.schedule = schedule
    self.logs = logs
    self.changes = changes
    self.channels = channels
  }

  var source: DigestSource {
    DigestSource(topic: policy.topic, name: policy.name, logs: logs, changes: changes)
  }
}
