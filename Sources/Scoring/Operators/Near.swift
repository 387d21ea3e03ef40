extension Operator {
  static let near = Operator(
    name: "near",
    help: "Both phrases in one field, in either order, with at most so many words (0 to 50) between them.",
    example: "near(reward, 4, visual*)",
    prepare: { (text, place) throws(TermFault) in
      guard let inside = text.dropping("near")?.trimmed.dropping("(") else { return nil }
      guard place != .behindEquals else {
        throw TermFault("= stands in front of near: put it in front of the words inside, near(=A, 4, =B)")
      }
      let arguments = try split(inside)
      guard arguments.count == 3 else {
        throw TermFault("near takes three arguments, not \(arguments.count): \(form)")
      }
      let left = try readPhrase(arguments[0])
      let distance = try readDistance(arguments[1])
      return Term(subject: .near(left, distance, try readPhrase(arguments[2])))
    }
  )
}

private let form = "write near(a, n, b)"

/// The arguments, from the text behind the opening bracket.
private func split(_ inside: TermText) throws(TermFault) -> [TermText] {
  guard let end = inside.firstIndex(of: ")") else {
    throw TermFault("the bracket of near is not closed: \(form)")
  }
  let arguments = inside[..<end]
  guard !arguments.contains("("), inside.index(after: end) == inside.endIndex else {
    throw TermFault("near has one pair of brackets, and nothing behind it: \(form)")
  }
  return arguments.split(separator: ",", omittingEmptySubsequences: false).map(\.trimmed)
}

private func readDistance(_ text: TermText) throws(TermFault) -> Int {
  guard text.allSatisfy({ ("0"..."9").contains($0) }), let distance = Int(String(text)), distance <= 50 else {
    throw TermFault("\(quoted(String(text))) in near is not a number from 0 to 50: \(form)")
  }
  return distance
}

private func readPhrase(_ text: TermText) throws(TermFault) -> Phrase {
  guard text.contains(where: { !$0.properties.isWhitespace }) else {
    throw TermFault("a phrase of near is empty: \(form)")
  }
  guard case .phrase(let phrase) = try Term.read(text, at: .insideNear).subject else {
    throw TermFault("near takes phrases only: \(form)")
  }
  return phrase
}
