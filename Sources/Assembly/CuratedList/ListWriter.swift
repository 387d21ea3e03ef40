internal import Foundation
internal import Listing
internal import Papers
internal import Queueing
internal import Wire

/// Puts a change where the configuration wants it: into the file, into a commit, into a pull request.
struct ListWriter: Sendable {
  private let installation: Installation
  private let list: Configuration.List
  /// For pull requests; nil makes a loop when one is needed.
  private let wire: Wire?

  init(_ installation: Installation, list: Configuration.List, wire: Wire?) {
    self.installation = installation
    self.list = list
    self.wire = wire
  }

  /// What became of a change.
  struct Done: Sendable {
    var line: String?
    var place: Int?
    var request: String?

    func record(_ debt: ListDebt) -> ListChangeRecord? {
      guard place != nil || request != nil else { return nil }
      return ListChangeRecord(
        id: debt.work.description,
        action: request != nil
          ? "proposed" : debt.wanted == .out ? "removed" : debt.line == nil ? "added" : "moved",
        line: place,
        text: line,
        request: request
      )
    }
  }

  /// - Throws: `ListRefusal` for what the list says no to, `WaitingFault` for what is not ready.
  func write(_ change: ListChange) async throws -> Done {
    switch list.way {
    case .file: try file(change)
    case .commit(let messages): try await commit(change, messages)
    case .pullRequest(let proposing, let messages): try await propose(change, proposing, messages)
    }
  }

  private func file(_ change: ListChange) throws -> Done {
    var outcome: Swift.Result<ListChange.Result, ListRefusal>?
    do throws(ListFileError) {
      _ = try ListFile(list.file).update { document in
        outcome = Swift.Result { () throws(ListRefusal) in try change.applied(to: document.rendered) }
        return try? outcome?.get().bytes
      }
    } catch {
      throw WaitingFault(reason: error.description)
    }
    let result = try outcome?.get()
    return Done(line: result?.line, place: result?.place)
  }

  private func commit(_ change: ListChange, _ messages: Configuration.ListMessages) async throws -> Done {
    let path = list.file
    let file = ListFile(path)
    do {
      let preview = try change.applied(to: try file.read())
      var result = preview
      let outcome = try await ListCommit(file: path).carryOut(
        message: message(change, preview, messages),
        edit: { bytes in
          result = try change.applied(to: bytes)
          return result.bytes
        },
        write: { target, old, new in
          let isWritten = try ListFile(target).update { $0.rendered == old ? new : nil }
          guard isWritten else { throw RepositoryFault.modified(path: target) }
        }
      )
      // A line whose commit failed is in the file only.
      if outcome == .alreadyThere, change.debt.wanted == .out, preview.place != nil {
        return try self.file(change)
      }
      return Done(line: result.line, place: result.place)
    } catch let fault as RepositoryFault {
      throw WaitingFault(reason: fault.description)
    } catch let error as ListFileError {
      throw WaitingFault(reason: error.description)
    }
  }

  private func propose(
    _ change: ListChange,
    _ proposing: Configuration.Proposing,
    _ messages: Configuration.ListMessages
  ) async throws -> Done {
    guard change.debt.wanted == .in else { return try retract(change.debt) }
    let loop = wire == nil ? installation.curlLoop() : nil
    defer { loop?.close() }
    guard let wire = wire ?? loop?.wire else { throw WaitingFault(reason: "there is no way out") }
    do {
      let settings = try GitHubSettings(
        repository: proposing.repository,
        token: try proposing.token.read(),
        base: proposing.base,
        branch: proposing.branch,
        api: proposing.api
      )
      let waiting = GitHubWaiting(now: { Date() }, pause: { try await Task.sleep(for: $0) })
      return try await request(
        change,
        settings,
        proposing,
        messages,
        PullRequester(settings, wire: wire, waiting: waiting)
      )
    } catch let fault as GitHubFault {
      throw WaitingFault(reason: fault.description)
    } catch let error as SecretError {
      throw WaitingFault(reason: "topics[].list.pull_request.token: \(error.reason)", isConfiguration: true)
    } catch let fault as SettingFault {
      throw WaitingFault(reason: "topics[].list.pull_request: \(fault.reason)", isConfiguration: true)
    }
  }

  /// Whether to list a paper is the other repository's to say: nothing is taken back there.
  private func retract(_ debt: ListDebt) throws(ListRefusal) -> Done {
    guard let request = debt.request else { return Done() }
    throw .requested(request)
  }

  private func request(
    _ change: ListChange,
    _ settings: GitHubSettings,
    _ proposing: Configuration.Proposing,
    _ messages: Configuration.ListMessages,
    _ requester: PullRequester
  ) async throws -> Done {
    // The words need a draft before the list of the repository is there; its place is worked out on that list.
    let preview = try change.applied(to: (try? ListFile(list.file).read()) ?? [])
    let title = message(change, preview, messages)
    let proposal = ProposedChange(
      path: proposing.path,
      branch: settings.branch(of: change.debt.work.description),
      title: title,
      body: CommitMessage.harmless(preview.draft?.why.joined(separator: "\n") ?? "")
    )
    // What was asked for before is found, not worked out again.
    var line = preview.line
    let outcome = try await requester.propose(proposal) { bytes in
      let result = try change.applied(to: bytes)
      line = result.line
      return result.bytes
    }
    guard case .requested(let request) = outcome else { return Done(line: line) }
    guard request.state != .closed else { throw ListRefusal.requestClosed(request.url) }
    return Done(line: line, request: request.url)
  }

  private func message(
    _ change: ListChange,
    _ result: ListChange.Result,
    _ messages: Configuration.ListMessages
  ) -> String {
    let work = change.debt.work
    let entry = (change.debt.line ?? result.line).flatMap { ListDocument(markdown: $0).items.first }
    let words = CommitMessage.Words(
      id: work.description,
      name: result.draft?.name?.text ?? entry?.name,
      title: result.draft?.title ?? entry?.title ?? work.description,
      section: result.draft?.section?.last ?? "",
      label: result.draft?.label?.yymm ?? "",
      url: work.pageURL
    )
    return (change.debt.wanted == .in ? messages.insertion : messages.removal).text(words)
  }
}
