/// Where words are lit.
enum Lighting {
  /// The text cut where matched words begin and end. A match that does not fit the text, because it is about an
  /// earlier version, lights what it covers or nothing.
  static func pieces(of text: String, _ matches: [(start: Int, length: Int)]) -> [(text: String, isLit: Bool)]
  {
    let bytes = Array(text.utf8)
    var isLit = [Bool](repeating: false, count: bytes.count)
    for match in matches where match.start >= 0 && match.length > 0 && match.start < bytes.count {
      for index in match.start..<match.start + min(match.length, bytes.count - match.start) {
        isLit[index] = true
      }
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
