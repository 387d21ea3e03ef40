import Foundation
import Synchronization
import TestKit
import Testing
import Wire

@testable import Listing

@Suite struct PullRequestTests {
  private let fake = FakeGitHub()
  private let pauses = Gathered()
  private let change = ProposedChange(
    path: "docs/My list.md",
    branch: "gleaner/2502.00002",
    title: "Add Two (2502.00002)",
    body: "Proposed by Gleaner."
  )

  private func propose(api: String = "https://api.github.test") async throws -> ProposalOutcome {
    let settings = try GitHubSettings(repository: "owner/list", token: FakeGitHub.token, api: api)
    let waiting = GitHubWaiting(
      now: { Date(timeIntervalSince1970: 1_000_000) },
      pause: { [pauses] in pauses.add("\($0)") }
    )
    return try await PullRequester(settings, wire: fake.wire, waiting: waiting)
      .propose(change, edit: TemporaryRepository.edit)
  }

  private func expectOneRequest(_ outcome: ProposalOutcome, sourceLocation: SourceLocation = #_sourceLocation)
  {
    guard case .requested(let request) = outcome else {
      Issue.record("\(outcome)", sourceLocation: sourceLocation)
      return
    }
    #expect(request.number == 1 && request.state == .open, sourceLocation: sourceLocation)
    #expect(fake.state.withLock { $0.requests.count } == 1, sourceLocation: sourceLocation)
    let text = fake.bytes(on: change.branch) ?? ""
    #expect(text.split(separator: TemporaryRepository.line).count <= 2, sourceLocation: sourceLocation)
    #expect(text.contains(TemporaryRepository.line), sourceLocation: sourceLocation)
    #expect(fake.bytes(on: "main") == TemporaryRepository.before, sourceLocation: sourceLocation)
  }

  @Test func `a branch, a commit on it, and a pull request`() async throws {
    let outcome = try await propose()
    #expect(
      outcome
        == .requested(.init(number: 1, url: "https://github.test/pull/1", state: .open, isNew: true))
    )
    expectOneRequest(outcome)
    #expect(
      fake.log == [
        "GET /pulls?head=owner%3Agleaner%2F2502.00002&state=all&per_page=100", "GET ",
        "GET /git/ref/heads/main",
        "GET /contents/docs/My%20list.md?ref=main", "POST /git/refs",
        "GET /contents/docs/My%20list.md?ref=gleaner%2F2502.00002", "PUT /contents/docs/My%20list.md",
        "POST /pulls",
      ]
    )
    for headers in fake.state.withLock({ $0.headers }) {
      #expect(headers["Authorization"] == "Bearer \(FakeGitHub.token)")
      #expect(headers["Accept"] == "application/vnd.github+json")
      #expect(headers["X-GitHub-Api-Version"] == "2022-11-28")
    }
  }

  @Test func `a second try finds the first one, with one request`() async throws {
    _ = try await propose()
    let before = fake.log.count
    let outcome = try await propose()
    #expect(
      outcome
        == .requested(.init(number: 1, url: "https://github.test/pull/1", state: .open, isNew: false))
    )
    #expect(fake.log.count == before + 1)
  }

  @Test(arguments: [("closed", false, PullRequest.State.closed), ("closed", true, .merged)])
  func `one that was closed is not opened again`(
    _ state: String,
    _ merged: Bool,
    _ expected: PullRequest.State
  ) async throws {
    fake.state.withLock { $0.requests = [(7, "gleaner/2502.00002", state, merged)] }
    guard case .requested(let request) = try await propose() else {
      Issue.record("not found")
      return
    }
    #expect(request.number == 7 && request.state == expected && !request.isNew)
  }

  @Test func `what the base branch has needs no pull request`() async throws {
    fake.state.withLock { $0.branches["main"]?.append(contentsOf: TemporaryRepository.line.utf8) }
    #expect(try await propose() == .alreadyThere)
    #expect(fake.state.withLock { $0.branches.count } == 1)
  }

  static let steps = [
    "GET pulls", "GET repository", "GET git", "GET contents", "POST git", "PUT contents", "POST pulls",
  ]

  @Test(arguments: steps)
  func `a step whose answer is lost is made up for in the same run`(_ step: String) async throws {
    fake.fault(step, .lost)
    expectOneRequest(try await propose())
    #expect(pauses.all == ["1.0 seconds"])
  }

  @Test(arguments: steps)
  func `a run that ends at a step is made up for by the next`(_ step: String) async throws {
    fake.fault(step, .lost, .broken(.closed), .broken(.closed), .broken(.closed))
    let fault = await #expect(throws: GitHubFault.self) { try await propose() }
    #expect(fault?.isTemporary == true)
    expectOneRequest(try await propose())
  }

  @Test(arguments: steps)
  func `500, 502 and a connection that broke are tried again, with growing pauses`(_ step: String)
    async throws
  {
    fake.fault(step, .answer(500, [], "{}"), .broken(.connect("refused")), .answer(502, [], "<html>"))
    expectOneRequest(try await propose())
    #expect(pauses.all == ["1.0 seconds", "2.0 seconds", "4.0 seconds"])
  }

  @Test func `a pause that GitHub asks for is kept, in either form`() async throws {
    fake.fault("POST git", .answer(429, [("Retry-After", "7")], "{}"))
    fake.fault(
      "POST pulls",
      .answer(403, [("x-ratelimit-remaining", "0"), ("x-ratelimit-reset", "1000060")], "{}"),
      .answer(403, [], #"{"message":"You have exceeded a secondary rate limit"}"#)
    )
    expectOneRequest(try await propose())
    #expect(pauses.all == ["7.0 seconds", "60.0 seconds", "2.0 seconds"])
  }

  @Test func `a pause beyond patience is left to the next round`() async throws {
    fake.fault(
      "GET pulls",
      .answer(403, [("x-ratelimit-remaining", "0"), ("x-ratelimit-reset", "1003600")], "{}")
    )
    let fault = await #expect(throws: GitHubFault.self) { try await propose() }
    #expect(
      fault
        == .later(
          step: "look for the pull request of gleaner/2502.00002",
          reason: "status 403 without a reason",
          notBefore: Date(timeIntervalSince1970: 1_003_600)
        )
    )
    #expect(pauses.all.isEmpty)
  }

  @Test(arguments: [
    (401, #"{"message":"Bad credentials"}"#, "list.pull_request.token"),
    (404, "{}", "the token may not see it"),
    (403, #"{"message":"Resource not accessible by personal access token"}"#, "Contents"),
    (410, #"{"message":"Gone"}"#, "410 Gone"), (200, "<html>", "is list.pull_request.api the REST API?"),
  ])
  func `what time does not mend is said at once`(_ status: Int, _ body: String, _ words: String) async throws
  {
    fake.fault("GET pulls", .answer(status, [], body))
    let fault = try #require(await #expect(throws: GitHubFault.self) { try await propose() })
    #expect(!fault.isTemporary && "\(fault)".contains(words), "\(fault)")
    #expect(fake.log.count == 1)
  }

  @Test func `a redirect is not followed`() async throws {
    fake.fault("GET pulls", .broken(.redirect("to another domain, evil.test")))
    let fault = try #require(await #expect(throws: GitHubFault.self) { try await propose() })
    #expect("\(fault)".contains("renamed"))
  }

  @Test func `the token is in no message`() async throws {
    let settings = try GitHubSettings(repository: "owner/list", token: FakeGitHub.token)
    var dumped = ""
    dump(settings, to: &dumped)
    for text in ["\(settings)", String(reflecting: settings), dumped] {
      #expect(!text.contains("secret"))
    }
  }

  @Test func `who was quicker on the branch keeps what he wrote`() async throws {
    fake.fault("PUT contents", .overtaken)
    expectOneRequest(try await propose())
    #expect(fake.bytes(on: change.branch)?.contains("somebody else's") == true)
  }

  @Test func `a branch that is changed all the time is given up for now`() async throws {
    fake.fault("PUT contents", .overtaken, .overtaken, .overtaken)
    await #expect(throws: GitHubFault.self) { try await propose() }
    #expect(fake.state.withLock { $0.requests.isEmpty })
  }

  @Test func `a list over 1 MB is read as a blob`() async throws {
    fake.state.withLock { $0.isLarge = true }
    expectOneRequest(try await propose())
    #expect(fake.log.contains { $0.hasPrefix("GET /git/blobs/") })
  }

  @Test func `a branch has a name that git takes`() throws {
    let settings = try GitHubSettings(repository: "o/n", token: "")
    #expect(settings.branch(of: "2501.12599") == "gleaner/2501.12599")
    #expect(settings.branch(of: "hep-th/9901001") == "gleaner/hep-th/9901001")
    #expect(
      settings.branch(of: "https://github.com/a/b..c~^: é.lock")
        == "gleaner/https-/github.com/a/b.c-----.lock-"
    )
    #expect(settings.branch(of: "../x/.") == "gleaner/x")
  }

  @Test(arguments: ["owner", "owner/", "/list", "a/b/c", "a/b?c", "a/..", ""])
  func `what is no repository is refused`(_ name: String) {
    #expect(throws: SettingFault.self) { try GitHubSettings(repository: name, token: "") }
  }
}

extension GitHubFault {
  /// Whether trying again without a change of the settings makes sense.
  fileprivate var isTemporary: Bool {
    switch self {
    case .later, .contested: true
    default: false
    }
  }
}
