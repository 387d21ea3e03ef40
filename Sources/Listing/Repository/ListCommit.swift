/// What became of a change of the list that was to be committed.
package enum CommitOutcome: Sendable, Equatable {
  /// The id of the commit.
  case committed(String)
  /// The last commit has it already.
  case alreadyThere
}

/// One change of a list file as one commit.
///
/// It can be killed between any two steps: what is left to do is read off the working copy. The change is worked out
/// from the committed list, and when the file holds just that, it was written before and only the commit is missing.
package struct ListCommit: Sendable {
  private let file: String
  private let git: Git

  /// `file` may be a symbolic link; the repository is that of its target.
  package init(file: String, git: Git = Git()) {
    self.file = file
    self.git = git
  }

  /// Whether a commit could be made now: for `doctor`, and before a person's time is taken.
  package func check() async throws {
    let copy = try await WorkingCopy(of: file, git: git)
    try await copy.check()
    guard try await copy.bytes() == copy.baseBytes() else {
      throw RepositoryFault.modified(path: copy.path)
    }
  }

  /// Checks, writes, commits; what is done already is not done again.
  ///
  /// - Parameters:
  ///   - message: of the commit.
  ///   - edit: the list with the change, made from the list without; what it has already stays the same.
  ///   - write: puts the new bytes in the place of the old, and refuses when the file has others by now.
  /// - Returns: the commit, or that there is nothing to commit.
  /// - Throws: `RepositoryFault`, and then the file is as it was unless the commit itself failed; what `edit` and
  ///   `write` throw.
  package func carryOut(
    message: String,
    edit: ([UInt8]) throws -> [UInt8],
    write: (_ path: String, _ old: [UInt8], _ new: [UInt8]) throws -> Void
  ) async throws -> CommitOutcome {
    let copy = try await WorkingCopy(of: file, git: git)
    let committed = try await copy.baseBytes()
    let wanted = try edit(committed)
    guard wanted != committed else { return .alreadyThere }
    try await copy.check()
    let present = try copy.bytes()
    if present != wanted {
      guard present == committed else { throw RepositoryFault.modified(path: copy.path) }
      try write(copy.path, present, wanted)
    }
    return .committed(try await copy.commit(message: message))
  }
}
