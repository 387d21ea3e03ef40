import Foundation
import Testing

@testable import Listing

/// What is refused, before the file is touched.
@Suite struct RepositoryFaultTests {
  @Test func `a list that was changed by hand`() async throws {
    let repository = try await TemporaryRepository()
    try repository.write(TemporaryRepository.before + "* by hand\n")
    try await repository.expectRefusal { $0 == .modified(path: repository.list) }
    await #expect(throws: RepositoryFault.modified(path: repository.list)) {
      try await ListCommit(file: repository.list, git: TemporaryRepository.program).check()
    }
  }

  @Test func `anything staged, the list or another file`() async throws {
    for name in ["README.md", "other.txt"] {
      let repository = try await TemporaryRepository()
      try repository.write("staged\n", to: name)
      try await repository.git("add", name)
      try await repository.expectRefusal { $0 == .staged(folder: repository.folder, paths: [name]) }
    }
  }

  @Test func `a detached HEAD`() async throws {
    let repository = try await TemporaryRepository()
    try await repository.git("checkout", "--quiet", "--detach")
    try await repository.expectRefusal { $0 == .detached(folder: repository.folder) }
  }

  @Test(
    arguments: [
      ("MERGE_HEAD", "merge"), ("rebase-merge", "rebase"), ("rebase-apply", "rebase"),
      ("CHERRY_PICK_HEAD", "cherry-pick"), ("REVERT_HEAD", "revert"), ("BISECT_LOG", "bisect"),
    ]
  )
  func `an operation that is under way`(_ mark: String, _ operation: String) async throws {
    let repository = try await TemporaryRepository()
    try repository.write("", to: ".git/\(mark)")
    let fault = RepositoryFault.underway(folder: repository.folder, operation: operation)
    await #expect(throws: fault) { try await repository.insert() }
    #expect(fault.description.contains("git \(operation) "))
    #expect(try repository.read() == TemporaryRepository.before)
  }

  @Test func `a real conflict`() async throws {
    let repository = try await TemporaryRepository()
    try await repository.git("checkout", "--quiet", "-b", "side")
    try repository.write("side\n")
    try await repository.git("commit", "--quiet", "-am", "side")
    try await repository.git("checkout", "--quiet", "main")
    try repository.write("main\n")
    try await repository.git("commit", "--quiet", "-am", "main")
    #expect(try await TemporaryRepository.program.ask(["merge", "side"], in: repository.folder).status == 1)
    try await repository.expectRefusal { $0 == .underway(folder: repository.folder, operation: "merge") }
  }

  @Test func `a lock that another git left`() async throws {
    let repository = try await TemporaryRepository()
    try repository.write("", to: ".git/index.lock")
    try await repository.expectRefusal { $0 == .locked(path: "\(repository.folder)/.git/index.lock") }
  }

  @Test func `a branch that is behind, or has diverged; one that is ahead will do`() async throws {
    let repository = try await TemporaryRepository()
    try await repository.git("checkout", "--quiet", "-b", "upstream")
    try repository.write("theirs\n", to: "theirs.txt")
    try await repository.git("add", "theirs.txt")
    try await repository.git("commit", "--quiet", "-m", "theirs")
    try await repository.git("checkout", "--quiet", "main")
    try await repository.git("branch", "--quiet", "--set-upstream-to=upstream")
    try await repository.expectRefusal {
      $0 == .behind(folder: repository.folder, branch: "main", upstream: "upstream", by: 1)
    }
    try await repository.git("commit", "--quiet", "--allow-empty", "-m", "ours")
    try await repository.expectRefusal {
      $0 == .diverged(folder: repository.folder, branch: "main", upstream: "upstream", ahead: 1, behind: 1)
    }
    try await repository.git("merge", "--quiet", "upstream")
    guard case .committed = try await repository.insert() else {
      Issue.record("nothing was committed")
      return
    }
  }

  @Test func `a curator whom git does not know`() async throws {
    let repository = try await TemporaryRepository()
    try await repository.git("config", "--unset", "user.email")
    try await repository.expectRefusal { $0 == .noIdentity(folder: repository.folder) }
  }

  @Test func `a list that git does not follow, and a repository without a commit`() async throws {
    let repository = try await TemporaryRepository()
    try repository.write("new\n", to: "new.md")
    let path = "\(repository.folder)/new.md"
    await #expect(throws: RepositoryFault.untracked(path: path)) { try await repository.insert(file: path) }
    try await repository.git("update-ref", "-d", "HEAD")
    await #expect(throws: RepositoryFault.untracked(path: repository.list)) { try await repository.insert() }
  }

  @Test func `a folder without repository, a file that is not there, and no git`() async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("gleaner-bare-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let list = folder.appendingPathComponent("list.md")
    let commit = ListCommit(file: list.path, git: TemporaryRepository.program)
    let missing = await #expect(throws: RepositoryFault.self) { try await commit.check() }
    #expect(missing.map { "\($0)".contains("no such file") } == true)
    try Data("x\n".utf8).write(to: list)
    let alone = await #expect(throws: RepositoryFault.self) { try await commit.check() }
    #expect(alone.map { "\($0)".contains("not a git repository") } == true)
    var git = TemporaryRepository.program
    git.inherited["PATH"] = folder.path
    await #expect(throws: RepositoryFault.noGit) {
      try await ListCommit(file: list.path, git: git).check()
    }
  }

  @Test func `a git that does not end`() async throws {
    let repository = try await TemporaryRepository()
    let slow = "\(repository.folder)/git"
    try "#!/bin/sh\nexec sleep 60\n".write(toFile: slow, atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: slow)
    var git = TemporaryRepository.program
    git.inherited["PATH"] = "\(repository.folder):/usr/bin:/bin"
    git.timeout = .milliseconds(200)
    let fault = await #expect(throws: RepositoryFault.self) { try await repository.insert(git) }
    #expect(fault.map { "\($0)".contains("had not ended") } == true)
  }
}
