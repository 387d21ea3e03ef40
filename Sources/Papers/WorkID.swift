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

  /// The last part of the permanent feed id: `2501.12599`, `url/github.com/TideDra/lmm-r1`.
  package var tagPath: String {
    switch self {
    case .arxiv(let id): id.canonical
    case .url(let address): "url/\(address.host)\(address.path)"
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
/// and `.git`, no query, no fragment, always written with https.
package struct WebAddress: Hashable, Sendable, CustomStringConvertible {
  package let host: String
  /// Empty, or begins with `/`.
  package let path: String

  package init?(_ text: some StringProtocol) {
    let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
    guard let parts = URLComponents(string: trimmed), let scheme = parts.scheme?.lowercased(),
      scheme == "http" || scheme == "https", let host = parts.host?.lowercased(), host.contains(".")
    else { return nil }
    self.host = host.hasPrefix("www.") ? String(host.dropFirst(4)) : host
    var path = parts.percentEncodedPath
    while path.hasSuffix("/") { path.removeLast() }
    self.path = path.hasSuffix(".git") ? String(path.dropLast(4)) : path
  }

  package var description: String { "https://\(host)\(path)" }
}
