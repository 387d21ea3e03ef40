internal import Papers
internal import Words

/// A paper's title as a list shows it.
package enum EntryTitle {
  /// The title in plain words: TeX that has a plain spelling is written plainly, the rest is left as the author wrote
  /// it; one line, nothing that a terminal would obey.
  package static func plain(_ title: String) -> String {
    var text = title.singleLine
    for (tex, plain) in spellings { text.replace(tex, with: plain) }
    for command in [
      "\\textbf", "\\textit", "\\texttt", "\\textsc", "\\textrm", "\\emph", "\\mathbf", "\\mathrm",
    ] {
      text = unwrapped(text, command)
    }
    return withoutSimpleMath(text).collapsed
  }

  /// The title as the words of a Markdown link: what would end the link, begin code or HTML, be emphasis or be read
  /// as an HTML entity is escaped, all else is left alone.
  package static func markdown(_ title: String) -> String {
    let characters = Array(plain(title))
    let strays = strayBrackets(characters)
    let hasOddCode = characters.filter { $0 == "`" }.count % 2 == 1 || strays.count > 0
    let isEmphasised = characters.filter { $0 == "*" }.count > 1
    var text = ""
    for (index, character) in characters.enumerated() {
      let next = index + 1 < characters.count ? characters[index + 1] : nil
      let isMark =
        (character == "*" && isEmphasised) || (character == "~" && next == "~")
        || Entity.read(characters, at: index) != nil
      if isMark {
        text += "\\"
      } else if needsEscape(character, next, isStray: strays.contains(index), hasOddCode: hasOddCode) {
        text += "\\"
      }
      text.append(character)
    }
    return text
  }

  private static func needsEscape(_ character: Character, _ next: Character?, isStray: Bool, hasOddCode: Bool)
    -> Bool
  {
    switch character {
    case "[", "]": isStray
    case "`": hasOddCode
    case "\\": next == nil || next.map { "[]`\\<".contains($0) } == true
    case "<": next.map { $0.isLetter || "/!?".contains($0) } == true
    default: false
    }
  }

  /// The brackets without a partner. With code, or `](` within the title, every bracket is one: they would be read
  /// in more than one way.
  private static func strayBrackets(_ characters: [Character]) -> Set<Int> {
    var open: [Int] = []
    var strays: Set<Int> = []
    for (index, character) in characters.enumerated() {
      if character == "[" { open.append(index) }
      if character == "]", open.popLast() == nil { strays.insert(index) }
    }
    strays.formUnion(open)
    let text = String(characters)
    guard text.contains("`") || text.contains("\\") || text.contains("](") || text.contains("][") else {
      return strays
    }
    return Set(characters.indices.filter { characters[$0] == "[" || characters[$0] == "]" })
  }

  private static let spellings = [
    ("``", "\""), ("''", "\""), ("\\%", "%"), ("\\&", "&"), ("\\_", "_"), ("\\#", "#"), ("---", "—"),
    ("\\ldots", "…"), ("\\ ", " "),
  ]

  /// `\textbf{X}` as `X`.
  private static func unwrapped(_ text: String, _ command: String) -> String {
    var text = text
    while let start = text.firstRange(of: command + "{"),
      let end = text[start.upperBound...].firstIndex(of: "}")
    {
      guard !text[start.upperBound..<end].contains("{") else { return text }
      text.replaceSubrange(start.lowerBound...end, with: text[start.upperBound..<end])
    }
    return text
  }

  /// `R$^3$` as `R^3`, `$\pi_0$` as it is: only formulas of letters, digits and simple signs lose their dollars.
  private static func withoutSimpleMath(_ text: String) -> String {
    let parts = text.split(separator: "$", omittingEmptySubsequences: false)
    guard parts.count % 2 == 1 else { return text }
    var plain = ""
    for (index, part) in parts.enumerated() {
      let formula = part.replacing("{", with: "").replacing("}", with: "")
      let isSimple =
        formula.allSatisfy { $0.isLetter || $0.isNumber || "^+-.×".contains($0) } && !formula.isEmpty
      if index % 2 == 0 {
        plain += part
      } else {
        plain += isSimple ? String(formula) : "$\(part)$"
      }
    }
    return plain
  }
}
