extension Operator {
  static let wildcard = Operator(
    name: "wildcard",
    help: "* at the end lets the last word go on, * at the beginning lets the first word begin with more.",
    example: "*MLLM*",
    prepare: { (text, place) throws(TermFault) in
      guard text.contains("*") else { return nil }
      let opensStart = text.first == "*"
      let behindStart = opensStart ? text.dropFirst() : text
      let opensEnd = behindStart.last == "*"
      let inner = opensEnd ? behindStart.dropLast() : behindStart
      guard !inner.contains("*") else {
        throw TermFault("* stands inside the term: it may only be its first or last character")
      }
      guard var phrase = Phrase(inner, isCased: place == .behindEquals) else { return nil }
      phrase.isOpenAtStart = opensStart
      phrase.isOpenAtEnd = opensEnd
      return Term(subject: .phrase(phrase))
    }
  )
}
