/// What HTML writes with `&` and `;` (CommonMark 0.31, section 2.5).
enum Entity {
  /// The characters that the entity at `index` stands for, and where the text goes on; nil when there is none. Of the
  /// names HTML has, those that lists use.
  static func read(_ text: [Character], at index: Int) -> (String, end: Int)? {
    guard text[index] == "&" else { return nil }
    let rest = text[(index + 1)..<min(text.count, index + longest)]
    guard let end = rest.firstIndex(of: ";"), let value = value(of: String(rest[..<end])) else { return nil }
    return (value, end + 1)
  }

  private static func value(of name: String) -> String? {
    guard name.hasPrefix("#") else { return names[name] }
    let digits = name.dropFirst()
    let isHex = digits.first == "x" || digits.first == "X"
    let number = isHex ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
    guard let number, !digits.contains("+"), let scalar = Unicode.Scalar(number), number > 0 else {
      return nil
    }
    return String(Character(scalar))
  }

  private static let longest = 12
  private static let names = [
    "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": "\u{A0}", "ensp": "\u{2002}",
    "emsp": "\u{2003}", "thinsp": "\u{2009}", "ndash": "–", "mdash": "—", "hellip": "…", "bull": "•",
    "middot": "·", "times": "×", "deg": "°", "plusmn": "±", "copy": "©", "reg": "®", "trade": "™",
    "lsquo": "‘", "rsquo": "’", "ldquo": "“", "rdquo": "”", "laquo": "«", "raquo": "»", "larr": "←",
    "rarr": "→", "harr": "↔", "star": "☆", "starf": "★", "check": "✓", "alpha": "α", "beta": "β",
    "gamma": "γ",
    "delta": "δ", "lambda": "λ", "mu": "μ", "pi": "π", "sigma": "σ", "tau": "τ", "auml": "ä", "ouml": "ö",
    "uuml": "ü", "szlig": "ß", "eacute": "é", "egrave": "è", "agrave": "à", "ccedil": "ç", "ntilde": "ñ",
    "lbrack": "[", "rbrack": "]", "lsqb": "[", "rsqb": "]", "lpar": "(", "rpar": ")", "ast": "*", "num": "#",
    "lowbar": "_", "vert": "|", "grave": "`", "bsol": "\\", "sol": "/", "colon": ":", "comma": ",",
    "period": ".",
  ]
}

extension String {
  /// With every entity as what it stands for.
  var withoutEntities: String {
    guard utf8.contains(UInt8(ascii: "&")) else { return self }
    let characters = Array(self)
    var text = ""
    var index = 0
    while index < characters.count {
      let entity = Entity.read(characters, at: index)
      text += entity?.0 ?? String(characters[index])
      index = entity?.end ?? index + 1
    }
    return text
  }
}
