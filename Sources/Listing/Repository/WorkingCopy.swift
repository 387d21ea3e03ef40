private import Foundation

/// A list file in a working copy of git's, and whether that is in a state to be added to.
struct WorkingCopy: Sendable {
  let git: Git
  /// Of the file itself, links resolved: git knows a link only as a link.
  let path: String
  let folder: String
  private let gitFolder: String

  /// Finds the repository.
  ///
  /// - Throws: `RepositoryFault`.
  init(of file: String, git: Git) async throws {
    let url = URL(fileURLWithPath: file).resolvingSymlinksInPath()
    path = url.path
    folder = url.deletingLastPathComponent().path
    self.git = git
    guard FileManager.default.fileExists(atPath: path) else {
      throw RepositoryFault.noFile(path: path, reason: "there is no such file")
    }
    let answer = try await git.ask(["rev-parse", "--is-inside-work-tree", "--absolute-git-dir"], in: folder)
    let lines = answer.text.split(separator: "\n")
    guard answer.status == 0, lines.count == 2, lines[0] == "true" else {
      throw RepositoryFault.notARepository(folder: folder, saying: answer.complaint)
    }
    gitFolder = String(lines[1])
  }

  /// Whether one commit can be put on top of the branch. By what is known here: nothing is fetched.
  ///
  /// - Throws: `RepositoryFault`, for the first thing that stands in the way.
  func check() async throws {
    try checkNothingUnderway()
    let branch = try await branch()
    try await checkUpstream(of: branch)
    try await checkNothingStaged()
    for who in ["GIT_AUTHOR_IDENT", "GIT_COMMITTER_IDENT"] {
      // Without this, git would make a name up from the machine's.
      let answer = try await git.ask(["-c", "user.useConfigOnly=true", "var", who], in: folder)
      guard answer.status == 0 else { throw RepositoryFault.noIdentity(folder: folder) }
    }
  }

  /// The list as it is on disk.
  func bytes() throws -> [UInt8] {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw RepositoryFault.noFile(path: path, reason: "cannot read the file")
    }
    return Array(data)
  }

  /// The list as the last commit has it, with the line ends that git gives files here.
  func committedBytes() async throws -> [UInt8] {
    let object = "HEAD:./\(name)"
    guard try await git.ask(["cat-file", "-e", object], in: folder).status == 0 else {
      throw RepositoryFault.untracked(path: path)
    }
    return try await git.demand(["cat-file", "--filters", object], in: folder)
  }

  /// The list as the last commit has it, as it would stand on disk: with the line ends that the file has, where git gives
  /// a commit its own whatever they are.
  func baseBytes() async throws -> [UInt8] {
    let committed = try await committedBytes()
    let present = try bytes()
    guard present != committed, ListLines(present).ending == [0x0D, 0x0A], !committed.contains(0x0D) else {
      return committed
    }
    // `i/lf    w/crlf  attr/text=auto`
    let said = String(
      decoding: try await git.demand(["ls-files", "--eol", "--", name], in: folder),
      as: UTF8.self
    )
    guard said.contains("attr/text"), !said.contains("eol=") else { return committed }
    return committed.flatMap { $0 == 0x0A ? [0x0D, 0x0A] : [$0] }
  }

  /// Commits the list file alone.
  ///
  /// - Returns: the id of the commit.
  func commit(message: String) async throws -> String {
    _ = try await git.demand(
      ["commit", "--quiet", "--only", "--cleanup=whitespace", "--message=\(message)", "--", name],
      in: folder
    )
    return String(decoding: try await git.demand(["rev-parse", "HEAD"], in: folder), as: UTF8.self)
      .trimmingCharacters(in: .whitespacesAndNewlines)
  }

  private var name: String { (path as NSString).lastPathComponent }

  private func checkNothingUnderway() throws {
    let marks = [
      ("MERGE_HEAD", "merge"), ("rebase-merge", "rebase"), ("rebase-apply", "rebase"),
      ("CHERRY_PICK_HEAD", "cherry-pick"), ("REVERT_HEAD", "revert"), ("BISECT_LOG", "bisect"),
    ]
    for (mark, operation) in marks where isThere(mark) {
      throw RepositoryFault.underway(folder: folder, operation: operation)
    }
    guard !isThere("index.lock") else { throw RepositoryFault.locked(path: "\(gitFolder)/index.lock") }
  }

  private func isThere(_ mark: String) -> Bool {
    FileManager.default.fileExists(atPath: "\(gitFolder)/\(mark)")
  }

  private func branch() async throws -> String {
    let answer = try await git.ask(["symbolic-ref", "--quiet", "--short", "HEAD"], in: folder)
    guard answer.status == 0 else { throw RepositoryFault.detached(folder: folder) }
    return answer.text
  }

  /// A branch without upstream is nobody's but ours.
  private func checkUpstream(of branch: String) async throws {
    let named = ["rev-parse", "--abbrev-ref", "--symbolic-full-name", "@{upstream}"]
    let upstream = try await git.ask(named, in: folder)
    guard upstream.status == 0 else { return }
    let counted = ["rev-list", "--left-right", "--count", "HEAD...@{upstream}"]
    let counts = String(decoding: try await git.demand(counted, in: folder), as: UTF8.self)
      .split(whereSeparator: \.isWhitespace).compactMap { Int($0) }
    guard counts.count == 2, counts[1] > 0 else { return }
    guard counts[0] > 0 else {
      throw RepositoryFault.behind(folder: folder, branch: branch, upstream: upstream.text, by: counts[1])
    }
    throw RepositoryFault.diverged(
      folder: folder,
      branch: branch,
      upstream: upstream.text,
      ahead: counts[0],
      behind: counts[1]
    )
  }

  private func checkNothingStaged() async throws {
    let list = ["diff", "--cached", "--name-only", "-z", "--no-ext-diff"]
    let paths = try await git.demand(list, in: folder).split(separator: 0)
    guard paths.isEmpty else {
      throw RepositoryFault.staged(folder: folder, paths: paths.map { String(decoding: $0, as: UTF8.self) })
    }
  }
}
