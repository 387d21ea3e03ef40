private import Foundation
package import Wire

/// A change of the list as a pull request asks for it.
package struct ProposedChange: Sendable {
  /// Of the list file inside the repository.
  package var path: String
  /// A branch of its own; see `GitHubSettings.branch(of:)`.
  package var branch: String
  /// Of the commit and of the pull request.
  package var title: String
  package var body: String

  package init(path: String, branch: String, title: String, body: String) {
    self.path = path
    self.branch = branch
    self.title = title
    self.body = body
  }
}

/// A pull request, found or made.
package struct PullRequest: Sendable, Equatable {
  package enum State: String, Sendable { case open, merged, closed }

  package let number: Int
  /// Where a person reads it.
  package let url: String
  package let state: State
  /// Made just now.
  package let isNew: Bool
}

/// What became of a proposal.
package enum ProposalOutcome: Sendable, Equatable {
  case requested(PullRequest)
  /// The base branch has the change, and there is no pull request.
  case alreadyThere
}

/// Makes branches and pull requests over GitHub's REST API; no working copy is needed.
///
/// Every step looks first, so a run that was killed is made up for by the next: one branch and one pull request a change.
package struct PullRequester: Sendable {
  let github: GitHub

  package init(_ settings: GitHubSettings, wire: Wire, waiting: GitHubWaiting) {
    github = GitHub(settings: settings, wire: wire, waiting: waiting)
  }

  /// Finds the pull request of the change's branch, open or not, or makes it.
  ///
  /// - Parameters:
  ///   - change: what is asked for.
  ///   - edit: the list with the change, made from the list without; what it has already stays the same.
  /// - Returns: the pull request; a closed one means that somebody said no.
  /// - Throws: `GitHubFault`; what `edit` throws; `CancellationError`.
  package func propose(
    _ change: ProposedChange,
    edit: ([UInt8]) throws -> [UInt8]
  ) async throws -> ProposalOutcome {
    if let found = try await pullRequest(of: change.branch) { return .requested(found) }
    let base = try await base()
    let head = try await headOfBranch(base)
    let list = try await file(change.path, on: base)
    guard try edit(list.bytes) != list.bytes else { return .alreadyThere }
    try await makeBranch(change.branch, at: head)
    try await put(change, edit: edit)
    return .requested(try await open(change, into: base))
  }
}
