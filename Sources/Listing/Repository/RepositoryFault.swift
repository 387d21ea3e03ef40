/// Why the list's repository was left alone, and what its keeper has to do.
package enum RepositoryFault: Error, Sendable, Equatable {
  case noGit
  case noFile(path: String, reason: String)
  case notARepository(folder: String, saying: String)
  case untracked(path: String)
  /// The list differs from the last commit in more than the change.
  case modified(path: String)
  case staged(folder: String, paths: [String])
  case detached(folder: String)
  /// `merge`, `rebase`, `cherry-pick`, `revert`, `bisect`.
  case underway(folder: String, operation: String)
  case locked(path: String)
  case behind(folder: String, branch: String, upstream: String, by: Int)
  case diverged(folder: String, branch: String, upstream: String, ahead: Int, behind: Int)
  case noIdentity(folder: String)
  case gitFailed(command: String, saying: String)
}

extension RepositoryFault: CustomStringConvertible {
  package var description: String {
    switch self {
    case .noGit:
      "the program git is not in the PATH: install git, or set list.commit to false"
    case .noFile(let path, let reason): "\(path): \(reason)"
    case .notARepository(let folder, let saying):
      "\(folder): git finds no working copy here (\(saying)): clone the list's repository here, or set list.commit to false"
    case .untracked(let path):
      "\(path): the list is not in the last commit: `git add` and commit it once by hand, or set list.commit to false"
    case .modified(let path):
      "\(path): the list has changes that are not committed: commit them or take them back with `git checkout -- FILE`, then the next round goes on"
    case .staged(let folder, let paths):
      "\(folder): staged for the next commit: \(Self.some(paths)): commit that, or unstage it with `git reset`, then the next round goes on"
    case .detached(let folder):
      "\(folder): no branch is checked out (detached HEAD): `git switch` to the branch of the list"
    case .underway(let folder, let operation):
      "\(folder): a \(operation) is under way: finish it, or give it up with `git \(operation) \(operation == "bisect" ? "reset" : "--abort")`"
    case .locked(let path):
      "\(path): another git is at work, or one was killed: when none is running, remove this file"
    case .behind(let folder, let branch, let upstream, let count):
      "\(folder): \(branch) is \(Self.commits(count)) behind \(upstream): `git pull --ff-only`"
    case .diverged(let folder, let branch, let upstream, let ahead, let behind):
      "\(folder): \(branch) and \(upstream) have diverged (\(ahead) here, \(behind) there): `git pull --rebase`, or merge"
    case .noIdentity(let folder):
      "\(folder): git does not know who commits: `git config user.name NAME` and `git config user.email ADDRESS`"
    case .gitFailed(let command, let saying): "git \(command) failed: \(saying)"
    }
  }

  private static func some(_ paths: [String]) -> String {
    let shown = paths.prefix(3).joined(separator: ", ")
    return paths.count > 3 ? "\(shown) and \(paths.count - 3) more" : shown
  }

  private static func commits(_ count: Int) -> String { count == 1 ? "1 commit" : "\(count) commits" }
}
