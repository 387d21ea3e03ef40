import Papers
import Scoring
import Testing

/// A paper of which only what a test is about is filled in.
func paper(
  title: String = "",
  abstract: String = "",
  comment: String? = nil,
  authors: [String] = [],
  categories: [String] = []
) throws -> Paper {
  Paper(
    id: try #require(PaperID("2501.12599")),
    title: title,
    abstract: abstract,
    authors: authors.map { Author($0) },
    categories: categories.compactMap { Category($0) },
    comment: comment
  )
}

/// What one term finds in a paper.
func matches(of term: String, in paper: Paper) throws -> [Match] {
  let book = try Rulebook(Rules(groups: [.init(name: "group", points: 1, any: [term])]))
  return book.appraise(paper).reasons.flatMap(\.matches)
}

/// The descriptions of what is wrong with the rules; empty when nothing is.
func faults(of rules: Rules) -> [String] {
  do {
    _ = try Rulebook(rules)
    return []
  } catch {
    return error.faults.map(\.description)
  }
}
