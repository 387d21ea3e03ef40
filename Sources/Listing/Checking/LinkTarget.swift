internal import Foundation
internal import Papers

/// An address in a list that can be asked for.
struct LinkTarget: Sendable, Equatable {
  /// As `LinkMemory` knows it.
  let address: String
  let host: String
  /// arXiv is asked about papers in its own way.
  let paper: PaperID?

  /// nil for what is no address on the web.
  init?(_ url: String) {
    guard let work = WorkID(url) else { return nil }
    paper = work.paper
    switch work {
    case .arxiv(let id): (address, host) = (id.abstractURL, "arxiv.org")
    case .url(let web):
      // The fragment is the reader's matter, and is never sent.
      address = String(url.prefix { $0 != "#" })
      host = web.host
    }
  }

  /// Each once, in the order of the list.
  static func all(in document: ListDocument) -> [LinkTarget] {
    var seen: Set<String> = []
    return document.items.flatMap(\.urls).compactMap { LinkTarget($0) }.filter {
      seen.insert($0.address).inserted
    }
  }
}

extension ListItem {
  /// Its own address and those of its links.
  var urls: [String] { [url].compactMap(\.self) + links.map(\.url) }
}

extension ListCheck {
  /// The name under which dead links are reported; they are known from `LinkMemory`, not from the file alone.
  package static let deadLink = (
    name: "dead-link",
    help: "A link led nowhere twice, at least three days apart; only with --links."
  )

  /// What stayed dead, at every place where it stands.
  package static func deadLinks(in document: ListDocument, _ memory: LinkMemory) -> [ListFinding] {
    document.items.flatMap { item in
      var seen: Set<String> = []
      return item.urls.compactMap { url -> ListFinding? in
        guard let target = LinkTarget(url), memory.isDead(target.address),
          seen.insert(target.address).inserted
        else { return nil }
        let said =
          memory.links[target.address]?.status.map { "answers \($0)" } ?? "is no paper that arXiv knows"
        return ListFinding(
          kind: deadLink.name,
          line: item.line,
          reason: "\(url) \(said), and did so days ago: find its new address or take it out",
          work: item.work
        )
      }
    }
  }
}
