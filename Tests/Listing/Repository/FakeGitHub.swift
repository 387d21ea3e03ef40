import Foundation
import Synchronization
import Wire

@testable import Listing

/// A repository on GitHub as far as `PullRequester` sees it: state in memory, and faults that are put before answers.
final class FakeGitHub: Sendable {
  struct State {
    /// Branch → the bytes of `docs/My list.md`.
    var branches = ["main": Array(TemporaryRepository.before.utf8)]
    var requests: [(number: Int, head: String, state: String, merged: Bool)] = []
    /// By "METHOD thing": what to do with the next calls, one each.
    var faults: [String: [Fault]] = [:]
    var log: [String] = []
    var headers: [[String: String]] = []
    var isLarge = false
  }

  enum Fault {
    case answer(Int, [(name: String, value: String)], String)
    /// The request takes effect, and its answer is lost.
    case lost
    case broken(WireError)
    /// Somebody else changes the file just before.
    case overtaken
  }

  let state = Mutex(State())
  static let token = "ghp_secretsecretsecret"

  func fault(_ call: String, _ faults: Fault...) { state.withLock { $0.faults[call] = faults } }

  var log: [String] { state.withLock { $0.log } }
  func bytes(on branch: String) -> String? {
    state.withLock { $0.branches[branch].map { String(decoding: $0, as: UTF8.self) } }
  }

  var wire: Wire { Wire { request throws(WireError) in try self.answer(request) } }

  private func answer(_ request: WireRequest) throws(WireError) -> WireResponse {
    let result = state.withLock { state in
      Result { () throws(WireError) in try Self.answer(request, &state) }
    }
    return try result.get()
  }

  private static func answer(_ request: WireRequest, _ state: inout State) throws(WireError) -> WireResponse {
    let path = request.url.replacing("https://api.github.test/repos/owner/list", with: "")
    let thing = path.split(separator: "/").first?.prefix { $0 != "?" } ?? "repository"
    let call = "\(request.method) \(thing)"
    state.log.append("\(request.method) \(path)")
    state.headers.append(Dictionary(request.headers.map { ($0.name, $0.value) }) { first, _ in first })
    guard var faults = state.faults[call], !faults.isEmpty else {
      return perform(request, path, call, &state)
    }
    let fault = faults.removeFirst()
    state.faults[call] = faults
    switch fault {
    case .answer(let status, let headers, let body):
      return WireResponse(status: status, headers: headers, body: Array(body.utf8))
    case .broken(let error): throw error
    case .lost:
      _ = perform(request, path, call, &state)
      throw .broken("reset")
    case .overtaken:
      for name in state.branches.keys where name != "main" {
        state.branches[name]?.append(contentsOf: "* [2503] somebody else's\n".utf8)
      }
      return perform(request, path, call, &state)
    }
  }

  private static func perform(
    _ request: WireRequest,
    _ path: String,
    _ call: String,
    _ state: inout State
  ) -> WireResponse {
    let body =
      request.body.flatMap { try? JSONDecoder().decode([String: String].self, from: Data($0)) } ?? [:]
    switch call {
    case "GET repository": return json(200, ["default_branch": "main"])
    case "GET git" where path.hasPrefix("/git/blobs/"):
      let bytes = state.branches["main"] ?? []
      return json(
        200,
        ["sha": sha(bytes), "encoding": "base64", "content": Data(bytes).base64EncodedString()]
      )
    case "GET git":
      guard state.branches[String(path.dropFirst("/git/ref/heads/".count))] != nil else { return missing }
      return json(200, ["object": ["sha": "c0ffee"]])
    case "POST git":
      let branch = (body["ref"] ?? "").replacing("refs/heads/", with: "")
      guard state.branches[branch] == nil else { return json(422, ["message": "Reference already exists"]) }
      state.branches[branch] = state.branches["main"]
      return json(201, ["ref": branch])
    case "GET contents": return contents(path, state)
    case "PUT contents": return put(body, &state)
    case "GET pulls": return pulls(path, state)
    case "POST pulls": return open(body, &state)
    default: return missing
    }
  }

  private static func contents(_ path: String, _ state: State) -> WireResponse {
    let branch = path.split(separator: "?ref=").last?.removingPercentEncoding ?? ""
    guard path.hasPrefix("/contents/docs/My%20list.md?"), let bytes = state.branches[branch] else {
      return missing
    }
    if state.isLarge { return json(200, ["sha": sha(bytes), "encoding": "none", "content": ""]) }
    let text = Data(bytes).base64EncodedString(options: .lineLength64Characters)
    return json(200, ["sha": sha(bytes), "encoding": "base64", "content": text])
  }

  private static func put(_ body: [String: String], _ state: inout State) -> WireResponse {
    let branch = body["branch"] ?? ""
    guard let present = state.branches[branch] else { return missing }
    guard sha(present) == body["sha"], let data = Data(base64Encoded: body["content"] ?? "") else {
      return json(409, ["message": "docs/My list.md does not match"])
    }
    state.branches[branch] = Array(data)
    return json(200, [:] as [String: String])
  }

  private static func pulls(_ path: String, _ state: State) -> WireResponse {
    let found = state.requests.filter {
      path.contains("head=owner%3A\($0.head.replacing("/", with: "%2F"))&")
    }
    return json(200, found.map(record))
  }

  private static func open(_ body: [String: String], _ state: inout State) -> WireResponse {
    let head = body["head"] ?? ""
    if state.requests.contains(where: { $0.head == head && $0.state == "open" }) {
      return json(
        422,
        ["message": "Validation Failed", "errors": [["message": "A pull request already exists"]]]
      )
    }
    state.requests.append((state.requests.count + 1, head, "open", false))
    return json(201, record(state.requests[state.requests.count - 1]))
  }

  private static func record(
    _ request: (number: Int, head: String, state: String, merged: Bool)
  ) -> [String: Any] {
    var record: [String: Any] = [
      "number": request.number, "html_url": "https://github.test/pull/\(request.number)",
      "state": request.state,
    ]
    if request.merged { record["merged_at"] = "2026-01-01T00:00:00Z" }
    return record
  }

  private static var missing: WireResponse { json(404, ["message": "Not Found"]) }

  private static func sha(_ bytes: [UInt8]) -> String {
    String(bytes.reduce(UInt64(5381)) { ($0 &* 33) ^ UInt64($1) }, radix: 16)
  }

  private static func json(_ status: Int, _ value: Any) -> WireResponse {
    let data = (try? JSONSerialization.data(withJSONObject: value, options: .sortedKeys)) ?? Data()
    return WireResponse(status: status, body: Array(data))
  }
}
