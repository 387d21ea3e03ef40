/// Text between arXiv, whose titles hold formulas in TeX, and a BibTeX value.
enum TeXText {
  /// What TeX would not print as it stands. Braces have names, since BibTeX counts them even behind a backslash.
  private static let escapes: [(plain: Character, tex: String)] = [
    ("\\", "\\textbackslash{}"), ("{", "\\textbraceleft{}"), ("}", "\\textbraceright{}"), ("$", "\\$"),
    ("&", "\\&"), ("%", "\\%"), ("#", "\\#"), ("_", "\\_"), ("~", "\\textasciitilde{}"),
    ("^", "\\textasciicircum{}"),
  ]
  private static let byPlain = Dictionary(uniqueKeysWithValues: escapes.map { ($0.plain, $0.tex) })

  /// The text as TeX prints it; formulas between dollar signs stay formulas.
  static func escaped(_ text: String) -> String {
    let parts = text.split(separator: "$", omittingEmptySubsequences: false)
    // A price has one dollar sign, not two.
    guard parts.count % 2 == 1 else { return plain(text[...]) }
    let formulas = parts.enumerated().filter { $0.offset % 2 == 1 }.map(\.element)
    guard formulas.allSatisfy(isFormula) else { return plain(text[...]) }
    return parts.enumerated().map { $0.offset % 2 == 1 ? "$\($0.element)$" : plain($0.element) }.joined()
  }

  /// The text that `escaped` made this of, and the letters that other programs write as commands; the rest stays, without
  /// plain braces.
  static func unescaped(_ tex: String) -> String {
    var result = ""
    var rest = tex[...]
    var isFormula = false
    while let first = rest.first {
      if first == "$" { isFormula.toggle() }
      if !isFormula, first == "\\", let escape = escapes.first(where: { rest.hasPrefix($0.tex) }) {
        result.append(escape.plain)
        rest.removeFirst(escape.tex.count)
      } else if !isFormula, first == "\\", let letter = TeXAccents.take(from: &rest) {
        result += letter
      } else {
        if isFormula || (first != "{" && first != "}") { result.append(first) }
        rest.removeFirst()
      }
    }
    return result
  }

  private static func plain(_ text: Substring) -> String {
    text.map { byPlain[$0] ?? String($0) }.joined()
  }

  /// Between dollar signs, with braces that match, and nothing that would end the line or the value.
  private static func isFormula(_ text: Substring) -> Bool {
    var depth = 0
    for character in text {
      if character == "{" { depth += 1 }
      if character == "}" { depth -= 1 }
      guard depth >= 0, character != "%", character != "#" else { return false }
    }
    return depth == 0 && !text.isEmpty && text.last != "\\"
  }
}
