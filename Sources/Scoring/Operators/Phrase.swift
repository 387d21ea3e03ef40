extension Operator {
  static let phrase = Operator(
    name: "phrase",
    help: "These words in a row, whole and in any case; a space, a hyphen and a line break are alike.",
    example: "vision-language",
    prepare: { (text, place) throws(TermFault) in
      Phrase(text, isCased: place == .behindEquals).map { Term(subject: .phrase($0)) }
    }
  )
}
