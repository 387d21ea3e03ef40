/// Numbers for the few byte strings that occur in rules, so that a text is compared with all of them at the price
/// of one look-up a word.
struct Lexicon: Sendable {
  private var entries: [[UInt8]] = []
  /// Open addressing; a power of two, at most half full.
  private var slots = [Slot](repeating: .empty, count: 16)

  private struct Slot {
    var hash: UInt64
    /// -1 marks a free slot.
    var number: Int

    static let empty = Slot(hash: 0, number: -1)
  }

  var count: Int { entries.count }

  func number(of bytes: ArraySlice<UInt8>) -> Int? {
    let slot = slots[position(of: bytes, hash: FNV.hash(bytes))]
    return slot.number < 0 ? nil : slot.number
  }

  /// The number of `bytes`, a new one when they are new.
  mutating func insert(_ bytes: [UInt8]) -> Int {
    if let known = number(of: bytes[...]) { return known }
    if entries.count * 2 >= slots.count { grow() }
    entries.append(bytes)
    place(entries.count - 1)
    return entries.count - 1
  }

  private mutating func grow() {
    slots = [Slot](repeating: .empty, count: slots.count * 2)
    for number in entries.indices { place(number) }
  }

  private mutating func place(_ number: Int) {
    let hash = FNV.hash(entries[number])
    slots[position(of: entries[number][...], hash: hash)] = Slot(hash: hash, number: number)
  }

  /// Where `bytes` stand, or the free slot where they would.
  private func position(of bytes: ArraySlice<UInt8>, hash: UInt64) -> Int {
    let mask = slots.count - 1
    var position = Int(truncatingIfNeeded: hash) & mask
    while slots[position].number >= 0 {
      let slot = slots[position]
      if slot.hash == hash, entries[slot.number].elementsEqual(bytes) { break }
      position = (position + 1) & mask
    }
    return position
  }
}

/// FNV-1a, 64 bits: the same on every machine and in every run, unlike Swift's `Hasher`.
struct FNV: Sendable {
  private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

  mutating func add(_ byte: UInt8) { value = (value ^ UInt64(byte)) &* 0x100_0000_01b3 }

  static func hash(_ bytes: some Sequence<UInt8>) -> UInt64 {
    var hash = FNV()
    for byte in bytes { hash.add(byte) }
    return hash.value
  }
}
