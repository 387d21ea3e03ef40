import Foundation
import Listing
import Testing

@Suite struct ListCommitTests {
  private struct Killed: Error {}

  @Test func `the change becomes one commit of that file alone`() async throws {
    let repository = try await TemporaryRepository()
    try repository.write("mine\n", to: "notes.txt")
    let outcome = try await repository.insert()
    let head = try await repository.git("rev-parse", "HEAD").trimmingCharacters(in: .newlines)
    #expect(outcome == .committed(head))
    #expect(try repository.read() == TemporaryRepository.before + TemporaryRepository.line)
    #expect(try await repository.log() == ["Add Two (2502.00002)", "The list"])
    #expect(try await repository.git("show", "--name-only", "--format=", "HEAD") == "README.md\n")
    #expect(try await repository.git("status", "--porcelain") == "?? notes.txt\n")
  }

  @Test func `a second time there is nothing to do`() async throws {
    let repository = try await TemporaryRepository()
    _ = try await repository.insert()
    #expect(try await repository.insert() == .alreadyThere)
    #expect(try await repository.log().count == 2)
  }

  @Test func `a file has the line ends it has where git gives a commit its own`() async throws {
    let (before, after) = (TemporaryRepository.before, TemporaryRepository.before + TemporaryRepository.line)
    for isKilled in [false, true] {
      let repository = try await TemporaryRepository()
      try repository.write("* text=auto\n", to: ".gitattributes")
      try await repository.git("add", ".gitattributes")
      try await repository.git("commit", "--quiet", "-m", "Line ends")
      let windows = (isKilled ? after : before).replacing("\n", with: "\r\n")
      try repository.write(windows)
      if !isKilled { try await ListCommit(file: repository.list, git: TemporaryRepository.program).check() }
      guard case .committed = try await repository.insertWindows() else {
        Issue.record("nothing was committed")
        return
      }
      #expect(try repository.read() == after.replacing("\n", with: "\r\n"))
      #expect(try await repository.git("show", "HEAD:README.md") == after)
      #expect(try await repository.git("status", "--porcelain").isEmpty)
    }
  }

  @Test func `other line ends are a change where git keeps them as they are`() async throws {
    let repository = try await TemporaryRepository()
    try repository.write(TemporaryRepository.before.replacing("\n", with: "\r\n"))
    await #expect(throws: RepositoryFault.self) { try await repository.insertWindows() }
  }

  @Test func `killed before the file is written, the next run does all of it`() async throws {
    let repository = try await TemporaryRepository()
    await #expect(throws: Killed.self) { try await repository.insert { _, _, _ in throw Killed() } }
    #expect(try repository.read() == TemporaryRepository.before)
    guard case .committed = try await repository.insert() else {
      Issue.record("nothing was committed")
      return
    }
    #expect(try await repository.log().count == 2)
  }

  @Test func `killed between writing and committing, the next run only commits`() async throws {
    let repository = try await TemporaryRepository()
    try repository.write(TemporaryRepository.before + TemporaryRepository.line)
    let outcome = try await repository.insert { _, _, _ in Issue.record("written a second time") }
    guard case .committed = outcome else {
      Issue.record("nothing was committed")
      return
    }
    #expect(try await repository.log() == ["Add Two (2502.00002)", "The list"])
    #expect(try await repository.git("status", "--porcelain").isEmpty)
  }

  @Test func `killed after the commit, the next run sees that it is done`() async throws {
    let repository = try await TemporaryRepository()
    _ = try await repository.insert()
    try repository.write(TemporaryRepository.before + TemporaryRepository.line + "more\n")
    #expect(try await repository.insert() == .alreadyThere)
  }

  @Test func `a commit that a hook refuses leaves the line for the next run`() async throws {
    let repository = try await TemporaryRepository()
    let hook = "\(repository.folder)/.git/hooks/pre-commit"
    try "#!/bin/sh\necho no links today >&2\nexit 1\n".write(toFile: hook, atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: hook)
    await #expect(throws: RepositoryFault.gitFailed(command: "commit", saying: "no links today")) {
      try await repository.insert()
    }
    try FileManager.default.removeItem(atPath: hook)
    guard case .committed = try await repository.insert() else {
      Issue.record("nothing was committed")
      return
    }
  }

  @Test func `a link leads to the repository of its target`() async throws {
    let repository = try await TemporaryRepository()
    let link = FileManager.default.temporaryDirectory.appendingPathComponent("gleaner-link-\(UUID()).md").path
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: repository.list)
    defer { try? FileManager.default.removeItem(atPath: link) }
    guard case .committed = try await repository.insert(file: link) else {
      Issue.record("nothing was committed")
      return
    }
    #expect(try repository.read().hasSuffix(TemporaryRepository.line))
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == repository.list)
  }

  @Test func `files with the line ends of Windows are compared as git gives them`() async throws {
    let repository = try await TemporaryRepository()
    try await repository.git("config", "core.autocrlf", "true")
    try FileManager.default.removeItem(atPath: repository.list)
    try await repository.git("checkout", "--quiet", "--", "README.md")
    #expect(try repository.read().contains("\r\n"))
    let outcome = try await ListCommit(file: repository.list, git: TemporaryRepository.program).carryOut(
      message: "Add Two",
      edit: { $0 + Array("* two\r\n".utf8) },
      write: { path, _, new in try Data(new).write(to: URL(fileURLWithPath: path)) }
    )
    #expect(outcome != .alreadyThere)
    #expect(try await repository.git("status", "--porcelain").isEmpty)
  }

  @Test func `a name like a pattern or an option is a name`() async throws {
    for name in ["-list.md", "*.md", ":(top)list.md", "ö [1].md"] {
      let repository = try await TemporaryRepository()
      try repository.write(TemporaryRepository.before, to: name)
      try await repository.git("add", "--", name)
      try await repository.git("commit", "--quiet", "-m", "Another")
      try repository.write("not committed\n")
      _ = try await repository.insert(file: "\(repository.folder)/\(name)")
      #expect(try await repository.git("diff", "--name-only") == "README.md\n")
    }
  }

  @Test func `variables of another repository are not passed on`() async throws {
    let repository = try await TemporaryRepository()
    let other = try await TemporaryRepository()
    var git = TemporaryRepository.program
    git.inherited["GIT_DIR"] = "\(other.folder)/.git"
    git.inherited["GIT_INDEX_FILE"] = "/nonexistent"
    _ = try await repository.insert(git)
    #expect(try await repository.log().count == 2)
    #expect(try await other.log().count == 1)
  }
}
