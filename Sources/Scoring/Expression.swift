/// The shape of a `require` or `when`; what it is about are numbered operands.
indirect enum Expression: Equatable, Sendable {
  case operand(Int)
  case not(Expression)
  case all([Expression])
  case any([Expression])

  func holds(_ operand: (Int) -> Bool) -> Bool {
    switch self {
    case .operand(let number): operand(number)
    case .not(let inner): !inner.holds(operand)
    case .all(let parts): parts.allSatisfy { $0.holds(operand) }
    case .any(let parts): parts.contains { $0.holds(operand) }
    }
  }
}

/// What an expression is about.
struct Operand: Equatable, Sendable {
  enum Kind: Sendable { case group, term }

  let kind: Kind
  /// The name of the group, or the term between the quotes.
  let text: String
  /// 1-based, in Unicode scalars.
  let column: Int
}

/// An expression whose operands are known: each holds when any of its terms is found.
struct Condition: Sendable {
  let expression: Expression
  let operands: [[Int]]

  func holds(in evidence: Evidence) -> Bool {
    expression.holds { operands[$0].contains { evidence.isFound($0) } }
  }
}
