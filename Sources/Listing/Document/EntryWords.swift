internal import Papers

/// What the words of an entry say about their part in it.
enum EntryWords {
  /// Whether a link's words say no more than that it leads to the paper.
  static func isPaper(_ label: String) -> Bool {
    let bare = label.bare
    let isAddress = label.hasPrefix("http://") || label.hasPrefix("https://")
    return isAddress || ["abs", "abstract", "article", "link", "pdf", "preprint"].contains(bare)
      || bare.wholeMatch(of: /(papers?)?(arxiv|pdf|link)?[0-9]*/) != nil && bare.contains(where: \.isLetter)
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
    guard !text.isEmpty, text.lowercased() != "x" else { return false }
    let numbers = text.utf8.split { !(0x30...0x39).contains($0) }
    let hasYear = numbers.contains { number in
      number.count == 4 && ["19", "20"].contains { number.starts(with: $0.utf8) }
    }
    let end = text.suffix(3)
    let endsWithYear =
      "'’".contains(end.first ?? " ") && end.dropFirst().allSatisfy { $0.isASCII && $0.isNumber }
    return !hasYear && !(endsWithYear && end.count == 3)
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
  /// `code` of `[code]`, as the words of `[[code]](address)` are.
  var unbracketed: String {
    guard hasPrefix("["), hasSuffix("]"), count > 2 else { return self }
    let inside = dropFirst().dropLast()
    return inside.contains { "[]".contains($0) } ? self : String(inside)
  }

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
