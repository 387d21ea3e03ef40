/// The lines that begin a block of their own, so that a bullet above does not go on over them (CommonMark 0.31, sections
/// 4.1, 4.6 and 5.1; tables as GitHub has them).
enum BlockStart {
  static func isOne(_ line: Substring) -> Bool {
    line.hasPrefix(">") || line.hasPrefix("|") || isRule(line) || isBlockTag(line)
  }

  /// The tag that ends what this line begins, when that is HTML that is not read as Markdown.
  static func closingTag(_ line: Substring) -> String? {
    guard line.first == "<", let name = tagName(line.dropFirst()) else { return nil }
    return ["pre", "script", "style", "textarea"].contains(name) ? "</\(name)>" : nil
  }

  private static func isRule(_ line: Substring) -> Bool {
    guard let mark = line.first, "-*_".contains(mark) else { return false }
    return line.allSatisfy { $0 == mark || $0 == " " || $0 == "\t" } && line.filter { $0 == mark }.count >= 3
  }

  private static func isBlockTag(_ line: Substring) -> Bool {
    guard line.first == "<" else { return false }
    let rest = line.dropFirst()
    return tagName(rest.first == "/" ? rest.dropFirst() : rest).map(blockTags.contains) ?? false
  }

  /// The name of a tag that ends, or goes on with a space.
  private static func tagName(_ text: Substring) -> String? {
    let name = text.prefix { $0.isASCII && ($0.isLetter || $0.isNumber) }
    guard !name.isEmpty, name.count <= 10 else { return nil }
    let next = text.dropFirst(name.count).first
    guard next.map({ $0.isWhitespace || $0 == ">" || $0 == "/" }) ?? true else { return nil }
    return name.lowercased()
  }

  private static let blockTags: Set<String> = [
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog", "dir", "div",
    "dl",
    "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "head",
    "header", "hr", "html", "iframe", "legend", "li", "main", "menu", "nav", "ol", "optgroup", "option", "p",
    "search", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "title", "tr", "ul",
  ]
}
