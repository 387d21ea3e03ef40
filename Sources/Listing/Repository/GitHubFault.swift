package import Foundation

/// Why there is no pull request, and what its keeper has to do. The token is never part of it.
package enum GitHubFault: Error, Sendable, Equatable {
  /// 401.
  case badToken
  /// 403 and no throttling: what GitHub says.
  case forbidden(String)
  /// 404 for what has to be there; with the step that failed.
  case notFound(String)
  /// Another request was refused for good.
  case refused(step: String, status: Int, saying: String)
  /// A redirect, which GitHub gives for a repository that was renamed.
  case moved(String)
  /// The answer is not what GitHub's documentation has.
  case unreadable(step: String, reason: String)
  /// The network, a fault of the server's, or throttling: the same request may do later.
  case later(step: String, reason: String, notBefore: Date?)
  /// Somebody else changed the branch again and again.
  case contested(branch: String)
}

extension GitHubFault: CustomStringConvertible {
  package var description: String {
    switch self {
    case .badToken:
      "GitHub does not take the token: it is wrong, expired or revoked; put a new one where list.pull_request.token points"
    case .forbidden(let saying):
      "GitHub forbids it (\(saying)): the token needs “Contents” and “Pull requests”, both read and write, for this repository"
    case .notFound(let step):
      "GitHub answered 404, asked to \(step): it is not there, or the token may not see it; compare list.pull_request in the configuration"
    case .refused(let step, let status, let saying): "GitHub refused to \(step): \(status) \(saying)"
    case .moved(let reason):
      "\(reason): was the repository renamed? write its new name in list.pull_request.repository"
    case .unreadable(let step, let reason):
      "GitHub's answer, asked to \(step), cannot be used (\(reason)): is list.pull_request.api the REST API?"
    case .later(let step, let reason, let date):
      "GitHub could not \(step): \(reason)"
        + (date.map { "; not before \(Self.time($0))" } ?? "; the next round tries again")
    case .contested(let branch):
      "the branch \(branch) was changed by somebody else at the same time; the next round tries again"
    }
  }

  private static func time(_ date: Date) -> String {
    date.formatted(.iso8601)
  }
}
