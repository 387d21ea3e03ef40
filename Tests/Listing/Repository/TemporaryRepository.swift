import Foundation
import Testing

@testable import Listing

/// A repository with one committed list, in a folder of its own that goes with it.
final class TemporaryRepository: Sendable {
  let folder: String
  static let before = "# List\n\n## Vision\n\n* [2501] [One](https://arxiv.org/abs/2501.00001)\n"
  static let line = "* [2502] [Two](https://arxiv.org/abs/2502.00002)\n"

  var list: String { "\(folder)/README.md" }

  init() async throws {
    folder =
      FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
      .appendingPathComponent("gleaner-git-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try await git("init", "--quiet", "--initial-branch=main")
    try await git("config", "user.name", "A Curator")
    try await git("config", "user.email", "curator@example.org")
    try write(Self.before)
    try await git("add", "README.md")
    try await git("commit", "--quiet", "-m", "The list")
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  /// Git as the program calls it, away from the settings of the machine.
  static var program: Git {
    var git = Git()
    git.inherited = [
      "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin", "HOME": "/nonexistent",
    ]
    git.inherited["GIT_CONFIG_GLOBAL"] = "/dev/null"
    git.inherited["GIT_CONFIG_NOSYSTEM"] = "1"
    return git
  }

  @discardableResult
  func git(_ arguments: String...) async throws -> String {
    let bytes = try await Self.program.demand(arguments, in: folder)
    return String(decoding: bytes, as: UTF8.self)
  }

  func write(_ text: String, to name: String = "README.md") throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
  }

  func read() throws -> String { try String(contentsOfFile: list, encoding: .utf8) }

  func log() async throws -> [String] {
    try await git("log", "--format=%s").split(separator: "\n").map(String.init)
  }

  /// Adds the line at the end, unless it is there.
  static func edit(_ bytes: [UInt8]) -> [UInt8] {
    String(decoding: bytes, as: UTF8.self).contains(line) ? bytes : bytes + Array(line.utf8)
  }

  func insert(
    _ git: Git = program,
    file: String? = nil,
    write: (String, [UInt8], [UInt8]) throws -> Void = { path, _, new in
      try Data(new).write(to: URL(fileURLWithPath: path))
    }
  ) async throws -> CommitOutcome {
    try await ListCommit(file: file ?? list, git: git)
      .carryOut(message: "Add Two (2502.00002)", edit: Self.edit, write: write)
  }

  /// Adds the line with the line ends of the list.
  func insertWindows() async throws -> CommitOutcome {
    try await ListCommit(file: list, git: Self.program).carryOut(
      message: "Add Two (2502.00002)",
      edit: { bytes in
        let ending = ListLines(bytes).ending
        let line = Array(Self.line.utf8.dropLast()) + ending
        return bytes.suffix(line.count).elementsEqual(line) ? bytes : bytes + line
      },
      write: { path, _, new in try Data(new).write(to: URL(fileURLWithPath: path)) }
    )
  }

  /// Expects the insertion to be refused with the fault, and everything to be as it was.
  func expectRefusal(
    sourceLocation: SourceLocation = #_sourceLocation,
    _ matches: (RepositoryFault) -> Bool
  ) async throws {
    let before = (try read(), try await git("rev-parse", "--all"), try await git("status", "--porcelain"))
    let fault = await #expect(throws: RepositoryFault.self, sourceLocation: sourceLocation) {
      try await self.insert()
    }
    #expect(fault.map(matches) == true, "\(String(describing: fault))", sourceLocation: sourceLocation)
    let after = (try read(), try await git("rev-parse", "--all"), try await git("status", "--porcelain"))
    #expect(before == after, sourceLocation: sourceLocation)
  }
}
