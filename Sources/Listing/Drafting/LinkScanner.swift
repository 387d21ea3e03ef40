internal import Papers

/// A piece of text that may be a web address, and the words before it.
struct Scanned {
  let text: String
  /// Lowercase, at most eight words.
  let before: String
  /// As a reader sees it: the words before, the address, two words behind.
  let around: String
}

/// Finds what looks like a web address in an abstract or a comment, with or without scheme, within `\url{…}`,
/// `\href{…}{…}`, brackets or quotes.
enum LinkScanner {
  static func scan(_ text: String) -> [Scanned] {
    let words = plain(text).split { $0.isWhitespace }
    var found: [Scanned] = []
    for (index, word) in words.enumerated() where word.contains(".") {
      for piece in pieces(word).map(trimmed) where isAddress(piece) {
        let before = words[max(0, index - 8)..<index]
        let end = min(words.count, index + 3)
        found.append(
          Scanned(
            text: piece,
            before: (before + [word.prefix { $0 != "." }]).joined(separator: " ").lowercased(),
            around: words[max(0, index - 8)..<end].joined(separator: " ").singleLine
          )
        )
      }
    }
    return found
  }

  /// Without what TeX puts into addresses: `\_`, `\%`, `$\sim$`; commands become gaps.
  private static func plain(_ text: String) -> String {
    var plain = ""
    var rest = Substring(text.replacing("$\\sim$", with: "~"))
    while let slash = rest.firstIndex(of: "\\") {
      plain += rest[..<slash]
      rest = rest[rest.index(after: slash)...]
      guard let next = rest.first, next.isASCII, next.isLetter else { continue }
      plain += " "
      rest = rest.drop { $0.isASCII && $0.isLetter }
    }
    return plain + rest
  }

  /// A word cut at what no address holds, and where a second address begins.
  private static func pieces(_ word: Substring) -> [Substring] {
    let parts = word.split { "<>{}\"|^`“”‘’;*".contains($0) }
    return parts.flatMap { part in
      // Where two addresses are written together, and what stands before the first.
      var starts = part.ranges(of: "http").map(\.lowerBound).filter {
        part[$0...].hasPrefix("http://") || part[$0...].hasPrefix("https://")
      }
      if starts.isEmpty { return part.split { "()[],".contains($0) } }
      if let first = starts.first, first > part.startIndex { starts.insert(part.startIndex, at: 0) }
      return zip(starts, starts.dropFirst() + [part.endIndex]).map { part[$0..<$1] }
    }
  }

  private static func isAddress(_ piece: String) -> Bool {
    let lower = piece.lowercased()
    if lower.hasPrefix("http://") || lower.hasPrefix("https://") || lower.hasPrefix("www.") { return true }
    let host = lower.prefix { $0 != "/" }
    return LinkSite.all.contains { $0.isKnownBare && $0.serves(String(host)) }
  }

  /// Without the sentence's punctuation, and without a bracket that opened before the address.
  private static func trimmed(_ piece: Substring) -> String {
    var piece = piece
    while let last = piece.last {
      if ".,:;!?'\"*_~”’$".contains(last)
        || (last == ")" && !piece.contains("(")) || (last == "]" && !piece.contains("["))
      {
        piece.removeLast()
      } else if let cut = piece.firstIndex(where: { ")],".contains($0) }), !piece[..<cut].contains("("),
        !piece[..<cut].contains("[")
      {
        piece = piece[..<cut]
      } else {
        break
      }
    }
    return String(piece)
  }
}
