/// A way to ask arXiv for what is new; one of a list of kinds, each with the same promise: a harvest that
/// completes has seen everything since the one before.
package struct Source: Sendable {
  package enum Role: Sendable {
    /// Walks all that changed since the last harvest. The first such source that completes carries the round.
    case harvest
    /// Shows the announcement of the day, and is compared with what the harvest saw.
    case crossCheck
  }

  package let name: String
  package let help: String
  package let role: Role
  /// How long after an announcement the source shows it.
  let lag: Duration
  /// The lanes to walk for this errand under these settings, in order; none when the source is of no use for it.
  let prepare: @Sendable (PollSettings, Errand) throws(PollError) -> [Walk]

  package static let all: [Source] = [.oai, .rss, .api]

  package static func named(_ name: String) -> Source? { all.first { $0.name == name } }
}

/// What a harvest is for, which says where it begins.
package enum Errand: Sendable, Equatable {
  /// What is new since the last time, with an overlap.
  case daily
  /// Another look at the last days, whatever was seen of them (arxiv-protocol section 4.3).
  case reconcile
  /// A period of the past, both days included.
  case period(Period)
}

/// How a source walks one lane: each step asks for the page after `state` and says what comes next.
///
/// A step keeps nothing to itself, so a walk goes on from any stored position, in any run.
struct Walk: Sendable {
  let lane: Lane
  /// Whether papers may be missed without it; the others only add to what is known of them.
  var isEssential = true
  let step: @Sendable (LaneState, Asker) async throws -> Page
}
