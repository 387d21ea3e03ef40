/// Reads `multimodal and (rl or "visual reward")`: `or` binds least, then `and`, then `not`.
struct ExpressionParser {
  /// Deeper nesting is refused, so that no text can exhaust the stack.
  static let maxDepth = 50

  private let tokens: [Token]
  private let end: Int
  private var position = 0
  private(set) var operands: [Operand] = []

  private struct Token {
    enum Kind: Equatable { case open, close, and, or, not, name, term }

    let kind: Kind
    let text: String
    let column: Int
  }

  /// The expression and what it is about; nil for a blank text, which asks for nothing.
  static func parse(_ text: String) throws(TermFault) -> (Expression, [Operand])? {
    var parser = try ExpressionParser(text)
    guard !parser.tokens.isEmpty else { return nil }
    let expression = try parser.alternatives(depth: 0)
    if let rest = parser.peek {
      throw TermFault(
        rest.kind == .close
          ? "the bracket at column \(rest.column) was never opened"
          : "“and” or “or” is missing before \(quoted(rest.text)) at column \(rest.column)",
        suggestion: ["and", "or"].first { $0 == rest.text.lowercased() }
      )
    }
    return (expression, parser.operands)
  }

  private init(_ text: String) throws(TermFault) {
    tokens = try Self.tokens(of: Array(text.unicodeScalars))
    end = text.unicodeScalars.count + 1
  }

  private var peek: Token? { position < tokens.count ? tokens[position] : nil }

  private mutating func take(_ kind: Token.Kind) -> Bool {
    guard peek?.kind == kind else { return false }
    position += 1
    return true
  }

  private mutating func alternatives(depth: Int) throws(TermFault) -> Expression {
    var parts = [try conjunction(depth: depth)]
    while take(.or) { parts.append(try conjunction(depth: depth)) }
    return parts.count == 1 ? parts[0] : .any(parts)
  }

  private mutating func conjunction(depth: Int) throws(TermFault) -> Expression {
    var parts = [try negation(depth: depth)]
    while take(.and) { parts.append(try negation(depth: depth)) }
    return parts.count == 1 ? parts[0] : .all(parts)
  }

  private mutating func negation(depth: Int) throws(TermFault) -> Expression {
    guard let token = peek else {
      throw TermFault("a group or a quoted term is missing at the end, column \(end)")
    }
    guard depth < Self.maxDepth else {
      throw TermFault("more than \(Self.maxDepth) brackets and nots are nested at column \(token.column)")
    }
    position += 1
    switch token.kind {
    case .not: return .not(try negation(depth: depth + 1))
    case .open: return try bracket(token, depth: depth)
    case .name: return operand(.group, token)
    case .term: return operand(.term, token)
    case .and, .or, .close:
      throw TermFault(
        "a group or a quoted term is missing before \(quoted(token.text)) at column \(token.column)"
      )
    }
  }

  private mutating func bracket(_ open: Token, depth: Int) throws(TermFault) -> Expression {
    let inner = try alternatives(depth: depth + 1)
    // Anything else is left for `parse`, which says what is missing in front of it.
    guard peek == nil || peek?.kind == .close else { return inner }
    guard take(.close) else { throw TermFault("the bracket at column \(open.column) is not closed") }
    return inner
  }

  private mutating func operand(_ kind: Operand.Kind, _ token: Token) -> Expression {
    operands.append(Operand(kind: kind, text: token.text, column: token.column))
    return .operand(operands.count - 1)
  }

  private static func tokens(of text: [Unicode.Scalar]) throws(TermFault) -> [Token] {
    var tokens: [Token] = []
    var position = 0
    while position < text.count {
      let column = position + 1
      let scalar = text[position]
      position += 1
      if scalar.properties.isWhitespace { continue }
      if scalar == "\"" {
        guard let close = text[position...].firstIndex(of: "\"") else {
          throw TermFault("the quote at column \(column) is not closed")
        }
        tokens.append(Token(kind: .term, text: string(text[position..<close]), column: column))
        position = close + 1
      } else if isSign(scalar) {
        tokens.append(Token(kind: scalar == "(" ? .open : .close, text: String(scalar), column: column))
      } else {
        let word = text[(column - 1)...].prefix { !$0.properties.isWhitespace && !isSign($0) }
        tokens.append(Token(kind: kind(of: string(word)), text: string(word), column: column))
        position = word.endIndex
      }
    }
    return tokens
  }

  private static func isSign(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "(" || scalar == ")" || scalar == "\""
  }

  private static func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    String(String.UnicodeScalarView(scalars))
  }

  private static func kind(of word: String) -> Token.Kind {
    switch word {
    case "and": .and
    case "or": .or
    case "not": .not
    default: .name
    }
  }
}
