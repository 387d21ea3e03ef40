import Testing

@testable import Notifying

@Suite struct SplitterTests {
  @Test(arguments: 0..<200) func `every piece is in one part, in order, and no part is over its limits`(
    seed: Int
  ) {
    var random = Numbers(state: UInt64(seed) + 1)
    let limits = [random.next(in: 1...12), random.next(in: 50...400)]
    let frame = [random.next(in: 0...1), random.next(in: 0...40)]
    let pieces = (0..<random.next(in: 0...60)).map { index in (index, random.next(in: 0...120)) }
    let splitter = Splitter(limits: limits, frame: frame)
    let cost: ((Int, Int)) -> [Int] = { [1, $0.1] }

    let parts = splitter.split(pieces, cost: cost)
    #expect(parts.flatMap { $0.map(\.0) } == pieces.map(\.0))
    for part in parts {
      #expect(!part.isEmpty)
      let fits = part.count + frame[0] <= limits[0] && part.reduce(frame[1]) { $0 + $1.1 } <= limits[1]
      #expect(fits || part.count == 1)
    }
    for (part, next) in zip(parts, parts.dropFirst()) {
      let isFull = part.count + 1 + frame[0] > limits[0]
      #expect(isFull || part.reduce(frame[1]) { $0 + $1.1 } + next[0].1 > limits[1])
    }
    #expect(splitter.split(pieces, cost: cost).map(\.count) == parts.map(\.count))
  }

  @Test func `nothing makes no parts`() {
    #expect(Splitter(limits: [1], frame: [5]).split([Int]()) { _ in [1] }.isEmpty)
  }
}

/// The same numbers for the same seed (xorshift64).
struct Numbers {
  var state: UInt64

  mutating func next(in range: ClosedRange<Int>) -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return range.lowerBound + Int(state % UInt64(range.count))
  }
}
