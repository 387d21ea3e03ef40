extension String {
  /// On one line, with nothing in it that could start another header, steer a terminal or turn the direction of
  /// writing.
  var singleLine: String {
    guard unicodeScalars.contains(where: \.isUnwanted) || utf8.hasRunOfSpaces else { return self }
    return unicodeScalars.split { $0.isUnwanted || $0 == " " }.map(String.init).joined(separator: " ")
  }

  /// At most so many characters, cut between words, with `…` for what is left out.
  func cut(to length: Int) -> String {
    guard count > length else { return self }
    let head = prefix(max(1, length - 1))
    let end = head.lastIndex(of: " ").flatMap {
      head.distance(from: head.startIndex, to: $0) > length / 2 ? $0 : nil
    }
    return head[..<(end ?? head.endIndex)] + "…"
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

  /// The address when it is one of the web, as it may stand in a link; else nil.
  var webAddress: String? {
    let isWeb = hasPrefix("https://") || hasPrefix("http://")
    return isWeb && unicodeScalars.allSatisfy { !$0.isUnwanted && !"<>\"' ".unicodeScalars.contains($0) }
      ? self : nil
  }
}

extension Unicode.Scalar {
  /// Control characters, ends of line and paragraph, and the controls of writing direction.
  fileprivate var isUnwanted: Bool {
    switch value {
    case 0..<0x20, 0x7F..<0xA0, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF, 0xFFF9...0xFFFB: true
    default: false
    }
  }
}

extension String.UTF8View {
  fileprivate var hasRunOfSpaces: Bool {
    var last: UInt8 = 0x20
    for byte in self {
      if byte == 0x20, last == 0x20 { return true }
      last = byte
    }
    return last == 0x20
  }
}
