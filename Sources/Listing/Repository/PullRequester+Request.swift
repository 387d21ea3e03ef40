private import Wire

extension PullRequester {
  private struct Record: Decodable {
    let number: Int
    let html_url: String
    let state: String
    let merged_at: String?

    func pullRequest(isNew: Bool) -> PullRequest {
      let state: PullRequest.State = merged_at != nil ? .merged : state == "open" ? .open : .closed
      return PullRequest(number: number, url: html_url, state: state, isNew: isNew)
    }
  }

  /// The pull request that was made from a branch: the open one, else the last.
  func pullRequest(of branch: String) async throws -> PullRequest? {
    let step = "look for the pull request of \(branch)"
    let head = GitHub.escaped("\(github.settings.owner):\(branch)")
    let response = try await github.ask(to: step, "/pulls?head=\(head)&state=all&per_page=100")
    let records: [Record] = try github.read(response, to: step)
    let all = records.map { $0.pullRequest(isNew: false) }
    return all.first { $0.state == .open } ?? all.max { $0.number < $1.number }
  }

  /// Opens it, or finds the one that a request with a lost answer has opened.
  func open(_ change: ProposedChange, into base: String) async throws -> PullRequest {
    let step = "open the pull request of \(change.branch)"
    let response = try await github.ask(
      to: step,
      "/pulls",
      method: "POST",
      body: ["title": change.title, "body": change.body, "head": change.branch, "base": base],
      expecting: [422]
    )
    guard response.status == 422 else {
      let record: Record = try github.read(response, to: step)
      return record.pullRequest(isNew: true)
    }
    guard let found = try await pullRequest(of: change.branch) else {
      throw GitHubFault.refused(step: step, status: 422, saying: GitHub.message(response))
    }
    return found
  }
}
