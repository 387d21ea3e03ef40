/// Packs pieces into parts, in order, as many into each as its limits allow.
struct Splitter: Sendable {
  /// What a part may hold, in as many units as are counted: blocks, characters, bytes.
  let limits: [Int]
  /// What a part costs before there is anything in it.
  let frame: [Int]

  /// Every piece is in exactly one part. A piece that is over a limit alone has a part of its own. The cost is what a piece takes of each limit. No pieces, no parts.
  func split<Piece>(_ pieces: [Piece], cost: (Piece) -> [Int]) -> [[Piece]] {
    var parts: [[Piece]] = []
    var part: [Piece] = []
    var used = frame
    for piece in pieces {
      let cost = cost(piece)
      let next = zip(used, cost).map(+)
      if !part.isEmpty, zip(next, limits).contains(where: >) {
        parts.append(part)
        part = []
        used = zip(frame, cost).map(+)
      } else {
        used = next
      }
      part.append(piece)
    }
    if !part.isEmpty { parts.append(part) }
    return parts
  }
}
