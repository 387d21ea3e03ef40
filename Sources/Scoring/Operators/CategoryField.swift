import Papers

extension Operator {
  static let category = Operator(
    name: "category:",
    help: "A paper listed in this category, primary or not; .* stands for all of an archive.",
    example: "category:cs.*",
    prepare: { (text, place) throws(TermFault) in
      guard let rest = try text.droppingField("category:", at: place) else { return nil }
      return try Term(category: String(rest))
    }
  )
}

extension Term {
  /// A category as `categories` and `category:` write it, or `archive.*`.
  init(category name: String) throws(TermFault) {
    let isArchive = name.hasSuffix(".*")
    guard let category = Category(isArchive ? String(name.dropLast(2)) : name),
      !isArchive || category.name == category.archive
    else { throw TermFault("\(quoted(name)) is no category: write it like cs.CV, or cs.* for an archive") }
    self.init(subject: isArchive ? .archive(category.archive) : .category(category), fields: [.category])
  }
}
