/// The shape of a `require` or `when`; what it is about are numbered operands.
indirect enum Expression: Equatable, Sendable {
  case operand(Int)
  case not(Expression)
  case all([Expression])
  case any([Expression])
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
