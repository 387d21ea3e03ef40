private import Papers

extension String {
  /// Fit to be shown on a terminal (`visible` of Papers); spaces stay, as columns are made of them.
  package var printable: String { isPlain ? self : visible }

  /// The columns the text takes on a terminal: East Asian wide characters and emoji take two, combining ones none.
  package var displayWidth: Int { isPlain ? utf8.count : reduce(0) { $0 + $1.displayWidth } }

  /// Only printable ASCII: each byte is a character of one column. Most text is, and asking Unicode about every letter
  /// takes a hundred times as long.
  private var isPlain: Bool { utf8.allSatisfy { 0x20 <= $0 && $0 < 0x7F } }

  /// The text cut to at most `width` columns, with `…` when something was cut.
  package func fitted(to width: Int) -> String {
    guard displayWidth > width else { return self }
    guard width > 1 else { return width == 1 ? "…" : "" }
    return beginning(within: width - 1) + "…"
  }

  /// The text in lines of at most `width` columns, broken between words where that is possible. A line has one
  /// character at least.
  package func wrapped(to width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in split(separator: " ") {
      if !line.isEmpty, line.displayWidth + 1 + String(word).displayWidth > width {
        lines.append(line)
        line = ""
      }
      line += (line.isEmpty ? "" : " ") + word
      while line.displayWidth > width, line.count > 1 {
        let piece = line.prefix(max(1, line.beginning(within: width).count))
        lines.append(String(piece))
        line.removeFirst(piece.count)
      }
    }
    return line.isEmpty ? lines : lines + [line]
  }

  /// As much from the beginning as `width` columns hold.
  private func beginning(within width: Int) -> String {
    if isPlain { return String(decoding: utf8.prefix(max(0, width)), as: UTF8.self) }
    var used = 0
    return String(
      prefix { character in
        used += character.displayWidth
        return used <= width
      }
    )
  }
}

extension Character {
  /// What terminals make of the cluster: the sum of its scalars, as their `wcwidth` has it, so that a conjunct of two
  /// letters takes two columns; but two for an emoji of several scalars: joined, with a skin tone, a flag, or with
  /// the emoji variation selector.
  package var displayWidth: Int {
    if let byte = asciiValue { return 0x20 <= byte && byte < 0x7F ? 1 : 0 }
    var width = 0
    var flags = 0
    var isJoined = false
    let isEmoji = unicodeScalars.first?.properties.isEmoji ?? false
    for scalar in unicodeScalars {
      switch scalar.value {
      case 0xFE0F, 0x1F3FB...0x1F3FF: isJoined = isJoined || (isEmoji && width > 0)
      case 0x200D: isJoined = isJoined || width == 2
      case 0x1F1E6...0x1F1FF: flags += 1
      default: break
      }
      width += scalar.displayWidth
    }
    return isJoined || flags > 1 ? 2 : width
  }
}

extension Unicode.Scalar {
  fileprivate var displayWidth: Int {
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .control, .format: return 0
    default: break
    }
    // Vowels and final consonants of Hangul stand in the columns of the consonant they follow.
    if (0x1160...0x11FF).contains(value) || (0xD7B0...0xD7FB).contains(value) { return 0 }
    return properties.isEmojiPresentation || Self.wide.contains { $0.contains(value) } ? 2 : 1
  }

  /// The blocks of East Asian Width W and F (UAX #11).
  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF,
    0xA960...0xA97C, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF00...0xFF60,
    0xFFE0...0xFFE6, 0x20000...0x3FFFD,
  ]
}
