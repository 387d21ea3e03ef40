/// A web site on which papers put what belongs to them.
///
/// A new site is one more value of `all`; nothing else changes.
struct LinkSite: Sendable {
  let name: String
  /// `github.com` is this host; `.github.io` is every host under it.
  let hosts: [String]
  /// Whether an address that begins with the host is recognised without `https://` in front.
  var isKnownBare = true
  /// What an address of this site is; nil when it is nothing of a paper's.
  let recognise: @Sendable (SiteAddress) -> SiteLink?

  func serves(_ host: String) -> Bool {
    hosts.contains { $0.hasPrefix(".") ? host.hasSuffix($0) : host == $0 }
  }

  static let all: [LinkSite] = repositories + hubs + pages
}

/// An http(s) address cut into its parts.
struct SiteAddress {
  /// Lowercase, without `www.`.
  let host: String
  let parts: [String]
  /// The path as it was written, beginning with `/` or empty.
  let path: String

  func part(_ index: Int) -> String? { parts.indices.contains(index) ? parts[index] : nil }

  /// The address up to its first `count` parts.
  func url(_ count: Int) -> String { "https://" + ([host] + parts.prefix(count)).joined(separator: "/") }

  /// `/tree/BRANCH/FOLDER`, or GitLab's `/-/tree/BRANCH/FOLDER`, behind so many parts: a folder of a repository that
  /// holds several works. Empty for a branch alone, and for a file.
  func folder(behind count: Int) -> String {
    let mark = part(count) == "-" ? count + 1 : count
    guard part(mark) == "tree", parts.count > mark + 2 else { return "" }
    return "/" + parts[count...].joined(separator: "/")
  }

  var whole: String { "https://\(host)\(path.isEmpty ? "/" : path)" }
}

extension LinkSite {
  private static let repositories = [
    LinkSite(name: "GitHub", hosts: ["github.com"]) { address in
      let pages = [
        "about", "collections", "features", "marketplace", "orgs", "search", "settings", "sponsors", "topics",
      ]
      guard let owner = address.part(0), !pages.contains(owner.lowercased()) else { return nil }
      guard let name = address.part(1)?.withoutSuffix(".git") else {
        return SiteLink(kind: .code, url: address.url(1), isMany: true, confidence: 0.6)
      }
      let url = "https://github.com/\(owner)/\(name)\(address.folder(behind: 2))"
      return SiteLink(kind: .code, url: url, confidence: 0.9)
    },
    LinkSite(name: "GitLab", hosts: ["gitlab.com", ".gitlab.com"]) { address in
      let parts = address.parts.prefix { $0 != "-" && $0 != "tree" && $0 != "blob" }
      guard parts.count >= 2 else { return nil }
      let url = address.url(parts.count).withoutSuffix(".git") + address.folder(behind: parts.count)
      return SiteLink(kind: .code, url: url, confidence: 0.9)
    },
    LinkSite(name: "other forges", hosts: ["bitbucket.org", "codeberg.org", "gitee.com"]) { address in
      guard address.parts.count >= 2 else { return nil }
      return SiteLink(kind: .code, url: address.url(2).withoutSuffix(".git"), confidence: 0.9)
    },
    LinkSite(name: "Anonymous GitHub", hosts: ["anonymous.4open.science"]) { address in
      guard address.part(0) == "r" || address.part(0) == "repository", address.parts.count >= 2 else {
        return nil
      }
      return SiteLink(kind: .code, url: address.url(2), confidence: 0.7)
    },
  ]

  private static let pages = [
    LinkSite(name: "GitHub Pages", hosts: [".github.io", ".gitlab.io"]) { address in
      SiteLink(kind: .project, url: address.whole.withoutSuffix("index.html"), confidence: 0.9)
    },
    LinkSite(name: "Google Sites", hosts: ["sites.google.com"]) { address in
      address.parts.isEmpty ? nil : SiteLink(kind: .project, url: address.whole, confidence: 0.8)
    },
    LinkSite(name: "page hosts", hosts: [".netlify.app", ".vercel.app", ".pages.dev", ".notion.site"]) {
      address in
      SiteLink(kind: .project, url: address.whole, confidence: 0.7)
    },
    LinkSite(name: "Colab and Gradio", hosts: ["colab.research.google.com", ".gradio.live", ".gradio.app"]) {
      address in
      SiteLink(kind: .demo, url: address.whole, confidence: 0.7)
    },
  ]
}

extension String {
  func withoutSuffix(_ suffix: String) -> String {
    hasSuffix(suffix) && count > suffix.count ? String(dropLast(suffix.count)) : self
  }
}
