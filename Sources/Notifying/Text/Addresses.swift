internal import Papers

extension String {
  /// The address as it may stand in any markup: of the web, and with everything percent-encoded that could end a link
  /// or has a meaning in Markdown; nil when it is none, or longer than anybody's link.
  var linkTarget: String? {
    guard hasPrefix("https://") || hasPrefix("http://"), utf8.count <= 400 else { return nil }
    var safe = ""
    var marks = 0
    let hasBrackets = hasPrefix("https://[") || hasPrefix("http://[")
    for byte in utf8 {
      if "/?#".utf8.contains(byte) { marks += 1 }
      // An IPv6 address stands in brackets (RFC 3986, section 3.2.2).
      if hasBrackets, marks == 2, "[]".utf8.contains(byte) {
        safe += String(UnicodeScalar(byte))
        continue
      }
      guard byte > 0x20, byte != 0x7F else { return nil }
      let isPlain = byte < 0x80 && !"\"'()*<>[]\\^`{|}".utf8.contains(byte)
      safe += isPlain ? String(UnicodeScalar(byte)) : "%" + byte.hexadecimal
    }
    return safe.utf8.count <= 400 ? safe : nil
  }
}
