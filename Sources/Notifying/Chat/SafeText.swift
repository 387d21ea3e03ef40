internal import Foundation

extension String {
  /// On one line, without control characters, without what turns the direction of writing, and without letters that
  /// nobody sees. TeX stays as it is.
  var calm: String {
    unicodeScalars.split { $0.isDisturbing || $0.properties.isWhitespace }.map(String.init).joined(
      separator: " "
    )
  }

  /// As much of the beginning as `measure` allows, with `…` for what is left out.
  ///
  /// - Parameter measure: has to grow with the text.
  func shortened(to limit: Int, _ measure: (String) -> Int) -> String {
    guard measure(self) > limit else { return self }
    let characters = Array(self)
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
      safe += isPlain ? String(UnicodeScalar(byte)) : "%" + String(format: "%02X", Int(byte))
    }
    return safe.utf8.count <= 400 ? safe : nil
  }

  /// Every character that is none of letters, digits and `-._~` of ASCII percent-encoded: one segment of a path.
  var pathSegment: String {
    let plain = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~".utf8)
    return utf8.map { plain.contains($0) ? String(UnicodeScalar($0)) : "%" + String(format: "%02X", Int($0)) }
      .joined()
  }

  /// With something in front of, behind or in place of some characters.
  func replacing(_ replacements: [Character: String]) -> String {
    contains { replacements[$0] != nil } ? map { replacements[$0] ?? String($0) }.joined() : self
  }
}

extension Unicode.Scalar {
  /// Control characters, the controls of writing direction, zero-width spaces, tags, and what is no character.
  fileprivate var isDisturbing: Bool {
    switch value {
    case 0..<0x20, 0x7F..<0xA0, 0x061C, 0x180E, 0x200B, 0x200E, 0x200F, 0x2028...0x202E, 0x2060...0x206F,
      0xFEFF,
      0xFFF9...0xFFFB, 0xE0000...0xE007F:
      true
    default: properties.isNoncharacterCodePoint
    }
  }
}
