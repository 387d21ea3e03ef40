internal import Papers

/// A bullet of the list with the headings it stands under.
struct ListBlock {
  let line: Int
  var text: String
  let section: [String]
}

/// Cuts Markdown into bullets. A bullet goes on over lines until a blank line, a heading or the next bullet; code
/// fences are passed over.
enum ListBlocks {
  static func read(_ markdown: String) -> [ListBlock] {
    var blocks: [ListBlock] = []
    var headings: [(level: Int, text: String)] = []
    var isOpen = false
    var fence: Character?
    for (index, line) in markdown.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .enumerated()
    {
      let trimmed = line.drop { $0 == " " || $0 == "\t" }
      if let mark = fenceMark(trimmed) {
        if fence == nil { fence = mark } else if fence == mark { fence = nil }
        isOpen = false
      } else if fence != nil {
        continue
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

  private static func fenceMark(_ line: Substring) -> Character? {
    line.hasPrefix("```") ? "`" : line.hasPrefix("~~~") ? "~" : nil
  }

  private static func heading(_ line: Substring) -> (level: Int, text: String)? {
    let marks = line.prefix { $0 == "#" }
    let rest = line.dropFirst(marks.count)
    guard (1...6).contains(marks.count), rest.isEmpty || rest.first == " " else { return nil }
    return (marks.count, String(rest).withoutEmoji.collapsed)
  }

  private static func bullet(_ line: Substring) -> Substring? {
    guard let mark = line.first, "*-+".contains(mark) else { return nil }
    let rest = line.dropFirst()
    guard rest.first == " " || rest.first == "\t" else { return nil }
    return rest.drop { $0 == " " || $0 == "\t" }
  }
}

extension String {
  /// Without pictographs and what joins them: labels and headings are compared by their words.
  var withoutEmoji: String {
    String(
      String.UnicodeScalarView(
        unicodeScalars.filter { scalar in
          !(scalar.properties.isEmojiPresentation || scalar.value == 0xFE0F || scalar.value == 0x200D
            || (scalar.properties.isEmoji && scalar.value > 0x2000))
        }
      )
    )
  }
}
