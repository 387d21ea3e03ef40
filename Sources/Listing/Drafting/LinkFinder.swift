internal import Foundation
package import Papers

/// Finds what belongs to a paper in its own words: code, project page, models, data sets, demos.
package enum LinkFinder {
  /// The links of the abstract and the comment, the surest first, each address once. Links to arXiv, to DOIs of
  /// articles and to sites that nothing speaks for are left out.
  package static func links(of paper: Paper) -> [FoundLink] {
    var found = links(in: paper.abstract, from: .abstract)
    if let comment = paper.comment { found += links(in: comment, from: .comment) }
    var best: [FoundLink] = []
    for link in found {
      let key = link.url.lowercased()
      if let index = best.firstIndex(where: { $0.url.lowercased() == key }) {
        if best[index].confidence < link.confidence { best[index] = link }
      } else {
        best.append(link)
      }
    }
    // A stable order: of equals, the one that is named first.
    return best.enumerated()
      .sorted { ($1.element.confidence, $0.offset) < ($0.element.confidence, $1.offset) }
      .map(\.element)
  }

  /// The kind of an address that stands in a list; nil for one of no known site.
  static func kind(of url: String) -> SiteLink? {
    address(url).flatMap { address in site(address)?.recognise(address) }
  }

  /// The repository that an address leads to, or its folder, comparably; nil for another address. The branch does not
  /// count.
  static func repository(of url: String) -> String? {
    guard let site = kind(of: url), site.kind == .code, !site.isMany else { return nil }
    return site.url.lowercased().replacing(/\/(-\/)?tree\/[^\/]+\//, with: "/")
  }

  private static func links(in text: String, from source: FoundLink.Source) -> [FoundLink] {
    LinkScanner.scan(text).compactMap { scanned in
      guard let link = recognise(scanned) else { return nil }
      return FoundLink(
        kind: link.kind,
        url: link.url,
        isMany: link.isMany,
        source: source,
        words: scanned.around,
        confidence: link.confidence
      )
    }
  }

  private static func recognise(_ scanned: Scanned) -> SiteLink? {
    guard PaperReference(scanned.text) == nil, let address = address(scanned.text) else { return nil }
    let context = LinkContext(scanned.before)
    guard let site = site(address) else {
      return context.kind.map { SiteLink(kind: $0, url: address.whole, confidence: 0.6) }
    }
    guard let link = site.recognise(address) else { return nil }
    return context.applied(to: link)
  }

  private static func site(_ address: SiteAddress) -> LinkSite? {
    LinkSite.all.first { $0.serves(address.host) }
  }

  private static func address(_ text: String) -> SiteAddress? {
    let hasScheme = text.range(of: "^https?://", options: [.regularExpression, .caseInsensitive]) != nil
    guard let parts = URLComponents(string: hasScheme ? text : "https://" + text),
      var host = parts.host?.lowercased(), parts.user == nil
    else { return nil }
    if host.hasPrefix("www.") { host.removeFirst(4) }
    guard isHost(host) else { return nil }
    let path = parts.percentEncodedPath
    guard path.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }),
      !path.contains(where: { "()[]<>|\\`".contains($0) })
    else { return nil }
    return SiteAddress(host: host, parts: path.split(separator: "/").map(String.init), path: path)
  }

  /// A name of dotted labels in ASCII, the last of letters: no address of a machine, nothing that looks like another.
  private static func isHost(_ host: String) -> Bool {
    let labels = host.split(separator: ".", omittingEmptySubsequences: false)
    guard labels.count >= 2, let last = labels.last, last.count >= 2,
      last.allSatisfy({ $0.isASCII && $0.isLetter })
    else { return false }
    return labels.allSatisfy { label in
      !label.isEmpty && label.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
    }
  }
}
