import Foundation
import Subprocess
import TestKit
import Testing
import Wire

@testable import Listing

/// The whole way over HTTP, against the small GitHub of the acceptance.
@Suite struct GitHubServerTests {
  static var hasPython: Bool {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    return folders.contains { FileManager.default.isExecutableFile(atPath: "\($0)/python3") }
  }

  @Test(.enabled(if: hasPython, "python3 is not installed"))
  func `a pull request over the wire, through faults, is one pull request`() async throws {
    let list = FileManager.default.temporaryDirectory.appendingPathComponent("gleaner-github-\(UUID()).md")
    try Data(TemporaryRepository.before.utf8).write(to: list)
    defer { try? FileManager.default.removeItem(at: list) }
    let arguments = [
      Checkout.path("Tests/Acceptance/github.py"), "--token", "t", "--file", "README.md=\(list.path)",
      "--fault", "GET /pulls", "503", "--fault", "PUT /contents", "lost", "--fault", "POST /pulls", "lost",
    ]
    _ = try await run(
      .name("python3"),
      arguments: Arguments(arguments),
      input: .none,
      output: .sequence,
      error: .discarded
    ) { execution in
      for try await line in execution.standardOutput.strings() {
        let port = try #require(Int(line.filter(\.isNumber)))
        try await proposeTwice(port: port)
        try execution.send(signal: .terminate)
      }
    }
  }

  private func proposeTwice(port: Int) async throws {
    let loop = CurlLoop(userAgent: "test")
    defer { loop.close() }
    let settings = try GitHubSettings(repository: "owner/list", token: "t", api: "http://127.0.0.1:\(port)/")
    let waiting = GitHubWaiting(now: { Date(timeIntervalSince1970: 0) }, pause: { _ in })
    let requester = PullRequester(settings, wire: loop.wire, waiting: waiting)
    let change = ProposedChange(path: "README.md", branch: "gleaner/2502.00002", title: "Add Two", body: "")
    for _ in 1...2 {
      guard case .requested(let request) = try await requester.propose(change, edit: TemporaryRepository.edit)
      else {
        Issue.record("no pull request")
        return
      }
      #expect(request.number == 1 && request.state == .open)
    }
    let state = try await loop.wire.send(WireRequest("http://127.0.0.1:\(port)/_state"))
    let text = String(decoding: state.body, as: UTF8.self)
    #expect(text.split(separator: #""commits": ["Add Two"]"#).count == 2)
    #expect(text.split(separator: "github.example").count == 2)
  }
}
