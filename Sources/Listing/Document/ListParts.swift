internal import Papers

/// A piece of the list: some whole lines. Every line of the file is in exactly one.
package struct ListPart: Sendable, Equatable {
  package enum Kind: Sendable, Equatable {
    /// With the level, 1 to 6.
    case heading(Int)
    /// A list item, with a bullet or a number, and the lines it goes on over.
    case bullet
    /// A fenced or indented block, or HTML that is shown as it is written.
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

/// Cuts Markdown into parts. A bullet goes on over lines until a blank line, a heading, the next bullet, or a line that
/// begins a block of another kind; nothing within code and comments is an entry.
struct ListParts {
  private var parts: [ListPart] = []
  private var headings: [(level: Int, text: String)] = []
  private var fence: Fence?
  private var isComment = false
  /// The tag that ends the HTML that is open.
  private var closingTag: String?
  /// The column of the last part, when it is a bullet that can go on.
  private var open: Int?
  /// Whether what is indented can belong to an item above.
  private var isInList = false
  /// Of the line that is read.
  private var column = 0
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
    // A list may also begin with a rule.
    guard lines.count > 1, lines.text(0) == "---", lines.text(1).contains(/^(?:[\w-]+\s*:|---$)/) else {
      return 0
    }
    let end = (1..<lines.count).first { ["---", "..."].contains(lines.text($0)) }
    return end.map { $0 + 1 } ?? 0
  }

  private mutating func take(_ line: String, _ index: Int) {
    let trimmed = line.drop { $0 == " " || $0 == "\t" }
    column = line[..<trimmed.startIndex].reduce(0) { $1 == "\t" ? ($0 / 4 + 1) * 4 : $0 + 1 }
    if isWithin(trimmed) {
      extend(index)
    } else if trimmed.hasPrefix("<!--") {
      isComment = !trimmed.contains("-->")
      add(.comment, index)
    } else if column >= 4, !isInList, !trimmed.isEmpty, parts.last?.kind != .prose {
      join(.code, index)
    } else if let opened = Fence(opening: trimmed) {
      fence = opened
      add(.code, index)
    } else if let tag = BlockStart.closingTag(trimmed) {
      closingTag = trimmed.lowercased().contains(tag) ? nil : tag
      add(.code, index)
    } else {
      takeText(trimmed, index)
    }
  }

  /// Whether the line belongs to a block that goes on until its end; ends it there.
  private mutating func isWithin(_ line: Substring) -> Bool {
    if let open = fence {
      if open.isClosed(by: line) { fence = nil }
    } else if isComment {
      isComment = !line.contains("-->")
    } else if let tag = closingTag {
      if line.lowercased().contains(tag) { closingTag = nil }
    } else {
      return false
    }
    return true
  }

  private mutating func takeText(_ line: Substring, _ index: Int) {
    if let heading = Self.heading(line) {
      open(heading, index..<(index + 1))
    } else if let words = paragraph, let level = Self.underlined(by: line) {
      parts.removeLast()
      open((level, Self.title(words)), (index - 1)..<(index + 1))
    } else if let item = ListMarker(line) {
      add(.bullet, index, String(item.text))
      open = column
      isInList = true
    } else if line.allSatisfy(\.isWhitespace) {
      join(.blank, index)
    } else if let open, column > open || !BlockStart.isOne(line) {
      extend(index)
      parts[parts.count - 1].text += "\n" + line
    } else {
      let isAlone = parts.last?.kind != .prose
      join(.prose, index)
      // Neither HTML, nor a table, nor a quotation can be underlined.
      if isAlone, let first = line.first, !"<|>".contains(first) { paragraph = line }
    }
  }

  private mutating func open(_ heading: (level: Int, text: String), _ lines: Range<Int>) {
    headings.removeAll { $0.level >= heading.level }
    headings.append(heading)
    add(.heading(heading.level), lines.lowerBound, heading.text)
    extend(lines.upperBound - 1)
  }

  private mutating func add(_ kind: ListPart.Kind, _ index: Int, _ text: String = "") {
    begin(kind)
    // The document's own title is no section.
    let section = headings.filter { $0.level > 1 }.map(\.text)
    parts.append(ListPart(kind: kind, lines: index..<(index + 1), text: text, section: section))
  }

  private mutating func begin(_ kind: ListPart.Kind) {
    open = nil
    paragraph = nil
    if column == 0, kind != .bullet, kind != .blank { isInList = false }
  }

  private mutating func extend(_ index: Int) {
    parts[parts.count - 1].lines = parts[parts.count - 1].lines.lowerBound..<(index + 1)
  }

  private mutating func join(_ kind: ListPart.Kind, _ index: Int) {
    begin(kind)
    if parts.last?.kind == kind { extend(index) } else { add(kind, index) }
  }

  private static func heading(_ line: Substring) -> (level: Int, text: String)? {
    if line.first == "<" {
      let html = line.wholeMatch(of: /<[hH]([1-6])(?:\s[^<>]*)?>(.*)<\/[hH][1-6]>\s*/)
      return html.flatMap { match in Int(match.output.1).map { ($0, title(match.output.2)) } }
    }
    let marks = line.prefix { $0 == "#" }
    let rest = line.dropFirst(marks.count)
    guard (1...6).contains(marks.count), rest.isEmpty || rest.first == " " else { return nil }
    var words = rest.split(separator: " ")
    if words.last?.allSatisfy({ $0 == "#" }) == true { words.removeLast() }
    return (marks.count, title(words.joined(separator: " ")))
  }

  private static func title(_ words: some StringProtocol) -> String {
    guard words.contains(where: { "[<*_`".contains($0) }) else {
      return String(words).withoutEntities.withoutEmoji.collapsed
    }
    return InlineParser.words(String(words)).withoutEmoji.collapsed.unmarked
  }

  /// The level of a heading that this line underlines (section 4.3).
  private static func underlined(by line: Substring) -> Int? {
    let marks = line.prefix { $0 == line.first }
    guard let mark = marks.first, line.dropFirst(marks.count).allSatisfy(\.isWhitespace) else { return nil }
    return mark == "=" ? 1 : mark == "-" ? 2 : nil
  }
}
