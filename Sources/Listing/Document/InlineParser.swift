internal import Papers

/// The inline parts of a bullet that an entry is made of.
indirect enum Inline: Equatable {
  /// A picture has no words but those that stand for it.
  case link(text: String, url: String, isPicture: Bool)
  /// `[…]` that is not a link itself, with what it holds: `[2501]`, `[[Code](…)]`.
  case brackets(text: String, parts: [Inline])
  /// With what they hold.
  case parentheses(String, parts: [Inline])
  /// What stands between the others.
  case words(String)
}

/// Reads links, brackets and parentheses, nested and balanced, and the words between. Images and comments are passed
/// over, code is words, and escaped characters and entities are what they stand for.
struct InlineParser {
  private let text: [Character]
  private let definitions: LinkDefinitions
  private let marks: InlineMarks

  /// Brackets that are deeper than in any list are taken to hold nothing: a file must not exhaust the stack.
  private static let deepest = 4

  static func parse(_ text: String, _ definitions: LinkDefinitions = LinkDefinitions()) -> [Inline] {
    let parser = InlineParser(text: Array(text), definitions)
    return parser.parts(in: parser.text.indices, depth: 0)
  }

  /// What a reader sees of a line: the words of its links, no pictures and no tags.
  static func words(_ text: String) -> String {
    parse(text.replacing(/<\/?[a-zA-Z][^<>]*>/, with: "")).map(seen).joined(separator: " ")
  }

  private static func seen(_ inline: Inline) -> String {
    switch inline {
    case .link(_, _, isPicture: true): ""
    case .link(let text, _, _): text
    case .brackets(let text, _): "[\(text)]"
    case .parentheses(let text, _): "(\(text))"
    case .words(let words): words.collapsed
    }
  }

  private init(text: [Character], _ definitions: LinkDefinitions) {
    self.text = text
    self.definitions = definitions
    marks = InlineMarks(text)
  }

  private func parts(in range: Range<Int>, depth: Int) -> [Inline] {
    var parts: [Inline] = []
    var words = ""
    var index = range.lowerBound
    func finish(_ words: inout String) {
      if words.contains(where: { !$0.isWhitespace }) { parts.append(.words(words)) }
      words = ""
    }
    while index < range.upperBound {
      let isImage = text[index] == "!" && index + 1 < range.upperBound && text[index + 1] == "["
      if isImage { index += 1 }
      if text[index] == "[", let (part, end) = bracketed(at: index, in: range, depth: depth) {
        finish(&words)
        if !isImage { parts.append(part) }
        index = end
      } else if let end = closing("(", at: index, in: range) {
        finish(&words)
        let inside = (index + 1)..<end
        let nested = depth < Self.deepest ? self.parts(in: inside, depth: depth + 1) : []
        parts.append(.parentheses(plain(in: inside), parts: nested))
        index = end + 1
      } else if let (link, end) = angled(at: index, in: range) {
        finish(&words)
        parts.append(link)
        index = end
      } else {
        words += step(&index, in: range)
      }
    }
    finish(&words)
    return parts
  }

  /// What the bracket at `index` is, and where the text goes on; nil when it is not closed.
  private func bracketed(at index: Int, in range: Range<Int>, depth: Int) -> (Inline, end: Int)? {
    guard let close = closing("[", at: index, in: range) else { return nil }
    let inside = (index + 1)..<close
    guard let end = closing("(", at: close + 1, in: range) else {
      if let (url, end) = defined(inside, behind: close, in: range) { return (link(inside, to: url), end) }
      let parts = depth < Self.deepest ? parts(in: inside, depth: depth + 1) : []
      return (.brackets(text: plain(in: inside).collapsed, parts: parts), close + 1)
    }
    let url = plain(in: (close + 2)..<end).split { $0.isWhitespace }.first.map { String($0) } ?? ""
    let address = url.hasPrefix("<") ? String(url.dropFirst().dropLast()) : url
    return (link(inside, to: address), end + 1)
  }

