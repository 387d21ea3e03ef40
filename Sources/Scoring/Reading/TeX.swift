/// TeX as it stands in titles and abstracts: fonts and accents do not hide a word.
extension SpellingReader {
  /// Reads a backslash and what belongs to it.
  mutating func readCommand(into spelling: inout Spelling) {
    let start = position
    position += 1
    guard let next = byte() else { return }
    if next.isTeXLetter {
      readNamed(from: start, into: &spelling)
      return
    }
    position += 1
    switch next {
    case UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "["),
      UInt8(ascii: "]"):
      break
    case UInt8(ascii: "\\"), UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ":"), UInt8(ascii: "!"),
      UInt8(ascii: " "):
      spelling.add(UInt8(ascii: " "), from: start, to: position)
    default:
      if let mark = TeX.accents[next], readAccented(mark, from: start, into: &spelling) { return }
      if next < 0x80 {
        spelling.add(next, from: start, to: position)
      } else {
        position -= 1
      }
    }
  }

  private mutating func readNamed(from start: Int, into spelling: inout Spelling) {
    let nameStart = position
    while byte()?.isTeXLetter == true { position += 1 }
    let name = String(decoding: text[nameStart..<position], as: UTF8.self)
    if let letters = TeX.letters[name] {
      for scalar in letters.unicodeScalars { spelling.add(scalar, from: start, to: position) }
      skipSpaces()
    } else if TeX.fonts.contains(name) {
      skipSpaces()
    } else if let mark = TeX.namedAccents[name], readAccented(mark, from: start, into: &spelling) {
      return
    } else if TeX.spaces.contains(name) {
      spelling.add(UInt8(ascii: " "), from: start, to: position)
    } else {
      // `\alpha` is the word alpha.
      spelling.add(UInt8(ascii: " "), from: start, to: nameStart)
      position = nameStart
    }
  }

  private mutating func skipSpaces() {
    while byte() == UInt8(ascii: " ") { position += 1 }
  }

  /// The letter under an accent, in braces or not; false, and nothing is read, when there is none.
  private mutating func readAccented(
    _ mark: Unicode.Scalar,
    from start: Int,
    into spelling: inout Spelling
  ) -> Bool {
    let back = position
    skipSpaces()
    let isBraced = byte() == UInt8(ascii: "{")
    if isBraced { position += 1 }
    // A dotless i or j under its accent is the letter.
    if byte() == UInt8(ascii: "\\"), byte(1) == UInt8(ascii: "i") || byte(1) == UInt8(ascii: "j") {
      position += 1
    }
    guard let letter = byte(), letter.isTeXLetter, !isBraced || byte(1) == UInt8(ascii: "}") else {
      position = back
      return false
    }
    position += isBraced ? 2 : 1
    spelling.add(letter, from: start, to: position)
    spelling.add(mark, from: start, to: position)
    return true
  }
}

private enum TeX {
  /// The backslash and the name are left out; braces are anyway.
  static let fonts: Set<String> = [
    "textbf", "textit", "textsl", "texttt", "textsc", "textrm", "textsf", "textup", "textmd", "textnormal",
    "text",
    "emph", "em", "bf", "it", "sl", "tt", "sc", "rm", "sf", "bfseries", "itshape", "ttfamily", "scshape",
    "mathbf",
    "mathit", "mathrm", "mathsf", "mathtt", "mathcal", "mathbb", "mathfrak", "mathscr", "boldsymbol", "bm",
    "pmb",
    "mbox", "hbox", "operatorname", "underline", "uline", "textsuperscript", "textsubscript", "xspace",
    "ensuremath",
    "tiny", "small", "large", "Large", "left", "right", "displaystyle", "protect",
  ]
  static let spaces: Set<String> = ["quad", "qquad", "newline", "linebreak", "par", "space"]
  static let letters = [
    "ss": "ß", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "aa": "å",
    "AA": "Å", "i": "i", "j": "j",
  ]
  static let accents: [UInt8: Unicode.Scalar] = [
    UInt8(ascii: "`"): "\u{300}", UInt8(ascii: "'"): "\u{301}", UInt8(ascii: "^"): "\u{302}",
    UInt8(ascii: "~"): "\u{303}", UInt8(ascii: "="): "\u{304}", UInt8(ascii: "."): "\u{307}",
    UInt8(ascii: "\""): "\u{308}",
  ]
  static let namedAccents: [String: Unicode.Scalar] = [
    "u": "\u{306}", "r": "\u{30A}", "H": "\u{30B}", "v": "\u{30C}", "d": "\u{323}", "c": "\u{327}",
    "k": "\u{328}",
    "b": "\u{331}",
  ]
}

extension UInt8 {
  fileprivate var isTeXLetter: Bool { ((self | 0x20) &- 97) < 26 }
}
