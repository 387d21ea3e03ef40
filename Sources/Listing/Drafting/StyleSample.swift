internal import Papers
internal import Words

/// How one entry of a list is written, taken from its text.
struct StyleSample {
  let marker: String
  let hasLabel: Bool
  let hasName: Bool
  let addressHead: String?
  let addressTail: String?
  let hasAffiliation: Bool
  let links: [LinkSample]
  let firstGap: String?
  /// The marks of emphasis around the title's link: `**`, `*`, or none.
  let emphasis: String

  struct LinkSample {
    let key: HouseStyle.LabelKey
    /// nil when it is of this link alone.
    let label: String?
    let brackets: HouseStyle.Brackets
    /// What stands between the link and the one before it; nil when that is more than spaces.
    let gap: String?
  }

  init?(_ item: OutlinedItem) {
    guard let entry = item.entry else { return nil }
    let text = Array(item.text)
    let written = WrittenLink.all(in: text)
    guard let title = written.first(where: { $0.url == entry.url }) ?? written.first else { return nil }
    marker = item.marker
    hasLabel = entry.label != nil
    hasName = entry.name != nil
    (addressHead, addressTail) = Self.address(title.url, entry.work.paper)
    hasAffiliation = entry.affiliation != nil
    emphasis = Self.emphasis(text, title.range)
    let behind = written.filter { $0.range.lowerBound >= title.range.upperBound }
    var end = title.range.upperBound + emphasis.count
    var links: [LinkSample] = []
    var firstGap: String?
    for (index, link) in behind.enumerated() {
      let gap = Self.gap(text[end..<max(end, link.range.lowerBound)], mayHoldAffiliation: index == 0)
      if index == 0 { firstGap = gap }
      end = max(end, link.range.upperBound)
      guard let key = Self.key(link) else { continue }
      links.append(
        LinkSample(
          key: key,
          label: Self.label(link),
          brackets: link.isDouble ? .double : .single,
          gap: index == 0 ? nil : gap
        )
      )
    }
    self.links = links
    self.firstGap = firstGap
  }

  private static func emphasis(_ text: [Character], _ link: Range<Int>) -> String {
    let (before, behind) = (text[..<link.lowerBound], text[link.upperBound...])
    return ["**", "__", "*", "_"].first {
      before.suffix($0.count).elementsEqual($0) && behind.starts(with: $0)
    } ?? ""
  }

  private static func address(_ url: String, _ paper: PaperID?) -> (String?, String?) {
    guard let paper, let place = url.firstRange(of: paper.canonical) else { return (nil, nil) }
    let tail = url[place.upperBound...].drop { $0 == "v" || $0.isNumber }
    let head = String(url[..<place.lowerBound])
      .replacing("http://", with: "https://").replacing("https://www.", with: "https://")
    guard head.hasPrefix("https://"), tail.isEmpty || tail == ".pdf" else { return (nil, nil) }
    return (head, String(tail))
  }

  private static func gap(_ characters: ArraySlice<Character>, mayHoldAffiliation: Bool) -> String? {
    var gap = characters
    if mayHoldAffiliation, let close = gap.lastIndex(of: ")") { gap = gap[(close + 1)...] }
    guard gap.count <= 4, gap.allSatisfy({ $0 == " " }) else { return nil }
    return String(gap)
  }

  /// A badge that shows a repository's stars names it in its address: there the next one's name belongs.
  private static func label(_ link: WrittenLink) -> String? {
    guard link.text.contains("![") else { return link.text }
    let path = link.url.split(separator: "/").dropFirst(2).prefix(2).joined(separator: "/")
    guard path.contains("/"), link.text.contains(path) else { return nil }
    return link.text.replacing(path, with: HouseStyle.repository)
  }

  private static let words: [(words: [String], kind: LinkKind)] = [
    (["code", "github", "repo"], .code), (["project", "page", "homepage", "website"], .project),
    (["model", "checkpoint", "weight"], .model), (["dataset", "data", "benchmark"], .dataset),
    (["demo", "space"], .demo),
  ]

  /// What the link's words say, else what its address says.
  private static func key(_ link: WrittenLink) -> HouseStyle.LabelKey? {
    let label = link.text.lowercased()
    let known = LinkFinder.kind(of: link.url)
    let kind = words.first { $0.words.contains { label.contains($0) } }?.kind ?? known?.kind
    return kind.map { HouseStyle.LabelKey(kind: $0, isMany: known?.isMany ?? false) }
  }
}

/// A link as it stands in an entry: `[words](address)`, perhaps in a second pair of brackets.
struct WrittenLink {
  /// In characters, with the second pair of brackets.
  let range: Range<Int>
  /// Where the words end.
  let close: Int
  let text: String
  let url: String
  let isDouble: Bool

  /// In the order of the text; images, and what stands in code and comments, are no links.
  static func all(in text: [Character]) -> [WrittenLink] {
    let partners = InlineMarks(text).partners
    var links: [WrittenLink] = []
    var next = 0
    for (start, close) in partners.sorted(by: { $0.value < $1.value })
    where text[start] == "[" && close >= next {
      guard close + 1 < text.count, text[close + 1] == "(", let end = partners[close + 1] else { continue }
      let link = WrittenLink(text, start, close, end)
      if start == 0 || text[start - 1] != "!" { links.append(link) }
      next = end
    }
    return links
  }

  private init(_ text: [Character], _ start: Int, _ close: Int, _ end: Int) {
    isDouble = start > 0 && text[start - 1] == "[" && end + 1 < text.count && text[end + 1] == "]"
    range = (isDouble ? start - 1 : start)..<(isDouble ? end + 2 : end + 1)
    self.close = close
    self.text = String(text[(start + 1)..<close]).singleLine
    let address =
      String(text[(close + 2)..<end]).singleLine.split(separator: " ").first.map(String.init) ?? ""
    url = address.replacing(/\\([!-\/:-@\[-`{-~])/) { $0.output.1 }.withoutEntities
  }
}