  private func link(_ inside: Range<Int>, to url: String) -> Inline {
    let isPicture =
      text[inside].starts(with: "![")
      && closing("[", at: inside.lowerBound + 1, in: inside)
        .flatMap { closing("(", at: $0 + 1, in: inside) } == inside.upperBound - 1
    return .link(text: words(in: inside), url: url, isPicture: isPicture)
  }

  /// The address that `[words][label]`, `[label][]` or `[label]` refers to, and where the text goes on.
  private func defined(_ inside: Range<Int>, behind close: Int, in range: Range<Int>) -> (
    url: String, end: Int
  )? {
    guard !definitions.isEmpty else { return nil }
    let second = closing("[", at: close + 1, in: range)
    let label = second.map { plain(in: (close + 2)..<$0) } ?? ""
    let isFull = label.contains { !$0.isWhitespace }
    return definitions[isFull ? label : plain(in: inside)].map { ($0, (second ?? close) + 1) }
  }

  /// `<https://…>`, or HTML's `<a href="…">words</a>`, and where the text goes on.
  private func angled(at index: Int, in range: Range<Int>) -> (Inline, end: Int)? {
    guard text[index] == "<", marks.comments[index] == nil else { return nil }
    let rest = text[(index + 1)..<min(range.upperBound, index + Self.longestTag)]
    guard let close = rest.firstIndex(where: { "<>".contains($0) }), text[close] == ">" else { return nil }
    let tag = String(rest[..<close])
    if tag.lowercased().hasPrefix("http"), !tag.contains(where: \.isWhitespace) {
      return (.link(text: tag, url: tag, isPicture: false), close + 1)
    }
    guard let url = tag.wholeMatch(of: /[aA]\s(?:.*\s)?(?i:href)\s*=\s*["']?([^"'\s]+).*/)?.output.1 else {
      return nil
    }
    let end = Array("</a>")
    let limit = min(range.upperBound, close + Self.longestTag)
    let closing = ((close + 1)..<max(close + 1, limit)).first { text[$0..<limit].starts(with: end) }
    return closing.map { place in
      (.link(text: words(in: (close + 1)..<place), url: String(url), isPicture: false), place + end.count)
    }
  }

  /// In characters: what is longer is no tag, so that a line of `<` takes no time.
  private static let longestTag = 600

  /// The text with images replaced by their words.
  private func words(in range: Range<Int>) -> String {
    var words = ""
    var imageEnds: [Int: Int] = [:]
    var index = range.lowerBound
    while index < range.upperBound {
      if text[index] == "!", let close = closing("[", at: index + 1, in: range),
        let end = closing("(", at: close + 1, in: range)
      {
        imageEnds[close] = end + 1
        index += 2
      } else if let end = imageEnds[index] {
        index = end
      } else {
        words += step(&index, in: range)
      }
    }
    return words.collapsed
  }

  private func plain(in range: Range<Int>) -> String {
    var words = ""
    var index = range.lowerBound
    while index < range.upperBound { words += step(&index, in: range) }
    return words
  }

  /// The words at `index`, a character, an escaped one, or code as it stands; goes on behind them.
  private func step(_ index: inout Int, in range: Range<Int>) -> String {
    let start = index
    if let end = marks.comments[start] {
      index = end
      return ""
    }
    if let end = marks.code[start] {
      index = end
      return String(text[start..<min(end, range.upperBound)])
    }
    if let (characters, end) = Entity.read(text, at: start), end <= range.upperBound {
      index = end
      return characters
    }
    let isEscape = text[start] == "\\" && start + 1 < range.upperBound && text[start + 1].isEscapable
    index += isEscape ? 2 : 1
    return String(text[index - 1])
  }

  /// Where what opens at `index` closes, if it does so within the range.
  private func closing(_ open: Character, at index: Int, in range: Range<Int>) -> Int? {
    guard range.contains(index), text[index] == open, let close = marks.partners[index] else { return nil }
    return range.contains(close) ? close : nil
  }
}
