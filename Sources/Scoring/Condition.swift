/// An expression whose operands are known: each holds when any of its terms is found.
///
/// Laid out as questions that say where to go on, so that asking for it for every paper needs no tree.
struct Condition: Sendable {
  private struct Question: Sendable {
    /// Of `terms`.
    let first: Int32
    let end: Int32
    let ifFound: Int32
    let ifMissing: Int32
  }

  private static let yes: Int32 = -1
  private static let no: Int32 = -2

  private var questions: [Question] = []
  private var terms: [Int] = []
  private var entry = yes

  init(expression: Expression, operands: [[Int]]) {
    var ranges: [Range<Int>] = []
    for operand in operands {
      ranges.append(terms.count..<(terms.count + operand.count))
      terms += operand
    }
    entry = add(expression, ranges, ifTrue: Self.yes, ifFalse: Self.no)
  }

  /// The place of the question to begin with.
  private mutating func add(
    _ expression: Expression,
    _ operands: [Range<Int>],
    ifTrue: Int32,
    ifFalse: Int32
  ) -> Int32 {
    switch expression {
    case .operand(let number):
      let (first, end) = (Int32(operands[number].lowerBound), Int32(operands[number].upperBound))
      questions.append(Question(first: first, end: end, ifFound: ifTrue, ifMissing: ifFalse))
      return Int32(questions.count - 1)
    case .not(let inner): return add(inner, operands, ifTrue: ifFalse, ifFalse: ifTrue)
    case .all(let parts):
      return parts.reversed().reduce(ifTrue) { add($1, operands, ifTrue: $0, ifFalse: ifFalse) }
    case .any(let parts):
      return parts.reversed().reduce(ifFalse) { add($1, operands, ifTrue: ifTrue, ifFalse: $0) }
    }
  }

  func holds(in evidence: Evidence) -> Bool {
    var next = entry
    while next >= 0 {
      let question = questions[Int(next)]
      var isFound = false
      var term = question.first
      while term < question.end, !isFound {
        isFound = evidence.isFound(terms[Int(term)])
        term += 1
      }
      next = isFound ? question.ifFound : question.ifMissing
    }
    return next == Self.yes
  }
}
