private import Foundation
private import Subprocess

/// The git program, asked without a shell: an argument vector, a clean environment, no terminal, a time limit.
package struct Git: Sendable {
  /// For one call; a hook of the repository's may take long.
  package var timeout = Duration.seconds(120)
  /// Of this process, from which git gets what cannot point it elsewhere; `PATH` says where git is.
  package var inherited = ProcessInfo.processInfo.environment

  package init() {}

  /// Runs `git -C folder --literal-pathspecs arguments…`.
  ///
  /// - Parameters:
  ///   - arguments: the command and what it takes.
  ///   - folder: where git begins to look for the repository.
  /// - Returns: how git ended and what it said, whatever the status.
  /// - Throws: `RepositoryFault.noGit` and `.gitFailed`, when there is no answer; `CancellationError`.
  func ask(_ arguments: [String], in folder: String) async throws -> GitAnswer {
    try await withThrowingTaskGroup(of: GitAnswer.self) { group in
      group.addTask { try await run(["-C", folder, "--literal-pathspecs"] + arguments) }
      group.addTask {
        try await Task.sleep(for: timeout)
        throw RepositoryFault.gitFailed(
          command: arguments.first ?? "",
          saying: "it had not ended after \(timeout.components.seconds) s"
        )
      }
      defer { group.cancelAll() }
      guard let answer = try await group.next() else { throw CancellationError() }
      return answer
    }
  }

  /// The same, for commands that have to succeed.
  func demand(_ arguments: [String], in folder: String) async throws -> [UInt8] {
    let answer = try await ask(arguments, in: folder)
    guard answer.status == 0 else {
      throw RepositoryFault.gitFailed(command: arguments.first ?? "", saying: answer.complaint)
    }
    return answer.output
  }

  private func run(_ arguments: [String]) async throws -> GitAnswer {
    var options = PlatformOptions()
    // Ctrl-C in the terminal is for us, not for a commit that is half done.
    options.processGroupID = 0
    // With SIGTERM git takes its lock files away.
    options.teardownSequence = [.gracefulShutDown(allowedDurationToNextStep: .seconds(5))]
    do {
      let result = try await Subprocess.run(
        .name("git"),
        arguments: Arguments(arguments),
        environment: .custom(environment.reduce(into: [:]) { $0[.init(stringLiteral: $1.key)] = $1.value }),
        platformOptions: options,
        // With input to write, the library (1.0.2) was seen to trap when git ended early.
        input: .none,
        output: .bytes(limit: 64 << 20),
        error: .bytes(limit: 1 << 20)
      )
      return GitAnswer(result.terminationStatus, output: result.standardOutput, errors: result.standardError)
    } catch let error as SubprocessError where error.code == .executableNotFound {
      throw RepositoryFault.noGit
    } catch let error as SubprocessError {
      try Task.checkCancellation()
      throw RepositoryFault.gitFailed(command: arguments.dropFirst(3).first ?? "", saying: "\(error)")
    }
  }

  /// Who runs Gleaner from a hook has `GIT_DIR` and the like set, which would point git elsewhere.
  private var environment: [String: String] {
    let kept = [
      "GIT_AUTHOR_", "GIT_COMMITTER_", "GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM",
    ]
    var clean = inherited.filter { variable in
      !variable.key.hasPrefix("GIT_") || kept.contains { variable.key.hasPrefix($0) }
    }
    clean["LC_ALL"] = "C"
    clean["GIT_TERMINAL_PROMPT"] = "0"
    clean["GIT_OPTIONAL_LOCKS"] = "0"
    return clean
  }
}

/// How git ended, and what it wrote.
struct GitAnswer: Sendable {
  /// The exit code; for a signal, 128 and its number, as a shell says it.
  let status: Int
  let output: [UInt8]
  private let errors: [UInt8]

  fileprivate init(_ status: TerminationStatus, output: [UInt8], errors: [UInt8]) {
    switch status {
    case .exited(let code): self.status = Int(code)
    case .signaled(let number): self.status = 128 + Int(number)
    }
    self.output = output
    self.errors = errors
  }

  /// The output as text, without the line break at its end.
  var text: String { Self.text(output) }

  /// What git gave as the reason, on one line.
  var complaint: String {
    let said = Self.text(errors.isEmpty ? output : errors)
    let lines = said.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
    return lines.isEmpty ? "it ended with status \(status)" : String(lines.joined(separator: " ").prefix(600))
  }

  private static func text(_ bytes: [UInt8]) -> String {
    var text = String(decoding: bytes, as: UTF8.self)
    if text.hasSuffix("\n") { text.removeLast() }
    return text
  }
}
