import Papers

extension Operator {
  static let author = Operator(
    name: "author:",
    help: "A paper by this author: the whole name as arXiv writes it, in any case.",
    example: "author:Given Family",
    prepare: { (text, place) throws(TermFault) in
      guard let name = try text.droppingField("author:", at: place) else { return nil }
      return try Term(author: name)
    }
  )
}

extension Term {
  /// An author by name, as `authors.follow` and `author:` write it.
  init(author name: TermText) throws(TermFault) {
    guard !name.contains(where: { $0 == "*" || $0 == "=" }) else {
      throw TermFault("* and = mean nothing in a name: write it in full, as arXiv does")
    }
    guard let phrase = Phrase(name) else {
      throw TermFault("the name of the author is empty: write it in full, as arXiv does")
    }
    self.init(subject: .author(phrase.joined), fields: [.author])
  }
}
