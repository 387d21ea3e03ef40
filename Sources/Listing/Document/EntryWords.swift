internal import Papers

/// What the words of an entry say about their part in it.
enum EntryWords {
  /// Whether a link's words say no more than that it leads to the paper.
  static func isPaper(_ label: String) -> Bool {
    let bare = label.bare
    let isAddress = label.hasPrefix("http://") || label.hasPrefix("https://")
    return isAddress || ["abs", "abstract", "article", "link", "pdf", "preprint"].contains(bare)
      || (["paper", "arxiv"].contains { bare.hasPrefix($0) } && bare.count <= "paperarxiv2505".count)
  }

  /// Whether a link's words say no more than what kind of thing it leads to.
  static func isKind(_ label: String) -> Bool {
    [
      "blog", "code", "data", "dataset", "datasets", "demo", "github", "homepage", "model", "models", "page",
      "project", "projectpage", "website",
    ].contains(label.bare)
  }

  /// Whether the text of a bracket in front can be a short name: a box to tick is none, nor is a year, a date or a
  /// venue such as `CVPR'25`.
  static func isName(_ text: String) -> Bool {
    let isBox = text.isEmpty || text.lowercased() == "x"
    return !isBox && !text.contains(/(?:^|[^0-9])(?:19|20)[0-9]{2}(?:$|[^0-9])|['’][0-9]{2}$/)
  }

  /// The title among words: what is bold, else all of them without the marks and signs around.
  static func title(_ words: [String]) -> String {
    let text = words.joined(separator: " ")
    if let bold = text.firstMatch(of: /(?:\*\*|__)(.+?)(?:\*\*|__)/),
      bold.output.1.contains(where: \.isLetter)
    {
      return trimmed(bold.output.1)
    }
    let title = trimmed(text)
    return title.contains(where: \.isLetter) ? title : ""
  }

  private static func trimmed(_ text: some StringProtocol) -> String {
    let isMargin = { (sign: Character) in sign.isWhitespace || "*_.,:;|·-–—".contains(sign) }
    return String(String(text.drop(while: isMargin).reversed().drop(while: isMargin).reversed())).collapsed
  }
}

extension String {
  /// Without the marks of emphasis around all of it.
  var unmarked: String {
    var text = self[...]
    for mark in ["**", "__", "*", "_"] where text.count > 2 * mark.count {
      guard text.hasPrefix(mark), text.hasSuffix(mark) else { continue }
      let inside = text.dropFirst(mark.count).dropLast(mark.count)
      if !inside.contains(mark) { text = inside }
    }
    return String(text)
  }
}
