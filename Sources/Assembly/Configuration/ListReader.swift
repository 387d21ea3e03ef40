internal import Foundation
internal import Listing

/// Reads what a topic says about its curated list.
struct ListReader {
  let resolve: (String) -> String

  func read(_ topic: MapReader) -> Configuration.List? {
    guard let list = topic.optionalMap("list") else { return nil }
    defer { list.finish() }
    let file = list.require("file", .text, fallback: "")
    let insertion = message(list, "message", default: CommitMessage.insertion)
    let removal = message(list, "undo_message", default: CommitMessage.removal)
    let messages = insertion.flatMap { insertion in
      removal.map { Configuration.ListMessages(insertion: insertion, removal: $0) }
    }
    let commits = list.read("commit", .flag, default: false)
    let proposing = proposing(list, file: file)
    if commits, proposing != nil {
      list.fault("a line is either committed here or proposed as a pull request; choose one", key: "commit")
    }
    return Configuration.List(
      file: resolve(file),
      style: style(list),
      way: messages.map { Self.way(commits, proposing, $0) } ?? .file
    )
  }

  private static func way(
    _ commits: Bool,
    _ proposing: Configuration.Proposing?,
    _ messages: Configuration.ListMessages
  ) -> Configuration.ListWay {
    if let proposing { return .pullRequest(proposing, messages) }
    return commits ? .commit(messages) : .file
  }

  private func message(_ list: MapReader, _ key: String, default fallback: String) -> CommitMessage? {
    let template = list.read(key, .text, default: fallback)
    do throws(SettingFault) { return try CommitMessage(template: template) } catch {
      list.fault(error.reason, key: key)
      return nil
    }
  }

  private func proposing(_ list: MapReader, file: String) -> Configuration.Proposing? {
    guard let map = list.optionalMap("pull_request") else { return nil }
    defer { map.finish() }
    let repository = map.require("repository", .text, fallback: "")
    if !map.has("token") { map.fault("name where the token is kept", key: "token") }
    let token = map.secret("token")?.kept(in: resolve)
    let branch = map.read("branch", .text, default: GitHubSettings.branchOfWork)
    let api = map.read("api", .web, default: GitHubSettings.publicAPI)
    let base = map.optional("base", .text)
    let path = map.read("path", .text, default: (file as NSString).lastPathComponent)
    do throws(SettingFault) {
      _ = try GitHubSettings(repository: repository, token: "", base: base, branch: branch, api: api)
    } catch {
      if !repository.isEmpty {
        map.fault(error.reason, key: branch.contains("{id}") ? "repository" : "branch")
      }
    }
    guard let token else { return nil }
    return Configuration.Proposing(
      repository: repository,
      base: base,
      branch: branch,
      api: api,
      path: path,
      token: token
    )
  }

  private func style(_ list: MapReader) -> HouseStyle.Overrides {
    guard let map = list.optionalMap("style") else { return HouseStyle.Overrides() }
    defer { map.finish() }
    let form = map.optional("url", .choice(HouseStyle.HostForm.allCases.map(\.rawValue)))
    let brackets = map.optional("brackets", .choice(HouseStyle.Brackets.allCases.map(\.rawValue)))
    var labels: [LinkKind: String] = [:]
    if let words = map.optionalMap("labels") {
      for kind in LinkKind.allCases { labels[kind] = words.optional(kind.rawValue, .text) }
      words.finish()
    }
    return HouseStyle.Overrides(
      hostForm: form.flatMap { HouseStyle.HostForm(rawValue: $0) },
      brackets: brackets.flatMap { HouseStyle.Brackets(rawValue: $0) },
      affiliation: map.optional("affiliation", .flag),
      linkLabels: labels,
      blankLines: map.optional("blank_lines", .flag)
    )
  }
}
