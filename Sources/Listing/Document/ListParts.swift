internal import Papers

/// A piece of the list: some whole lines. Every line of the file is in exactly one.
package struct ListPart: Sendable, Equatable {
  package enum Kind: Sendable, Equatable {
    /// With the level, 1 to 6.
    case heading(Int)
    /// A list item, with a bullet or a number, and the lines it goes on over.
    case bullet
    /// A fenced block, with its fences.
    case code
    /// HTML's, or what stands on top for the program that makes pages of the list.
    case comment
    case blank
    /// Everything else: paragraphs, tables, HTML, pictures, rules.
    case prose
  }

  package let kind: Kind
  /// From 0.
  package internal(set) var lines: Range<Int>
  /// Of a heading its words, of a bullet what follows the mark; empty otherwise.
  package internal(set) var text: String
  /// The headings above, outermost first, without the document's title; of a heading with itself.
  package let section: [String]
}

/// Cuts Markdown into parts. A bullet goes on over lines until a blank line, a heading or the next bullet; nothing within
/// code fences and comments is an entry.
struct ListParts {
  private var parts: [ListPart] = []
  private var headings: [(level: Int, text: String)] = []
  private var fence: Fence?
  private var isComment = false
  /// Whether the last part is a bullet that can go on.
  private var isOpen = false
  /// The last part, when it is a paragraph of one line: a line under it may make it a heading.
  private var paragraph: Substring?

  static func read(_ lines: ListLines) -> [ListPart] {
    var reader = ListParts()
    let frontMatter = frontMatter(lines)
    for index in 0..<frontMatter { reader.join(.comment, index) }
    for index in frontMatter..<lines.count { reader.take(lines.text(index), index) }
    return reader.parts
  }

  /// How many lines at the top are meant for the program that makes pages of the list: from `---` to `---`.
  private static func frontMatter(_ lines: ListLines) -> Int {
    guard lines.count > 1, lines.text(0) == "---" else { return 0 }
    let end = (1..<lines.count).first { ["---", "..."].contains(lines.text($0)) }
    return end.map { $0 + 1 } ?? 0
  }

  private mutating func take(_ line: String, _ index: Int) {
    let trimmed = line.drop { $0 == " " || $0 == "\t" }
    if let open = fence {
      extend(index)
      if open.isClosed(by: trimmed) { fence = nil }
    } else if isComment {
      extend(index)
      isComment = !trimmed.contains("-->")
    } else if trimmed.hasPrefix("<!--") {
      isComment = !trimmed.contains("-->")
      add(.comment, index)
    } else if let opened = Fence(opening: trimmed) {
      fence = opened
      add(.code, index)
    } else if let heading = Self.heading(trimmed) {
      open(heading, index..<(index + 1))
    } else if let words = paragraph, let level = Self.underlined(by: trimmed) {
      parts.removeLast()
      open((level, Self.title(words)), (index - 1)..<(index + 1))
    } else if let item = ListMarker(trimmed) {
      add(.bullet, index, String(item.text))
      isOpen = true
    } else if trimmed.allSatisfy(\.isWhitespace) {
      join(.blank, index)
    } else if isOpen {
      extend(index)
      parts[parts.count - 1].text += "\n" + trimmed
    } else {
      let isAlone = parts.last?.kind != .prose
      join(.prose, index)
      // Neither HTML, nor a table, nor a quotation can be underlined.
      if isAlone, let first = trimmed.first, !"<|>".contains(first) { paragraph = trimmed }
    }
  }

  private mutating func open(_ heading: (level: Int, text: String), _ lines: Range<Int>) {
    headings.removeAll { $0.level >= heading.level }
    headings.append(heading)
    add(.heading(heading.level), lines.lowerBound, heading.text)
    extend(lines.upperBound - 1)
  }

  private mutating func add(_ kind: ListPart.Kind, _ index: Int, _ text: String = "") {
    isOpen = false
    paragraph = nil
    // The document's own title is no section.
    let section = headings.filter { $0.level > 1 }.map(\.text)
    parts.append(ListPart(kind: kind, lines: index..<(index + 1), text: text, section: section))
  }

  private mutating func extend(_ index: Int) {
    parts[parts.count - 1].lines = parts[parts.count - 1].lines.lowerBound..<(index + 1)
  }

  private mutating func join(_ kind: ListPart.Kind, _ index: Int) {
    isOpen = false
    paragraph = nil
    if parts.last?.kind == kind { extend(index) } else { add(kind, index) }
  }

  private static func heading(_ line: Substring) -> (level: Int, text: String)? {
    let marks = line.prefix { $0 == "#" }
    let rest = line.dropFirst(marks.count)
    guard (1...6).contains(marks.count), rest.isEmpty || rest.first == " " else { return nil }
    var words = rest.split(separator: " ")
    if words.last?.allSatisfy({ $0 == "#" }) == true { words.removeLast() }
    return (marks.count, title(words.joined(separator: " ")))
  }

  private static func title(_ words: some StringProtocol) -> String { String(words).withoutEmoji.collapsed }

  /// The level of a heading that this line underlines (section 4.3).
  private static func underlined(by line: Substring) -> Int? {
    let marks = line.prefix { $0 == line.first }
    guard let mark = marks.first, line.dropFirst(marks.count).allSatisfy(\.isWhitespace) else { return nil }
    return mark == "=" ? 1 : mark == "-" ? 2 : nil
  }
}

/// The line that opens a block of code.
private struct Fence {
  let mark: Character
  let length: Int

  /// nil for another line; backticks that close on the same line are code within prose.
  init?(opening line: Substring) {
    guard let mark = line.first, mark == "`" || mark == "~" else { return nil }
    self.mark = mark
    length = line.prefix { $0 == mark }.count
    guard length >= 3, mark == "~" || !line.dropFirst(length).contains("`") else { return nil }
  }

  func isClosed(by line: Substring) -> Bool {
    let marks = line.prefix { $0 == mark }
    return marks.count >= length && line.dropFirst(marks.count).allSatisfy(\.isWhitespace)
  }
}
