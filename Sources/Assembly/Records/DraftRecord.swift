internal import Listing
internal import Papers

/// A line for a list, with what it was made of.
package struct DraftRecord: Encodable, Sendable {
  package let id: String
  package let text: String
  /// The headings above its place; nil when the list has no such section.
  package let section: [String]?
  /// 1-based line on which it would stand; nil when it would be refused.
  package let line: Int?
  /// Why it would be refused.
  package let refusal: String?
  package let label: String?
  package let name: NameRecord?
  package let links: [DraftLinkRecord]
  package let why: [String]

  /// A short name, how sure it is (0...1), and why it is that one.
  package struct NameRecord: Encodable, Sendable {
    package let name: String
    package let confidence: Double
    package let why: String
  }

  /// A link that was found, whether or not it stands in the line.
  package struct DraftLinkRecord: Encodable, Sendable {
    package let kind: String
    package let url: String
    /// `abstract` or `comment`.
    package let source: String
    package let words: String
    package let confidence: Double
  }

  init(_ draft: Draft, line: Int?, refusal: String?) {
    id = draft.work.description
    text = draft.line
    section = draft.section
    self.line = line
    self.refusal = refusal
    label = draft.label?.yymm
    name = draft.name.map { NameRecord(name: $0.text, confidence: $0.confidence, why: $0.why) }
    links = draft.links.map { link in
      DraftLinkRecord(
        kind: link.kind.rawValue,
        url: link.url,
        source: link.source.rawValue,
        words: link.words,
        confidence: link.confidence
      )
    }
    why = draft.why
  }
}

/// What an insertion changed, or would change.
package struct InsertionRecord: Encodable, Sendable {
  package let id: String
  /// 1-based; nil when the list had the paper already.
  package let line: Int?
  package let text: String?
  /// A unified diff of the place.
  package let diff: String
  /// The address of the pull request.
  package let request: String?

  init(_ work: WorkID, _ result: ListChange.Result, request: String?) {
    id = work.description
    line = result.place
    text = result.line
    diff = result.diff
    self.request = request
  }
}
