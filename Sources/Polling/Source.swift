/// A way to ask arXiv for what is new; one of a list of kinds, each with the same promise: a harvest that
/// completes has seen everything since the one before.
package struct Source: Sendable {
  package let name: String
  package let help: String
  /// The lanes to walk under these settings, in order.
  let prepare: @Sendable (PollSettings) throws(PollError) -> [Walk]

  package static let all: [Source] = [.oai, .api]

  package static func named(_ name: String) -> Source? { all.first { $0.name == name } }
}

/// How a source walks one lane: each step asks for the page after `state` and says what comes next.
///
/// A step keeps nothing to itself, so a walk goes on from any stored position, in any run.
struct Walk: Sendable {
  let lane: Lane
  let step: @Sendable (LaneState, Asker) async throws -> Page
}
