extension String {
  /// At most so many characters, cut between words, with `…` for what is left out: for who reads prose.
  func cut(to length: Int) -> String {
    guard count > length else { return self }
    let head = prefix(max(1, length - 1))
    let end = head.lastIndex(of: " ").flatMap {
      head.distance(from: head.startIndex, to: $0) > length / 2 ? $0 : nil
    }
    return head[..<(end ?? head.endIndex)] + "…"
  }

  /// As much of the beginning as a receiver's limit allows in the receiver's unit, with `…` for what is left out. What is
  /// measured has to grow with the text, and by one at least with every character.
  func shortened(to limit: Int, _ measure: (String) -> Int) -> String {
    // A text is never measured whole before it is known to be short: it comes from outside.
    let characters = Array(prefix(max(0, limit) + 1))
    guard characters.count > limit || measure(self) > limit else { return self }
    var (fits, tooMany) = (0, characters.count)
    while tooMany - fits > 1 {
      let middle = (fits + tooMany) / 2
      if measure(String(characters[..<middle]) + "…") <= limit { fits = middle } else { tooMany = middle }
    }
    return String(characters[..<fits]) + "…"
  }

  /// Lines of at most `width` characters, all but the first with `indent` in front; a longer word has a line of its own.
  func wrapped(_ width: Int, first: String = "", indent: String = "") -> String {
    var lines: [String] = []
    var line = first
    var room = width - first.count
    var isEmpty = true
    for word in split(separator: " ") {
      let count = word.count
      if !isEmpty, count + 1 > room {
        lines.append(line)
        (line, room, isEmpty) = (indent, width - indent.count, true)
      }
      line += isEmpty ? word : " " + word
      room -= isEmpty ? count : count + 1
      isEmpty = false
    }
    lines.append(line)
    return lines.joined(separator: "\n")
  }

  /// With something in front of, behind or in place of some scalars. Not characters: with an accent upon it, `<` is
  /// another character, and still `<` for who reads the markup.
  func replacing(_ replacements: [Unicode.Scalar: String]) -> String {
    guard unicodeScalars.contains(where: { replacements[$0] != nil }) else { return self }
    var text = ""
    for scalar in unicodeScalars {
      if let replacement = replacements[scalar] {
        text += replacement
      } else {
        text.unicodeScalars.append(scalar)
      }
    }
    return text
  }

  var nonEmpty: String? { isEmpty ? nil : self }
}
