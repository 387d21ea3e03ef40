internal import Papers

/// The inline parts of a bullet that an entry is made of.
indirect enum Inline: Equatable {
  case link(text: String, url: String)
  /// `[…]` that is not a link itself, with what it holds: `[2501]`, `[[Code](…)]`.
  case brackets(text: String, parts: [Inline])
  case parentheses(String)
}

/// Reads links, brackets and parentheses, nested and balanced; images and other text are passed over.
struct InlineParser {
  private let text: [Character]
  private var index = 0

  static func parse(_ text: String) -> [Inline] {
    var parser = InlineParser(text: Array(text))
    return parser.parts()
  }

  private init(text: [Character]) { self.text = text }

  private mutating func parts() -> [Inline] {
    var parts: [Inline] = []
    while index < text.count {
      switch text[index] {
      case "!" where index + 1 < text.count && text[index + 1] == "[":
        index += 1
        _ = bracketed()
      case "[":
        if let part = bracketed() { parts.append(part) }
      case "(":
        if let inside = balanced("(", ")") { parts.append(.parentheses(inside)) }
      case "\\":
        index += 2
      default:
        index += 1
      }
    }
    return parts
  }

  private mutating func bracketed() -> Inline? {
    guard let inside = balanced("[", "]") else { return nil }
    guard index < text.count, text[index] == "(", let target = balanced("(", ")") else {
      return .brackets(text: inside.collapsed, parts: Self.parse(inside))
    }
    let url = target.split { $0.isWhitespace }.first.map(String.init) ?? ""
    return .link(
      text: inside.collapsed,
      url: url.hasPrefix("<") ? String(url.dropFirst().dropLast()) : url
    )
  }

  /// What stands between `open` and its partner; on an unbalanced one, steps over it and answers nil.
  private mutating func balanced(_ open: Character, _ close: Character) -> String? {
    var depth = 0
    var end = index
    while end < text.count {
      if text[end] == "\\" {
        end += 2
        continue
      }
      if text[end] == open { depth += 1 }
      if text[end] == close { depth -= 1 }
      if depth == 0 { break }
      end += 1
    }
    guard end < text.count else {
      index += 1
      return nil
    }
    defer { index = end + 1 }
    return String(text[(index + 1)..<end])
  }
}
