/// The places of grams by their numbers. The numbers are hashes already, so a look-up is a probe or two where a
/// dictionary would hash once more; a text asks some hundred times.
struct GramTable: Sendable {
  /// Open addressing; a power of two, at most half full. A place below 0 marks a free slot.
  private var keys: [UInt64]
  private var places: [Int32]
  private let mask: Int

  /// Each gram gets its place in the list; of two with one number the first counts.
  init(_ grams: [UInt64]) {
    var size = 16
    while size < grams.count * 2 { size *= 2 }
    keys = Array(repeating: 0, count: size)
    places = Array(repeating: -1, count: size)
    mask = size - 1
    for (place, gram) in grams.enumerated() {
      let slot = slot(of: gram)
      guard places[slot] < 0 else { continue }
      keys[slot] = gram
      places[slot] = Int32(place)
    }
  }

  /// -1 for a gram that is not in the list.
  func place(of gram: UInt64) -> Int32 { places[slot(of: gram)] }

  private func slot(of gram: UInt64) -> Int {
    // The low bits of FNV differ least in short words, so the high ones are mixed in.
    var slot = Int(truncatingIfNeeded: gram ^ gram >> 32) & mask
    while places[slot] >= 0, keys[slot] != gram { slot = (slot + 1) & mask }
    return slot
  }
}
