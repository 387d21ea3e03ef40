internal import Papers

/// A bullet of the list with the headings it stands under.
struct ListBlock {
  let line: Int
  var text: String
  let section: [String]
}

/// Cuts Markdown into bullets. A bullet goes on over lines until a blank line, a heading or the next bullet; code
/// fences and comments are passed over.
enum ListBlocks {
  static func read(_ markdown: String) -> [ListBlock] {
    var blocks: [ListBlock] = []
    var headings: [(level: Int, text: String)] = []
    var isOpen = false
    var fence: Fence?
    var isComment = false
    // Lines as an editor counts them: other line separators of Unicode do not end one.
    let lines = markdown.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r" || $0 == "\r\n" }
    for (index, line) in lines.enumerated() {
      let trimmed = line.drop { $0 == " " || $0 == "\t" }
      if let open = fence {
        if open.isClosed(by: trimmed) { fence = nil }
      } else if isComment || trimmed.hasPrefix("<!--") {
        isComment = !trimmed.contains("-->")
        isOpen = false
      } else if let opened = Fence(opening: trimmed) {
        fence = opened
        isOpen = false
      } else if let heading = heading(trimmed) {
        headings.removeAll { $0.level >= heading.level }
        headings.append(heading)
        isOpen = false
      } else if let text = bullet(trimmed) {
        blocks.append(ListBlock(line: index + 1, text: String(text), section: sections(headings)))
        isOpen = true
      } else if trimmed.allSatisfy(\.isWhitespace) {
        isOpen = false
      } else if isOpen {
        blocks[blocks.count - 1].text += "\n" + trimmed
      }
    }
    return blocks
  }

  /// The document's own title is no section.
  private static func sections(_ headings: [(level: Int, text: String)]) -> [String] {
    headings.filter { $0.level > 1 }.map(\.text)
  }

  private static func heading(_ line: Substring) -> (level: Int, text: String)? {
    let marks = line.prefix { $0 == "#" }
    let rest = line.dropFirst(marks.count)
    guard (1...6).contains(marks.count), rest.isEmpty || rest.first == " " else { return nil }
    var words = rest.split(separator: " ")
    if words.last?.allSatisfy({ $0 == "#" }) == true { words.removeLast() }
    return (marks.count, words.joined(separator: " ").withoutEmoji.collapsed)
  }

  private static func bullet(_ line: Substring) -> Substring? {
    guard let mark = line.first, "*-+".contains(mark) else { return nil }
    let rest = line.dropFirst()
    guard rest.first == " " || rest.first == "\t" else { return nil }
    return rest.drop { $0 == " " || $0 == "\t" }
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

extension String {
  /// Without pictographs and what joins them: labels and headings are compared by their words. Signs that are
  /// pictographs only when a variation selector says so, such as ↔ and ™, are words without it.
  var withoutEmoji: String {
    let scalars = Array(unicodeScalars)
    var kept = String.UnicodeScalarView()
    for (index, scalar) in scalars.enumerated() {
      let isSelected = index + 1 < scalars.count && scalars[index + 1].value == 0xFE0F
      let isPictograph =
        scalar.properties.isEmojiPresentation
        || (scalar.properties.isEmoji && (scalar.value >= 0x1F000 || (scalar.value > 0x2000 && isSelected)))
      if !isPictograph, scalar.value != 0xFE0F, scalar.value != 0x200D { kept.append(scalar) }
    }
    return String(kept)
  }
}
