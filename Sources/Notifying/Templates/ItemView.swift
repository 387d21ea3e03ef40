internal import Papers

/// An item of a digest as templates see it.
struct ItemView {
  let number: Int
  let title: String
  let titleBlock: String
  /// `Ada Lovelace, Grace Hopper and 4 more`; nil when none is known.
  let authors: String?
  let authorsBlock: String?
  /// `cs.CV, cs.LG`.
  let categories: String?
  let categoriesBlock: String?
  /// nil for what came from a list.
  let score: String?
  /// The rules that gave points, on one line.
  let why: String?
  let whyBlock: String?
  let isAccepted: Bool
  /// The beginning of the abstract; nil in a long digest.
  let lead: String?
  let leadBlock: String?
  let url: String?
  let links: [LinkView]
  let hasLinks: Bool

  init(_ item: DigestItem, number: Int, withLead: Bool) {
    self.number = number
    title = item.title.singleLine.nonEmpty ?? item.work.description
    titleBlock = Self.block(title, first: Self.margin(number))
    authors = Self.authors(item.authors)
    authorsBlock = authors.map { Self.block($0) }
    let list = item.categories.map(\.singleLine).joined(separator: ", ")
    let day = item.announced.map { "announced \($0.inWords)" }
    categories = [list, day ?? ""].filter { !$0.isEmpty }.joined(separator: " · ").nonEmpty
    categoriesBlock = categories.map { Self.block($0) }
    score = item.score.map(\.short)
    why = item.why.map(\.singleLine).filter { !$0.isEmpty }.joined(separator: "; ").nonEmpty
    isAccepted = item.state == .accepted
    let standing = [isAccepted ? "accepted" : nil, score.map { "score \($0)" }].compactMap(\.self)
    let reason = [standing.joined(separator: ", "), why ?? ""].filter { !$0.isEmpty }.joined(separator: ": ")
    whyBlock = reason.nonEmpty.map { Self.block($0) }
    lead = withLead ? item.abstract.singleLine.cut(to: 320).nonEmpty : nil
    leadBlock = lead.map { Self.block($0) }
    url = item.url.linkTarget
    links = item.links.compactMap { link in
      link.url.linkTarget.map { LinkView(label: link.label.singleLine.nonEmpty ?? "Link", url: $0) }
    }
    hasLinks = !links.isEmpty
  }

  /// Also beside numbers of three digits.
  private static let indent = "     "

  private static func margin(_ number: Int) -> String {
    let text = "\(number). "
    return String(repeating: " ", count: max(0, indent.count - text.count)) + text
  }

  private static func block(_ text: String, first: String = indent) -> String {
    text.wrapped(DigestView.width, first: first, indent: indent)
  }

  private static func authors(_ names: [String]) -> String? {
    let names = names.map(\.singleLine).filter { !$0.isEmpty }
    guard let last = names.last else { return nil }
    if names.count == 1 { return last }
    if names.count <= 4 { return names.dropLast().joined(separator: ", ") + " and " + last }
    return names.prefix(3).joined(separator: ", ") + " and \(names.count - 3) more"
  }
}

struct LinkView {
  let label: String
  let url: String
}
