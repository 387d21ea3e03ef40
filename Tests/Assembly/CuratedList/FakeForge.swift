import Foundation
import Synchronization
import Wire

/// As much of GitHub as one pull request needs, in memory: `owner/list` with the file `list.md`.
final class FakeForge: Sendable {
  struct State {
    var branches: [String: String]
    /// State of each pull request, by its branch.
    var requests: [(branch: String, title: String, state: String)] = []
    var tokens: Set<String> = []
    /// What every request is answered with; nil for what it asks for.
    var refusal: Int?
  }

  let state: Mutex<State>

  init(_ list: String) { state = Mutex(State(branches: ["main": list])) }

  func set(_ change: (inout State) -> Void) { state.withLock { change(&$0) } }

  var titles: [String] { state.withLock { $0.requests.map(\.title) } }
  var tokens: Set<String> { state.withLock { $0.tokens } }
  func list(on branch: String) -> String? { state.withLock { $0.branches[branch] } }

  var wire: Wire {
    Wire { request throws(WireError) in
      self.state.withLock { state in
        for header in request.headers where header.name == "Authorization" {
          state.tokens.insert(header.value)
        }
        let (status, value) = state.refusal.map { ($0, ["message": "no"]) } ?? Self.answer(request, &state)
        let data = (try? JSONSerialization.data(withJSONObject: value)) ?? Data()
        return WireResponse(status: status, headers: [], body: Array(data), url: request.url)
      }
    }
  }

  private static func answer(_ request: WireRequest, _ state: inout State) -> (Int, Any) {
    let path = request.url.replacing("https://forge.test/repos/owner/list", with: "")
    let object = request.body.flatMap { try? JSONSerialization.jsonObject(with: Data($0)) }
    let body = object as? [String: String] ?? [:]
    if path.isEmpty { return (200, ["default_branch": "main"]) }
    if path.hasPrefix("/git/ref/") { return (200, ["object": ["sha": "c0ffee"]]) }
    if path == "/git/refs" {
      let branch = (body["ref"] ?? "").replacing("refs/heads/", with: "")
      state.branches[branch] = state.branches["main"]
      return (201, [:] as [String: String])
    }
    if path.hasPrefix("/contents/list.md") { return contents(request, path, body, &state) }
    return pulls(request, body, &state)
  }

  private static func contents(
    _ request: WireRequest,
    _ path: String,
    _ body: [String: String],
    _ state: inout State
  ) -> (Int, Any) {
    if request.method == "PUT" {
      let data = Data(base64Encoded: body["content"] ?? "") ?? Data()
      state.branches[body["branch"] ?? ""] = String(decoding: data, as: UTF8.self)
      return (200, [:] as [String: String])
    }
    let branch = path.split(separator: "?ref=").last?.removingPercentEncoding ?? ""
    let content = Data((state.branches[branch] ?? "").utf8).base64EncodedString()
    return (200, ["sha": "5ha", "encoding": "base64", "content": content])
  }

  private static func pulls(_ request: WireRequest, _ body: [String: String], _ state: inout State) -> (
    Int, Any
  ) {
    if request.method == "POST" {
      state.requests.append((body["head"] ?? "", body["title"] ?? "", "open"))
      return (201, record(state.requests.count, "open"))
    }
    let found = state.requests.enumerated().filter {
      request.url.contains($0.element.branch.replacing("/", with: "%2F"))
    }
    return (200, found.map { record($0.offset + 1, $0.element.state) })
  }

  private static func record(_ number: Int, _ state: String) -> [String: Any] {
    var record: [String: Any] = [
      "number": number, "html_url": "https://forge.test/pull/\(number)",
      "state": state == "open" ? "open" : "closed",
    ]
    if state == "merged" { record["merged_at"] = "2026-01-01T00:00:00Z" }
    return record
  }
}
