private import Foundation

/// What a list entry or a candidate is about: an arXiv paper, or a web address for what has no arXiv id,
/// such as a repository.
package enum WorkID: Hashable, Sendable, CustomStringConvertible {
  case arxiv(PaperID)
  case url(WebAddress)

  /// An arXiv id in any form, else an http(s) address; nil when it is neither.
  package init?(_ text: some StringProtocol) {
    if let paper = PaperID(text) {
      self = .arxiv(paper)
    } else if let address = WebAddress(text) {
      self = .url(address)
    } else {
      return nil
    }
  }

  package var paper: PaperID? {
    guard case .arxiv(let id) = self else { return nil }
    return id
  }

  /// The canonical arXiv id without version, or the canonical address: the `id` of every JSON answer.
  package var description: String {
    switch self {
    case .arxiv(let id): id.canonical
    case .url(let address): address.description
    }
  }

  /// The last part of the permanent feed id: `2501.12599`, `url/github.com/TideDra/lmm-r1`. A tag may hold the question
  /// mark of a query (RFC 4151, section 2.1).
  package var tagPath: String {
    switch self {
    case .arxiv(let id): id.canonical
    case .url(let address): "url/\(address.host)\(address.pathAndQuery)"
    }
  }

  /// Where a person reads it.
  package var pageURL: String {
    switch self {
    case .arxiv(let id): id.abstractURL
    case .url(let address): address.description
    }
  }
}

/// An http(s) address reduced to what identifies the work: host without `www.`, path without trailing slash
/// and `.git`, the query without what only counts visitors, no fragment, always written with https.
package struct WebAddress: Hashable, Sendable, CustomStringConvertible {
  package let host: String
  /// Empty, or begins with `/`.
  package let path: String
  /// In the order of the names, as `id=7&page=2`; empty without one.
  package let query: String

  package init?(_ text: some StringProtocol) {
    let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
    guard let parts = URLComponents(string: trimmed), let scheme = parts.scheme?.lowercased(),
      scheme == "http" || scheme == "https", let host = parts.host?.lowercased(), host.contains(".")
    else { return nil }
    self.host = host.hasPrefix("www.") ? String(host.dropFirst(4)) : host
    var path = parts.percentEncodedPath
    while path.hasSuffix("/") { path.removeLast() }
    self.path = path.hasSuffix(".git") ? String(path.dropLast(4)) : path
    query = Self.saysAllInPath.contains(self.host) ? "" : Self.telling(parts.percentEncodedQueryItems ?? [])
  }

  package var description: String { "https://\(host)\(pathAndQuery)" }

  /// `/forum?id=7`.
  var pathAndQuery: String { query.isEmpty ? path : "\(path)?\(query)" }

  private static func telling(_ items: [URLQueryItem]) -> String {
    let kept = items.filter { !$0.name.hasPrefix("utm_") && !counters.contains($0.name) }
    return kept.map { item in item.value.map { "\(item.name)=\($0)" } ?? item.name }.filter { !$0.isEmpty }
      .sorted().joined(separator: "&")
  }

  /// What sites and letters add to tell where a visitor came from, and which part of a page is on top.
  private static let counters: Set<String> = [
    "fbclid", "feature", "gclid", "mc_cid", "mc_eid", "ref", "ref_src", "si", "spm", "tab", "usp",
  ]
  private static let saysAllInPath: Set<String> = ["github.com", "gitlab.com", "huggingface.co"]
}
