extension String {
  /// On one line, without control characters, without what turns the direction of writing, and without letters that
  /// nobody sees. TeX stays as it is.
  var calm: String {
    unicodeScalars.split { $0.isUnwanted }.map(String.init).joined(
      separator: " "
    )
  }

  /// As much of the beginning as `measure` allows, with `…` for what is left out. What is measured has to grow with the
  /// text, and by one at least with every character.
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

  /// The address as it may stand in any markup: of the web, and with everything percent-encoded that could end a link
  /// or has a meaning in Markdown; nil when it is none, or longer than anybody's link.
  var linkTarget: String? {
    guard hasPrefix("https://") || hasPrefix("http://"), utf8.count <= 400 else { return nil }
    var safe = ""
    for byte in utf8 {
      guard byte > 0x20, byte != 0x7F else { return nil }
      let isPlain = byte < 0x80 && !"\"'()*<>[]\\^`{|}".utf8.contains(byte)
      safe += isPlain ? String(UnicodeScalar(byte)) : byte.percentEncoded
    }
    return safe.utf8.count <= 400 ? safe : nil
  }

  /// Every character that is none of letters, digits and `-._~` of ASCII percent-encoded: one segment of a path.
  var pathSegment: String {
    let plain = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~".utf8)
    return utf8.map { plain.contains($0) ? String(UnicodeScalar($0)) : $0.percentEncoded }
      .joined()
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
}

extension UInt8 {
  fileprivate var percentEncoded: String {
    let digits = String(self, radix: 16, uppercase: true)
    return digits.count == 1 ? "%0" + digits : "%" + digits
  }
}

extension Unicode.Scalar {
  /// Control characters, the controls of writing direction, zero-width spaces, tags, and what is no character.
  fileprivate var isUnwanted: Bool {
    switch value {
    case 0x21..<0x7F: false
    case 0x20: true
    case 0..<0x20, 0x7F..<0xA0, 0x061C, 0x180E, 0x200B, 0x200E, 0x200F, 0x2028...0x202E, 0x2060...0x206F,
      0xFEFF,
      0xFFF9...0xFFFB, 0xE0000...0xE007F:
      true
    default: properties.isWhitespace || properties.isNoncharacterCodePoint
    }
  }
}
