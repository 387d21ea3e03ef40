/// Where words are lit.
enum Lighting {
  /// The text cut where matched words begin and end. `start` is in bytes of UTF-8. Words that do not stand there, because
  /// the match is about an earlier version, light nothing.
  static func pieces(of text: String, _ matches: [(start: Int, words: String)]) -> [(text: String, isLit: Bool)] {
    let bytes = Array(text.utf8)
    var isLit = [Bool](repeating: false, count: bytes.count)
    for match in matches where bytes.indices.contains(match.start) {
      guard bytes[match.start...].starts(with: match.words.utf8) else { continue }
      for index in match.start..<match.start + match.words.utf8.count { isLit[index] = true }
    }
    var pieces: [(text: String, isLit: Bool)] = []
    var start = 0
    while start < bytes.count {
      let end = isLit[start...].firstIndex { $0 != isLit[start] } ?? bytes.count
      pieces.append((String(decoding: bytes[start..<end], as: UTF8.self), isLit[start]))
      start = end
    }
    return pieces
  }
}
