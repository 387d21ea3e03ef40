package import Papers
internal import Words

/// Writes entries in the house format of a list.
package struct Drafter: Sendable {
  private let overrides: HouseStyle.Overrides

  package init(_ overrides: HouseStyle.Overrides = HouseStyle.Overrides()) { self.overrides = overrides }

  /// The entry of a paper, as its neighbours in the section are written.
  ///
  /// - Parameters:
  ///   - paper: what arXiv says about it; nothing else is asked.
  ///   - section: a heading, with or without emoji, or several joined by ` / `; nil for the section that most
  ///     entries are in.
  ///   - list: the list's bytes, cut.
  /// - Returns: the draft. Its section is nil when the list has no such heading: inserting it is then refused.
  package func draft(_ paper: Paper, section: String?, in list: ListEditor) -> Draft {
    let target = list.outline.section(named: section, for: paper.id.month)
    let style = list.style(of: target.index).with(overrides)
    let links = LinkFinder.links(of: paper)
    let name = ShortName.of(paper, links: links)
    let chosen = Self.chosen(links, style)
    let affiliation = style.hasAffiliation ? Self.affiliation(of: paper) : nil
    let draft = Draft(
      line: Self.line(paper, style, name, affiliation, chosen),
      work: .arxiv(paper.id),
      title: EntryTitle.plain(paper.title),
      label: paper.id.month,
      name: name,
      links: links,
      section: target.index.map { list.outline.sections[$0].path } ?? section.map { [$0] },
      blankLines: overrides.blankLines,
      why: [target.why] + style.why + Self.why(paper, style, name, affiliation) + Self.why(links, chosen)
    )
    return list.numbered(draft)
  }

  private static func line(
    _ paper: Paper,
    _ style: HouseStyle,
    _ name: ShortName?,
    _ affiliation: String?,
    _ links: [FoundLink]
  ) -> String {
    var line = style.marker
    if style.hasLabel { line += "[\(paper.id.month.yymm)] " }
    if style.hasName, let name { line += "[\(name.text)] " }
    line +=
      "\(style.emphasis)[\(EntryTitle.markdown(paper.title))](\(style.addressHead)\(paper.id.canonical)\(style.addressTail))\(style.emphasis)"
    if let affiliation { line += " (\(affiliation))" }
    for (index, link) in links.enumerated() {
      let words = "[\(style.label(of: link))](\(link.url))"
      line += index == 0 ? style.firstGap : style.gap
      line += style.brackets == .double ? "[\(words)]" : words
    }
    return line
  }

  /// One link of each kind, in the order of the house.
  static func chosen(_ links: [FoundLink], _ style: HouseStyle) -> [FoundLink] {
    style.order.compactMap { kind in
      links.first { $0.kind == kind && $0.confidence >= FoundLink.enough }
    }
  }

  private static func affiliation(of paper: Paper) -> String? {
    let known = paper.authors.lazy.flatMap(\.affiliations).map(\.singleLine)
    return known.first { !$0.isEmpty && !$0.contains { "()[]`<>\\".contains($0) } }
  }

  private static func why(
    _ paper: Paper,
    _ style: HouseStyle,
    _ name: ShortName?,
    _ affiliation: String?
  ) -> [String] {
    var why: [String] = []
    if style.hasLabel { why.append("The label \(paper.id.month.yymm) is the month of the id.") }
    if style.hasName {
      why.append(name?.why ?? "The paper gives no short name: the line has none. Add one if you know it.")
    }
    if style.hasAffiliation, affiliation == nil { why.append("arXiv does not say where the authors work.") }
    return why
  }

  private static func why(_ links: [FoundLink], _ chosen: [FoundLink]) -> [String] {
    links.map { link in
      let what =
        chosen.contains(link) ? "A \(link.kind.rawValue) link" : "Left out: a \(link.kind.rawValue) link"
      return "\(what), \(link.url), from the \(link.source.rawValue): \"…\(link.words)…\"."
    }
  }
}
