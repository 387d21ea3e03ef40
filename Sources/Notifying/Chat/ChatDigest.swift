internal import Foundation
internal import Papers

/// A digest in the words of a chat: texts that each can stand alone, so that a message may end behind any of them.
struct ChatDigest {
  let digest: Digest
  let dialect: Dialect

  /// What the whole is about, then every item, then every change. None is longer than 2900 of the dialect's units.
  var texts: [String] {
    [opening] + digest.sections.flatMap(sectionTexts) + changeTexts
  }

  /// The subject, and behind it which part this is.
  static func title(_ digest: Digest, part: Int, of count: Int, _ dialect: Dialect) -> String {
    dialect.text(digest.subject, limit: 120) + (count > 1 ? dialect.escape(" (\(part + 1)/\(count))") : "")
  }

  private var opening: String {
    var lines: [String] = []
    if digest.itemCount == 0 { lines.append(digest.changes.isEmpty ? "Nothing new." : "No new papers.") }
    if let outage = digest.outage { lines.append(outage) }
    lines.append(digest.lastPoll.map { "Last complete poll: \(Self.moment($0))." } ?? "No complete poll yet.")
    return lines.map { dialect.text($0, limit: 500) }.joined(separator: dialect.lineBreak)
  }

  private func sectionTexts(_ section: DigestSection) -> [String] {
    let heading = dialect.bold(dialect.text(section.name ?? "Other", limit: 130))
    return section.items.enumerated().map { index, item in
      ((index == 0 ? [heading] : []) + lines(item)).joined(separator: dialect.lineBreak)
    }
  }

  private func lines(_ item: DigestItem) -> [String] {
    let authors = item.authors.prefix(6).joined(separator: ", ") + (item.authors.count > 6 ? " et al." : "")
    let abstract = item.abstract.singleLine.shortened(to: 300) { $0.count }
    let links = item.links.prefix(4).compactMap { link in
      link.url.linkTarget.map { dialect.link(dialect.text(link.label, limit: 40), $0) }
    }
    let lines = [
      title(item.title, item.url), dialect.text(authors, limit: 250), dialect.text(facts(item), limit: 300),
      dialect.text(abstract, limit: 600), links.first.map { _ in fitting(links, limit: 700) } ?? "",
    ]
    return lines.filter { !$0.isEmpty }
  }

  private func facts(_ item: DigestItem) -> String {
    let facts = [
      item.work.description, item.announced?.description, item.categories.prefix(4).joined(separator: " "),
      item.score.flatMap { $0.isFinite ? "score " + $0.short : nil },
      item.state == .accepted ? "accepted" : nil,
      item.why.prefix(3).joined(separator: "; "),
    ]
    return facts.compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: " · ")
  }

  private var changeTexts: [String] {
    digest.changes.enumerated().map { index, change in
      let line =
        title(change.title, change.url) + dialect.lineBreak
        + dialect.text("\(change.kind): \(change.detail)", limit: 500)
      let heading = dialect.bold(dialect.escape("Changes of listed papers"))
      return index == 0 ? heading + dialect.lineBreak + line : line
    }
  }

  private func title(_ title: String, _ url: String) -> String {
    let label = dialect.text(title.singleLine.isEmpty ? "(no title)" : title, limit: 400)
    // An address of many `&` is long only when it is written out.
    let link = url.linkTarget.map { dialect.link(label, $0) }.flatMap {
      dialect.measure($0) <= 880 ? $0 : nil
    }
    return dialect.bold(link ?? label)
  }

  /// As many of the first links as there is room for.
  private func fitting(_ links: [String], limit: Int) -> String {
    var line = ""
    for link in links {
      let longer = line.isEmpty ? link : line + dialect.escape(" · ") + link
      if dialect.measure(longer) > limit { break }
      line = longer
    }
    return line
  }

  /// `2026-11-25 02:31 UTC`.
  static func moment(_ date: Date) -> String {
    let text = date.formatted(.iso8601)
    return text.prefix(10) + " " + text.dropFirst(11).prefix(5) + " UTC"
  }
}
