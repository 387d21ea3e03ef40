internal import Papers

/// The inline parts of a bullet that an entry is made of.
indirect enum Inline: Equatable {
  case link(text: String, url: String)
  /// `[…]` that is not a link itself, with what it holds: `[2501]`, `[[Code](…)]`.
  case brackets(text: String, parts: [Inline])
  case parentheses(String)
  /// What stands between the others.
  case words(String)
}

/// Reads links, brackets and parentheses, nested and balanced, and the words between. Images and comments are passed
/// over, code is words, and escaped characters are what they stand for.
struct InlineParser {
  private let text: [Character]
  private let marks: InlineMarks

  /// Brackets that are deeper than in any list are taken to hold nothing: a file must not exhaust the stack.
  private static let deepest = 4

  static func parse(_ text: String) -> [Inline] {
    let parser = InlineParser(text: Array(text))
    return parser.parts(in: parser.text.indices, depth: 0)
  }

  private init(text: [Character]) {
    self.text = text
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
        parts.append(.parentheses(plain(in: (index + 1)..<end)))
        index = end + 1
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
      let parts = depth < Self.deepest ? parts(in: inside, depth: depth + 1) : []
      return (.brackets(text: plain(in: inside).collapsed, parts: parts), close + 1)
    }
    let url = plain(in: (close + 2)..<end).split { $0.isWhitespace }.first.map { String($0) } ?? ""
    let address = url.hasPrefix("<") ? String(url.dropFirst().dropLast()) : url
    return (.link(text: words(in: inside), url: address), end + 1)
  }

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
