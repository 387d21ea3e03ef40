internal import Foundation

/// Letters that other programs write with TeX's commands: `{\"o}`, `\'{\i}`, `\v{S}`, `\ss`.
enum TeXAccents {
  /// Combining marks, by the command behind the backslash.
  private static let marks: [String: Unicode.Scalar] = [
    "`": "\u{300}", "'": "\u{301}", "^": "\u{302}", "~": "\u{303}", "=": "\u{304}", "u": "\u{306}",
    ".": "\u{307}",
    "\"": "\u{308}", "r": "\u{30A}", "H": "\u{30B}", "v": "\u{30C}", "d": "\u{323}", "c": "\u{327}",
    "k": "\u{328}",
    "b": "\u{331}",
  ]
  private static let letters: [String: String] = [
    "ss": "ß", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "aa": "å",
    "AA": "Å", "i": "ı", "j": "ȷ", "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ", "dj": "đ", "DJ": "Đ",
    "ng": "ŋ",
    "NG": "Ŋ",
  ]

  /// Takes a command and its letter from the front.
  ///
  /// - Parameter rest: begins with a backslash; what was read is taken away, and nothing when it is no accent.
  /// - Returns: the letter, composed; nil when it is none.
  static func take(from rest: inout Substring) -> String? {
    let behind = rest.dropFirst()
    guard let name = command(behind) else { return nil }
    var after = behind.dropFirst(name.count)
    if let mark = marks[name] {
      guard let base = base(&after, isWord: name.first?.isLetter == true) else { return nil }
      rest = after
      return "\(base)\(mark)".precomposedStringWithCanonicalMapping
    }
    guard let letter = letters[name] else { return nil }
    // An empty group or the space ends the command and is not printed.
    if after.hasPrefix("{}") { after = after.dropFirst(2) } else { after = after.drop { $0 == " " } }
    rest = after
    return letter
  }

  /// A word of letters, or a single mark.
  private static func command(_ text: Substring) -> String? {
    guard let first = text.first else { return nil }
    return first.isASCII && first.isLetter ? String(text.prefix { $0.isASCII && $0.isLetter }) : String(first)
  }

  /// The letter that gets the mark: bare, in braces, or a dotless i or j. A command that is a word needs a space in front
  /// of a bare one.
  private static func base(_ text: inout Substring, isWord: Bool) -> String? {
    var rest = text.drop { $0 == " " }
    let isBraced = rest.first == "{"
    guard isBraced || !isWord || rest.startIndex > text.startIndex || rest.first == "\\" else { return nil }
    if isBraced { rest = rest.dropFirst().drop { $0 == " " } }
    guard let letter = letter(&rest) else { return nil }
    if isBraced {
      rest = rest.drop { $0 == " " }
      guard rest.first == "}" else { return nil }
      rest = rest.dropFirst()
    }
    text = rest
    return letter
  }

  private static func letter(_ rest: inout Substring) -> String? {
    guard rest.first == "\\" else {
      guard let first = rest.first, first.isLetter else { return nil }
      rest = rest.dropFirst()
      return String(first)
    }
    let name = rest.dropFirst().prefix { $0.isASCII && $0.isLetter }
    guard name == "i" || name == "j" else { return nil }
    rest = rest.dropFirst(2)
    if rest.hasPrefix("{}") { rest = rest.dropFirst(2) }
    return String(name)
  }
}
