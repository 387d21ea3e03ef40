/// A way to write a term. This list is the whole syntax: parsing, suggestions, `gleaner kinds operators`, the docs and
/// the tests read it.
package struct Operator: Sendable {
  /// How it is asked for; a field ends with its colon.
  package let name: String
  /// What it finds, in one sentence.
  package let help: String
  /// A term that uses it.
  package let example: String
  /// Reads a term that is written with this operator; nil leaves it to the next.
  let prepare: @Sendable (TermText, TermPlace) throws(TermFault) -> Term?

  /// In the order in which they are tried: what stands in front first, the plain phrase takes what is left.
  package static let all: [Operator] = [
    .title, .abstract, .comment, .author, .category, .near, .cased, .wildcard, .phrase,
  ]
}
