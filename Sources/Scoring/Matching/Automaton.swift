/// All needles in one table: a row for each state, a column for each class of bytes (Aho and Corasick, CACM
/// 18, 1975, with every transition filled in).
///
/// A run of spaces and hyphens is one symbol, and none beside another sign. Accepting states come last, so
/// that one comparison a byte tells them apart.
struct Automaton: Sendable {
  struct Output: Sendable {
    let needle: Int32
    /// So many of the needle's symbols have been read.
    let consumed: Int32
    /// The letters that follow, up to four, in the bytes that `mask` has.
    private var following: UInt32 = 0
    private var mask: UInt32 = 0

    init(_ needle: Needle, _ number: Int, consumed: Int) {
      self.needle = Int32(number)
      self.consumed = Int32(consumed)
      for (place, symbol) in needle.symbols[consumed...].prefix(4).enumerated() {
        guard symbol.isInWord else { break }
        following |= UInt32(symbol | 0x20) << UInt32(place * 8)
        mask |= 0xFF << UInt32(place * 8)
      }
    }

    /// Whether the needle may go on at a position, as far as a glance tells.
    @inline(__always) func mayFollow(at position: Int, in text: WordText) -> Bool {
      guard let base = text.bytes.baseAddress else { return false }
      let letters = UInt32(littleEndian: UnsafeRawPointer(base + position).loadUnaligned(as: UInt32.self))
      return ((letters | 0x2020_2020) ^ following) & mask == 0
    }
  }

  /// What an accepting state says, in `outputs`.
  struct Accepted: Sendable {
    let first: Int32
    let count: Int32
    /// Whether none of it can be inside a word.
    let endsWord: Bool
  }

  /// Above so many states, needles are only followed as far as they differ from all others. What is left is
  /// compared by hand.
  static let maxStates = 1 << 16

  /// Row numbers, each already multiplied by the size of a row.
  let table: [UInt32]
  let classes: [UInt8]
  /// The size of a row.
  let columns: UInt32
  /// In front of the first word.
  let beginning: UInt32
  let firstAccepting: UInt32
  let accepted: [Accepted]
  let outputs: [Output]

  init(_ needles: [Needle], maxStates: Int = Self.maxStates) {
    var builder = AutomatonBuilder(needles, maxStates: maxStates)
    builder.link()
    builder.addPending()
    let columns = builder.columns
    self.columns = UInt32(columns)
    classes = builder.classes
    let order = builder.order
    var number = [UInt32](repeating: 0, count: order.count)
    for (row, state) in order.enumerated() { number[state] = UInt32(row * columns) }
    var table = [UInt32](repeating: 0, count: order.count * columns)
    for state in order.indices {
      for column in 0..<columns {
        table[Int(number[state]) + column] = number[Int(builder.next[state * columns + column])]
      }
    }
    self.table = table
    beginning = number[1]
    var accepted: [Accepted] = []
    var outputs: [Output] = []
    for state in order where !builder.outputs[state].isEmpty {
      let found = builder.outputs[state]
      let endsWord = found.allSatisfy { needles[Int($0.needle)].hasWholeEnd(at: Int($0.consumed)) }
      accepted.append(Accepted(first: Int32(outputs.count), count: Int32(found.count), endsWord: endsWord))
      outputs += found
    }
    firstAccepting = UInt32((order.count - accepted.count) * columns)
    self.accepted = accepted
    self.outputs = outputs
  }
}

extension Needle {
  fileprivate func hasWholeEnd(at consumed: Int) -> Bool {
    consumed == symbols.count && !isOpenAtEnd && !takesPlural
  }
}
