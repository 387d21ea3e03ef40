private import Foundation
private import Wire

/// A file on a branch, with the id that its replacement has to name.
struct RemoteFile: Sendable {
  let bytes: [UInt8]
  let sha: String
}

extension PullRequester {
  private struct Blob: Decodable {
    let sha: String?
    let encoding: String?
    let content: String?
  }

  func base() async throws -> String {
    if let base = github.settings.base { return base }
    struct Repository: Decodable { let default_branch: String }
    let step = "read the repository"
    let found: Repository = try github.read(try await github.ask(to: step, ""), to: step)
    return found.default_branch
  }

  func headOfBranch(_ branch: String) async throws -> String {
    struct Reference: Decodable {
      struct Object: Decodable { let sha: String }
      let object: Object
    }
    let step = "find the branch \(branch)"
    let path = "/git/ref/heads/\(GitHub.escaped(branch, keeping: "/"))"
    let found: Reference = try github.read(try await github.ask(to: step, path), to: step)
    return found.object.sha
  }

  /// A branch that is there already was made by a run before this one.
  func makeBranch(_ branch: String, at head: String) async throws {
    let step = "make the branch \(branch)"
    let response = try await github.ask(
      to: step,
      "/git/refs",
      method: "POST",
      body: ["ref": "refs/heads/\(branch)", "sha": head],
      expecting: [422]
    )
    let message = GitHub.message(response)
    guard response.status == 422, !message.lowercased().contains("already exists") else { return }
    throw GitHubFault.refused(step: step, status: 422, saying: message)
  }

  func file(_ path: String, on branch: String) async throws -> RemoteFile {
    let step = "read \(path) on \(branch)"
    let address = "/contents/\(GitHub.escaped(path, keeping: "/"))?ref=\(GitHub.escaped(branch))"
    var blob: Blob = try github.read(try await github.ask(to: step, address), to: step)
    guard let sha = blob.sha else {
      throw GitHubFault.unreadable(step: step, reason: "no sha; is it a folder?")
    }
    if blob.encoding != "base64" {
      // Files over 1 MB come without their content.
      let path = "/git/blobs/\(GitHub.escaped(sha))"
      blob = try github.read(try await github.ask(to: step, path), to: step)
    }
    guard blob.encoding == "base64", let content = blob.content,
      let data = Data(base64Encoded: content, options: .ignoreUnknownCharacters)
    else { throw GitHubFault.unreadable(step: step, reason: "the content is not in base64") }
    return RemoteFile(bytes: Array(data), sha: sha)
  }

  /// Commits the edited list to the branch, unless it is there. Who was quicker is read again.
  func put(_ change: ProposedChange, edit: ([UInt8]) throws -> [UInt8]) async throws {
    let step = "write \(change.path) on \(change.branch)"
    for attempt in 1...3 {
      let present = try await file(change.path, on: change.branch)
      let wanted = try edit(present.bytes)
      guard wanted != present.bytes else { return }
      let response = try await github.ask(
        to: step,
        "/contents/\(GitHub.escaped(change.path, keeping: "/"))",
        method: "PUT",
        body: [
          "message": change.title, "content": Data(wanted).base64EncodedString(), "sha": present.sha,
          "branch": change.branch,
        ],
        expecting: [409, 422]
      )
      guard [409, 422].contains(response.status) else { return }
      // GitHub gives 422 also for what no reading helps against, such as a protected branch.
      guard response.status == 409 || attempt < 3 else {
        throw GitHubFault.refused(step: step, status: 422, saying: GitHub.message(response))
      }
    }
    throw GitHubFault.contested(branch: change.branch)
  }
}
