internal import CScan

/// Looks only where a word begins, and there at four letters: for phrases that are rare.
///
/// A bit for each value of a hash of four letters says whether any phrase begins so.
struct WordStartFilter: Sendable {
  private static let bits: UInt32 = 15

  private var bitmap = [UInt64](repeating: 0, count: 1 << (Int(bits) - 6))
  /// The needles of each hash.
  private var first = [Int32](repeating: -1, count: 1 << Int(bits))
  private var needles: [Int32] = []
  private var next: [Int32] = []

  /// nil when a needle has no four letters to go by: it is open at its start, or its first word is shorter
  /// than three.
  init?(_ needles: [Needle]) {
    for (number, needle) in needles.enumerated() {
      let word = needle.symbols.prefix(4)
      guard !needle.isOpenAtStart, needle.firstGap >= 3, !word.isEmpty, word.allSatisfy({ $0 < 0x80 }) else {
        return nil
      }
      for key in Self.keys(of: Array(word), letters: min(4, needle.firstGap)) { add(key, Int32(number)) }
    }
  }

  /// A phrase of three letters may be followed by anything.
  private static func keys(of word: [UInt8], letters: Int) -> Set<UInt32> {
    guard word.count >= 3 else { return [] }
    let three = UInt32(word[0]) | UInt32(word[1]) << 8 | UInt32(word[2]) << 16
    if letters > 3, word.count > 3 { return [hash(three | UInt32(word[3]) << 24)] }
    return Set((0..<256).map { hash(three | UInt32($0) << 24) })
  }

  private mutating func add(_ hash: UInt32, _ needle: Int32) {
    bitmap[Int(hash >> 6)] |= 1 << UInt64(hash & 63)
    next.append(first[Int(hash)])
    needles.append(needle)
    first[Int(hash)] = Int32(needles.count - 1)
  }

  @inline(__always) private static func hash(_ letters: UInt32) -> UInt32 {
    ((letters | 0x2020_2020) &* 0x9E37_79B1) >> (32 - bits)
  }

  /// Whether so few words of the text begin like a phrase that looking at word starts pays.
  func isWorthIt(for text: WordText, _ range: Range<Int>) -> Bool {
    guard range.count >= 4096 else { return false }
    let sample = range.prefix(4096)
    var candidates = 0
    scan(text, sample) { _, _ in candidates += 1 }
    return candidates * 150 < sample.count
  }

  /// Hands over each needle that may begin at a position. The text has to go on for 80 bytes behind the
  /// range.
  @inline(__always)
  func scan(_ text: WordText, _ range: Range<Int>, candidate: (Int, Int) -> Void) {
    guard let base = text.bytes.baseAddress else { return }
    bitmap.withUnsafeBufferPointer { bitmap in
      var carry: UInt64 = 0
      var block = range.lowerBound
      while block < range.upperBound {
        var words = scan_words64(base + block)
        let rest = range.upperBound - block
        if rest < 64 { words &= 1 << UInt64(rest) &- 1 }
        // No phrase begins with a word of one or two letters; at the end of a block it is not known.
        let isLong = (words >> 1 | 1 << 63) & (words >> 2 | 3 << 62)
        var starts = words & ~(words << 1 | carry) & isLong
        carry = words >> 63
        // Four at a time and without asking whether there are four: what is behind the last start does no
        // harm.
        while starts != 0 {
          let four = starts
          var isAny: UInt64 = 0
          for _ in 0..<4 {
            isAny |= Self.bit(of: base + (block &+ starts.trailingZeroBitCount), in: bitmap)
            starts &= starts &- 1
          }
          if isAny & 1 != 0 { check(four & ~starts, block, base, candidate) }
        }
        block &+= 64
      }
    }
  }

  /// In the lowest bit, whether any phrase may begin with the four bytes here.
  @inline(__always)
  private static func bit(of letters: UnsafePointer<UInt8>, in bitmap: UnsafeBufferPointer<UInt64>) -> UInt64
  {
    let hash = hash(UInt32(littleEndian: UnsafeRawPointer(letters).loadUnaligned(as: UInt32.self)))
    return bitmap[Int(hash >> 6)] &>> UInt64(hash & 63)
  }

  @inline(never)
  private func check(
    _ starts: UInt64,
    _ block: Int,
    _ base: UnsafePointer<UInt8>,
    _ candidate: (Int, Int) -> Void
  ) {
    var starts = starts
    while starts != 0 {
      let position = block + starts.trailingZeroBitCount
      starts &= starts &- 1
      let letters = UInt32(littleEndian: UnsafeRawPointer(base + position).loadUnaligned(as: UInt32.self))
      var entry = first[Int(Self.hash(letters))]
      while entry >= 0 {
        candidate(Int(needles[Int(entry)]), position)
        entry = next[Int(entry)]
      }
    }
  }
}
