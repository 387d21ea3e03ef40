/// Builds the states of an `Automaton`.
///
/// State 0 is inside a word or nowhere, state 1 is in front of a word. Needles that are open at their start
/// begin at both, all others at 1 only, so that most bytes of a text lead nowhere.
struct AutomatonBuilder {
  private(set) var classes = [UInt8](repeating: 0, count: 256)
  /// How many classes there are: 0 are letters that no needle has, 1 is soft, 2 are signs that no needle has.
  private(set) var columns = 3
  /// A row of `columns` for each state; -1 until `link` has filled it in.
  private(set) var next: [Int32] = []
  private(set) var outputs: [[Automaton.Output]] = []
  /// How the state was reached.
  private var kinds: [SymbolKind] = [.letter, .boundary]
  private var isHard = [false, false, true]

  private enum SymbolKind { case letter, soft, hard, boundary }

  init(_ needles: [Needle], maxStates: Int) {
    addClasses(of: needles)
    addState()
    addState()
    for column in 0..<columns where column == 1 || isHard[column] { next[column] = 1 }
    let prefixes = Self.prefixes(of: needles, maxStates: maxStates)
    for number in Self.sorted(needles) { insert(needles[number], number, consumed: prefixes[number]) }
  }

  private mutating func addClasses(of needles: [Needle]) {
    for byte in UInt8.min...UInt8.max where byte.isGap { classes[Int(byte)] = byte.isSoftByte ? 1 : 2 }
    for byte in needles.flatMap(\.symbols) where classes[Int(byte)] == 0 || classes[Int(byte)] == 2 {
      classes[Int(byte)] = UInt8(columns)
      isHard.append(byte.isGap)
      columns += 1
    }
    for byte in UInt8(ascii: "A")...UInt8(ascii: "Z") { classes[Int(byte)] = classes[Int(byte.folded)] }
  }

  private mutating func addState() {
    next += repeatElement(-1, count: columns)
    outputs.append([])
  }

  private mutating func insert(_ needle: Needle, _ number: Int, consumed: Int) {
    var state = needle.isOpenAtStart ? 0 : 1
    for symbol in needle.symbols.prefix(consumed) {
      let cell = state * columns + Int(classes[Int(symbol)])
      if next[cell] < 0 {
        next[cell] = Int32(outputs.count)
        kinds.append(symbol.isSoftByte ? .soft : symbol.isGap ? .hard : .letter)
        addState()
      }
      state = Int(next[cell])
    }
    outputs[state].append(Automaton.Output(needle, number, consumed: consumed))
  }

  /// How much of each needle is followed: all of it, or, when that makes too many states, as much as it
  /// shares with more than `crowd` others, and at least four symbols. The last of them is a letter.
  private static func prefixes(of needles: [Needle], maxStates: Int) -> [Int] {
    let order = sorted(needles)
    var common = [Int](repeating: 0, count: needles.count)
    for place in order.indices.dropFirst() {
      common[place] = shared(needles[order[place - 1]].symbols, needles[order[place]].symbols)
    }
    let states = order.indices.reduce(0) { $0 + needles[order[$1]].symbols.count - common[$1] }
    guard states > maxStates else { return needles.map(\.symbols.count) }
    var prefixes = [Int](repeating: 4, count: needles.count)
    for first in order.indices.dropLast(crowd) {
      let crowded = common[(first + 1)...(first + crowd)].min() ?? 0
      for place in first...(first + crowd) {
        prefixes[order[place]] = max(prefixes[order[place]], crowded + 1)
      }
    }
    for (number, needle) in needles.enumerated() {
      let symbols = needle.symbols
      prefixes[number] = min(prefixes[number], symbols.count)
      while prefixes[number] < symbols.count, symbols[prefixes[number] - 1].isGap { prefixes[number] += 1 }
    }
    return prefixes
  }

  /// So many needles may have to be compared at once.
  private static let crowd = 1

  private static func sorted(_ needles: [Needle]) -> [Int] {
    needles.indices.sorted { needles[$0].symbols.lexicographicallyPrecedes(needles[$1].symbols) }
  }

  private static func shared(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var count = 0
    while count < min(left.count, right.count), left[count] == right[count] { count += 1 }
    return count
  }

  /// Fills in where a state goes when its needles do not go on: to the longest end of what was read that
  /// begins a needle.
  mutating func link() {
    var failure = [Int32](repeating: 0, count: outputs.count)
    var queue: [Int] = []
    for column in 0..<columns {
      if next[column] < 0 { next[column] = 0 } else if next[column] != 1 { queue.append(Int(next[column])) }
    }
    queue.append(1)
    var head = 0
    while head < queue.count {
      let state = queue[head]
      head += 1
      let fallback = Int(failure[state])
      outputs[state] += outputs[fallback]
      for column in 0..<columns {
        let cell = state * columns + column
        let other = next[fallback * columns + column]
        if next[cell] < 0 {
          next[cell] = other
        } else {
          failure[Int(next[cell])] = other
          queue.append(Int(next[cell]))
        }
      }
    }
  }

  /// Lets runs of soft bytes be one symbol, and none beside a hard one.
  ///
  /// A soft byte behind a letter may turn out to stand beside a sign, and then it does not count. Where that
  /// makes a difference there is one more state, which goes on with signs like the state before the soft
  /// byte, and with letters like the one behind it.
  mutating func addPending() {
    let hard = isHard.indices.filter { isHard[$0] }
    for state in kinds.indices {
      let soft = state * columns + 1
      guard kinds[state] == .letter else {
        // In front of a word it leads back by itself.
        if kinds[state] != .boundary { next[soft] = Int32(state) }
        continue
      }
      let behind = Int(next[soft])
      guard hard.contains(where: { next[state * columns + $0] != next[behind * columns + $0] }) else {
        continue
      }
      let pending = outputs.count
      addState()
      for column in 0..<columns {
        let source = isHard[column] ? state : behind
        next[pending * columns + column] = next[source * columns + column]
      }
      next[pending * columns + 1] = Int32(pending)
      next[soft] = Int32(pending)
    }
  }

  /// The states in the order of their rows: those that accept last, and else as they were made, so that what
  /// one needle needs stands together.
  var order: [Int] {
    outputs.indices.filter { outputs[$0].isEmpty } + outputs.indices.filter { !outputs[$0].isEmpty }
  }
}
