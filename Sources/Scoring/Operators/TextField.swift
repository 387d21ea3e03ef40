import Papers

extension Operator {
  static let title = narrowing(
    to: .title,
    help: "Looks in the title only; any other operator may follow.",
    example: "title:benchmark*"
  )
  static let abstract = narrowing(
    to: .abstract,
    help: "Looks in the abstract only; any other operator may follow.",
    example: "abstract:near(reward, 4, visual)"
  )
  static let comment = narrowing(
    to: .comment,
    help: "Looks in the authors' comment, where nothing else looks; any other operator may follow.",
    example: "comment:accepted"
  )

  private static func narrowing(to field: Field, help: String, example: String) -> Operator {
    let name = "\(field.rawValue):"
    return Operator(
      name: name,
      help: help,
      example: example,
      prepare: { (text, place) throws(TermFault) in
        guard let rest = try text.droppingField(name, at: place) else { return nil }
        var term = try Term.read(rest, at: .behindField)
        term.fields = [field]
        return term
      }
    )
  }
}

extension TermText {
  /// What follows the field; nil when the text does not begin with it.
  func droppingField(_ name: String, at place: TermPlace) throws(TermFault) -> TermText? {
    guard let rest = dropping(name) else { return nil }
    guard place == .start else {
      throw TermFault("\(quoted(name)) stands inside the term: a field comes first, and only one")
    }
    guard rest.first?.properties.isWhitespace != true else {
      throw TermFault(
        "a space stands behind \(quoted(name)): leave it out",
        suggestion: name + String(rest.trimmed)
      )
    }
    return rest
  }
}
