import Papers

/// Turns what the configuration writes into numbered terms, and notes every fault on the way instead of stopping at the
/// first. What it returns for a faulty rule is of no use: ask for `faults` at the end.
struct RuleCompiler {
  /// All terms of the rulebook, each meaning once.
  private(set) var terms: [Term] = []
  private(set) var faults: [RuleFault] = []
  /// Every place of a term, in the order of the rules.
  private(set) var entries: [RuleEntry] = []
  private var numbers: [Term: Int] = [:]

  mutating func fault(_ path: String, _ message: String, suggestion: String? = nil) {
    faults.append(RuleFault(path: path, message: message, suggestion: suggestion))
  }

  /// Runs a part that may be faulty; `note` follows the message.
  private mutating func attempt<Result>(
    _ path: String,
    note: String = "",
    _ part: () throws(TermFault) -> Result
  ) -> Result? {
    do {
      return try part()
    } catch {
      fault(path, error.message + note, suggestion: error.suggestion)
      return nil
    }
  }

  private mutating func number(of term: Term) -> Int {
    if let known = numbers[term] { return known }
    terms.append(term)
    numbers[term] = terms.count - 1
    return terms.count - 1
  }

  mutating func term(_ text: String, at path: String, note: String = "") -> Int? {
    let term = attempt(path, note: note) { () throws(TermFault) in try Term(text) }
    guard let number = term.map({ number(of: $0) }) else { return nil }
    entries.append(RuleEntry(path: path, written: text, term: number))
    return number
  }

  mutating func terms(_ texts: [String], at path: String) -> [Int] {
    guard hasRoom(for: texts, at: path) else { return [] }
    return texts.enumerated().compactMap { term($1, at: "\(path)[\($0)]") }
  }

  mutating func author(_ name: String, at path: String) -> Int? {
    let name = name.unicodeScalars[...]
    return attempt(path) { () throws(TermFault) in try Term(author: name) }.map { number(of: $0) }
  }

  mutating func category(_ name: String, at path: String) -> Int? {
    guard let category = Category(name) else {
      fault(path, "\(quoted(name)) is no category: write it like cs.CV")
      return nil
    }
    return number(of: Term(subject: .category(category), fields: [.category]))
  }

  /// nil for what always holds.
  mutating func condition(_ text: String?, at path: String, groups: [String: [Int]]) -> Condition? {
    guard let text, let parsed = attempt(path, { () throws(TermFault) in try ExpressionParser.parse(text) }),
      let (expression, operands) = parsed
    else { return nil }
    return Condition(
      expression: expression,
      operands: operands.map { terms(of: $0, at: path, groups: groups) }
    )
  }

  private mutating func terms(of operand: Operand, at path: String, groups: [String: [Int]]) -> [Int] {
    if operand.kind == .term {
      return term(operand.text, at: path, note: " (column \(operand.column))").map { [$0] } ?? []
    }
    if let terms = groups[operand.text] { return terms }
    let known = groups.keys.sorted() + ["and", "or", "not"]
    fault(
      path,
      "no group is called \(quoted(operand.text)) at column \(operand.column), a term stands in double quotes",
      suggestion: nearest(to: operand.text, among: known)
    )
    return []
  }
}
