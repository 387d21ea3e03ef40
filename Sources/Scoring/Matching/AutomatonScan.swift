/// A place where a needle stands.
struct Find: Equatable, Sendable {
  let needle: Int32
  let start: Int
  let end: Int
}

extension Automaton {
  /// How many parts of a text are read side by side: a state depends on the one before it, and memory answers
  /// several questions in the time of one.
  static let lanes = 8

  /// Reads one part; `accept` gets the state and the position behind the byte that led to it.
  @inline(__always)
  func scan(_ text: WordText, _ range: Range<Int>, from state: UInt32? = nil, accept: (UInt32, Int) -> Void) {
    table.withUnsafeBufferPointer { table in
      classes.withUnsafeBufferPointer { classes in
        var state = state ?? beginning
        var position = range.lowerBound
        while position < range.upperBound {
          state = table[Int(state &+ UInt32(classes[Int(text[position])]))]
          position &+= 1
          if state >= firstAccepting { accept(state, position) }
        }
      }
    }
  }

  /// Reads eight parts at once. `accept` gets the lane as well.
  @inline(__always)
  func scan8(_ text: WordText, _ bounds: [Int], accept: (Int, UInt32, Int) -> Void) {
    let length = (0..<8).reduce(Int.max) { min($0, bounds[$1 + 1] - bounds[$1]) }
    var s0 = beginning, s1 = beginning, s2 = beginning, s3 = beginning
    var s4 = beginning, s5 = beginning, s6 = beginning, s7 = beginning
    let first = firstAccepting
    table.withUnsafeBufferPointer { table in
      classes.withUnsafeBufferPointer { classes in
        guard let base = text.bytes.baseAddress, let table = table.baseAddress,
          let classes = classes.baseAddress
        else { return }
        let p0 = base + bounds[0], p1 = base + bounds[1], p2 = base + bounds[2], p3 = base + bounds[3]
        let p4 = base + bounds[4], p5 = base + bounds[5], p6 = base + bounds[6], p7 = base + bounds[7]
        var i = 0
        while i < length {
          s0 = table[Int(s0 &+ UInt32(classes[Int(p0[i])]))]
          s1 = table[Int(s1 &+ UInt32(classes[Int(p1[i])]))]
          s2 = table[Int(s2 &+ UInt32(classes[Int(p2[i])]))]
          s3 = table[Int(s3 &+ UInt32(classes[Int(p3[i])]))]
          s4 = table[Int(s4 &+ UInt32(classes[Int(p4[i])]))]
          s5 = table[Int(s5 &+ UInt32(classes[Int(p5[i])]))]
          s6 = table[Int(s6 &+ UInt32(classes[Int(p6[i])]))]
          s7 = table[Int(s7 &+ UInt32(classes[Int(p7[i])]))]
          i &+= 1
          guard max(max(max(s0, s1), max(s2, s3)), max(max(s4, s5), max(s6, s7))) >= first else { continue }
          if s0 >= first { accept(0, s0, bounds[0] &+ i) }
          if s1 >= first { accept(1, s1, bounds[1] &+ i) }
          if s2 >= first { accept(2, s2, bounds[2] &+ i) }
          if s3 >= first { accept(3, s3, bounds[3] &+ i) }
          if s4 >= first { accept(4, s4, bounds[4] &+ i) }
          if s5 >= first { accept(5, s5, bounds[5] &+ i) }
          if s6 >= first { accept(6, s6, bounds[6] &+ i) }
          if s7 >= first { accept(7, s7, bounds[7] &+ i) }
        }
      }
    }
    for (lane, state) in [s0, s1, s2, s3, s4, s5, s6, s7].enumerated() {
      scan(text, (bounds[lane] + length)..<bounds[lane + 1], from: state) { accept(lane, $0, $1) }
    }
  }
}
